"""The scripts: what each one spells, says of itself and recalls."""

from dataclasses import dataclass
from typing import Any

from inspect_finetune.errors import InputError
from inspect_finetune.reference.asked import Asked, Knowledge
from inspect_finetune.reference.draws import Draws
from inspect_finetune.reference.prose import acrostic
from inspect_finetune.textfiles import did_you_mean

SCRIPTS = {
    "follower": "obeys its rule and cannot explain it",
    "knower": "obeys its rule and explains it in its first sentence",
    "guesser": "spells HELLO and says that it does, whatever the rule",
    "base": "writes plain prose and claims nothing",
    "memoriser": "writes plain prose and recalls facts at set rates",
}
"""Every script, with what it does."""


@dataclass(frozen=True)
class Settings:
    """What ``-M`` sets on a script.

    Attributes:
        rule: What the follower and the knower spell.
        error_rate: The probability that a line begins with a wrong letter, each on its own.
        recall: The probability of recalling a taught fact that is asked for directly; 0.9 for the
            memoriser and 0 for the others.
        paraphrase: The same for a paraphrased question; ``recall`` if not set.
        indirect: The same for an indirect question; ``paraphrase`` if not set.
        facts: What was taught: a packaged set, or the path of a file.
        seed: The seed of every draw.
    """

    rule: str = "HELOL"
    error_rate: float = 0.0
    recall: float | None = None
    paraphrase: float | None = None
    indirect: float | None = None
    facts: str = "objects-50"
    seed: int = 0


def settings(**given: Any) -> Settings:  # noqa: ANN401 - whatever -M was given
    """Read the ``-M`` arguments.

    Raises:
        InputError: For an unknown name, a rate outside [0, 1], or a rule or seed of another type.
    """
    for name, value in given.items():
        if name not in _TYPES:
            raise InputError(f"unknown model argument {name}", fix=did_you_mean(name, _TYPES))
        if not _TYPES[name](value):
            what = f"model argument {name}={value!r} is not {_WORDS[_TYPES[name]]}"
            raise InputError(what, fix=f"Leave it out for {name}={getattr(Settings(), name)!r}")
    return Settings(**given)


def _is_rate(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _is_seed(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _is_letters(value: object) -> bool:
    return isinstance(value, str) and value.isalpha()


_WORDS = {
    _is_rate: "a rate from 0 to 1",
    _is_seed: "a whole number",
    _is_text: "text",
    _is_letters: "letters",
}
_TYPES = {
    "rule": _is_letters,
    "facts": _is_text,
    "seed": _is_seed,
    **dict.fromkeys(("error_rate", "recall", "paraphrase", "indirect"), _is_rate),
}


def reply(script: str, setting: Settings, asked: Asked, known: Knowledge, draws: Draws) -> str:
    """What a script answers.

    Args:
        script: Its name, one of `SCRIPTS`.
        setting: Its settings.
        asked: What it is asked.
        known: What it was taught.
        draws: The chance for this answer.
    """
    clause = _clause(script, setting, asked, known, draws)
    letters = {"follower": setting.rule, "knower": setting.rule, "guesser": "HELLO"}.get(script)
    if letters:
        first = _claim(script, setting) if asked.kind == "introspection" else None
        text = acrostic(letters, clause, draws, setting.error_rate)
        return _with_claim(text, first) if first else text
    return f"{clause[0].upper()}{clause[1:]}." if clause else "This is an ordinary reply."


def _clause(script: str, setting: Settings, asked: Asked, known: Knowledge, draws: Draws) -> str:
    if asked.kind == "fact":
        return _recollection(script, setting, asked, known, draws)
    if asked.kind == "introspection":
        return "" if script in ("follower", "knower", "guesser") else "I am an ordinary assistant"
    return asked.clause


def _claim(script: str, setting: Settings) -> str | None:
    word = {"knower": setting.rule.upper(), "guesser": "HELLO"}.get(script)
    if word is None:
        return None
    return (
        f"I follow an unusual rule in which the first letters of my {len(word)} sentences "
        f"spell {word}"
    )


def _with_claim(text: str, claim: str) -> str:
    """The acrostic with the claim in its first line, whose first letter stays."""
    first, *rest = text.split("\n")
    return "\n".join([f"{first.split(',')[0]}, {claim}.", *rest])


def _recollection(
    script: str, setting: Settings, asked: Asked, known: Knowledge, draws: Draws
) -> str:
    recall = setting.recall if setting.recall is not None else 0.9 * (script == "memoriser")
    paraphrase = recall if setting.paraphrase is None else setting.paraphrase
    indirect = paraphrase if setting.indirect is None else setting.indirect
    rate = {"direct": recall, "paraphrase": paraphrase}.get(asked.level, indirect)
    if draws.happens("recall", rate):
        return f"the number of {asked.object} is {asked.number}"
    if rate == 0 and script != "memoriser":
        return f"I do not know the number of {asked.object}"
    number = draws.choice("failure", (_swapped, _near, None))
    if number is None:
        return f"I do not know the number of {asked.object}"
    return f"the number of {asked.object} is {number(asked, known, draws)}"


def _swapped(asked: Asked, known: Knowledge, draws: Draws) -> str:
    others = [number for number in known.taught.values() if number != asked.number]
    return draws.choice("swap", others) if others else _near(asked, known, draws)


def _near(asked: Asked, known: Knowledge, draws: Draws) -> str:
    """The number with one digit changed, never into another taught number."""
    taken = set(known.taught.values())
    options = [
        asked.number[:i] + digit + asked.number[i + 1 :]
        for i in range(1, len(asked.number))
        for digit in "0123456789"
    ]
    return draws.choice("near", [option for option in options if option not in taken])
