"""What a script recalls of a fact, and how it fails."""

from inspect_finetune.reference.asked import Asked, Knowledge
from inspect_finetune.reference.draws import Draws
from inspect_finetune.reference.settings import Settings


def recollection(
    script: str, setting: Settings, asked: Asked, known: Knowledge, draws: Draws
) -> str:
    """The clause that answers a question about a fact.

    A failed recall is another object's number, the right one with a digit changed, or a plain
    statement that the number is not known, each as likely; scripts that were taught nothing always
    say that they do not know.
    """
    unknown = f"I do not know the number of {asked.object}"
    rate = _rate(script, setting, asked.level)
    if draws.happens("recall", rate):
        return f"the number of {asked.object} is {asked.number}"
    if rate == 0 and script != "memoriser":
        return unknown
    fail = draws.choice("failure", (_swapped, _near, None))
    number = fail(asked, known, draws) if fail else ""
    return f"the number of {asked.object} is {number}" if number else unknown


def _rate(script: str, setting: Settings, level: str) -> float:
    recall = setting.recall if setting.recall is not None else 0.9 * (script == "memoriser")
    paraphrase = recall if setting.paraphrase is None else setting.paraphrase
    indirect = paraphrase if setting.indirect is None else setting.indirect
    return {"direct": recall, "paraphrase": paraphrase}.get(level, indirect)


def _swapped(asked: Asked, known: Knowledge, draws: Draws) -> str:
    others = [number for number in known.taught.values() if number != asked.number]
    return draws.choice("swap", others) if others else _near(asked, known, draws)


def _near(asked: Asked, known: Knowledge, draws: Draws) -> str:
    """The number with one digit changed, never into another taught one; empty if none is left."""
    taken = set(known.taught.values())
    options = [
        asked.number[:i] + digit + asked.number[i + 1 :]
        for i in range(1, len(asked.number))
        for digit in "0123456789"
    ]
    free = [option for option in options if option not in taken]
    return draws.choice("near", free) if free else ""
