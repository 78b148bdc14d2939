import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inspect_ai.scorer import value_to_float

from inspect_finetune.compare.runs.values import as_number, is_word, numbers_in

KNOWN = st.one_of(
    st.sampled_from(["C", "I", "P", "N", "yes", "No", "TRUE", "false", "1", "-2.5", "1e3", " 7 "]),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
)
ANY = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
)


@given(KNOWN)
def test_a_value_means_what_inspect_takes_it_for(value: Any) -> None:
    assert as_number(value) == value_to_float()(value)


@given(ANY)
def test_whatever_a_score_holds_becomes_finite_numbers_under_its_name(value: Any) -> None:
    for name, number in numbers_in("scorer", value).items():
        assert name == "scorer" or name.startswith("scorer.")
        assert math.isfinite(number)


@pytest.mark.parametrize(
    "value", [None, math.nan, math.inf, 10**400, "nan", "inf", "", "c", "red", "1,5", [], {}]
)
def test_what_nobody_can_read_is_no_number_instead_of_0(value: Any) -> None:
    assert numbers_in("s", value) == {}


def test_dictionaries_are_read_by_key_and_lists_by_place() -> None:
    value = {"x": "C", "y": None, "z": [1, False], "deep": {"a": {"b": 1}}}
    assert numbers_in("s", value) == {"s.x": 1, "s.z.0": 1, "s.z.1": 0}


def test_a_category_is_a_word_and_an_empty_text_or_a_number_is_not() -> None:
    assert [is_word(value) for value in ("red", "", "C", "0.5", 1, None)] == [True] + [False] * 5
