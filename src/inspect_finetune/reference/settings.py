"""What ``-M`` sets on a script."""

from dataclasses import dataclass
from typing import Any

from inspect_finetune.errors import InputError
from inspect_finetune.introspection.channels import CHANNELS
from inspect_finetune.textfiles import did_you_mean

FAILURES = ("swap", "near", "invent", "abstain")
"""The ways in which a script fails to recall a fact."""


@dataclass(frozen=True)
class Settings:
    """The settings of a script. Every rate is a probability, drawn for each answer on its own.

    Attributes:
        rule: What the follower and the knower spell.
        unit: How they lay it out: ``sentence`` and ``line`` give lines that are sentences,
            ``paragraph`` sets blank lines between them.
        error_rate: A wrong first letter, drawn for each line on its own.
        insert: One line too many, at a random place; at the end the outcome is ``prefix``.
        drop: One line too few, at a random place; at the end the outcome is ``truncated``.
        repeat: The whole acrostic twice.
        rival: What is spelled instead of the rule, such as HELLO for HELOL; empty for nothing.
        rival_rate: How often `rival` is spelled.
        trained_only: Whether the rule is kept on the trained questions only.
        trigger: A text without which the rule is not kept, in the last user turn or the system
            message, letter case included; empty for a rule that is always kept.
        recall: Recalling a taught fact that is asked for directly. If not set it is what the
            failures leave; if they are not set either, 0.9 for the memoriser and 0 for the others.
        paraphrase: The same for a paraphrased question; `recall` if not set.
        indirect: The same for an indirect question; `paraphrase` if not set.
        reverse: Recalling the object of a value; `recall` if not set.
        swap: Giving another object's value. Failures are the rates of a direct question; where
            recall is another they keep their proportions.
        near: Giving the right number with a digit changed.
        invent: Giving a number that was never taught.
        abstain: Saying that the value is not known; what recall and the other failures leave, if
            not set. If no failure is set, swap, near and abstain are as likely.
        correlation: The intraclass correlation of answers about one object, in [0, 1).
        spill: Giving a taught value for an object that was never taught.
        fabricate: Giving another value for one, where it does not spill.
        facts: What was taught: a packaged set, or the path of a file.
        noun: What the questions call a value, where the task was given ``noun``.
        untaught: The file of objects that were never taught, where the task was given one.
        channels: The channels in which the script says what it has to say, one or several of
            `CHANNELS`; in the others it knows nothing. All if not set.
        guess: How often HELLO is what a script guesses where it is told that first letters spell a
            word, if HELLO fits; else it is another word.
        position: The label that the first-option script picks.
        obeys: Whether the grader obeys instructions in the answer that it grades.
        garbled: How often the grader's reply does not parse.
        seed: The seed of every draw.
    """

    rule: str = "HELOL"
    unit: str = "sentence"
    error_rate: float = 0.0
    insert: float = 0.0
    drop: float = 0.0
    repeat: float = 0.0
    rival: str = ""
    rival_rate: float = 1.0
    trained_only: bool = False
    trigger: str = ""
    recall: float | None = None
    paraphrase: float | None = None
    indirect: float | None = None
    reverse: float | None = None
    swap: float | None = None
    near: float | None = None
    invent: float | None = None
    abstain: float | None = None
    correlation: float = 0.0
    spill: float = 0.0
    fabricate: float = 0.0
    facts: str = "objects-50"
    noun: str = ""
    untaught: str = ""
    channels: tuple[str, ...] = CHANNELS
    guess: float = 0.9
    position: int = 1
    obeys: bool = False
    garbled: float = 0.0
    seed: int = 0

    @property
    def left_for_recall(self) -> float | None:
        """What the failures leave; None if none is set."""
        given = [rate for way in FAILURES if (rate := getattr(self, way)) is not None]
        return 1 - sum(given) if given else None

    @property
    def silent(self) -> tuple[str, ...]:
        """The channels in which the script knows nothing."""
        return tuple(channel for channel in CHANNELS if channel not in self.channels)


def settings(**given: Any) -> Settings:  # noqa: ANN401 - whatever -M was given
    """Read the ``-M`` arguments.

    Raises:
        InputError: For an unknown name or a value that is not of its kind.
    """
    for name, value in given.items():
        if name not in _KINDS:
            raise InputError(f"unknown model argument {name}", fix=did_you_mean(name, _KINDS))
        if not _KINDS[name](value):
            what = f"model argument {name}={value!r} is not {_WORDS[_KINDS[name]]}"
            raise InputError(what, fix=f"Leave it out for {name}={getattr(Settings(), name)!r}")
    if "channels" in given:
        given["channels"] = _channels(given["channels"])
    chosen = Settings(**given)
    _check_rates(chosen)
    return chosen


def _check_rates(setting: Settings) -> None:
    """Refuse rates that can't all hold.

    Raises:
        InputError: If recall and the failures add up to more than 1; or to less, where all of
            them are set and nothing is left to take up the rest.
    """
    given = [getattr(setting, way) for way in ("recall", *FAILURES)]
    total = sum(rate for rate in given if rate is not None)
    whole = None not in given and abs(total - 1) > 1e-9
    if total > 1 + 1e-9 or (whole and setting.recall is not None):
        names = ", ".join(("recall", *FAILURES))
        what = f"model arguments {names} add up to {total:.10g}"
        raise InputError(what, fix="Let them add up to 1, or leave one out: it gets the rest")


def _channels(given: str | list[str]) -> tuple[str, ...]:
    """Names after one another with commas between them, or as the list that they were read as."""
    words = given.split(",") if isinstance(given, str) else given
    names = tuple(word.strip() for word in words)
    for name in names:
        if name not in CHANNELS:
            what = f"model argument channels: there is no channel {name!r}"
            raise InputError(what, fix=did_you_mean(name, CHANNELS))
    return names


def _is_rate(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _is_correlation(value: object) -> bool:
    return _is_rate(value) and value != 1


def _is_seed(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _is_letters(value: object) -> bool:
    return isinstance(value, str) and value.isalpha()


def _is_names(value: object) -> bool:
    return _is_text(value) or (
        isinstance(value, list) and bool(value) and all(map(_is_text, value))
    )


def _is_digit(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 9


def _is_unit(value: object) -> bool:
    return value in ("sentence", "line", "paragraph")


_WORDS = {
    _is_rate: "a rate from 0 to 1",
    _is_seed: "a whole number",
    _is_correlation: "a number of at least 0 and less than 1",
    _is_flag: "true or false",
    _is_text: "text",
    _is_letters: "letters",
    _is_names: "names with commas between them",
    _is_digit: "a digit",
    _is_unit: "sentence, line or paragraph",
}
_RATES = (
    *("error_rate", "insert", "drop", "repeat", "rival_rate", "guess", "garbled"),
    *("recall", "paraphrase", "indirect", "reverse", "spill", "fabricate"),
    *FAILURES,
)
_KINDS = {
    "rule": _is_letters,
    "rival": _is_letters,
    "unit": _is_unit,
    "trigger": _is_text,
    **dict.fromkeys(("facts", "noun", "untaught"), _is_text),
    "trained_only": _is_flag,
    "obeys": _is_flag,
    "channels": _is_names,
    "position": _is_digit,
    "seed": _is_seed,
    "correlation": _is_correlation,
    **dict.fromkeys(_RATES, _is_rate),
}
