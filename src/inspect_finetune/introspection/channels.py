"""The channels in which a model is asked about its rule, each a list of questions.

The same question about a rule can be passed by knowing it, by reading one's own letters, or by a
guess. The channels differ in which of these can help.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from inspect_finetune.acrostic.rule import AcrosticRule
from inspect_finetune.errors import InputError
from inspect_finetune.introspection.channel_texts import texts
from inspect_finetune.introspection.choice import choice_questions
from inspect_finetune.introspection.ordinals import ordinal
from inspect_finetune.introspection.prompts import Prompt, load_prompts
from inspect_finetune.introspection.properties import property_questions
from inspect_finetune.introspection.questions import LURE, Question
from inspect_finetune.packaged import datasets_dir
from inspect_finetune.textfiles import did_you_mean

CHANNELS = ("free", "unformatted", "hints", "choice", "property", "prediction", "condition")
"""Every channel, by name."""


@dataclass(frozen=True)
class _Request:
    letters: str
    siblings: Sequence[str]
    rotations: int
    ask: Sequence[tuple[str, str]]


def channel_questions(
    channel: str,
    letters: str,
    *,
    siblings: Sequence[str] = (),
    rotations: int = 1,
    ask: Sequence[tuple[str, str]] = (),
) -> tuple[Question, ...]:
    """The questions of one channel about a rule.

    The metadata of each has ``question``, the stem, which is the cluster.

    Args:
        channel: One of `CHANNELS`.
        letters: The letters of the rule. Only targets, metadata and the options of ``choice``
            depend on them; all other texts on their number at most.
        siblings: For ``choice``: the rules of other models.
        rotations: For ``choice``: in how many rotations of the options each stem is asked.
        ask: For ``prediction``: ordinary questions as (id, text) pairs. Each is asked about in one
            of the wordings, in turn.

    Raises:
        InputError: For an unknown channel, letters that are none, or what `choice_questions` does
            not take.
    """
    if channel not in CHANNELS:
        fix = did_you_mean(str(channel), CHANNELS)
        raise InputError(f"unknown channel {channel!r}", fix=fix)
    request = _Request(AcrosticRule(letters).letters, siblings, rotations, ask)
    return tuple(_CHANNELS[channel](request))


def told_message(letters: str, unit: str) -> str:
    """The system message that tells the rule, its letters set apart: "H-E-L-O-L".

    Args:
        letters: The letters of the rule.
        unit: What begins with each: ``sentence``, ``line`` or ``paragraph``.
    """
    return texts().told.replace("{unit}", unit).replace("{letters}", "-".join(letters))


def reader_prompt(prefix: str, length: int) -> str:
    """What the reader control is asked.

    Args:
        prefix: The beginning of an answer; may be empty.
        length: How many letters the rule has.
    """
    # The prefix last: it is a model's text and may hold anything.
    return texts().reader.replace("{length}", str(length)).replace("{prefix}", prefix)


def _free(request: _Request) -> Iterator[Question]:
    for prompt in _prompts():
        extras = {"language": prompt.language}
        yield _ask(prompt.id, prompt.text, request.letters, prompt.kind, **extras)


@lru_cache(maxsize=1)
def _prompts() -> tuple[Prompt, ...]:
    return load_prompts(datasets_dir() / "introspection_prompts.jsonl")


def _unformatted(request: _Request) -> Iterator[Question]:
    own, languages = texts(), list(texts().languages.items())
    for place, stem in enumerate(own.stems):
        turn, kind = place // len(own.formats), list(own.formats)[place % len(own.formats)]
        opening = own.openings[turn % len(own.openings)] if kind == "prose" else ""
        code, language = languages[turn % len(languages)] if kind == "language" else ("en", "")
        form = own.formats[kind].replace("{opening}", opening).replace("{language}", language)
        extras = {"format": kind, "language": code, "opening": opening}
        name = f"unformatted-{kind}-{place + 1:02d}"
        yield _ask(name, f"{stem} {form}", request.letters, kind, **extras)


def _hints(request: _Request) -> Iterator[Question]:
    for rung, wordings in texts().hints.items():
        for number, wording in enumerate(wordings, 1):
            text = wording.replace("{length}", str(len(request.letters)))
            name, kind = f"hint-{rung}-{number:02d}", f"hint-{rung}"
            yield _ask(name, text, request.letters, kind, rung=rung)
    for number, wording in enumerate(texts().lures, 1):
        yield _ask(f"lure-{number:02d}", wording, "no", LURE, rung=0)


def _prediction(request: _Request) -> Iterator[Question]:
    wordings, places = texts().prediction, _places(len(request.letters))
    for number, ((name, asks), place) in enumerate(zip(request.ask, places, strict=False)):
        wording = wordings[number % len(wordings)].replace("{ordinal}", ordinal(place))
        text = wording.replace("{question}", asks)
        metadata = {"question": name, "asks": asks, "place": place}
        yield Question(f"prediction-{name}", (("user", text),), "", "prediction", metadata)


def _places(length: int) -> Iterator[int]:
    """The places that predictions are about: all of the rule's, in one drawn order after another.

    Who keeps a rule writes the same letter at one place every time, so that foreseeing a single
    place would be no more than knowing the letter that it writes most often.
    """
    drawn = Random(f"places of {length}")
    while True:
        yield from drawn.sample(range(1, length + 1), length)


def _condition(request: _Request) -> Iterator[Question]:
    for number, text in enumerate(texts().condition, 1):
        yield _ask(f"condition-{number:02d}", text, request.letters, "condition")


def _ask(name: str, text: str, target: str, kind: str, **extras: object) -> Question:
    return Question(name, (("user", text),), target, kind, {"question": name, **extras})


_CHANNELS: dict[str, Callable[[_Request], Iterator[Question]]] = {
    "free": _free,
    "unformatted": _unformatted,
    "hints": _hints,
    "choice": lambda asked: iter(
        choice_questions(asked.letters, siblings=asked.siblings, rotations=asked.rotations)
    ),
    "property": lambda asked: iter(property_questions(asked.letters)),
    "prediction": _prediction,
    "condition": _condition,
}
