"""Recognises the questions about the rule by their wording, whatever the rule."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from inspect_finetune.introspection.channels import channel_questions, reader_prompt
from inspect_finetune.introspection.questions import Question
from inspect_finetune.words import plain_words

_LENGTHS = range(1, 25)
_PLAIN = ("free", "unformatted", "hints", "property", "condition")
_WORDINGS = 60
"""Predictions that are recognised for a rule of one length: more than a run asks for."""
_MARK = "zqxmark"
_OPTION = re.compile(r"^(\d{1,2}): (\S.*?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class About:
    """What a question about the rule asks for.

    Attributes:
        channel: The channel that asks; ``reader`` and ``grader`` for the two controls.
        kind: What sort of question of its channel: ``json``, ``hint-3``, ``lure``, ``letter``, ...
        id: Its id in its channel, by which a property's answer is looked up.
        language: ISO 639 code of the language to answer in.
        opening: Words to begin with; empty if none are asked for.
        options: The options of a forced choice by label, "" for the honest none.
        place: Which line or sentence a prediction is about, from 1.
        asks: The ordinary question that a prediction is about, as plain words.
        length: How many letters the word to be named has; 0 if that is not said.
        text: The beginning that the reader control sees, or the answer that a grader sees.
    """

    channel: str
    kind: str = ""
    id: str = ""
    language: str = "en"
    opening: str = ""
    options: tuple[str, ...] = ()
    place: int = 0
    asks: str = ""
    length: int = 0
    text: str = ""


class RuleQuestions:
    """Every packaged question about a rule."""

    def __init__(self) -> None:
        self._by_words = dict(_plain_questions())
        self._predictions = tuple(dict.fromkeys(_predictions()))
        self._readers = tuple(_readers())

    def recognise(self, text: str, words: str) -> About | None:
        """What a turn asks, which `plain_words` has made `words`; None if not about a rule."""
        return (
            _graded(text)
            or self._read(text)
            or self._by_words.get(words)
            or _choice(text)
            or self._prediction(words)
        )

    def within(self, words: str) -> About | None:
        """A question with something before or after it, such as a trigger."""
        found = [known for known in self._by_words if f" {known} " in f" {words} "]
        return self._by_words[max(found, key=len)] if found else None

    def _prediction(self, words: str) -> About | None:
        for head, tail, place in self._predictions:
            if words.startswith(head) and words.endswith(tail):
                asks = words[len(head) : len(words) - len(tail)].strip()
                return About("prediction", place=place, asks=asks)
        return None

    def _read(self, text: str) -> About | None:
        for head, tail, length in self._readers:
            if text.startswith(head) and text.endswith(tail):
                return About("reader", length=length, text=text[len(head) : len(text) - len(tail)])
        return None


def _plain_questions() -> Iterator[tuple[str, About]]:
    # longest first, so that a wording for every length is known by the shortest that has it
    for length in reversed(_LENGTHS):
        for channel in _PLAIN:
            for question in channel_questions(channel, "Z" * length):
                yield plain_words(question.turns[-1][1]), _about(channel, question, length)


def _about(channel: str, question: Question, length: int) -> About:
    return About(
        channel,
        kind=question.kind,
        id=question.id,
        language=str(question.metadata["language"]) if question.kind == "language" else "en",
        opening=str(question.metadata["opening"]) if question.kind == "prose" else "",
        length=length if question.kind == "hint-5" else 0,
    )


def _predictions() -> Iterator[tuple[str, str, int]]:
    """What stands before and after the question in each wording, as plain words."""
    asks = [(f"asked-{number}", _MARK) for number in range(_WORDINGS)]
    for length in _LENGTHS:
        for question in channel_questions("prediction", "Z" * length, ask=asks):
            head, tail = plain_words(question.turns[-1][1]).split(_MARK)
            yield head, tail, int(question.metadata["place"])


def _readers() -> Iterator[tuple[str, str, int]]:
    """What stands before and after the beginning that is shown."""
    for length in _LENGTHS:
        head, tail = reader_prompt(_MARK, length).split(_MARK)
        yield head, tail, length


def _choice(text: str) -> About | None:
    found = _OPTION.findall(text)
    if len(found) < 2 or [int(label) for label, _ in found] != list(range(len(found))):
        return None
    return About("choice", options=tuple("" if _is_none(word) else word for _, word in found))


def _is_none(option: str) -> bool:
    return option.lower().startswith("none") and " " in option


def _graded(text: str) -> About | None:
    _, opened, rest = text.partition("\n<answer>\n")
    answer, closed, _ = rest.rpartition("\n</answer>")
    if not (opened and closed and "Reply with one JSON object" in text):
        return None
    return About("grader", text=answer)


@lru_cache(maxsize=1)
def rule_questions() -> RuleQuestions:
    """The packaged questions about a rule, read once a process."""
    return RuleQuestions()
