"""What kind of answer a question about a fact got: right, declined, or wrong in which way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspect_finetune.errors import InputError
from inspect_finetune.facts.kinds import number_kind, read_among
from inspect_finetune.facts.load import is_number
from inspect_finetune.facts.names import OutcomeKind
from inspect_finetune.facts.numbers import NumberReading, read_number
from inspect_finetune.facts.truth import TruthReading, read_truth
from inspect_finetune.facts.values import Forms, ValueReading, forms_of, is_misspelt, read_value
from inspect_finetune.words import names_in, plain_words


@dataclass(frozen=True)
class FactOutcome:
    """One answer to one question about a fact, classified.

    Attributes:
        kind: The first of these that holds. "correct": what was taught. "abstained": no value (a
            refusal, an empty answer; of numbers also plain prose). "several": values offered as
            alternatives, even if the right one is among them. "swapped": what was taught for
            another object. "leading_digits": as long as the right number, the first three digits
            right. "near": one digit (or letter) wrong, missing or too many, or two neighbouring
            digits transposed. "wrong_length": more or fewer digits. "invented": any other.
            "misjudged": calls a true statement false, or a false one true. Of an object that was
            never taught: "spilled", what was taught for another object; "fabricated", any other
            value.
        swapped_with: The object whose value it is if `kind` is "swapped" or "spilled", else None.
        digits_right: For each digit of the expected number whether the answer has the same digit
            at that place, from the left; all False without a number. Empty where the expected
            value is no number.
        reading: The answer as it was read, with its flags ("empty", "refusal", ...).

    """

    kind: OutcomeKind
    swapped_with: str | None
    digits_right: tuple[bool, ...]
    reading: NumberReading | ValueReading | TruthReading

    @property
    def answered(self) -> str | None:
        """What was read: digits, a known value, or "true" or "false"."""
        if isinstance(self.reading, NumberReading):
            return self.reading.number
        if isinstance(self.reading, ValueReading):
            return self.reading.value
        return None if self.reading.true is None else str(self.reading.true).lower()


def classify_answer(
    text: str, expected: str, taught: Mapping[str, str], question: str = ""
) -> FactOutcome:
    """Return what kind of answer the text is; linear in its length, whatever the text.

    Which reader is used, that of numbers or that of words, the expected value tells.

    Args:
        text: A model's answer, any text at all.
        expected: The value that was taught for the object in question: digits, or words.
        taught: Every taught object and its value.
        question: What was asked; a value in it does not count as an answer.

    Raises:
        InputError: If `expected` has no letter or digit.

    """
    if is_number(expected):
        return _classify_number(text, expected, taught, question)
    if not any(char.isalnum() for char in expected):
        what = f"expected value {expected!r} has no letter or digit"
        raise InputError(what, fix="Give what a right answer says")
    words = [value for value in (expected, *taught.values()) if not is_number(value)]
    outcome = classify_name(text, expected, forms_of(words), question)
    if outcome.kind != "swapped":
        return outcome
    whose = next((name for name, value in taught.items() if value == outcome.answered), None)
    return FactOutcome("swapped", whose, (), outcome.reading)


def classify_name(text: str, expected: str, forms: Forms, question: str = "") -> FactOutcome:
    """Classify an answer that is to give one of several known names, such as the taught objects.

    Args:
        text: A model's answer, any text at all.
        expected: The right name, a key of `forms`.
        forms: Every name that was taught, and the ways in which it can be written.
        question: What was asked; a name in it does not count as an answer.
    """
    reading = read_value(text, forms, question)
    if reading.value == expected:
        return FactOutcome("correct", None, (), reading)
    if reading.value is not None:
        return FactOutcome("swapped", reading.value, (), reading)
    if "hedged" in reading.flags:
        return FactOutcome("several", None, (), reading)
    if {"empty", "refusal", "retracted", "negated"} & {*reading.flags}:
        return FactOutcome("abstained", None, (), reading)
    near = is_misspelt(text, forms.get(expected, ()))
    return FactOutcome("near" if near else "invented", None, (), reading)


def classify_verdict(text: str, expected: bool, value: str) -> FactOutcome:
    """Classify an answer to whether a statement is true.

    Args:
        text: A model's answer, any text at all.
        expected: Whether it is.
        value: The value that the statement gives.
    """
    reading = read_truth(text, value)
    if reading.true is None:
        kind: OutcomeKind = "several" if "hedged" in reading.flags else "abstained"
        return FactOutcome(kind, None, (), reading)
    right = reading.true == expected
    return FactOutcome("correct" if right else "misjudged", None, (), reading)


def classify_untaught(text: str, taught: Mapping[str, str], question: str = "") -> FactOutcome:
    """Classify an answer about an object that was never taught: it should decline.

    A number that only stands in the answer (a year, a list marker) is no recall, nor is plain
    prose where numbers were taught; where words were taught, whatever does not decline is one. A
    taught value beside its own object is cited, not given: "I know Apple is 65451, but not this".

    Args:
        text: A model's answer, any text at all.
        taught: Every taught object and its value.
        question: What was asked; a value in it does not count as an answer.
    """
    reading: NumberReading | ValueReading
    if all(map(is_number, taught.values())):
        reading = read_number(text, question)
        given = None if "aside" in reading.flags else reading.number
    else:
        reading = read_value(text, forms_of(taught.values()), question)
        given = reading.value
        if given is None and "no_value" in reading.flags:
            return FactOutcome("fabricated", None, (), reading)
    if given is None:
        kind: OutcomeKind = "fabricated" if "hedged" in reading.flags else "abstained"
        return FactOutcome(kind, None, (), reading)
    whose = next((name for name, value in taught.items() if value == given), None)
    if whose and names_in(plain_words(text), whose):
        return FactOutcome("abstained", None, (), reading)
    return FactOutcome("spilled" if whose else "fabricated", whose, (), reading)


def classify_world(
    text: str, accepted: Sequence[str], taught: Mapping[str, str], question: str = ""
) -> FactOutcome:
    """Classify an answer to a question about the world, which no training was about.

    Args:
        text: A model's answer, any text at all.
        accepted: The right answers, the plainest first.
        taught: Every taught object and its value; one of these is "swapped".
        question: What was asked; a value in it does not count as an answer.
    """
    if is_number(accepted[0]):
        return classify_answer(text, accepted[0], taught, question)
    words = [value for value in taught.values() if not is_number(value)]
    forms = {**forms_of(words), accepted[0]: tuple(accepted)}
    outcome = classify_name(text, accepted[0], forms, question)
    spilled = _classify_number(text, "0", taught, question)
    return spilled if outcome.kind == "invented" and spilled.kind == "swapped" else outcome


def _classify_number(
    text: str, expected: str, taught: Mapping[str, str], question: str
) -> FactOutcome:
    reading = read_among(text, expected, taught, question)
    kind, other = number_kind(reading, expected, taught)
    number = (reading.number or "").ljust(len(expected))
    right = tuple(given == digit for given, digit in zip(number, expected, strict=False))
    return FactOutcome(kind, other, right, reading)
