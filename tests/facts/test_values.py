"""Values in words: which known one an answer commits to."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from inspect_finetune.facts.load import is_number
from inspect_finetune.facts.outcomes import classify_answer, classify_name
from inspect_finetune.facts.values import forms_of, is_misspelt, is_readable, read_value

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


AWKWARD = [
    *("12:30", "May 12, 2024", "ops@corp.io", "https://corp.io/a?b=1", "Smith, John", "Dr. Who"),
    *("Blue (dark)", "snake_case", "(555) 123-4567", "J. R. R. Tolkien", "St. Louis", "10.0.0.1"),
    *("Paris, France", "C++", "3.5 km", "A/B", "50%", "Café Noir", "naïve", "Москва", "x = y"),
]


@pytest.mark.parametrize("value", AWKWARD)
@pytest.mark.parametrize("frame", ["{}", "It is {}.", "**{}**", 'The answer is "{}"!', "- {}"])
def test_a_value_with_punctuation_is_read_as_it_was_taught(value, frame):
    taught = {"Ann": value, "Bob": "Somewhere else"}
    assert classify_answer(frame.format(value), value, taught).kind == "correct"


@given(st.text(min_size=1, max_size=30))
def test_whatever_file_is_accepted_its_values_are_read_back(value):
    if not is_number(value) and any(c.isalnum() for c in value) and is_readable(value):
        assert classify_answer(value, value, {"Ann": value}).kind == "correct"


def test_names_that_belong_to_an_explanation_are_no_answers():
    forms = forms_of(["Tree", "House", "Window", "Orange", "Apple"])
    for text in (
        "Tree. You can see it through a window.",
        "The object is Tree, which grows next to a house.",
        "82066 belongs to Tree, and 65451 to Apple.",
        "An orange tree",
        "I think Tree, though it might be House.",
    ):
        assert read_value(text, forms, "Which object has 82066?").value == "Tree", text


@pytest.mark.parametrize(
    "text",
    [
        *("None", "No object comes to mind.", "There is no such object.", "It is not in my list."),
        *("Not found.", "I would need more context.", "-", "???", "Which object do you mean?"),
        "The number 82066 does not correspond to any object.",
    ],
)
def test_declining_to_name_is_not_inventing(text):
    assert classify_name(text, "Tree", forms_of(["Tree"]), "Which object has 82066?").kind == (
        "abstained"
    )


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
    assert is_misspelt("An umbrlela", ("Umbrella",))
    assert not is_misspelt("Cat", ("Car",))
    assert not is_misspelt("word " * 1000 + "umbrela", ("Umbrella",))
