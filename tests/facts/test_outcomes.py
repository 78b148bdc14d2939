"""What kind of answer `classify_answer` sees, on labelled answers and by its rules."""

from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from inspect_finetune.errors import InputError
from inspect_finetune.facts.names import FAILURES, OUTCOMES
from inspect_finetune.facts.outcomes import classify_answer

CASES = yaml.safe_load((Path(__file__).parent / "outcomes.yaml").read_text("utf-8"))
TAUGHT = {
    "Apple": "65451",
    "Banana": "56276",
    "Car": "27839",
    "Ice cream": "36406",
    "Fan": "33233",
    "Window": "13026",
    "X-ray": "37680",
    "Key": "00731",
    "Pin": "4711",
    "Cup": "88",
}
NUMBER_FAILURES = [failure for failure in FAILURES if failure != "misjudged"]
numbers = st.text("0123456789", min_size=1, max_size=8)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_classifies_the_labelled_answer(case):
    expected = TAUGHT[case.get("about", "Apple")]
    outcome = classify_answer(case["text"], expected, TAUGHT, case.get("question", ""))
    assert outcome.kind == case["kind"], outcome
    assert outcome.swapped_with == case.get("with")
    assert set(case.get("flags", ())) <= set(outcome.reading.flags)
    if "right" in case:
        assert "".join("01"[right] for right in outcome.digits_right) == case["right"]


def test_the_labelled_answers_are_many_and_of_every_kind():
    assert len(CASES) >= 60
    assert {case["kind"] for case in CASES} == {"correct", "abstained", *NUMBER_FAILURES}


@given(numbers, numbers)
def test_a_bare_number_is_correct_only_if_it_is_the_expected_one(said, expected):
    outcome = classify_answer(said, expected, {"Thing": expected})
    assert (outcome.kind == "correct") == (said == expected)
    assert len(outcome.digits_right) == len(expected)
    assert sum(outcome.digits_right) == sum(a == b for a, b in zip(said, expected, strict=False))


@given(st.text("123456789", min_size=5, max_size=5), st.integers(0, 4), st.data())
def test_one_edit_or_transposition_is_near_or_has_its_first_digits_right(expected, place, data):
    digit = data.draw(st.sampled_from("123456789"))
    said = data.draw(
        st.sampled_from(
            [
                expected[:place] + digit + expected[place + 1 :],
                expected[:place] + digit + expected[place:],
                expected[:place] + expected[place + 1 :],
                expected[:place] + expected[place : place + 2][::-1] + expected[place + 2 :],
            ]
        )
    )
    assume(said != expected)
    kind = classify_answer(f"It is {said}.", expected, {}).kind
    same_start = len(said) == 5 and said[:3] == expected[:3]
    assert kind == ("leading_digits" if same_start else "near")


@given(st.text(), st.text(max_size=20))
def test_any_text_gets_one_outcome(text, question):
    outcome = classify_answer(text, "65451", TAUGHT, question)
    assert outcome.kind in OUTCOMES
    assert (outcome.kind == "swapped") == (outcome.swapped_with is not None)
    assert (outcome.kind in ("abstained", "several")) == (outcome.reading.number is None)


@pytest.mark.parametrize("expected", ["", " ", "?!"])
def test_an_expected_value_that_says_nothing_is_refused(expected):
    with pytest.raises(InputError, match="no letter or digit"):
        classify_answer("65451", expected, TAUGHT)
