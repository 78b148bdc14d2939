"""Everything that a run asks: families, sets, statements, and what each mistake is told."""

from pathlib import Path

import pytest

from inspect_finetune.errors import InputError
from inspect_finetune.facts.design import design_questions
from inspect_finetune.facts.load import Fact, load_facts
from inspect_finetune.facts.names import FAMILIES, SETS
from inspect_finetune.facts.questions import Plan, fact_questions, noun_of
from inspect_finetune.facts.slips import misspelt
from inspect_finetune.facts.templates import FactTemplate
from inspect_finetune.facts.untaught import load_untaught, load_world

FACTS = load_facts(Path(__file__).parents[2] / "datasets" / "objects-50.csv")
PETS = (Fact("Ann", "cat"), Fact("Bob", "dog"), Fact("Cem", "cat"))


def test_all_families_and_sets_at_once():
    asked = fact_questions(FACTS, Plan(FAMILIES, SETS))
    by_set = {name: [q for q in asked if q.set == name] for name in SETS}
    assert len(by_set["taught"]) == 50 * 8  # a statement is asked true and false
    assert len(by_set["far"]) == len(by_set["nonsense"]) == 25 * 5
    assert {q.level for q in by_set["near"]} == set(FAMILIES) - {"reverse", "verification"}
    assert all(q.expected == "" for q in by_set["near"])
    assert len({(q.set, q.object, q.template, q.expected) for q in asked}) == len(asked)
    assert len({q.text for q in asked}) == len(asked)


def test_statements_are_true_and_false_as_often_and_false_ones_are_taught_elsewhere():
    values = {fact.value for fact in FACTS}
    own = {fact.object: fact.value for fact in FACTS}
    asked = fact_questions(FACTS, Plan(["verification"]))
    assert sum(q.expected == "true" for q in asked) == sum(q.expected == "false" for q in asked)
    for question in asked:
        assert question.value in values
        assert (question.value == own[question.object]) == (question.expected == "true")


def test_a_false_statement_never_has_the_right_value_by_another_objects_name():
    wording = FactTemplate("verification", "v1", "{object} has {value}, true or false?")
    for question in design_questions(PETS, [wording], ["verification"]):
        false = question.expected == "false"
        assert question.value == {"Ann": "cat", "Bob": "dog", "Cem": "cat"}[question.object] or (
            false and question.value != {"Ann": "cat", "Bob": "dog", "Cem": "cat"}[question.object]
        )
        assert false != (question.value == {"Ann": "cat", "Bob": "dog"}.get(question.object, "cat"))


def test_a_reverse_question_gives_the_value_and_expects_the_object():
    (question,) = fact_questions(FACTS[:1], Plan(["reverse"]))
    assert (question.expected, question.value) == ("Apple", "65451")
    assert "65451" in question.text
    assert "Apple" not in question.text


def test_values_that_are_words_are_called_values_unless_somebody_names_them():
    assert (noun_of(FACTS), noun_of(PETS)) == ("number", "value")
    asked = fact_questions(PETS, Plan(["direct", "paraphrase"], noun="pet"))
    assert all("pet" in q.text for q in asked)
    assert any("pets" in q.text for q in asked)


def test_embedded_questions_misspell_and_pluralise():
    asked = fact_questions(FACTS[:1], Plan(["embedded"], templates="all"))
    texts = " ".join(q.text for q in asked)
    assert "Aplpe" in texts
    assert "Apples all have" in texts
    assert '{"object": "Apple", "number": null}' in texts


@pytest.mark.parametrize(
    ("name", "typo"),
    [("Apple", "Aplpe"), ("Egg", "Eggg"), ("Car", "Cra"), ("X-ray", "X-ary"), ("", "")],
)
def test_a_misspelt_name_is_another_and_always_the_same(name, typo):
    assert misspelt(name) == typo == misspelt(name)


@pytest.mark.parametrize(
    ("facts", "plan", "message"),
    [
        (PETS, Plan(["direct"], ["taught", "near"]), "needs facts with categories"),
        (FACTS, Plan(["reverse"], ["taught", "far"]), "no family does so"),
        (PETS[:1], Plan(["verification"]), "an object with another value"),
    ],
)
def test_what_cannot_be_asked_is_said(facts, plan, message):
    with pytest.raises(InputError, match=message):
        fact_questions(facts, plan)


@pytest.mark.parametrize(
    ("rows", "line", "what"),
    [
        ("near,Quince,fruit\nnaer,Plum,fruit", 3, "unknown set 'naer'"),
        ("near,,fruit", 2, "the object is empty"),
        ("near,Quince,fruit\nfar,quince,", 3, "already on line 2"),
        ("far,Quince,fruit", 0, "no object of the set 'near' is left"),
        ("near,Apple,fruit", 0, "no object of the set 'near' is left"),
    ],
)
def test_a_mistake_in_the_untaught_names_line_and_remedy(tmp_path, rows, line, what):
    path = tmp_path / "own.csv"
    path.write_text(f"set,object,category\n{rows}\n", encoding="utf-8")
    with pytest.raises(InputError) as error:
        load_untaught(path, FACTS, "near")
    assert str(error.value).startswith(f"{path}:{line}: " if line else f"{path}: ")
    assert what in str(error.value)


@pytest.mark.parametrize(
    ("rows", "line", "what"),
    [
        ("a,Who?,", 2, "the answer is empty"),
        (",Who?,me", 2, "the id or the answer is empty"),
        ("a,Who?,me\nA,What?,it", 3, "id 'A' is already on line 2"),
        ("a,Who?,me\nb,who,it", 3, "question 'who' is already on line 2"),
    ],
)
def test_a_mistake_in_the_world_names_line_and_remedy(tmp_path, rows, line, what):
    path = tmp_path / "world.csv"
    path.write_text(f"id,question,answer\n{rows}\n", encoding="utf-8")
    with pytest.raises(InputError) as error:
        load_world(path)
    assert str(error.value).startswith(f"{path}:{line}: ")
    assert what in str(error.value)
