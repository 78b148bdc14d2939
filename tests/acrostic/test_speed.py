"""Benchmarks of the reader: many short answers, and one long one that grows tenfold.

Nothing here is timed against a limit: compare runs with pytest-benchmark's own options.
"""

import pytest

from inspect_finetune.acrostic import AcrosticRule, read_acrostic

RULE = AcrosticRule("HELOL")
ANSWER = (
    "Here in the north of the country lies the old town. Even Dr. Weber, who came from the U.S. "
    "in 1969, has not seen all of it. Look at the tower: it is 103.5 m high. Over the years, "
    "people asked (quite often) who built it. Legend says that it was a giant!"
)


@pytest.mark.parametrize("joint", [" ", "\n"], ids=["prose", "lines"])
def test_a_hundred_answers(benchmark, joint):
    text = ANSWER if joint == " " else ANSWER.replace(". ", ".\n")
    readings = benchmark(lambda: [read_acrostic(text, RULE) for _ in range(100)])

    assert [r.spelled[0] for r in readings] == ["H"] * 100


@pytest.mark.parametrize("size", [10_000, 100_000, 1_000_000])
@pytest.mark.parametrize(
    "piece",
    [
        ANSWER + " ",
        ANSWER + "\n\n",
        "A.\n",
        "Dr. A",
        '"a." ',
        "(a. B) ",
        "e\u0301\u0327",
        "<think>",
    ],
    ids=["prose", "paragraphs", "one-letter", "abbreviation", "quote", "bracket", "marks", "think"],
)
def test_long_answers(benchmark, piece, size):
    text = (piece * (size // len(piece) + 1))[:size]
    reading = benchmark.pedantic(read_acrostic, (text, RULE), rounds=1)

    assert not reading.exact
