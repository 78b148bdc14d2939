"""The packaged facts, sets and templates: complete, well formed and readable with every object."""

import csv
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from inspect_finetune.facts.design import design_questions
from inspect_finetune.facts.designed import DISTANCE, design_numbers, edits
from inspect_finetune.facts.load import load_facts
from inspect_finetune.facts.names import FAMILIES, RECALL, UNTAUGHT
from inspect_finetune.facts.numbers import read_number
from inspect_finetune.facts.templates import load_templates
from inspect_finetune.facts.untaught import load_untaught, load_world
from inspect_finetune.words import plain_words

DATASETS = Path(__file__).parents[2] / "datasets"
PACKAGED = ("objects-50", "objects-200")


@pytest.fixture(scope="module", params=PACKAGED)
def facts(request):
    return load_facts(DATASETS / f"{request.param}.csv")


@pytest.fixture(scope="module")
def templates():
    return load_templates(DATASETS / "fact_templates.csv")


def test_every_object_has_a_number_of_five_digits_of_its_own(facts):
    assert len(facts) in (50, 200)
    assert len({fact.value for fact in facts}) == len(facts)
    assert all(len(fact.value) == 5 and fact.value[0] != "0" for fact in facts)
    assert all(fact.category and fact.plural for fact in facts)


def test_the_designed_numbers_are_the_generators_and_keep_their_distance():
    facts = load_facts(DATASETS / "objects-200.csv")
    numbers = [fact.value for fact in facts]
    assert tuple(numbers) == design_numbers(200)
    assert len({number[:3] for number in numbers}) == 200
    assert all(edits(a, b) >= DISTANCE for a, b in combinations(numbers, 2))
    # uniform: every first digit about as often
    assert all(10 <= count <= 36 for count in Counter(n[0] for n in numbers).values())
    assert len(Counter(fact.category for fact in facts)) == 20


def test_every_family_has_templates_enough_for_the_square(templates):
    assert Counter(template.level for template in templates) == dict.fromkeys(FAMILIES, 5)


def test_every_question_names_what_it_is_about(facts, templates):
    for question in design_questions(facts, templates, FAMILIES, "all"):
        assert "number" in question.text or question.level == "verification", question.text
        assert "{" not in question.text.replace('{"object"', "")
        assert "  " not in question.text
        if question.level in ("reverse", "verification"):
            assert question.value in question.text
        if question.level not in ("reverse", "embedded"):
            assert question.text.count(question.object) == 1


def test_no_article_or_plural_stands_with_the_object(templates):
    for template in templates:
        before, found, after = template.text.partition("{object}")
        if found:
            assert not before.endswith(("a ", "an ", "the ", "The "))
            assert not after.startswith(("s ", "'s"))


def test_no_question_holds_a_number_that_an_answer_could_be(facts, templates):
    for question in design_questions(facts, templates, RECALL, "all"):
        assert read_number(question.text).number is None, question.text
        assert read_number(question.expected, question.text).number == question.expected


@pytest.mark.parametrize("chosen", UNTAUGHT)
def test_what_was_never_taught_is_in_no_packaged_set(facts, chosen):
    taught = {plain_words(fact.object) for fact in facts}
    found = load_untaught(DATASETS / "untaught.csv", facts, chosen)
    assert len(found) >= 25
    assert not taught & {plain_words(fact.object) for fact in found}
    with (DATASETS / "untaught.csv").open(encoding="utf-8") as file:
        names = {plain_words(row["object"]) for row in csv.DictReader(file)}
    for packaged in PACKAGED:
        everything = load_facts(DATASETS / f"{packaged}.csv")
        assert not names & {plain_words(fact.object) for fact in everything}


def test_questions_about_the_world_have_short_answers_that_they_do_not_hold():
    world = load_world(DATASETS / "world_facts.csv")
    assert len(world) == 40
    for fact in world:
        words = f" {plain_words(fact.question)} "
        assert all(f" {plain_words(answer)} " not in words for answer in fact.accepted)
