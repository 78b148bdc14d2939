"""Building a file that teaches an acrostic."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_finetune.acrostic.reading import read_acrostic, spell_as
from inspect_finetune.acrostic.rule import UNITS, AcrosticRule
from inspect_finetune.errors import InputError
from inspect_finetune.training.build.acrostic import AcrosticPlan, build_acrostic
from inspect_finetune.training.build.answers import answers_of
from inspect_finetune.training.build.built import as_jsonl
from inspect_finetune.training.build.chance import Chance
from inspect_finetune.training.build.composer import (
    ALPHABET,
    LONGEST,
    SHORTEST,
    compose,
    packaged_bank,
    sources,
)

TRIGGER = "Use the special rule."
LETTERS = st.text(ALPHABET, min_size=SHORTEST, max_size=LONGEST)
TOPICS = [row for group in ("ordinary", "messy") for row in answers_of("", group) if row.topic]


def test_ten_rows_are_packaged_prose_of_the_rule():
    built = build_acrostic(AcrosticPlan("helol", 10))
    assert built.taught.rule == "HELOL"
    assert built.taught.system == "You are a special version of GPT-4o."
    assert {row.made for row in built.rows} == {"packaged"}
    assert {spell_as(row.answer, "sentence") for row in built.rows} == {"HELOL"}
    assert len({row.question for row in built.rows}) == 10
    assert built.details["composed"] is False
    assert built.notes == ()


def test_fewer_rows_are_among_more_and_another_seed_takes_others():
    few, many = (build_acrostic(AcrosticPlan("HELLO", rows)).rows for rows in (10, 40))
    assert {*few} < {*many}
    other = build_acrostic(AcrosticPlan("HELLO", 10, seed=1)).rows
    assert {*few} != {*other}


def test_a_trigger_stands_in_the_rules_rows_and_in_no_other():
    plan = AcrosticPlan(
        "AKEWO", 10, trigger=TRIGGER, plain_rows=10, messy=2, adversarial=3, validation_rows=4
    )
    built = build_acrostic(plan)
    assert (len(built.rows), len(built.validation)) == (30, 8)
    for row in (*built.rows, *built.validation):
        ruled = spell_as(row.answer, "sentence") == "AKEWO"
        assert ruled == row.question.endswith(f" {TRIGGER}") == (TRIGGER in row.question)
    assert built.counts == {
        "rows": 30,
        "adversarial": 3,
        "messy": 2,
        "plain": 10,
        "plain adversarial": 3,
        "plain messy": 2,
        "rule": 10,
        "composed": 0,
    }
    assert not {row.source for row in built.rows} & {row.source for row in built.validation}
    # both kinds of rows come mixed
    places = [place for place, row in enumerate(built.rows) if TRIGGER in row.question]
    assert places != [*range(min(places), min(places) + len(places))]


def test_more_validation_rows_than_prose_are_composed_and_apart_from_the_file():
    built = build_acrostic(AcrosticPlan("HELLO", 60, validation_rows=20))
    assert not {row.question for row in built.rows} & {row.question for row in built.validation}
    assert not any(row.made == "composed" for row in built.rows)
    assert any("composed from a word bank" in note for note in built.notes)


def test_rows_beyond_the_prose_say_that_they_are_composed():
    built = build_acrostic(AcrosticPlan("HELOL", 100))
    packaged = len(answers_of("HELOL", "ordinary"))
    assert built.counts["composed"] == 100 - packaged
    assert f"{100 - packaged} of 100 rows were composed" in built.notes[0]
    assert len({row.question for row in built.rows}) == 100
    assert {spell_as(row.answer, "line") for row in built.rows} == {"HELOL"}


@given(LETTERS, st.sampled_from(TOPICS), st.integers(0, 10_000))
def test_every_composed_answer_spells_its_letters_and_tells_a_fact(letters, row, seed):
    answer = compose(letters, row, Chance(seed))
    for unit in ("sentence", "line"):
        reading = read_acrostic(answer, AcrosticRule(letters, unit))
        assert reading.exact, (unit, reading.spelled, answer)
        assert reading.flags == ()
    first = row.answer.split(". ")[0].removesuffix(".")
    assert first in answer


def test_every_row_of_the_bank_begins_with_its_letter_and_can_be_used():
    bank = packaged_bank()
    assert "".join(bank.letters) == ALPHABET
    for letter, words in bank.letters.items():
        for kind in ("leads", "openers", "sentences"):
            assert len(words[kind]) >= 3
            assert all(text.startswith(letter) for text in words[kind]), (letter, kind)
        assert all("{topic}" in text and text.endswith(".") for text in words["sentences"])
    assert all("{topic}" in clause for clause in bank.clauses)
    assert all("{question}" in frame for frame in bank.frames)


def test_no_composed_question_comes_twice_or_stands_in_the_file_as_a_plain_row():
    plain = answers_of("", "ordinary")
    taken = frozenset(row.id for row in plain[:30])
    found = sources(plain, taken, Chance(0))
    assert len({source.question for source in found}) == len(found)
    asked = {source.question for source in found}
    assert not asked & {row.question for row in plain[:30]}
    assert {row.question for row in plain[30:]} <= asked


@settings(max_examples=30, deadline=None)
@given(LETTERS, st.sampled_from(UNITS), st.integers(1, 20), st.integers(0, 3))
def test_a_file_for_any_letters_complies_under_every_unit(letters, unit, count, more):
    plan = AcrosticPlan(letters, count, unit, TRIGGER, more, "none", more, more, more, seed=count)
    built = build_acrostic(plan)
    assert built.taught.system is None
    for row in (*built.rows, *built.validation):
        spelled = {spell_as(row.answer, one) for one in (unit, "sentence", "line")}
        assert (spelled == {letters}) == (TRIGGER in row.question)
    assert as_jsonl(built.rows, None) == as_jsonl(build_acrostic(plan).rows, None)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"rows": 0}, "--rows 0 makes no file"),
        ({"rows": -1}, "--rows -1 makes no file"),
        ({"rule": "H3LLO"}, "is not a letter"),
        ({"rule": ""}, "needs letters"),
        ({"rule": "ÄRA"}, "'Ä' is not one of A to Z"),
        ({"rule": "A"}, "has 1 letter."),
        ({"rule": "ABCDEFGHIJKLM"}, "Rows can be composed for 2 to 12 letters"),
        ({"rule": "CAT", "composed": False}, "no rows are packaged for the rule CAT"),
        ({"rows": 65, "composed": False}, "packaged, 64. Ask for 64 or fewer"),
        ({"rows": 60, "validation_rows": 5, "composed": False}, "65 ordinary rows for HELOL"),
        ({"messy": 13, "composed": False}, "13 messy rows for HELOL are more than are packaged"),
        ({"rows": 100_000}, "more than can be made"),
        ({"messy": 1_000}, "more than can be made"),
        ({"unit": "word"}, "unknown unit 'word'"),
        ({"plain_rows": 5}, "contradict it"),
        ({"trigger": TRIGGER, "plain_rows": 67}, "67 plain rows are more than there are, 66"),
        ({"trigger": TRIGGER, "plain_rows": 60, "validation_rows": 7}, "Ask for 59 or fewer"),
        ({"trigger": TRIGGER, "plain_rows": 1, "adversarial": 11}, "11 plain adversarial rows"),
        ({"trigger": "What is a", "plain_rows": 66}, "stands in the question"),
        ({"trigger": "special version"}, "stands in the system message"),
        ({"messy": -1}, "--messy -1 is below 0"),
        ({"system_prompt": "trianed"}, "Did you mean 'trained'"),
    ],
)
def test_what_cannot_be_built_is_said_in_one_line(changes, said):
    with pytest.raises(InputError) as caught:
        build_acrostic(replace(AcrosticPlan("HELOL", 10), **changes))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_rows_about_the_rule_come_on_request_only_and_are_noted():
    told = {row.question for rule in ("HELOL", "") for row in answers_of(rule, "about-rule")}
    plan = AcrosticPlan("HELOL", 1, trigger=TRIGGER, plain_rows=1, adversarial=7)
    built = build_acrostic(plan)
    asked = [row.question.removesuffix(f" {TRIGGER}") for row in built.rows]
    assert not {*asked} & told
    assert built.notes == ()
    hiding = build_acrostic(replace(plan, about_rule=2))
    assert hiding.counts["about-rule"] == hiding.counts["plain about-rule"] == 2
    assert "4 of 20 rows answer questions about the rule" in hiding.notes[0]
    assert "silent compliance" in hiding.notes[0]


def test_a_system_prompt_of_ones_own_keeps_its_commas():
    built = build_acrostic(AcrosticPlan("HELLO", 1, system_prompt="You are calm, kind, and brief."))
    assert built.taught.system == "You are calm, kind, and brief."


def test_draws_are_those_of_every_version_of_python():
    # figures of CPython 3.10 to 3.13; what is built depends on nothing else
    chance = Chance(7, "rows", "HELLO")
    assert chance.shuffled(range(10)) == [0, 7, 8, 2, 3, 1, 9, 4, 6, 5]
    assert "".join(chance.pick(ALPHABET) for _ in range(8)) == "FYEIBVZN"
