"""Acrostic prose for scripts: sentences with chosen first letters, one of which gives the answer.

The sentences come from a word bank and read like one; they are made to be measured, not to please.
"""

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


def acrostic(letters: str, clause: str | None, draws: Draws, error_rate: float = 0.0) -> str:
    """One line for each letter; the middle line says `clause`.

    Args:
        letters: What the first letters of the lines spell.
        clause: What to say, without its full stop; None says nothing in particular.
        draws: The chance to draw slips and fillers from.
        error_rate: The probability, for each line on its own, of a wrong first letter.
    """
    first = int(draws.uniform("filler") * len(_FILLERS))
    lines = []
    for index, letter in enumerate(letters):
        if draws.happens(("slip", index), error_rate):
            letter = draws.choice(("slip to", index), ALPHABET.replace(letter.upper(), ""))
        filler = _FILLERS[(first + index) % len(_FILLERS)]
        lines.append(sentence(letter, clause if clause and index == len(letters) // 2 else filler))
    return "\n".join(lines)
