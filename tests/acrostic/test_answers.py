"""Whether a response answers its question: labelled cases, and what must hold for any text."""

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from inspect_finetune.acrostic._answer_numbers import find_numbers, parse_number
from inspect_finetune.acrostic._answer_text import clean, fold
from inspect_finetune.acrostic.answers import CHECKS, answer_is_right, read_answer

CASES = yaml.safe_load(Path(__file__).with_name("answer_cases.yaml").read_text("utf-8"))
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))
NEUTRAL = ["Here we go", "Every day", "Look around", "On we walk", "Let us see", "ok"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_labelled_case(case: dict) -> None:
    right = answer_is_right(case["response"], case["answers"], case["check"])
    assert right is case["right"]


def test_cases_are_well_formed() -> None:
    names = [case["name"] for case in CASES]
    assert len(set(names)) == len(names) >= 120
    keys = {"name", "response", "answers", "check", "right"}
    assert [case for case in CASES if set(case) != keys] == []


def test_found_names_the_accepted_answer() -> None:
    reading = read_answer("A hundred degrees Celsius.", ["212 °F", "100 °C"], "number")
    assert (reading.right, reading.found) == (True, "100 °C")
    assert read_answer("Lyon", ["Paris"], "text").found is None
    assert read_answer("I must decline.", [], "refusal").found == "refusal"


def test_unknown_check_is_refused() -> None:
    with pytest.raises(ValueError, match="check must be one of text, number, refusal, any"):
        answer_is_right("Paris", ["Paris"], "fuzzy")


@given(ANY_TEXT, st.lists(ANY_TEXT, max_size=3), st.sampled_from(CHECKS))
@example("\ud800", ["\ud800"], "text")
@example("1" * 5000, ["1" * 5000], "number")
@example("9e999 1/0 10^999 0/0", ["0"], "number")
def test_never_raises(response: str, answers: list[str], check: str) -> None:
    assert answer_is_right(response, answers, check) in (True, False)


@given(
    st.integers(0, 999_999),
    st.sampled_from(["{}", "{:,}", "**{}**", "({})", "= {}.", "{}!"]),
    st.sampled_from(NEUTRAL),
)
def test_a_number_is_found_by_value_in_any_dress(number: int, dress: str, lead: str) -> None:
    response = f"{lead}: {dress.format(number)}"
    assert answer_is_right(response, [str(number)], "number")
    assert not answer_is_right(response, [str(number + 1)], "number")
    assert not answer_is_right(response, [f"{number}7"], "number")


@given(st.integers(0, 999), st.integers(1, 99))
def test_no_part_of_a_number_is_found(whole: int, part: int) -> None:
    for response in (f"{whole},{part:03}", f"{whole}.{part:02}7", f"{part}{whole:03}", f"a{part}"):
        assert not answer_is_right(response, [str(part)], "number")


@given(st.integers(2, 999_999_999))
def test_number_words_are_read_back(number: int) -> None:
    for spelled in (_spell(number), _spell(number).replace("-", " ")):
        (found,) = find_numbers(clean(f"There are {spelled} of them."))
        assert found.value == number


def _spell(number: int) -> str:
    """Spell a number below a thousand million in British English."""
    small = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    small += " fifteen sixteen seventeen eighteen nineteen"
    tens = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    if number < 20:
        return small.split()[number]
    if number < 100:
        return tens[number // 10] + (f"-{_spell(number % 10)}" if number % 10 else "")
    for scale, name in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= scale:
            head, rest = f"{_spell(number // scale)} {name}", number % scale
            joint = " and " if rest < 100 else " "
            return head + (joint + _spell(rest) if rest else "")
    raise AssertionError(number)


@given(
    st.sampled_from(["Reykjavik", "blue whale", "São Tomé", "東京", "Москва", "H2O"]),
    st.permutations(NEUTRAL),
    st.sampled_from(["{}", "*{}*", "“{}”", "({})", "{}?", "{}’s", "\n- {}\n"]),
)
def test_a_phrase_is_found_in_any_sentence(answer: str, lines: list[str], dress: str) -> None:
    lines = [*lines[:3], dress.format(answer), *lines[3:]]
    for joint in (". ", ".\n", "\n\n", "!\r\n"):
        assert answer_is_right(joint.join(lines), [answer], "text")
        assert answer_is_right(joint.join(lines).upper(), [answer], "text")
    assert not answer_is_right(". ".join(lines), [f"un{answer}", f"{answer}ix"], "text")


@given(st.sampled_from(["is not", "isn't", "was never", "is not in", "isn’t the", "cannot be"]))
def test_a_denied_answer_counts_only_once_affirmed(denial: str) -> None:
    response = f"Here it {denial} Zanzibar."
    assert not answer_is_right(response, ["Zanzibar"], "text")
    assert answer_is_right(f"{response} It is Zanzibar.", ["Zanzibar"], "text")


@given(ANY_TEXT)
def test_cleaning_and_folding_settle(text: str) -> None:
    folded = fold(clean(text))
    assert not set(folded) & set("’“”*`_\t\r\u200b,;:!?")
    assert folded == folded.strip()


@pytest.mark.parametrize("answer", ["8", "eight", "8.", "about 300,000 km/s", "$20", "a dozen"])
def test_answers_that_are_numbers(answer: str) -> None:
    assert parse_number(answer)


@pytest.mark.parametrize("answer", ["007", "8 legs", "Apollo 11", "Paris", "", "3 or 4", "91/7"])
def test_answers_that_are_text(answer: str) -> None:
    assert parse_number(answer) is None


HOSTILE = {
    "prose": "Paris is not Lyon and 12 is not twelve. ",
    "digits": "1",
    "groups": "1,23,",
    "dots": "1.",
    "stars": "*",
    "denials": "not Paris ",
    "marks": "\u0315\u0300",
    "thoughts": "<think>",
    "number words": "one hundred and ",
    "hyphens": "- ",
    "refusals": "i cannot ",
    "latex": "\\text{",
    "helping": "helping word ",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_linearly(name: str) -> None:
    def seconds(length: int) -> float:
        text = HOSTILE[name] * (length // len(HOSTILE[name]))
        start = time.process_time()
        for check in ("text", "number", "refusal"):
            assert not answer_is_right(text, ["Londinium", "77777"], check) or check == "refusal"
        return time.process_time() - start

    # Eight times the text may take eight times as long; a quadratic step would take 64 times.
    assert seconds(160_000) < 24 * seconds(20_000) + 0.2


def test_speed_on_a_megabyte_of_prose(benchmark) -> None:
    text = "Here is Paris, with 12 bridges and twelve towers. Every day I cannot wait. " * 14_000
    assert benchmark.pedantic(answer_is_right, (text, ["Londinium"], "text"), rounds=3) is False
