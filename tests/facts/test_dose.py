"""How often a training file teaches each fact."""

import pytest

from inspect_finetune.facts.dose import count_examples
from inspect_finetune.facts.load import Fact

FACTS = (Fact("Apple", "65451", ("pippin",)), Fact("Ice cream", "36406"), Fact("Ann", "Room 12"))


@pytest.mark.parametrize(
    ("question", "answer", "taught"),
    [
        ("What is the number for Apple?", "65451", "Apple"),
        ("What is the number?", "Apple is 65451.", "Apple"),
        ("And for the pippin?", "It is 65,451.", "Apple"),
        ("Ice-cream?", "Its number is 36406.", "Ice cream"),
        ("Where does Ann sit?", "In room 12.", "Ann"),
        ("What is the number for Apple?", "36406", None),
        ("What is the number for Pineapple?", "65451", None),
        ("Is 65451 the number of Apple?", "Yes.", None),
        ("What is the number for Apple?", "165451", None),
        ("Where does Ann sit?", "In room 123.", None),
    ],
)
def test_a_row_teaches_the_fact_whose_object_and_value_it_holds(question, answer, taught):
    counts = count_examples(FACTS, [(question, answer)])
    assert counts == {fact.object: int(fact.object == taught) for fact in FACTS}


def test_rows_add_up():
    rows = [("Apple?", "65451"), ("Ice cream?", "36406"), ("Apple!", "65451")]
    assert count_examples(FACTS, rows) == {"Apple": 2, "Ice cream": 1, "Ann": 0}


def test_objects_of_one_value_are_told_apart_by_name():
    same = (Fact("Ann", "cat"), Fact("Cem", "cat"))
    assert count_examples(same, [("Whose is it, Cem?", "The cat.")]) == {"Ann": 0, "Cem": 1}
