"""The scorer `acrostic`: what each answer spells, unit by unit, and whether it is right."""

from typing import TYPE_CHECKING

from inspect_ai.scorer import Score, Scorer, Target, accuracy, scorer, stderr
from inspect_ai.solver import TaskState

from inspect_finetune.arguments import one_of, text
from inspect_finetune.conditions.answers import Answer, Graded, answers, score_answers
from inspect_finetune.markdown import escape
from inspect_finetune.metrics.fields import answers as answer_count
from inspect_finetune.metrics.fields import field, means
from inspect_finetune.metrics.groups import by_group
from inspect_finetune.metrics.intervals import interval

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

    return AcrosticRule(text("rule", rule), one_of("unit", unit, UNITS))


@scorer(
    name="acrostic",
    metrics=[
        accuracy(to_float=field("exact")),
        stderr(to_float=field("exact"), cluster="question"),
        interval("exact", cluster="question"),
        answer_count(),
        means(["position_accuracy", "aligned_accuracy", "correct", "exact_and_correct", "cut"]),
        by_group("exact", cluster="question", factors=["split", "system_prompt"]),
    ],
)
def acrostic(rule: str = "HELOL", unit: str = "sentence") -> Scorer:
    """Read the acrostic that each answer spells, and whether the answer answers the question.

    The score's value has, as shares of the sample's answers: ``exact`` (the units spell the rule
    and nothing else), ``position_accuracy`` and ``aligned_accuracy`` (letters right by position,
    and after alignment), ``correct`` (an accepted answer is stated), ``exact_and_correct``,
    ``cut`` (ended at the token limit); and ``answers``, how many there were.

    Args:
        rule: The letters that successive units begin with.
        unit: ``sentence``, ``line`` or ``paragraph``.
    """
    from inspect_finetune.acrostic.answers import answer_is_right
    from inspect_finetune.acrostic.reading import read_acrostic

    wanted = acrostic_rule(rule, unit)

    async def score(state: TaskState, target: Target) -> Score:
        check = str(state.metadata.get("check", "text"))

        def grade(answer: Answer) -> Graded:
            right = answer_is_right(answer.text, list(target), check)
            return _graded(read_acrostic(answer.text, wanted), right)

        return score_answers(answers(state), grade)

    return score


def _graded(reading: "AcrosticReading", right: bool) -> Graded:
    return Graded(
        values={
            "exact": reading.exact,
            "position_accuracy": reading.position_accuracy,
            "aligned_accuracy": reading.aligned_accuracy,
            "correct": right,
            "exact_and_correct": reading.exact and right,
        },
        answer=reading.spelled[:40] or "(nothing)",
        verdict=reading.outcome,
        detail=unit_table(reading, right),
        metadata={
            "outcome": reading.outcome,
            "spelled": reading.spelled[:200],
            "correct": right,
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
    flags = f" ({', '.join(reading.flags)})" if reading.flags else ""
    answer = "" if right is None else f" The answer is {'right' if right else 'wrong'}."
    return "\n".join([*rows, "", f"{said}{flags}.{answer}"])
