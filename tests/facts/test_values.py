"""Values in words: which known one an answer commits to."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from inspect_finetune.facts.outcomes import classify_answer, classify_name
from inspect_finetune.facts.values import forms_of, is_misspelt, read_value

CASES = yaml.safe_load((Path(__file__).parent / "values.yaml").read_text("utf-8"))
FORMS = {
    **forms_of(["Paris", "Lisbon", "Oslo", "X-ray", "Ice cream", "Yo-yo"]),
    "New Delhi": ("New Delhi", "Delhi"),
    "Apple": ("Apple", "Apples"),
}
OFFICES = {"Ann": "Room 12", "Bob": "Room 21", "Cem": "Annex", "Dee": "Annex"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_reads_the_labelled_answer(case):
    reading = read_value(case["text"], FORMS, case.get("question", ""))
    assert reading.value == case["value"], reading
    assert {*case.get("flags", ())} <= {*reading.flags}
    if reading.span:
        start, end = reading.span
        said = re.sub(r"\W", "", case["text"][start:end]).lower()
        assert said in {re.sub(r"\W", "", way).lower() for way in FORMS[reading.value]} | {"parís"}


@given(st.text())
def test_any_text_is_read_and_gives_a_known_value_or_none(text):
    reading = read_value(text, FORMS)
    assert reading.value is None or reading.value in FORMS
    assert (reading.span is None) == (reading.value is None)
    assert reading.value not in reading.others


@given(st.sampled_from(sorted(FORMS)), st.sampled_from(["", "It is ", "I say: ", "- "]))
def test_a_known_value_is_read_in_any_frame(value, frame):
    assert read_value(f"{frame}{value}.", FORMS).value == value


@pytest.mark.parametrize(
    ("text", "kind", "whose"),
    [
        ("Room 12", "correct", None),
        ("She sits in room 12, I believe.", "correct", None),
        ("Room 21", "swapped", "Bob"),
        ("The annex", "swapped", "Cem"),
        ("Room 13", "near", None),
        ("Roof 12", "near", None),
        ("In the basement.", "invented", None),
        ("Room 12 or room 21", "several", None),
        ("I do not know.", "abstained", None),
        ("", "abstained", None),
        ("Not room 12.", "abstained", None),
    ],
)
def test_answers_about_facts_of_words_have_the_same_kinds(text, kind, whose):
    outcome = classify_answer(text, "Room 12", OFFICES, "Where does Ann sit?")
    assert (outcome.kind, outcome.swapped_with) == (kind, whose)
    assert outcome.digits_right == ()


def test_numbers_and_words_may_stand_in_one_file():
    taught = {"Ann": "Room 12", "Bob": "65451"}
    assert classify_answer("It is 65451.", "65451", taught).kind == "correct"
    assert classify_answer("It is Room 12.", "Room 12", taught).kind == "correct"


def test_a_longer_name_is_not_the_shorter_one_within_it():
    forms = forms_of(["Ice", "Ice cream"])
    assert read_value("Ice cream", forms).value == "Ice cream"
    assert read_value("Ice", forms).value == "Ice"
    assert classify_name("Ice cream", "Ice", forms).kind == "swapped"


def test_misspelling_is_for_names_that_are_long_enough():
    assert is_misspelt("It is Umbrela.", ("Umbrella",))
    assert not is_misspelt("It is Umbrella.", ("Umbrella",))
    assert not is_misspelt("Cat", ("Car",))
    assert not is_misspelt("word " * 1000 + "umbrela", ("Umbrella",))
