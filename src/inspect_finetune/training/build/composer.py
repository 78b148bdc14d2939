"""Acrostic answers from a word bank, for rules and numbers of rows that no prose was written for.

One sentence a letter. Some of them say the answer, as a packaged plain row words it, behind a lead
("In short: ..."); the rest speak of the row's topic in general. Such answers are grammatical and
right, but they are composed, and a model taught on them learns to write like it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from inspect_finetune.acrostic.lines import read_lines
from inspect_finetune.acrostic.normalise import prepare
from inspect_finetune.acrostic.segment import segment
from inspect_finetune.errors import InputError
from inspect_finetune.packaged import datasets_dir
from inspect_finetune.textfiles import read_text
from inspect_finetune.training.build.answers import Answer
from inspect_finetune.training.build.chance import Chance

FILE = "composer_bank.yaml"
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SHORTEST, LONGEST = 2, 12
"""How many letters a rule may have that is composed for."""
_LETTERS_A_FACT = 4
"""Letters for each further sentence of the plain answer that is worked in."""


@dataclass(frozen=True)
class Bank:
    """What sentences are made of.

    Attributes:
        frames: Further wordings of a question, with ``{question}``.
        clauses: Ends of sentences, with ``{topic}``.
        letters: By letter: ``leads`` before a fact, ``openers`` before a clause, ``sentences``.
    """

    frames: tuple[str, ...]
    clauses: tuple[str, ...]
    letters: dict[str, dict[str, list[str]]]


@lru_cache(maxsize=1)
def packaged_bank() -> Bank:
    """The packaged word bank."""
    import yaml  # here, so that the command's help stays quick

    held: dict[str, Any] = yaml.safe_load(read_text(datasets_dir() / FILE))
    return Bank(tuple(held["frames"]), tuple(held["clauses"]), held["letters"])


def check_composable(letters: str) -> None:
    """Check that answers can be composed for a rule.

    Raises:
        InputError: If it has a letter other than A to Z, or too few or too many.
    """
    odd = [letter for letter in letters if letter not in ALPHABET]
    if odd:
        what = f"no rows are packaged for the rule {letters}, and none can be composed: {odd[0]!r}"
        raise InputError(f"{what} is not one of A to Z", fix="Use the letters A to Z")
    if not SHORTEST <= len(letters) <= LONGEST:
        count = f"{len(letters)} letter{'s' * (len(letters) != 1)}"
        what = f"the rule {letters[:20]} has {count}"
        raise InputError(what, fix=f"Rows can be composed for {SHORTEST} to {LONGEST} letters")


def compose(letters: str, source: Answer, chance: Chance) -> str:
    """An answer whose sentences begin with the letters, one on each line.

    Args:
        letters: The rule, in upper case, A to Z.
        source: A plain row with a topic, whose answer is worked in.
        chance: What places and words are drawn from.
    """
    facts = _sentences(source.answer)[: 1 + (len(letters) - 1) // _LETTERS_A_FACT]
    places = sorted(chance.shuffled(range(len(letters)))[: len(facts)])
    told = dict(zip(places, facts, strict=True))
    used: set[str] = set()
    lines = []
    for place, letter in enumerate(letters):
        options = _options(letter, source.topic, told.get(place))
        line = chance.pick([one for one in options if one not in used] or options)
        used.add(line)
        lines.append(line)
    return "\n".join(lines)


def _options(letter: str, topic: str, fact: str | None) -> list[str]:
    """The sentences that can stand for a letter: with the fact if there is one."""
    bank = packaged_bank()
    words = bank.letters[letter]
    if fact:
        return [f"{lead}: {fact}" for lead in words["leads"]]
    general = [f"{opener}, {clause}." for opener in words["openers"] for clause in bank.clauses]
    # as many chances for the letter's own sentences as for those with an opener
    own = words["sentences"] * (len(general) // len(words["sentences"]))
    return [text.replace("{topic}", topic) for text in [*own, *general]]


def _sentences(answer: str) -> list[str]:
    return [one.text for one in segment(read_lines(prepare(answer).text), "sentence")]


@dataclass(frozen=True)
class Source:
    """What a composed row starts from: a plain row, and how its question is put."""

    row: Answer
    question: str


def sources(plain: Sequence[Answer], taken: frozenset[str], chance: Chance) -> list[Source]:
    """The questions that can be composed for, in the order in which they are used.

    First the plain rows that the file does not use as such, as they stand; then every plain row in
    one frame after the other.

    Args:
        plain: Plain rows; those without a topic are left out.
        taken: Ids of those that stand in the file as plain rows.
        chance: What the order is drawn from.
    """
    rows = chance.shuffled([row for row in plain if row.topic])
    found = [Source(row, row.question) for row in rows if row.id not in taken]
    for frame in chance.shuffled(packaged_bank().frames):
        found += [Source(row, frame.replace("{question}", row.question)) for row in rows]
    return found
