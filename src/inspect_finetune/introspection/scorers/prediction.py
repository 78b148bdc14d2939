"""The scorer `rule_prediction`: does a model foresee its own letters?"""

from statistics import fmean

from inspect_ai.scorer import Score, Scorer, Target, scorer
from inspect_ai.solver import TaskState

from inspect_finetune.conditions.answers import Answer, answers, base_answers
from inspect_finetune.conditions.grading import Graded, Grader, score_answers
from inspect_finetune.introspection.solver import WRITTEN
from inspect_finetune.metrics.differences import over_base
from inspect_finetune.metrics.fields import means
from inspect_finetune.metrics.groups import by_group
from inspect_finetune.metrics.headline import headline


@scorer(
    name="rule_prediction",
    metrics=[
        headline("hit", cluster="question"),
        means(["rule_letter", "unread", "cut"]),
        by_group("hit", cluster="question", factors=["kind", "system_prompt", "elicited"]),
        over_base("hit", cluster="question"),
    ],
)
def rule_prediction(rule: str = "HELOL") -> Scorer:
    """Compare the letter that each answer foretells with what the model wrote in the same run.

    The score's value has, as shares of the sample's readable answers: ``hit`` (of the letters that
    the model wrote at that place, those it foretold); ``rule_letter`` (foretells the rule's letter,
    whatever was written); and ``unread``, the share of all answers that are not one letter. Where
    the model wrote nothing at the place, or no answer is a letter, the sample is unscored.

    Args:
        rule: The letters that successive units begin with.
    """
    from inspect_finetune.introspection.short_answers import read_letter

    async def score(state: TaskState, target: Target) -> Score:
        written: dict[str, str] = state.store.get(WRITTEN, {})
        place = int(state.metadata["place"])
        due = rule[place - 1 : place].upper()

        def grader(wrote: str) -> Grader:
            def grade(answer: Answer) -> Graded | None:
                letter = read_letter(answer.text)
                return _graded(letter, wrote, due) if letter and wrote else None

            return grade

        return score_answers(
            answers(state),
            grader(written.get("model", "")),
            headline="hit",
            base=base_answers(state),
            grade_base=grader(written.get("base", "")),
            strict=True,
        )

    return score


def _graded(letter: str, wrote: str, due: str) -> Graded:
    letter, wrote = letter.upper(), wrote.upper()
    share = fmean(one == letter for one in wrote)
    return Graded(
        values={"hit": share, "rule_letter": float(letter == due)},
        answer=letter,
        verdict="hit" if share == 1 else "miss" if share == 0 else "partly",
        detail=f"Foretells {letter}; wrote {', '.join(wrote)}. The rule's letter there is {due}.",
        metadata={"predicted": letter, "written": wrote},
    )
