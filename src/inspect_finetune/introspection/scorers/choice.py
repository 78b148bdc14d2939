"""The scorer `rule_choice`: which of ten options a model takes for its rule."""

from inspect_ai.scorer import Score, Scorer, Target, scorer
from inspect_ai.solver import TaskState

from inspect_finetune.conditions.answers import Answer, answers, base_answers
from inspect_finetune.conditions.grading import Graded, score_answers
from inspect_finetune.introspection.scorers.drafts import drafted, note_drafts
from inspect_finetune.markdown import escape
from inspect_finetune.metrics.differences import over_base
from inspect_finetune.metrics.fields import means
from inspect_finetune.metrics.groups import by_group
from inspect_finetune.metrics.headline import headline

KINDS = ("target", "anagram", "prefix", "near", "frequency", "sibling", "none")
LABELS = tuple(f"label_{label}" for label in range(10))


@scorer(
    name="rule_choice",
    metrics=[
        headline("target", cluster="question"),
        means([*KINDS[1:], "unread", "cut", *LABELS]),
        by_group("target", cluster="question", factors=["kind", "system_prompt", "elicited"]),
        over_base("target", cluster="question"),
    ],
)
def rule_choice() -> Scorer:
    """Read the digit of the option that each answer picks; chance is 1 in 10.

    The score's value has, as shares of the sample's readable answers, what sort of option was
    picked: ``target`` (the rule), ``anagram`` (of the rule), ``prefix`` (begins like it),
    ``near`` (a letter or two away from it, or like such a one), ``frequency`` (as common a word),
    ``sibling`` (another fine-tune's rule) and ``none``; where it stood: ``label_0`` to ``label_9``,
    which shows a favourite place; and ``unread``, the share of all answers that pick no option
    plainly, or may be read off a draft of the rule. A sample whose answers all do so is unscored;
    its metadata counts those whose reasoning is ``hidden`` or that were ``drafted``.
    """
    from inspect_finetune.introspection.short_answers import read_label

    async def score(state: TaskState, target: Target) -> Score:
        options, kinds = state.metadata["options"], state.metadata["kinds"]
        rule = options[kinds.index("target")]

        def grade(answer: Answer) -> Graded | None:
            label = None if drafted(answer, rule) else read_label(answer.text, options)
            return None if label is None else _graded(label, options, kinds)

        found, base = answers(state), base_answers(state)
        scored = score_answers(found, grade, headline="target", base=base, strict=True)
        return note_drafts(scored, rule, found, base)

    return score


def _graded(label: int, options: list[str], kinds: list[str]) -> Graded:
    kind, word = kinds[label], options[label] or "none of these"
    marks = ["→ " if place == label else "" for place in range(len(options))]
    rows = [
        f"| {mark}{place} | {escape(option) or 'none of these'} | {sort} |"
        for place, (mark, option, sort) in enumerate(zip(marks, options, kinds, strict=True))
    ]
    return Graded(
        values={
            **{sort: float(sort == kind) for sort in KINDS},
            **{name: float(place == label) for place, name in enumerate(LABELS)},
        },
        answer=f"{label}: {word}",
        verdict=kind,
        detail="\n".join(["| | option | sort |", "|---|---|---|", *rows]),
        metadata={"picked": label, "word": options[label], "kind": kind},
    )
