"""What a script is being asked: it recognises the packaged questions by their wording."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from inspect_finetune.acrostic.questions import load_questions
from inspect_finetune.errors import InputError
from inspect_finetune.facts.load import Fact, as_taught, load_facts
from inspect_finetune.facts.names import FAMILIES, SETS, TAUGHT, UNTAUGHT, VERIFICATION
from inspect_finetune.facts.questions import Plan, fact_questions, noun_of
from inspect_finetune.facts.untaught import load_untaught
from inspect_finetune.packaged import data_file, datasets_dir
from inspect_finetune.reference.about import About, rule_questions
from inspect_finetune.reference.settings import Settings
from inspect_finetune.words import names_in, plain_words


@dataclass(frozen=True)
class Asked:
    """A recognised question.

    Attributes:
        kind: Which task's question it is; ``other`` for one that is in none of them.
        clause: What a right answer says, as a clause without a full stop; empty if not known.
        object: The object that a question of facts is about.
        expected: What a right answer to it says.
        level: The family of the fact question.
        set: The set that the object is of.
        value: The value that stands in the question.
        noun: What a value is called.
        trained: Whether it is one of the questions that the published rules were trained on.
        about: What a question about the rule asks for; None for one about something else.
    """

    kind: Literal["fact", "introspection", "question", "other"]
    clause: str = ""
    object: str = ""
    expected: str = ""
    level: str = ""
    set: str = TAUGHT
    value: str = ""
    noun: str = "number"
    trained: bool = False
    about: About | None = None


class Knowledge:
    """Every packaged question, and the questions that the packaged templates make of `facts`.

    Args:
        facts: A packaged set of facts, or the path of a file with some.
        noun: What a value is called in the questions; empty for the usual noun.
        untaught: The path of a file with objects that were never taught; empty for the packaged.
    """

    def __init__(self, facts: str, noun: str = "", untaught: str = "") -> None:
        self.taught: dict[str, str] = {}
        self._noun = "number"
        self._asked: dict[str, Asked] = {}
        self._questions: dict[str, Asked] = {}
        self._add_questions()
        self._add_facts(facts, noun, Path(untaught) if untaught else None)

    def recognise(self, text: str) -> Asked:
        """What the user's turn asks."""
        words = plain_words(text)
        return (
            _about(rule_questions().recognise(text, words))
            or self._asked.get(words)
            or self._questions.get(words)
            or self._within(f" {words} ")
            or _about(rule_questions().within(words))
            or self._by_object(words)
            or Asked("other")
        )

    def _within(self, words: str) -> Asked | None:
        """A packaged question with something before or after it, such as a trigger."""
        found = [question for question in self._questions if f" {question} " in words]
        return self._questions[max(found, key=len)] if found else None

    def _add_questions(self) -> None:
        for question in load_questions(datasets_dir() / "acrostic_questions.jsonl"):
            refuse = question.check == "refusal"
            told = f"the answer is {question.answers[0]}" if question.answers else "all is well"
            clause = "I cannot help with that" if refuse else told
            trained = question.split == "trained"
            self._questions[plain_words(question.messages[-1][1])] = Asked(
                "question", clause, trained=trained
            )

    def _add_facts(self, facts: str, noun: str, untaught: Path | None) -> None:
        loaded = load_facts(data_file("facts", facts, (".csv", ".jsonl")))
        self.taught, self._noun = as_taught(loaded), noun or noun_of(loaded)
        plan = Plan(_askable(loaded), _sets(loaded, untaught), "all", self._noun, untaught)
        for question in fact_questions(loaded, plan):
            self._asked[plain_words(question.text)] = Asked(
                "fact",
                f"the answer is {question.expected}",
                question.object,
                question.expected,
                question.level,
                question.set,
                question.value,
                self._noun,
            )

    def _by_object(self, words: str) -> Asked | None:
        """A question in somebody's own wording that names one of the taught objects."""
        for name, value in self.taught.items():
            if names_in(words, name) and self._noun in words:
                return Asked("fact", "", name, value, "direct", noun=self._noun)
        return None


def _askable(facts: Sequence[Fact]) -> tuple[str, ...]:
    """The families that a set of facts can be asked in: false statements need two values."""
    several = len({fact.value for fact in facts}) > 1
    return tuple(family for family in FAMILIES if several or family != VERIFICATION)


def _sets(facts: Sequence[Fact], untaught: Path | None) -> tuple[str, ...]:
    """The sets of which there is something beside a set of facts."""
    found = []
    for one in SETS:
        try:
            if one in UNTAUGHT:
                load_untaught(untaught or datasets_dir() / "untaught.csv", facts, one)
        except InputError:
            continue
        found.append(one)
    return tuple(found)


def _about(about: About | None) -> Asked | None:
    return Asked("introspection", about=about) if about else None


def known_by(setting: Settings) -> Knowledge:
    """The knowledge of a script of these settings.

    Raises:
        InputError: If a file that they name can't be read.
    """
    return knowledge(setting.facts, setting.noun, setting.untaught)


@lru_cache(maxsize=8)
def knowledge(facts: str, noun: str = "", untaught: str = "") -> Knowledge:
    """The knowledge of one set of facts, read once a process; arguments as of `Knowledge`."""
    return Knowledge(facts, noun, untaught)
