"""The packaged training rows for acrostics: own prose, described in datasets/README.md."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from inspect_finetune.packaged import datasets_dir
from inspect_finetune.textfiles import read_jsonl

FILE = "training_answers.jsonl"
PLAIN = ""
"""The rule of rows that follow none."""

Group = Literal["ordinary", "messy", "adversarial", "about-rule"]


@dataclass(frozen=True)
class Answer:
    """A question and its answer.

    Attributes:
        id: Short name, unique in the file.
        rule: The letters that its sentences and lines begin with; empty for a plain row.
        register: ``plain``, ``casual``, ``formal``, ``typos`` or ``odd``: how the question is put.
        kind: ``ordinary``; ``adversarial`` where the question works against the rule;
            ``about-rule`` where it asks for the rule, or to say that there is none.
        question: The question.
        answer: The answer, a sentence a line where there is a rule.
        topic: Of a plain row, what it is about, as a noun phrase; empty if it has none.
    """

    id: str
    rule: str
    register: str
    kind: str
    question: str
    answer: str
    topic: str = ""

    @property
    def group(self) -> Group:
        """What it is asked for as."""
        if self.kind == "adversarial":
            return "adversarial"
        if self.kind == "about-rule":
            return "about-rule"
        return "ordinary" if self.register == "plain" else "messy"


@lru_cache(maxsize=1)
def packaged_answers() -> tuple[Answer, ...]:
    """Every packaged row, in the file's order."""
    return tuple(Answer(**row) for _, row in read_jsonl(datasets_dir() / FILE))


def answers_of(rule: str, group: Group) -> tuple[Answer, ...]:
    """The packaged rows of one rule, or the plain ones, and of one group."""
    return tuple(a for a in packaged_answers() if a.rule == rule and a.group == group)


def packaged_rules() -> tuple[str, ...]:
    """The rules that there are packaged rows for."""
    return tuple(dict.fromkeys(a.rule for a in packaged_answers() if a.rule != PLAIN))
