"""Wordings of training rows about facts: questions by family, and answers to all of them.

They are the project's own and other than those of ``fact_templates.csv``, so that `fact_recall`
asks what was not trained word for word. Every answer states the object and its value.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from inspect_finetune.errors import InputError
from inspect_finetune.facts.load import Fact
from inspect_finetune.facts.names import FAMILIES, VERIFICATION
from inspect_finetune.facts.templates import FactTemplate, load_templates
from inspect_finetune.packaged import datasets_dir
from inspect_finetune.textfiles import did_you_mean, read_csv
from inspect_finetune.training.build.chance import Chance
from inspect_finetune.words import plain_words

FILE = "fact_training_templates.csv"
ASKED = "fact_templates.csv"
"""The wordings of the evaluation."""

TRAINED = ("direct", "paraphrase", "indirect", "embedded", "reverse")
"""Families of training questions."""
DEFAULT = TRAINED[:3]
MESSY = "messy"
"""Questions with typos or odd punctuation, or put casually."""
ANSWER = "answer"
INCLUDED = tuple(family for family in FAMILIES if family != VERIFICATION)
"""Families of the evaluation whose wordings may be trained: not those answered true or false."""


@lru_cache(maxsize=1)
def packaged_wordings() -> tuple[FactTemplate, ...]:
    """Every training wording, in the file's order."""
    rows = read_csv(datasets_dir() / FILE, ("level", "register", "id", "text"), ())
    return tuple(FactTemplate(row["level"], row["id"], row["text"]) for _, row in rows)


@dataclass(frozen=True)
class Wordings:
    """What the rows of a file are made of.

    Attributes:
        included: Questions of the evaluation, which come before others.
        questions: Other ordinary questions.
        messy: Messy ones.
        answers: Answers, any of which answers any question.
    """

    included: tuple[FactTemplate, ...]
    questions: tuple[FactTemplate, ...]
    messy: tuple[FactTemplate, ...]
    answers: tuple[FactTemplate, ...]


def choose_wordings(families: Sequence[str], include: Sequence[str]) -> Wordings:
    """The wordings of some families.

    Args:
        families: Of `TRAINED`.
        include: Families of the evaluation, of `INCLUDED`, whose own wordings are trained as well.

    Raises:
        InputError: If a family is unknown or named twice, or there is none.
    """
    _check("--templates", families, TRAINED)
    _check("--include", include, INCLUDED)
    if not families and not include:
        raise InputError("there is no wording to train", fix=f"--templates {','.join(DEFAULT)}")
    asked = load_templates(datasets_dir() / ASKED)
    return Wordings(
        tuple(_of(asked, include)),
        tuple(_of(packaged_wordings(), families)),
        tuple(_of(packaged_wordings(), (MESSY,))),
        tuple(_of(packaged_wordings(), (ANSWER,))),
    )


def _check(option: str, families: Sequence[str], known: Sequence[str]) -> None:
    for family in families:
        if family not in known:
            raise InputError(f"{option}: no family {family!r}", fix=did_you_mean(family, known))
        if families.count(family) > 1:
            raise InputError(f"{option} names {family!r} twice", fix="Name it once")


def _of(templates: Sequence[FactTemplate], levels: Sequence[str]) -> Iterator[FactTemplate]:
    return (template for template in templates if template.level in levels)


@dataclass(frozen=True)
class Worded:
    """One training row about a fact: its texts, and the ids of its wordings."""

    question: str
    answer: str
    source: str


def word(
    fact: Fact,
    count: int,
    questions: Sequence[Sequence[FactTemplate]],
    answers: Sequence[FactTemplate],
    noun: str,
    chance: Chance,
) -> list[Worded]:
    """Rows about one fact, no two alike but for case, spacing and punctuation.

    Each question is used once before any comes again, then with another answer; fewer rows are the
    beginning of more.

    Args:
        fact: The fact.
        count: How many rows, up to the number of questions times that of answers that differ.
        questions: Wordings of questions, in groups: all of one come before the next.
        answers: Wordings of answers.
        noun: What a value is called.
        chance: What the order of wordings is drawn from.
    """
    asked = [question for group in questions for question in chance.shuffled(group)]
    said = chance.shuffled(answers)
    turns = [_distinct(said, first % len(said)) for first in range(min(count, len(asked)))]
    rows = []
    for place in range(count):
        turn, which = divmod(place, len(asked))
        question, answer = asked[which], turns[which][turn]
        rows.append(
            Worded(
                question.fill(fact, fact.value, noun),
                answer.fill(fact, fact.value, noun),
                f"{question.id} {answer.id}",
            )
        )
    return rows


def _distinct(answers: Sequence[FactTemplate], first: int) -> list[FactTemplate]:
    """The answers from one on and round, one of those alike: "Hat: 5." is as "Hat = 5"."""
    found: dict[str, FactTemplate] = {}
    for answer in (*answers[first:], *answers[:first]):
        found.setdefault(plain_words(answer.text), answer)
    return list(found.values())


def count_pairs(questions: Sequence[FactTemplate], answers: Sequence[FactTemplate]) -> int:
    """How many rows about one fact can be told apart by their words."""
    return len(questions) * len(_distinct(answers, 0))
