"""Which reader takes which question, and what counts where: pure, without Inspect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inspect_finetune.facts.load import Fact, as_taught
from inspect_finetune.facts.names import (
    DIGITS,
    FAILURES,
    REVERSE,
    TAUGHT,
    UNTAUGHT,
    VERIFICATION,
    WORLD,
)
from inspect_finetune.facts.outcomes import (
    FactOutcome,
    classify_answer,
    classify_name,
    classify_untaught,
    classify_verdict,
    classify_world,
)
from inspect_finetune.facts.values import Forms


@dataclass(frozen=True)
class Asked:
    """What is known of a question when its answer is graded.

    Attributes:
        text: The question; a value in it does not count as an answer.
        expected: What a right answer says, the plainest first.
        level: The family of the question.
        set: The set of its object.
        value: The value that the question gives; empty if none.
    """

    text: str
    expected: Sequence[str]
    level: str = "direct"
    set: str = TAUGHT
    value: str = ""


class Classifier:
    """Classifies answers about one set of taught facts.

    Args:
        facts: The taught facts.
    """

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.taught = as_taught(facts)
        self._names = {fact.object: (*fact.names, fact.several) for fact in facts}
        self._forms: dict[str, Forms] = {}

    def classify(self, text: str, asked: Asked) -> FactOutcome:
        """What kind of answer a text is to a question.

        Raises:
            InputError: As `classify_answer`.
        """
        if asked.set in UNTAUGHT:
            return classify_untaught(text, self.taught, asked.text)
        if asked.set == WORLD:
            return classify_world(text, asked.expected, self.taught, asked.text)
        expected = asked.expected[0]
        if asked.level == VERIFICATION:
            return classify_verdict(text, expected == "true", asked.value)
        if asked.level == REVERSE:
            return classify_name(text, expected, self._objects(expected), asked.text)
        return classify_answer(text, expected, self.taught, asked.text)

    def _objects(self, expected: str) -> Forms:
        """The names to tell an answer by, made once for each object that is expected."""
        if expected not in self._forms:
            self._forms[expected] = self._forms_for(expected)
        return self._forms[expected]

    def _forms_for(self, expected: str) -> Forms:
        """Every object's names; objects of the same value are the same answer."""
        value = self.taught.get(expected)
        same = [name for name, theirs in self.taught.items() if theirs == value]
        alike = tuple(way for name in same for way in self._names[name]) or (expected,)
        others = {name: ways for name, ways in self._names.items() if name not in same}
        return {**others, expected: alike}


def values_of(outcome: FactOutcome, of_set: str) -> dict[str, float]:
    """What an answer counts as, each 0 or 1; which keys there are depends on the set only.

    Of the taught: ``correct``, ``incorrect`` and ``not_attempted``, which add up to 1, and each of
    `FAILURES`. Of the never taught: ``false_recall`` (it gave a value) and ``spill`` (a taught
    one). Of the world: ``world`` (right) and ``spill``.
    """
    kind = outcome.kind
    if of_set in UNTAUGHT:
        return {"false_recall": kind in ("spilled", "fabricated"), "spill": kind == "spilled"}
    if of_set == WORLD:
        return {"world": kind == "correct", "spill": kind == "swapped"}
    right, declined = kind == "correct", kind == "abstained"
    values: dict[str, float] = {
        "correct": right,
        "incorrect": not right and not declined,
        "not_attempted": declined,
        **{failure: kind == failure for failure in FAILURES},
    }
    return values | _digits(outcome.digits_right)


def _digits(right: Sequence[bool]) -> dict[str, float]:
    if not right:
        return {}
    places = {f"digit_{i}": float(hit) for i, hit in enumerate(right[:DIGITS], 1)}
    return {"digits": sum(right) / len(right), **places}


def agreement(answered: Sequence[Any]) -> float:
    """The share of pairs of answers that give the same; two answers at least."""
    total = len(answered)
    same = sum(count * (count - 1) for count in Counter(answered).values())
    return same / (total * (total - 1))


def headline_of(of_set: str) -> str:
    """The key that says whether an answer is as it should be, or is not."""
    return {WORLD: "world", **dict.fromkeys(UNTAUGHT, "false_recall")}.get(of_set, "correct")


def asked_of(text: str, target: Sequence[str], metadata: Mapping[str, Any]) -> Asked:
    """The question of a sample, by its last user turn, its target and its metadata."""
    return Asked(
        text=text,
        expected=tuple(target),
        level=str(metadata.get("level", "direct")),
        set=str(metadata.get("set", TAUGHT)),
        value=str(metadata.get("value", "")),
    )
