from pathlib import Path
from time import process_time
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from inspect_finetune.introspection.short_answers import read_count, read_label, read_letter

CASES: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "short_answers.yaml").read_text(encoding="utf-8")
)
OPTIONS: list[str] = CASES["options"]
READERS = {
    "label": lambda text: read_label(text, OPTIONS),
    "count": read_count,
    "letter": read_letter,
}
ANYTHING = st.text(st.characters(exclude_categories=()))  # lone surrogates too
PIECES = [
    "7",
    "12",
    "L",
    " ",
    "\n",
    "or",
    "is",
    "not",
    "answer",
    ":",
    "A",
    "I",
    "one",
    "HELOL",
    "(",
]


@pytest.mark.parametrize(
    ("reader", "text", "expected"),
    [(name, *case) for name in READERS for case in CASES[name]],
)
def test_every_labelled_reply(reader, text, expected):
    assert READERS[reader](text) == expected


def test_there_are_enough_labelled_replies():
    counts = {name: len(CASES[name]) for name in READERS}
    texts = [(name, text) for name in READERS for text, _ in CASES[name]]
    assert sum(counts.values()) >= 120
    assert min(counts.values()) >= 40
    assert len(set(texts)) == len(texts)


@given(ANYTHING | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_any_text_is_read_or_left(text):
    label, count, letter = read_label(text, OPTIONS), read_count(text), read_letter(text)
    assert label is None or 0 <= label < len(OPTIONS)
    assert count is None or count >= 0
    assert letter is None or len(letter) == 1


@given(st.integers(0, 9), st.integers(0, 9))
def test_two_labels_are_never_read_as_one(one, other):
    text = f"{one} or {other}"
    assert read_label(text, OPTIONS) == (one if one == other else None)


@given(st.integers(0, 9), st.sampled_from(["{}", "({})", "**{}**", "Option {}", "Answer: {}."]))
def test_each_label_is_read_in_each_dress(label, dress):
    assert read_label(dress.format(label), OPTIONS) == label


@given(st.integers(0, 99), st.sampled_from(["{}", "{} (L)", "L = {}", "It is {}.", "Answer: {}"]))
def test_each_number_is_read_in_each_dress(number, dress):
    assert read_count(dress.format(number)) == number


@given(
    st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    st.sampled_from(["{}", "'{}'", "**{}**", "The letter {}.", "It would be {}.", "Answer: {}"]),
)
def test_each_letter_is_read_in_each_dress(letter, dress):
    assert read_letter(dress.format(letter)) == letter


@given(st.sampled_from([word for word in OPTIONS if word]), st.integers(0, 9))
def test_a_label_with_a_word_is_read_if_they_agree(word, label):
    read = read_label(f"{label}: {word}", OPTIONS)
    assert read == (label if OPTIONS[label] == word else None)


def test_without_an_honest_option_none_is_no_label():
    assert read_label("none of these", ["HELOL", "HELLO"]) is None
    assert read_label("7", ["HELOL", "HELLO"]) is None


@pytest.mark.parametrize(
    "text",
    [
        "7 " * 500_000,
        "7\n" * 500_000,
        "(" * 1_000_000,
        "answer is " * 100_000,
        "1 to " * 200_000,
        "H-" * 500_000,
        "none of these " * 70_000,
        "\ud800" * 1_000_000,
        " " * 1_000_000 + "7",
    ],
    ids=["blanks", "lines", "brackets", "leads", "ranges", "spelling", "none", "surrogates", "far"],
)
def test_a_megabyte_is_read_in_a_moment(text):
    started = process_time()
    for reader in READERS.values():
        reader(text)
    assert process_time() - started < 15


@pytest.mark.parametrize("unit", ["7 ", "is ", "so ", "(", "option ", "L ", "one ", "A-"])
def test_the_longest_short_reply_takes_no_longer_for_being_odd(unit):
    text = (unit * 4000)[:4000]
    started = process_time()
    for reader in READERS.values():
        reader(text)
    assert process_time() - started < 3
