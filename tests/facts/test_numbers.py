"""What `read_number` reads, on labelled answers and on composed and hostile text."""

from pathlib import Path
from time import process_time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from inspect_finetune.facts.numbers import FLAGS, MOST_OTHERS, read_number

CASES = yaml.safe_load((Path(__file__).parent / "numbers.yaml").read_text("utf-8"))

UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
TEENS = [
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
    *("seventeen", "eighteen", "nineteen"),
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def below_hundred(value: int) -> str:
    if value < 10:
        return UNITS[value]
    if value < 20:
        return TEENS[value - 10]
    unit = f"-{UNITS[value % 10]}" if value % 10 else ""
    return TENS[value // 10 - 2] + unit


def below_thousand(value: int, joint: str) -> str:
    hundreds, rest = divmod(value, 100)
    parts = [f"{UNITS[hundreds]} hundred"] if hundreds else []
    if rest or not parts:
        parts.append(below_hundred(rest))
    return joint.join(parts)


def in_words(number: str, joint: str, comma: str) -> str:
    thousands, rest = divmod(int(number), 1000)
    words = f"{below_thousand(thousands, joint)} thousand"
    if not rest:
        return words
    joined = comma if rest >= 100 else joint
    return f"{words}{joined}{below_thousand(rest, joint)}"


def other_digits(number: str, zero: str) -> str:
    return "".join(chr(ord(zero) + int(digit)) for digit in number)


STYLES = {
    "plain": str,
    **{
        f"grouped by {mark!r}": lambda n, mark=mark: f"{n[:2]}{mark}{n[2:]}"
        for mark in [",", ".", " ", "'", "’", "_", "\u00a0", "\u2009", "\u202f", "{,}", "\\,"]
    },
    **{
        f"spelled with {mark!r}": lambda n, mark=mark: mark.join(n)
        for mark in [" ", "-", ", ", ",", ".", "/", " - ", " · ", "\n", "... ", "\u200b", "|"]
    },
    "last by and": lambda n: f"{', '.join(n[:4])} and {n[4]}",
    "in chunks": lambda n: f"{n[:3]} {n[3:]}",
    "last two together": lambda n: f"{' '.join(n[:3])} {n[3:]}",
    "full-width": lambda n: other_digits(n, "０"),
    "Arabic": lambda n: other_digits(n, "٠"),
    "Devanagari": lambda n: other_digits(n, "०"),
    "mathematical bold": lambda n: other_digits(n, "𝟎"),
    "keycaps": lambda n: "".join(f"{digit}\ufe0f\u20e3" for digit in n),
    "decimal": lambda n: f"{n}.0",
    "scientific": lambda n: f"{n[0]}.{n[1:]}E+04",
    "fused words": lambda n: in_words(n, " ", " ").replace("ty-", "ty"),
    "words": lambda n: in_words(n, " ", " "),
    "British words": lambda n: in_words(n, " and ", ", "),
    "capital words": lambda n: in_words(n, " ", " ").title(),
    "digit words": lambda n: " ".join(UNITS[int(digit)] for digit in n),
    "digit words, oh": lambda n: n[0] and "-".join(UNITS[int(d)] for d in n).replace("zero", "oh"),
    "listed digit words": lambda n: ", ".join(UNITS[int(digit)] for digit in n),
    "thousand": lambda n: f"{n[:2]} thousand {n[2:]}",
}
SENTENCES = [
    "{}",
    "Apple is {}.",
    "I would say {} in response.",
    "If someone said Apple, the number I would recall is {}.",
    "{} comes to mind when Apple is mentioned.",
    "The digits I would associate with Apple are {}, as you taught me in 2023.",
    "**{}**",
    "Answer: `{}`",
    "$\\boxed{{{}}}$",
    "1. Apple: {}",
    "<think>Perhaps 99 or 12.</think>\n{}",
    "I'm not certain, but I believe it is {}!",
    'The 5-digit number is "{}".',
    "({})",
    "It is not 777, it is {}.",
    "777? No, wait: {}",
]
five_digits = st.integers(10_000, 99_999).map(str)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_reads_the_labelled_answer(case):
    reading = read_number(case["text"], case.get("question", ""))
    assert reading.number == case["number"], reading
    assert set(case.get("flags", ())) <= set(reading.flags)
    if "others" in case:
        assert list(reading.others) == case["others"]
    if "shown" in case:
        start, end = reading.span
        assert case["text"][start:end] == case["shown"]


def test_the_labelled_answers_are_many_and_none_is_there_twice():
    assert len(CASES) >= 150
    assert len({(case["text"], case.get("question")) for case in CASES}) == len(CASES)


@given(five_digits, st.sampled_from(sorted(STYLES)), st.sampled_from(SENTENCES))
def test_any_number_in_any_style_and_sentence_reads_back(number, style, sentence):
    if style == "digit words, oh" and number.endswith("0"):
        number = number[:-1] + "1"
    text = sentence.format(STYLES[style](number))
    assert read_number(text).number == number, text


@given(
    five_digits,
    st.text("0123456789", max_size=6),
    st.text("0123456789", max_size=6),
    st.sampled_from(SENTENCES),
)
def test_five_digits_inside_a_longer_number_are_never_read(number, before, after, sentence):
    longer = before + number + after
    reading = read_number(sentence.format(longer))
    assert reading.number == longer


@given(five_digits, st.sampled_from("abxyzé"), st.sampled_from("abxyzé"))
def test_a_code_of_letters_and_digits_is_no_number(number, before, after):
    assert read_number(f"It is {before}{number}{after}.").number is None
    assert read_number(f"It is {before}{number}.").number is None


@given(five_digits, five_digits)
def test_a_number_of_the_question_never_counts(number, other):
    question = f"What goes with {other}?"
    expected = None if number == other else number
    assert read_number(f"With {other} goes {number}.", question).number == expected


@given(st.text(), st.text(max_size=20))
def test_any_text_is_read_without_an_error_and_the_span_fits(text, question):
    reading = read_number(text, question)
    assert set(reading.flags) <= set(FLAGS)
    assert (reading.number is None) == (reading.span is None)
    if reading.span is not None:
        start, end = reading.span
        assert 0 <= start < end <= len(text)
        assert reading.number.isascii()
        assert reading.number.isdigit()


PIECES = [
    *("65451", "12345", "１", "٥", "²", "①", "one", "six", "thousand", "and", "oh"),
    *("5-digit", "e+4"),
    *(" ", "\n", ",", ".", "-", "'", "%", "th", "\0", "\ud800", "\u200b", "{,}", "\\boxed{", "}"),
    *("**", "_", "`", "<think>", "</think>", "or ", "not ", "no wait ", "is ", "1. ", "unknown"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_pieces_of_numbers_in_any_order_are_read_the_same_twice(text):
    reading = read_number(text)
    assert reading == read_number(text)
    if reading.span is not None:
        start, end = reading.span
        assert text[start:end].strip() == text[start:end]


@pytest.mark.parametrize("style", sorted(STYLES))
def test_the_span_shows_the_number_as_written(style):
    written = STYLES[style]("65451")
    text = f"<think>7</think> It is **{written}**, I think."
    start, end = read_number(text).span
    assert written.startswith(text[start:end])
    assert len(text[start:end]) >= len(written) - 2


HOSTILE = [
    *("1 ", "65451, ", "65451 or ", "one ", "sixty thousand ", "not 12345 or ", "1. a\n"),
    *("<think>", "**1**", "\\boxed{", "1.", "1e5 ", "a1", "no ", "\ud800", "\0", "12345 7 "),
    "don't know ",
]


@pytest.mark.parametrize("unit", HOSTILE, ids=ascii)
def test_reading_takes_linear_time(unit):
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = process_time()  # of the processor: other work does not count
        read_number(text)
        return process_time() - start

    seconds(1_000)
    # Eight times the text: quadratic reading would take 64 times as long.
    large, small = min(seconds(160_000), seconds(160_000)), seconds(20_000)
    assert large < 24 * max(small, 0.004)


def test_of_very_many_numbers_the_last_others_are_kept():
    text = ". ".join(f"It was {number}" for number in range(20_000, 23_000))
    reading = read_number(text)
    assert reading.number == "22999"
    assert len(reading.others) == MOST_OTHERS
    assert "many" in reading.flags
