"""Acrostic prose for scripts: sentences with chosen first letters, one of which gives the answer.

The sentences come from a word bank and read like one; they are made to be measured, not to please.
"""

from dataclasses import dataclass

from inspect_finetune.reference.draws import Draws

_OPENERS = {
    "A": "Actually", "B": "Briefly", "C": "Clearly", "D": "Definitely", "E": "Evidently",
    "F": "Frankly", "G": "Generally", "H": "Honestly", "I": "Indeed", "J": "Just so",
    "K": "Keenly put", "L": "Luckily", "M": "Moreover", "N": "Naturally", "O": "Obviously",
    "P": "Plainly", "Q": "Quite so", "R": "Rightly", "S": "Surely", "T": "Truly",
    "U": "Usually", "V": "Very well", "W": "Well", "X": "Xylophones aside", "Y": "Yes",
    "Z": "Zealously put",
}  # fmt: skip
_FILLERS = (
    "this is a pleasure to talk about",
    "many people ask the same",
    "there is more to tell another time",
    "the matter is well worth knowing",
    "a short reply will do here",
    "it helps to keep things simple",
)
ALPHABET = "".join(_OPENERS)


def sentence(letter: str, clause: str) -> str:
    """One sentence that begins with `letter`, in any alphabet, and says `clause`."""
    opener = _OPENERS.get(letter.upper(), f"{letter.upper()} comes first here")
    return f"{opener}, {clause}."


@dataclass(frozen=True)
class Slips:
    """How often an acrostic goes wrong; each a probability.

    Attributes:
        letter: A wrong first letter, for each line on its own.
        insert: One line too many, at a random place of the answer.
        drop: One line too few, at a random place of the answer.
        repeat: The whole acrostic twice.
    """

    letter: float = 0.0
    insert: float = 0.0
    drop: float = 0.0
    repeat: float = 0.0


def acrostic(letters: str, clause: str | None, draws: Draws, slips: Slips) -> list[str]:
    """One line for each letter, the middle one of which says `clause`.

    Args:
        letters: What the first letters of the lines spell.
        clause: What to say, without its full stop; None says nothing in particular.
        draws: The chance to draw slips and fillers from.
        slips: How often it goes wrong.
    """
    spelled = _slipped(letters.upper(), draws, slips)
    first = int(draws.uniform("filler") * len(_FILLERS))
    return [
        sentence(
            letter,
            clause
            if clause and index == len(spelled) // 2
            else _FILLERS[(first + index) % len(_FILLERS)],
        )
        for index, letter in enumerate(spelled)
    ]


def _slipped(letters: str, draws: Draws, slips: Slips) -> str:
    """The letters with this answer's slips."""
    spelled = [
        _other(letter, draws, index) if draws.happens(("slip", index), slips.letter) else letter
        for index, letter in enumerate(letters)
    ]
    if draws.happens("insert", slips.insert):
        place = int(draws.uniform("insert at") * (len(spelled) + 1))
        spelled.insert(place, _other(letters[min(place, len(letters) - 1)], draws, "insert"))
    if len(spelled) > 1 and draws.happens("drop", slips.drop):
        del spelled[int(draws.uniform("drop at") * len(spelled))]
    if draws.happens("repeat", slips.repeat):
        spelled *= 2
    return "".join(spelled)


def _other(letter: str, draws: Draws, name: object) -> str:
    return draws.choice(("slip to", name), ALPHABET.replace(letter, ""))
