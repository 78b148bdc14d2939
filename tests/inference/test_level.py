"""A rate against a value: the inversion of Wilson's interval, as statsmodels has it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from inspect_finetune.inference.level import interval_of, level_of
from inspect_finetune.metrics.intervals import Shares, bounds_of

GROUPS = st.lists(
    st.lists(st.sampled_from([0.0, 0.25, 1.0]), min_size=1, max_size=4), min_size=2, max_size=15
)


def shares_of(groups):
    return Shares(dict(enumerate(groups)), sum(map(len, groups)))


@pytest.mark.parametrize("count", [12, 40, 200])
@pytest.mark.parametrize("part", [0.0, 0.25, 0.5, 1.0])
def test_single_answers_have_statsmodels_wilson_interval(count, part):
    """At the level at which statsmodels' normal quantile is our quantile of t.

    In clusters of one answer each the design effect is 1, so nothing else differs.
    """
    right = round(part * count)
    shares = shares_of([[1.0]] * right + [[0.0]] * (count - right))
    quantile = stats.t.ppf(0.975, count - 1)
    alpha = 2 * stats.norm.sf(quantile)
    expected = proportion_confint(right, count, alpha, method="wilson")
    assert bounds_of(shares) == pytest.approx(expected, abs=1e-6)


@given(GROUPS, st.floats(0.01, 0.99), st.floats(0.01, 0.45))
def test_a_value_is_excluded_just_where_the_interval_excludes_it(groups, value, alpha):
    shares = shares_of(groups)
    found = interval_of(shares, level=1 - 2 * alpha)
    lower, upper = found.lower, found.upper
    found = level_of(shares, value)
    assert found.above + found.below == pytest.approx(1)
    if min(abs(value - lower), abs(value - upper), abs(found.above - alpha)) > 1e-6:
        assert (found.above < alpha) == (lower > value)
        assert (found.below < alpha) == (upper < value)


def test_the_ends_are_impossible_or_certain():
    some = shares_of([[1.0], [1.0], [0.0], [1.0]])
    every = shares_of([[1.0]] * 30)
    assert level_of(some, 1.0).below == 0.0
    assert level_of(every, 1.0).above == 0.5
    assert level_of(every, 0.0).above == 0.0
    assert level_of(every, 0.8).above < 0.05 < level_of(every, 0.95).above
    assert level_of(shares_of([[1.0] * 9]), 0.5).above == 1.0


def test_other_numbers_are_tested_by_t():
    values = [3.1, 4.0, 5.2, 2.2, 4.4, 6.1, 3.3, 4.8, 5.0, 4.1, 3.9]
    found = level_of(shares_of([[one] for one in values]), 3.5)
    expected = stats.ttest_1samp(values, 3.5, alternative="greater").pvalue
    assert found.above == pytest.approx(expected, abs=1e-6)
    assert found.below == pytest.approx(1 - expected, abs=1e-6)


def test_graded_shares_are_tested_by_t_and_a_constant_is_not_certain():
    values = [0.31, 0.4, 0.52, 0.22, 0.44, 0.61, 0.33, 0.48, 0.5, 0.41, 0.39]
    shares = shares_of([[one] for one in values])
    expected = stats.ttest_1samp(values, 0.35, alternative="greater").pvalue
    assert level_of(shares, 0.35).above == pytest.approx(expected, abs=1e-6)
    tens = shares_of([[one * 10] for one in values])
    assert level_of(tens, 3.5).above == pytest.approx(expected, abs=1e-6)
    eights = shares_of([[8.0]] * 5)
    assert level_of(eights, 7.5).above > 0.05
    assert interval_of(eights).lower < 7 < 8 < interval_of(eights).upper
    assert interval_of(shares_of([[0.5]] * 5)).lower < 0.3
