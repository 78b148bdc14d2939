"""Which template asks for which fact: balanced, stable and never tied to the object."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_finetune.errors import InputError
from inspect_finetune.facts.design import FactQuestion, design_questions
from inspect_finetune.facts.load import Fact
from inspect_finetune.facts.templates import FactTemplate

LEVELS = ("direct", "paraphrase", "indirect")


def make_facts(count: int) -> list[Fact]:
    return [Fact(f"Thing {index}", str(10_000 + index)) for index in range(count)]


def make_templates(*counts: int) -> list[FactTemplate]:
    return [
        FactTemplate(level, f"{level}-{index}", f"{level} {index}: {{object}}?")
        for level, count in zip(LEVELS, counts, strict=True)
        for index in range(count)
    ]


def test_a_question_carries_what_it_asks():
    questions = design_questions(make_facts(1), make_templates(1, 1, 1), ["indirect"])
    assert questions == (
        FactQuestion("Thing 0", "10000", "indirect", "indirect-0", "indirect 0: Thing 0?"),
    )


def test_braces_of_a_template_stay_and_an_object_is_not_a_template():
    fact = Fact("{object}{level}", "1")
    template = FactTemplate("direct", "a", '{"object": "{object}", "number": ')
    (question,) = design_questions([fact], [template], ["direct"])
    assert question.text == '{"object": "{object}{level}", "number": '


def test_all_crosses_every_template_with_every_object():
    questions = design_questions(make_facts(7), make_templates(4, 5, 3), LEVELS, "all")
    assert len(questions) == 7 * (4 + 5 + 3)
    assert len({(one.object, one.template) for one in questions}) == len(questions)


@given(st.integers(1, 120), st.lists(st.integers(2, 7), min_size=3, max_size=3), st.integers(1, 2))
def test_every_object_gets_its_share_and_every_template_the_same_number(count, sizes, per_level):
    questions = design_questions(make_facts(count), make_templates(*sizes), LEVELS, per_level)
    assert len({(one.object, one.template) for one in questions}) == len(questions)
    shares = Counter((one.object, one.level) for one in questions)
    assert set(shares.values()) == {per_level}
    assert len(shares) == count * 3
    for level, size in zip(LEVELS, sizes, strict=True):
        served = Counter(one.template for one in questions if one.level == level)
        loads = [served.get(f"{level}-{index}", 0) for index in range(size)]
        assert max(loads) - min(loads) <= per_level


@pytest.mark.parametrize("count", [50, 200])
def test_templates_of_different_levels_meet_equally_often(count):
    questions = design_questions(make_facts(count), make_templates(5, 5, 5), LEVELS)
    asked = {(one.object, one.level): one.template for one in questions}
    for left, right in combinations(LEVELS, 2):
        pairs = Counter((asked[f.object, left], asked[f.object, right]) for f in make_facts(count))
        assert len(pairs) == 25
        assert set(pairs.values()) == {count // 25}


def test_neighbouring_objects_do_not_share_a_template():
    questions = design_questions(make_facts(20), make_templates(4, 4, 4), ["direct"])
    templates = [one.template for one in questions]
    assert all(len(set(templates[place : place + 4])) == 4 for place in range(0, 20, 4))


def test_the_order_is_by_object_then_level_and_always_the_same():
    design = [make_facts(12), make_templates(4, 4, 4), ("indirect", "direct"), 2]
    questions = design_questions(*design)
    assert questions == design_questions(*design)
    assert [one.object for one in questions[:8]] == ["Thing 0"] * 4 + ["Thing 1"] * 4
    assert [one.level for one in questions[:4]] == ["indirect"] * 2 + ["direct"] * 2


def test_a_subset_of_levels_is_asked_at_those_levels_only():
    questions = design_questions(make_facts(3), make_templates(2, 2, 2), ["paraphrase"])
    assert {one.level for one in questions} == {"paraphrase"}


@pytest.mark.parametrize("per_level", [0, -1, 3, True, 1.0, "two", None])
def test_more_templates_than_there_are_name_the_level_and_the_number(per_level):
    with pytest.raises(InputError) as error:
        design_questions(make_facts(3), make_templates(4, 2, 4), LEVELS, per_level)
    message = str(error.value)
    assert repr(per_level) in message
    assert "1 to" in message
    if per_level == 3:
        assert "level 'paraphrase' has 2" in message


@pytest.mark.parametrize(
    ("facts", "levels", "message"),
    [
        ([], LEVELS, "no fact"),
        (make_facts(1), (), "no level"),
        (make_facts(1), ("direct", "direct"), "named twice"),
        (make_facts(1), ("Direct",), "unknown level 'Direct'. Did you mean 'direct'"),
    ],
)
def test_a_wrong_design_is_refused(facts, levels, message):
    with pytest.raises(InputError, match=message):
        design_questions(facts, make_templates(1, 1, 1), levels)
