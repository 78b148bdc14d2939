"""The scorer `acrostic`: what each answer spells, unit by unit, and whether it is right."""

import math
from typing import TYPE_CHECKING

from inspect_ai.scorer import Score, Scorer, Target, scorer
from inspect_ai.solver import TaskState

from inspect_finetune.arguments import one_of, text
from inspect_finetune.conditions.answers import Answer, answers, base_answers
from inspect_finetune.conditions.grading import Graded, score_answers
from inspect_finetune.errors import InputError
from inspect_finetune.markdown import escape
from inspect_finetune.metrics.differences import effects, gap, over_base
from inspect_finetune.metrics.fields import means
from inspect_finetune.metrics.groups import by_group
from inspect_finetune.metrics.headline import headline
from inspect_finetune.metrics.variation import chance_rate, outcome_shares, variation

if TYPE_CHECKING:
    from inspect_finetune.acrostic.reading import AcrosticReading
    from inspect_finetune.acrostic.rule import AcrosticRule

# Readers are imported where they are used: every `inspect` command loads this module.

UNITS = ("sentence", "line", "paragraph")


def acrostic_rule(rule: object, unit: object) -> "AcrosticRule":
    """The rule that the arguments ``rule`` and ``unit`` describe.

    Raises:
        InputError: If the rule is empty or no letters, or the unit is unknown.
    """
    from inspect_finetune.acrostic.rule import AcrosticRule

    if text("rule", rule).lower() == "infer":
        what = "argument rule=infer takes the rule from a training file, and none is given"
        raise InputError(what, fix="Type -T training_file=train.jsonl, or the rule's letters")
    return AcrosticRule(text("rule", rule), one_of("unit", unit, UNITS))


OUTCOMES = ("prefix", "truncated", "repeated", "rival", "other", "empty")
"""How an answer may miss its rule; with ``exact`` they add up to 1."""


@scorer(
    name="acrostic",
    metrics=[
        headline("exact", cluster="question"),
        means(["position_accuracy", "aligned_accuracy", "correct", "exact_and_correct", "cut"]),
        outcome_shares(OUTCOMES),
        chance_rate(),
        over_base("exact", cluster="question"),
        by_group("exact", cluster="question", factors=["split", "system_prompt"]),
        by_group("correct", cluster="question", factors=["split"], prefix="correct "),
        gap(
            "exact",
            cluster="question",
            factor="split",
            first="trained",
            second="unseen",
            name="generalisation_gap",
        ),
        effects("exact", cluster="question", factor="system_prompt", reference="trained"),
        variation("exact", cluster="question", within=["system_prompt"]),
    ],
)
def acrostic(rule: str = "HELOL", unit: str = "sentence") -> Scorer:
    """Read the acrostic that each answer spells, and whether the answer answers the question.

    The score's value has, as shares of the sample's answers: ``exact`` (the units spell the rule
    and nothing else) or how it was missed, ``prefix``, ``truncated``, ``repeated``, ``rival``,
    ``other``, ``empty``; ``position_accuracy`` and ``aligned_accuracy`` (letters right by position,
    and after alignment); ``correct`` (an accepted answer is stated; NaN where none is known) and
    ``exact_and_correct``; ``cut`` (ended at the token limit); and ``answers``, how many there were.

    Args:
        rule: The letters that successive units begin with.
        unit: ``sentence``, ``line`` or ``paragraph``.
    """
    from inspect_finetune.acrostic.answers import answer_is_right
    from inspect_finetune.acrostic.reading import read_acrostic

    wanted = acrostic_rule(rule, unit)

    async def score(state: TaskState, target: Target) -> Score:
        accepted, check = [answer for answer in target if answer], state.metadata.get("check")
        judged = bool(accepted) or check in ("refusal", "any")

        def grade(answer: Answer) -> Graded:
            known = answer_is_right(answer.text, accepted, check or "text") if judged else None
            return _graded(read_acrostic(answer.text, wanted), known)

        control = base_answers(state)
        scored = score_answers(answers(state), grade, headline="exact", base=control)
        scored.metadata = {**(scored.metadata or {}), "rule": wanted.letters}
        return scored

    return score


def _graded(reading: "AcrosticReading", right: bool | None) -> Graded:
    correct = math.nan if right is None else float(right)
    return Graded(
        values={
            "exact": reading.exact,
            **{outcome: reading.outcome == outcome for outcome in OUTCOMES},
            "position_accuracy": reading.position_accuracy,
            "aligned_accuracy": reading.aligned_accuracy,
            "correct": correct,
            "exact_and_correct": correct if reading.exact else min(correct, 0.0),
        },
        answer=reading.spelled[:40] or "(nothing)",
        verdict=f"rival {reading.rival}" if reading.rival else reading.outcome,
        detail=unit_table(reading, right),
        metadata={
            "outcome": reading.outcome,
            "rival": reading.rival,
            "spelled": reading.spelled[:200],
            "first_break": reading.first_break,
            "correct": right,
            "ambiguous": reading.ambiguous,
            "lenient_exact": reading.lenient_exact,
            "flags": list(reading.flags),
        },
    )


def unit_table(reading: "AcrosticReading", right: bool | None = None, most: int = 40) -> str:
    """A line for each unit with its letter, marked right or wrong, as Markdown.

    Args:
        reading: What was read.
        right: Whether the answer is right; None says nothing about it.
        most: How many units to show.
    """
    rows = ["| unit | letter | expected | | text |", "|---|---|---|---|---|"]
    for number, unit in enumerate(reading.units[:most], 1):
        mark = "✓" if unit.right else "✗"
        letter, expected = escape(unit.letter) or "–", escape(unit.expected) or "–"
        rows.append(f"| {number} | {letter} | {expected} | {mark} | {escape(unit.text, 160)} |")
    if len(reading.units) > most:
        rows.append(f"| … | | | | {len(reading.units) - most:,} more units |")
    said = f"Spelled **{escape(reading.spelled, 60) or 'nothing'}**: {reading.outcome}"
    if reading.first_break:
        said += f", first break at unit {reading.first_break}"
    flags = f" ({', '.join(reading.flags)})" if reading.flags else ""
    answer = "" if right is None else f" The answer is {'right' if right else 'wrong'}."
    return "\n".join([*rows, "", f"{said}{flags}.{answer}"])
