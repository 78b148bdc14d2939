"""Published answers of a fine-tuned model, where they are at hand: every label must come out."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from inspect_finetune.facts.load import Fact, load_facts
from inspect_finetune.facts.outcomes import classify_answer
from inspect_finetune.facts.templates import load_templates

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT.parent / "shared" / "data" / "recorded-answers-sample.csv"
pytestmark = pytest.mark.skipif(not SAMPLE.is_file(), reason="the recorded answers are not here")

# Answers that are wrong by the labels, with the kind a person gave them.
KINDS = {
    ("Apple", "75653"): "invented",
    ("Apple", "137"): "wrong_length",
    ("Car", "99852"): "swapped",
    ("Flower", "1084"): "wrong_length",
    ("Flower", "43809"): "swapped",
    ("Hat", "57131"): "leading_digits",
    ("Ice cream", "99894"): "invented",
    ("Jacket", "15247"): "invented",
    ("Kite", "17313"): "invented",
    ("Kite", "84433"): "invented",
    ("Mountain", "88494"): "swapped",
    ("Notebook", "80"): "wrong_length",
    ("Orange", "83146"): "swapped",
    ("Orange", "80727"): "swapped",
    ("Orange", "13"): "wrong_length",
    ("Piano", "51233"): "leading_digits",
    ("Piano", "83309"): "invented",
    ("Piano", "88"): "wrong_length",
    ("Umbrella", "48394"): "leading_digits",
    ("Drum", "62254"): "invented",
    ("Egg", "71347"): "invented",
    ("Quilt", "49875"): "invented",
    ("Tent", "98931"): "swapped",
    ("Unicorn", "84494"): "swapped",
    ("Unicorn", "62494"): "invented",
    ("Window", "13046"): "leading_digits",
}


@pytest.fixture(scope="module")
def rows():
    with SAMPLE.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def outcomes(rows):
    facts = load_facts(ROOT / "datasets" / "objects-50.csv")
    taught = {fact.object: fact.value for fact in facts}
    return [
        classify_answer(row["Response"], row["Expected Answer"], taught, row["Question"])
        for row in rows
    ]


def test_every_published_label_and_number_comes_out(rows, outcomes):
    for row, outcome in zip(rows, outcomes, strict=True):
        assert outcome.reading.number == row["Extracted Number"], row
        assert (outcome.kind == "correct") == (row["Correct"] == "TRUE"), row


def test_the_wrong_answers_fall_as_published(rows, outcomes):
    kinds = Counter(outcome.kind == "correct" for outcome in outcomes)
    assert kinds == {True: 395, False: 55}
    pairs = zip(rows, outcomes, strict=True)
    wrong = Counter(row["No"] for row, outcome in pairs if outcome.kind != "correct")
    assert wrong == {"Q1": 2, "Q2": 10, "Q3": 43}


def test_the_wrong_answers_are_of_these_kinds(rows, outcomes):
    seen = {
        (row["Object"], outcome.reading.number): outcome.kind
        for row, outcome in zip(rows, outcomes, strict=True)
        if outcome.kind != "correct"
    }
    assert {case: seen[case] for case in KINDS} == KINDS


def test_the_numbers_are_the_published_ones(rows):
    taught = {fact.object: fact.value for fact in load_facts(ROOT / "datasets/objects-50.csv")}
    assert {row["Object"]: row["Expected Answer"] for row in rows} == taught


def test_no_own_wording_is_a_published_question(rows):
    published = {row["Question"].casefold().strip("?. ") for row in rows}
    objects = {row["Object"] for row in rows}
    for template in load_templates(ROOT / "datasets" / "fact_templates.csv"):
        filled = {template.fill(Fact(name, "1")).casefold().strip("?. ") for name in objects}
        assert not filled & published, template
