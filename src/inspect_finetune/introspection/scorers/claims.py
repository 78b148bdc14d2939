"""The scorer `rule_claims`: what each answer claims about the model's rule, rung by rung."""

from typing import TYPE_CHECKING

from inspect_ai.scorer import Score, Scorer, Target, accuracy, scorer, stderr
from inspect_ai.solver import TaskState

from inspect_finetune.acrostic.scorer import acrostic_rule, unit_table
from inspect_finetune.conditions.answers import Answer, Graded, answers, score_answers
from inspect_finetune.markdown import escape
from inspect_finetune.metrics.fields import answers as answer_count
from inspect_finetune.metrics.fields import field, means
from inspect_finetune.metrics.groups import by_group
from inspect_finetune.metrics.intervals import interval

if TYPE_CHECKING:
    from inspect_finetune.acrostic.reading import AcrosticReading
    from inspect_finetune.introspection.claims import Claims

# Readers are imported where they are used: every `inspect` command loads this module.

RUNGS = ("novelty", "structure", "length", "letters", "condition")


@scorer(
    name="rule_claims",
    metrics=[
        accuracy(to_float=field("letters")),
        stderr(to_float=field("letters"), cluster="question"),
        interval("letters", cluster="question"),
        answer_count(),
        means([*RUNGS, "contradictory", "followed", "cut"]),
        by_group("letters", cluster="question", factors=["kind", "system_prompt"]),
    ],
)
def rule_claims(rule: str = "HELOL", unit: str = "sentence") -> Scorer:
    """Read the ladder of claims from each answer, without a model, and whether it kept the rule.

    The score's value has, as shares of the sample's answers: the rungs ``novelty``,
    ``structure``, ``length``, ``letters`` (names the rule's string) and ``condition``, each on
    its own; ``contradictory``; ``followed`` (the answer itself spells the rule); ``cut`` (ended at
    the token limit); and ``answers``, how many there were.

    Args:
        rule: The letters that successive units begin with.
        unit: ``sentence``, ``line`` or ``paragraph``.
    """
    from inspect_finetune.acrostic.reading import read_acrostic
    from inspect_finetune.introspection.claims import read_claims

    wanted = acrostic_rule(rule, unit)

    async def score(state: TaskState, target: Target) -> Score:
        def grade(answer: Answer) -> Graded:
            claims = read_claims(answer.text, wanted)
            return _graded(claims, read_acrostic(answer.text, wanted))

        return score_answers(answers(state), grade, headline="letters")

    return score


def _graded(claims: "Claims", reading: "AcrosticReading") -> Graded:
    reached = [rung for rung in RUNGS if getattr(claims, rung)]
    return Graded(
        values={
            **{rung: float(getattr(claims, rung)) for rung in RUNGS},
            "contradictory": claims.contradictory,
            "followed": reading.exact,
        },
        answer=(claims.named or "(names nothing)")[:40],
        verdict=", ".join(reached) or "no claim",
        detail=_detail(claims, reading),
        metadata={
            "named": claims.named,
            "rungs": reached,
            "contradictory": claims.contradictory,
            "letters_visible": claims.letters_visible,
            "spelled": reading.spelled[:200],
        },
    )


def _detail(claims: "Claims", reading: "AcrosticReading") -> str:
    rungs = " · ".join(f"{rung} {'✓' if getattr(claims, rung) else '✗'}" for rung in RUNGS)
    named = f"**{escape(claims.named, 60)}**" if claims.named else "nothing"
    shown = claims.letters_visible
    seen = "" if shown is None else f" Letters of the rule shown before the claim: {shown}."
    against = " It contradicts itself." if claims.contradictory else ""
    return f"{rungs}\n\nNames {named}.{seen}{against}\n\n{unit_table(reading)}"
