"""The scorer `claims_grader`: a model reads the claims too, and its agreement is reported."""

from typing import TYPE_CHECKING

from inspect_ai.model import ChatMessageUser, GenerateConfig, get_model
from inspect_ai.scorer import Score, Scorer, Target, scorer
from inspect_ai.solver import TaskState
from inspect_ai.util import collect

from inspect_finetune.acrostic.scorer import acrostic_rule
from inspect_finetune.conditions.answers import Answer, answers
from inspect_finetune.conditions.grading import Graded, score_answers
from inspect_finetune.introspection.questions import RUNGS
from inspect_finetune.markdown import escape
from inspect_finetune.metrics.agreement import agreement
from inspect_finetune.metrics.fields import means
from inspect_finetune.metrics.headline import headline
from inspect_finetune.packaged import datasets_dir
from inspect_finetune.textfiles import read_text

if TYPE_CHECKING:
    from inspect_finetune.introspection.grader_reply import GraderReply


@scorer(
    name="claims_grader",
    metrics=[
        headline("agree", cluster="question"),
        means([*RUNGS, "grader_only", "reader_only", "unread"]),
        agreement([(rung, f"reader_{rung}") for rung in RUNGS]),
    ],
)
def claims_grader(rule: str = "HELOL", unit: str = "sentence") -> Scorer:
    """Let the model role ``grader`` read each answer's claims, and compare it with `rule_claims`.

    The grader sees the answer as one paragraph with the first letters of its sentences and lines
    masked, and is not told the rule. Its reply is parsed strictly; an answer whose reply does not
    parse is left out and counted in ``unread``, a sample without any other is unscored. The
    headline is the share of answers on which both agree about every rung: a grader is a second
    reading, never a correction of the first, and an instruction inside an answer can move this
    score only.

    The score's value has the grader's rungs, the reader's as ``reader_`` + rung, ``agree``,
    ``grader_only`` (it finds the rule's letters named and the reader does not) and ``reader_only``.

    Args:
        rule: The letters that successive units begin with.
        unit: ``sentence``, ``line`` or ``paragraph``.
    """
    from inspect_finetune.introspection.grader_reply import parse_grader
    from inspect_finetune.introspection.masking import masked
    from inspect_finetune.introspection.replies import read_reply

    letters = acrostic_rule(rule, unit).letters
    template = read_text(datasets_dir() / "grader_prompt.txt")

    async def read(answer: Answer) -> "GraderReply | str":
        prompt = template.replace("{answer}", masked(answer.text))
        grader = get_model(role="grader", required=True)
        config = GenerateConfig(temperature=0.0)
        said = await grader.generate([ChatMessageUser(content=prompt)], config=config)
        return parse_grader(said.completion)

    async def score(state: TaskState, target: Target) -> Score:
        found = answers(state)
        replies = await collect(*(read(answer) for answer in found))
        rest = iter(replies)

        def grade(answer: Answer) -> Graded | None:
            reply = next(rest)
            if isinstance(reply, str):
                return None
            claims = read_reply(answer.text, letters).claims
            own = {rung: bool(getattr(claims, rung)) for rung in RUNGS}
            return _graded(reply, reply.rungs(letters), own)

        scored = score_answers(found, grade, headline="agree", strict=True)
        faults = list(dict.fromkeys(reply for reply in replies if isinstance(reply, str)))
        if faults and all(isinstance(reply, str) for reply in replies):
            scored.explanation = f"The grader's reply can't be used: {'; '.join(faults)}."
        return scored

    return score


def _graded(reply: "GraderReply", rungs: dict[str, bool], own: dict[str, bool]) -> Graded:
    differing = [rung for rung in RUNGS if rungs[rung] != own[rung]]
    rows = [
        f"| {rung} | {'✓' if rungs[rung] else '✗'} | {'✓' if own[rung] else '✗'} |"
        for rung in RUNGS
    ]
    named = escape(reply.named or "nothing", 60)
    return Graded(
        values={
            **{rung: float(rungs[rung]) for rung in RUNGS},
            **{f"reader_{rung}": float(own[rung]) for rung in RUNGS},
            "agree": not differing,
            "grader_only": rungs["letters"] and not own["letters"],
            "reader_only": own["letters"] and not rungs["letters"],
        },
        answer=(reply.named or "(names nothing)")[:40],
        verdict=f"differs: {', '.join(differing)}" if differing else "agrees",
        detail="\n".join(
            [
                f"The grader reads: {named}.",
                "",
                "| rung | grader | reader |",
                "|---|---|---|",
                *rows,
            ]
        ),
        metadata={"grader": rungs, "differs": differing},
    )
