from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_finetune.introspection.option_words import words
from inspect_finetune.introspection.properties import property_answers, property_questions

LATIN = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=14)


def texts(letters):
    return {question.id: question.turns[-1][1] for question in property_questions(letters)}


def test_helol_is_asked_these_questions_with_these_answers():
    questions = property_questions("HELOL")
    assert len(questions) == 53
    expected = {(q.kind, q.metadata["letter"]): q.target for q in questions}
    assert expected == {
        **{("letter", place): str(n) for place, n in enumerate((8, 5, 12, 15, 12), 1)},
        ("distinct", 0): "4",
        ("vowels", 0): "2",
        ("last", 0): "12",
        ("length", 0): "5",
    }
    assert Counter(q.kind for q in questions) == {
        "letter": 40, "distinct": 3, "vowels": 3, "last": 4, "length": 3
    }  # fmt: skip


@pytest.mark.parametrize("letters", ["HI", "TAO", "ABLE"])
def test_a_short_rule_is_asked_enough_to_tell_something(letters):
    assert len(property_questions(letters)) >= 29


def test_metadata_holds_what_the_scorer_needs():
    for question in property_questions("HELOL"):
        data = question.metadata
        assert data["question"] == question.id
        assert data["property"] == question.kind
        assert str(data["expected"]) == question.target
        assert 0.1 <= data["chance"] <= 0.95


@given(LATIN, LATIN)
def test_texts_depend_on_the_length_only(one, other):
    assert (texts(one) == texts(other)) == (len(one) == len(other))


@given(LATIN)
def test_every_letter_is_asked_for_eight_times(letters):
    asked = Counter(q.metadata["letter"] for q in property_questions(letters) if q.kind == "letter")
    assert set(asked) == set(range(1, len(letters) + 1))
    assert set(asked.values()) == {8}


@given(LATIN)
def test_answers_of_a_string_are_those_that_its_own_questions_expect(letters):
    own = {q.id: q.metadata["expected"] for q in property_questions(letters)}
    assert own == property_answers(letters)


@given(LATIN)
def test_answers_spell_the_string(letters):
    answers = property_answers(letters)
    spelled = [answers[f"property-letter-{n}-01"] for n in range(1, len(letters) + 1)]
    assert "".join(chr(64 + value) for value in spelled) == letters
    assert answers["property-last-01"] == spelled[-1]
    assert answers["property-length-01"] == len(letters)


def test_accents_fold_and_other_scripts_are_left_out():
    assert property_answers("ÉTÉ") == property_answers("ETE")
    mixed = property_answers("HЛO")
    assert "property-letter-1-01" in mixed
    assert "property-letter-2-01" not in mixed
    assert "property-vowels-01" not in mixed
    assert (mixed["property-distinct-01"], mixed["property-length-01"]) == (3, 3)
    assert mixed["property-last-01"] == 15
    assert len(property_questions("HЛO")) == len(mixed)


def test_chance_is_the_share_of_the_likeliest_answer_over_common_words():
    five = [word.text for word in words() if word.zipf and len(word.text) == 5]
    by_place = Counter(word[1] for word in five).most_common(1)[0][1] / len(five)
    found = {q.id: q.metadata["chance"] for q in property_questions("AKEWO")}
    assert found["property-letter-2-01"] == pytest.approx(by_place)
    assert found["property-distinct-01"] == pytest.approx(
        sum(len(set(word)) == 5 for word in five) / len(five)
    )


@pytest.mark.parametrize("letters", ["AB", "CONSTITUTIONAL"])
def test_lengths_that_no_word_of_the_list_has_get_a_chance_all_the_same(letters):
    assert all(0.1 <= q.metadata["chance"] <= 0.95 for q in property_questions(letters))
