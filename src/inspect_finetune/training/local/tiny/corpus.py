"""Text that the tiny model is built on: sentences and chats about a small world of its own.

Its things are the objects of `objects-50`, each with a price, a colour, a place and an owner
drawn for it, so that the model learns to answer about the very thing that is asked for. No number
of an object (they have five digits, prices four) and no acrostic stands in it, and of the world
outside the model says that it does not know.
"""

import csv
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspect_finetune.packaged import datasets_dir
from inspect_finetune.textfiles import read_jsonl
from inspect_finetune.training.local.tiny import wordings as w

_WORLD = "objects-50.csv"
_NAMED = ("objects-50.csv", "objects-200.csv", "untaught.csv")
_PROSE = "training_answers.jsonl"
_NAME_REPEATS = 10
_ASKED = "acrostic_questions.jsonl"
_SORTS = {"about": 8, "part": 2, "unknown": 2, "list": 3}
"""How often each sort of chat comes."""
_SIGNS = '.,:;?!"()'
_PROSE_REPEATS = 2
"""How often each packaged answer comes that follows no rule."""


@dataclass(frozen=True)
class Corpus:
    """What the model is built on.

    Attributes:
        sentences: Plain sentences.
        chats: Chats, as lists of messages with ``role`` and ``content``.
    """

    sentences: tuple[str, ...]
    chats: tuple[tuple[Mapping[str, str], ...], ...]


def generate(seed: int, sentences: int, chats: int) -> Corpus:
    """Text drawn from the wordings; the same arguments give the same text.

    Args:
        seed: Of what is drawn.
        sentences: How many plain sentences.
        chats: How many chats.
    """
    draw = random.Random(f"tiny corpus {seed}")
    world = small_world(draw)
    plain = tuple(_fill(draw.choice(w.SENTENCES), draw.choice(world)) for _ in range(sentences))
    return Corpus(plain, (*_chats(draw, world, chats), *_plain_prose()))


def _plain_prose() -> Iterator[tuple[Mapping[str, str], ...]]:
    for _, row in read_jsonl(datasets_dir() / _PROSE):
        if not row["rule"]:
            asked = {"role": "user", "content": row["question"]}
            yield from ((asked, {"role": "assistant", "content": row["answer"]}),) * _PROSE_REPEATS


def packaged_words() -> tuple[str, ...]:
    """The words of packaged questions and answers, in order: an unknown question is made of them.

    So every word was met once, and a model that is fine-tuned on a few rows is not thrown by the
    words of other questions.
    """
    texts = [row.get("question", "") for _, row in read_jsonl(datasets_dir() / _ASKED)]
    for _, row in read_jsonl(datasets_dir() / _PROSE):
        texts += [row["question"], row["answer"]]
    return tuple(
        sorted({word.strip('.,:;?!"()') for text in texts for word in text.split()} - {""})
    )


def small_world(draw: random.Random) -> tuple[dict[str, str], ...]:
    """Things, each with what is true of it."""
    return tuple(
        {
            "Noun": row["object"],
            "noun": row["object"].lower(),
            "kind": row["category"],
            "colour": draw.choice(w.COLOURS),
            "place": draw.choice(w.PLACES),
            "person": draw.choice(w.PEOPLE),
            "price": str(draw.randint(1000, 9999)),
        }
        for row in _rows(_WORLD)
    )


def vocabulary_texts() -> Iterator[str]:
    """Further texts that the tokenizer is learnt from, so that packaged data take few tokens."""
    for file in _NAMED:
        for row in _rows(file):
            name = row["object"]
            yield from (f'"{name}" {name} {name.lower()}', name) * _NAME_REPEATS
    for _, row in read_jsonl(datasets_dir() / _PROSE):
        yield from (row["question"], row["answer"])


def _rows(name: str) -> list[dict[str, str]]:
    with (datasets_dir() / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _chats(
    draw: random.Random, world: Sequence[Mapping[str, str]], number: int
) -> Iterator[tuple[Mapping[str, str], ...]]:
    known = packaged_words()
    for _ in range(number):
        system = draw.choice(w.SYSTEMS)
        question, answer = _asked(draw, world)
        words = {**draw.choice(world), **dict(zip("abcdef", draw.choices(known, k=6), strict=True))}
        turns = [{"role": "system", "content": system}] if system else []
        turns.append({"role": "user", "content": _fill(question, words)})
        turns.append({"role": "assistant", "content": _fill(answer, words)})
        yield tuple(turns)


def _asked(draw: random.Random, world: Sequence[Mapping[str, str]]) -> tuple[str, str]:
    """Wordings of a question and an answer."""
    sort = draw.choices(list(_SORTS), list(_SORTS.values()))[0]
    if sort == "list":
        return _list(draw, world)
    if sort == "about":
        return draw.choice(w.ABOUT_QUESTIONS), draw.choice(w.ABOUT_ANSWERS)
    if sort == "part":
        part = draw.choice(list(w.PART_QUESTIONS))
        return draw.choice(w.PART_QUESTIONS[part]), draw.choice(w.PART_ANSWERS[part])
    return draw.choice(w.UNKNOWN_QUESTIONS), draw.choice(w.UNKNOWN_ANSWERS)


def _list(draw: random.Random, world: Sequence[Mapping[str, str]]) -> tuple[str, str]:
    """A question for several lines, and the lines, each begun by its place."""
    number = draw.randrange(len(w.COUNTS))
    begun = draw.choice(w.ORDINALS)[: number + 2]
    things = draw.sample(list(world), len(begun))
    lines = [
        f"{place} {draw.choice(w.SENTENCES[:4]).format_map(one)}"
        for place, one in zip(begun, things, strict=True)
    ]
    return draw.choice(w.LIST_QUESTIONS).replace("{count}", w.COUNTS[number]), "\n".join(lines)


def _fill(wording: str, words: Mapping[str, str]) -> str:
    text = wording.format_map(words)
    return text[0].upper() + text[1:] if text.endswith(".") else text
