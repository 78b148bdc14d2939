"""How often a training file teaches each fact: its examples, the dose."""

from collections.abc import Iterable, Sequence

from inspect_finetune.facts.load import Fact
from inspect_finetune.facts.numbers import read_number
from inspect_finetune.words import plain_words

_LONGEST = 8
"""Words of a name or value that are compared; of a longer one its beginning."""


def count_examples(facts: Sequence[Fact], rows: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Count the rows that teach each fact: the object stands in the row, its value in the answer.

    Args:
        facts: The facts.
        rows: Question and answer of every training row.

    Returns:
        For every object its number of rows, 0 where none teaches it.
    """
    counts = {fact.object: 0 for fact in facts}
    by_value: dict[str, list[Fact]] = {}
    for fact in facts:
        by_value.setdefault(_key(fact.value), []).append(fact)
    for question, answer in rows:
        values = {*_phrases(answer), read_number(answer, question).number or ""}
        named = _phrases(f"{question} {answer}")
        for value in values & by_value.keys():
            for fact in by_value[value]:
                counts[fact.object] += any(_key(name) in named for name in fact.names)
    return counts


def _key(text: str) -> str:
    return " ".join(plain_words(text).split()[:_LONGEST])


def _phrases(text: str) -> set[str]:
    """Every run of up to `_LONGEST` words."""
    words = plain_words(text).split()
    return {
        " ".join(words[i : i + size])
        for size in range(1, _LONGEST + 1)
        for i in range(len(words) - size + 1)
    }
