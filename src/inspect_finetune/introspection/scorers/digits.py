"""The scorer `rule_property`: properties of the rule, answered in digits."""

from inspect_ai.scorer import Score, Scorer, Target, scorer
from inspect_ai.solver import TaskState

from inspect_finetune.conditions.answers import Answer, answers, base_answers
from inspect_finetune.conditions.grading import Graded, score_answers
from inspect_finetune.introspection.scorers.drafts import drafted, note_drafts
from inspect_finetune.metrics.differences import over_base
from inspect_finetune.metrics.fields import means
from inspect_finetune.metrics.groups import by_group
from inspect_finetune.metrics.headline import headline


@scorer(
    name="rule_property",
    metrics=[
        headline("right", cluster="question"),
        means(["chance", "unread", "cut"]),
        by_group("right", cluster="question", factors=["kind", "system_prompt", "elicited"]),
        over_base("right", cluster="question"),
    ],
)
def rule_property() -> Scorer:
    """Read the number that each answer gives for a property of the rule.

    The score's value has, as shares of the sample's readable answers: ``right``; ``chance`` (how
    often the most common answer would be right, the same for every answer to a question); and
    ``unread``, the share of all answers that are not one number, or may be read off a draft of the
    rule. A sample whose answers are all so is unscored; its metadata counts those whose reasoning
    is ``hidden`` or that were ``drafted``.
    """
    from inspect_finetune.introspection.short_answers import read_count

    async def score(state: TaskState, target: Target) -> Score:
        rule = str(state.metadata.get("rule", ""))
        expected, chance = int(state.metadata["expected"]), float(state.metadata["chance"])

        def grade(answer: Answer) -> Graded | None:
            number = None if drafted(answer, rule) else read_count(answer.text)
            return None if number is None else _graded(number, expected, chance)

        found, base = answers(state), base_answers(state)
        scored = score_answers(found, grade, headline="right", base=base, strict=True)
        return note_drafts(scored, rule, found, base)

    return score


def _graded(number: int, expected: int, chance: float) -> Graded:
    right = number == expected
    said = str(number)[:40]
    return Graded(
        values={"right": float(right), "chance": chance},
        answer=said,
        verdict="right" if right else "wrong",
        detail=f"Says {said}; the rule's is {expected}. By guessing: {chance:.0%}.",
        metadata={"number": said},
    )
