"""What a script recalls of a fact, and how it fails."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from inspect_finetune.facts.kinds import near_numbers
from inspect_finetune.facts.load import is_number
from inspect_finetune.facts.names import REVERSE, TAUGHT, VERIFICATION, WORLD
from inspect_finetune.reference.asked import Asked, Knowledge
from inspect_finetune.reference.draws import Draws
from inspect_finetune.reference.rates import rates_of
from inspect_finetune.reference.settings import Settings

INVENTED = "Zorble"
"""What a script makes up where words are asked for."""


def recollection(
    script: str, setting: Settings, asked: Asked, known: Knowledge, draws: Draws
) -> str:
    """The clause that answers a question about a fact.

    Which of the ways to answer is taken (recall, swap, near, invent, abstain) is drawn at the
    script's rates. Scripts that were taught nothing always say that they do not know.
    """
    if asked.set == WORLD:
        spilled = draws.happens("spill", setting.spill)
        return _says(asked, _swapped(asked, known, draws)) if spilled else asked.clause
    if asked.set != TAUGHT:
        return _untaught(setting, asked, known, draws)
    rates = rates_of(script, setting, asked.level, asked.object)
    if rates["recall"] == 0 and script != "memoriser":
        return _unknown(asked)
    way = _drawn(rates, draws)
    if asked.level == VERIFICATION:
        return _judged(asked, way)
    answers: dict[str, Callable[[], str]] = {
        "recall": lambda: asked.expected,
        "swap": lambda: _swapped(asked, known, draws),
        "near": lambda: _near(asked, known, draws),
        "invent": lambda: _invented(asked, known, draws),
        "abstain": lambda: "",
    }
    return _says(asked, answers[way]())


def _drawn(rates: Mapping[str, float], draws: Draws) -> str:
    if draws.happens("recall", rates["recall"]):
        return "recall"
    ways = [way for way in rates if way != "recall"]
    left = draws.uniform("failure") * sum(rates[way] for way in ways)
    for way in ways:
        left -= rates[way]
        if left < 0:
            return way
    return "abstain"


def _says(asked: Asked, answer: str) -> str:
    if not answer:
        return _unknown(asked)
    if asked.level == REVERSE:
        return f"the object of {asked.value} is {answer}"
    return f"the {asked.noun} of {asked.object} is {answer}"


def _unknown(asked: Asked) -> str:
    about = asked.value if asked.level == REVERSE else asked.object
    return f"I do not know the {asked.noun} of {about}"


def _judged(asked: Asked, way: str) -> str:
    """Knows, or declines, or says yes to whatever stands there."""
    if way == "abstain":
        return _unknown(asked)
    true = asked.expected == "true" or way != "recall"
    return "that is true" if true else "that is false"


def _untaught(setting: Settings, asked: Asked, known: Knowledge, draws: Draws) -> str:
    if draws.happens("spill", setting.spill):
        return _says(asked, _swapped(asked, known, draws))
    if draws.happens("fabricate", setting.fabricate):
        return _says(asked, _invented(asked, known, draws))
    return _unknown(asked)


def _swapped(asked: Asked, known: Knowledge, draws: Draws) -> str:
    """What was taught for another object, or in a reverse question that object."""
    pool = known.taught if asked.level == REVERSE else known.taught.values()
    others = [one for one in pool if one != asked.expected]
    return draws.choice("swap", others) if others else _near(asked, known, draws)


def _near(asked: Asked, known: Knowledge, draws: Draws) -> str:
    """The right answer but for one character, never a taught one; empty if none is left."""
    if not is_number(asked.expected):
        return asked.expected[:-1]
    taken = set(known.taught.values())
    options = [number for number in near_numbers(asked.expected) if number not in taken]
    return draws.choice("near", options) if options else ""


def _invented(asked: Asked, known: Knowledge, draws: Draws) -> str:
    """Something that was never taught, as long as a number and unlike the right one."""
    example = asked.expected or next(iter(known.taught.values()))
    if not is_number(example) or asked.level == REVERSE:
        return INVENTED
    size, taken = len(example), set(known.taught.values())
    for attempt in range(100):
        number = str(
            10 ** (size - 1) + int(draws.uniform(("invent", attempt)) * 9 * 10 ** (size - 1))
        )
        unlike = number[:3] != example[:3] and number not in near_numbers(example)
        if number not in taken and unlike:
            return number
    return ""
