"""The packaged facts and templates: complete, well formed and readable with every object."""

from collections import Counter
from pathlib import Path

import pytest

from inspect_finetune.facts.design import design_questions
from inspect_finetune.facts.load import load_facts, load_templates
from inspect_finetune.facts.numbers import read_number

DATASETS = Path(__file__).parents[2] / "datasets"
LEVELS = ("direct", "paraphrase", "indirect")


@pytest.fixture(scope="module")
def facts():
    return load_facts(DATASETS / "objects-50.csv")


@pytest.fixture(scope="module")
def templates():
    return load_templates(DATASETS / "fact_templates.csv")


def test_there_are_fifty_objects_with_five_digits_each(facts):
    assert len(facts) == 50
    assert len({fact.number for fact in facts}) == 50
    assert all(len(fact.number) == 5 and fact.number[0] != "0" for fact in facts)


def test_every_level_has_templates_enough_for_the_square(templates):
    assert Counter(template.level for template in templates) == dict.fromkeys(LEVELS, 5)


def test_every_question_speaks_of_a_number_or_a_code_and_names_its_object_once(facts, templates):
    for question in design_questions(facts, templates, LEVELS, "all"):
        assert question.text.count(question.object) == 1
        assert "number" in question.text
        assert question.text[-1] in ".?"
        assert "  " not in question.text


def test_no_article_or_plural_stands_with_the_object(templates):
    for template in templates:
        before, after = template.text.split("{object}")
        assert not before.endswith(("a ", "an ", "the ", "The "))
        assert not after.startswith(("s ", "'s"))


def test_no_question_holds_a_number_that_an_answer_could_be(facts, templates):
    for question in design_questions(facts, templates, LEVELS, "all"):
        assert read_number(question.text).number is None
        assert read_number(question.expected, question.text).number == question.expected
