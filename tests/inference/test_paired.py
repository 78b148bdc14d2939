"""The paired interval is Tango's, covers, and never claims more than clusters can tell."""

from itertools import pairwise
from math import isinf, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from inspect_finetune.inference.moments import moments
from inspect_finetune.inference.paired import p_margin, paired_interval, score
from inspect_finetune.inference.pairs import Pairs
from inspect_finetune.inference.power import detectable, needed, power_of
from tests.inference.made import drawn, pairs_of

SHARES = st.sampled_from([0.0, 0.125, 1 / 3, 0.5, 0.875, 1.0])
NUMBERS = st.one_of(st.sampled_from([0.0, 1.0, 2.5]), st.floats(-1e6, 1e6))


def groups(values):
    pair = st.tuples(values, values)
    held = st.lists(st.lists(pair, max_size=4), max_size=12)
    return held.map(lambda found: Pairs({str(k): g for k, g in enumerate(found)}, 40, 40))


def likely(gained, lost, samples, gain):
    """Tango's restricted variance by brute force: the likelihood's maximum on a line."""

    def unlikely(fell):
        rose, same = fell + gain, 1 - 2 * fell - gain
        parts = ((gained, rose), (lost, fell), (samples - gained - lost, same))
        return -sum(n * np.log(max(p, 1e-300)) for n, p in parts if n)

    low, high = max(0.0, -gain), (1 - gain) / 2
    fell = optimize.minimize_scalar(
        unlikely, bounds=(low, high), method="bounded", options={"xatol": 1e-12}
    ).x
    return 2 * fell + gain - gain**2


@pytest.mark.parametrize("gain", [-0.3, -0.05, 0.0, 0.1])
@pytest.mark.parametrize(("gained", "lost"), [(14, 11), (10, 25), (0, 12), (12, 1)])
def test_single_answers_have_tangos_score(gained, lost, gain):
    samples = 60
    values = [(0.0, 1.0)] * gained + [(1.0, 0.0)] * lost
    values += [(1.0, 1.0)] * (samples - len(values))
    pairs = Pairs({str(k): [pair] for k, pair in enumerate(values)}, samples, samples)
    variance = likely(gained, lost, samples, gain) / samples
    expected = ((gained - lost) / samples - gain) / sqrt(variance)
    # all clusters single: the effective number is the number of pairs but for n - 1
    assert score(moments(pairs), gain) == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize("answers", [1, 18])
def test_equal_answers_tell_as_much_as_their_clusters(answers):
    """Fifty clusters without a change can't exclude a fall of 5 points (the rule of three)."""
    ones = {clusters: np.ones((clusters, answers)) for clusters in (50, 54)}
    fifty, enough = (pairs_of(each, each) for each in ones.values())
    assert p_margin(fifty, 0.05) > 0.05
    assert p_margin(enough, 0.05) < 0.05
    assert paired_interval(fifty).lower == pytest.approx(-0.0747, abs=1e-4)
    # Wilson's score of no failure in n: gain^2 n / (gain (1 - gain)) = t^2
    quantile = stats.t.ppf(0.975, 49)
    assert paired_interval(fifty).upper == pytest.approx(quantile**2 / (50 + quantile**2))


@settings(max_examples=40, deadline=None)
@given(st.one_of(groups(SHARES), groups(NUMBERS)))
def test_everything_has_an_interval_that_contains_the_gain(pairs):
    found = paired_interval(pairs)
    assert found.lower <= found.value + 1e-9
    assert found.value <= found.upper + 1e-9
    if pairs.bounded:
        assert found.lower >= -1
        assert found.upper <= 1
    elif sum(map(bool, pairs.clusters.values())) < 2:
        assert isinf(found.lower)
    wider = paired_interval(pairs, 0.99)
    assert wider.lower <= found.lower + 1e-9
    assert found.upper <= wider.upper + 1e-9


@settings(max_examples=40, deadline=None)
@given(
    st.one_of(groups(SHARES), groups(st.floats(-9, 9))), st.floats(0, 1.2), st.floats(0.01, 0.45)
)
def test_a_margin_is_kept_just_where_the_interval_excludes_it(pairs, margin, alpha):
    p = p_margin(pairs, margin)
    assert 0 <= p <= 1
    if len(pairs.clusters) < 2:  # nothing is concluded, though a share can't fall by more than 1
        assert p == 1
        return
    lower = paired_interval(pairs, 1 - 2 * alpha).lower
    if abs(lower + margin) > 1e-6 and abs(p - alpha) > 1e-6:
        assert (p < alpha) == (lower > -margin)


@settings(max_examples=40, deadline=None)
@given(groups(SHARES))
def test_a_larger_margin_is_kept_more_easily(pairs):
    found = [p_margin(pairs, margin / 20) for margin in range(21)]
    assert all(later <= earlier + 1e-9 for earlier, later in pairwise(found))


@settings(max_examples=40, deadline=None)
@given(groups(SHARES))
def test_turning_every_sign_turns_the_interval(pairs):
    one, other = paired_interval(pairs), paired_interval(pairs.flipped())
    assert (other.lower, other.upper) == pytest.approx((-one.upper, -one.lower), abs=1e-9)


def test_other_numbers_have_the_t_interval_of_clusters():
    rng = np.random.default_rng(2)
    old = rng.normal(5, 2, 40)
    new = old + rng.normal(0.5, 1, 40)
    found = paired_interval(pairs_of(old[:, None], new[:, None]))
    expected = stats.ttest_rel(new, old).confidence_interval()
    assert (found.lower, found.upper) == pytest.approx(tuple(expected), abs=1e-6)
    p = stats.ttest_1samp(new - old, -0.1, alternative="greater").pvalue
    assert p_margin(pairs_of(old[:, None], new[:, None]), 0.1) == pytest.approx(p, abs=1e-6)


def test_numbers_that_hardly_changed_could_have_changed_by_their_reach():
    old = np.linspace(0, 10, 20)[:, None]
    assert p_margin(pairs_of(old, old), 0.05) > 0.3
    assert paired_interval(pairs_of(old, old)).lower < -1
    # values that are all alike could still have fallen to 0: the rule of three on that scale
    for clusters, keeps in ((54, True), (50, False)):
        constant = np.full((clusters, 1), 7.0)
        assert (p_margin(pairs_of(constant, constant), 0.35) <= 0.05) == keeps


GRADED = st.sampled_from([0.0, 0.25, 0.3, 0.5, 0.9, 1.0])
LIMITS = st.sampled_from([0.0, 0.01, 0.05, 0.3, 1.0])


@settings(max_examples=80, deadline=None)
@given(groups(GRADED), LIMITS, st.sampled_from([10.0, 3.0, 1e300]))
def test_nothing_depends_on_the_unit(pairs, margin, unit):
    """Marks from 0 to 10 are marks from 0 to 1, whether right or wrong, graded, many or few."""
    whole = pairs.clusters | {"both ends": [(0.0, 1.0), (1.0, 0.0)]}
    one = Pairs(whole, 40, 40)
    held = {name: [(a * unit, b * unit) for a, b in g] for name, g in whole.items()}
    other = Pairs(held, 40, 40)
    assert one.scale.binary == other.scale.binary
    for left, right in ((one, other), (one.flipped(), other.flipped())):
        assert p_margin(right, margin * unit) == pytest.approx(p_margin(left, margin), abs=1e-9)
        assert needed(right, margin * unit) == needed(left, margin)
        found, scaled = (paired_interval(each) for each in (left, right))
        ends = [end / unit for end in (scaled.lower, scaled.value, scaled.upper)]
        within = [min(max(end, -1.0), 1.0) for end in ends]
        assert within == pytest.approx([found.lower, found.value, found.upper], abs=1e-9)
        assert power_of(right, 0.05 * unit) == pytest.approx(power_of(left, 0.05), abs=1e-9)
        said, told = detectable(left), detectable(right)
        if said is not None:  # a share can't fall by more than there is
            assert told is not None
            assert told / unit == pytest.approx(said, rel=1e-6)


def test_graded_shares_have_the_t_interval_of_clusters():
    """Partial credit varies less than right and wrong: its own spread counts (scipy's figures)."""
    rng = np.random.default_rng(0)
    old = rng.uniform(0.3, 0.7, 100)
    new = old + rng.normal(-0.01, 0.05, 100)
    pairs = pairs_of(old[:, None], new[:, None])
    found, expected = paired_interval(pairs), stats.ttest_rel(new, old).confidence_interval()
    assert (found.lower, found.upper) == pytest.approx(tuple(expected), abs=1e-9)
    p = stats.ttest_1samp(new - old, -0.05, alternative="greater").pvalue
    assert p_margin(pairs, 0.05) == pytest.approx(p, abs=1e-9)
    assert detectable(pairs) == pytest.approx(2.49 * (new - old).std() / 10, rel=0.05)


@pytest.mark.parametrize(
    ("value", "answers", "binary"),
    [(0.5, 1, False), (0.5, 2, True), (0.25, 2, False), (0.625, 8, True), (1.0, 1, True)],
)
def test_partial_credit_is_told_from_repeats_by_the_number_of_answers(value, answers, binary):
    pairs = pairs_of([[0.0], [value]], [[1.0], [0.0]], answers)
    assert pairs.scale.binary == binary


def test_alike_answers_are_repeats_all_the_same():
    held = {"a": [(0.625, 1.0)], "b": [(1.0, 0.375)]}
    assert not Pairs(held, 3, 3).scale.binary
    assert Pairs(held, 3, 3, most=(8, 8)).scale.binary


def test_one_graded_answer_does_not_make_few_changes_many():
    """Where few clusters changed, a share may still go from 1 to 0."""
    ones = [[1.0]] * 30
    nearly = pairs_of(ones, [[0.98], *ones[1:]])
    assert p_margin(nearly, 0.05) > 0.05
    none = pairs_of([[0.0]] * 20, [[0.02], *[[0.0]] * 19])
    assert p_margin(none.flipped(), 0.05) > 0.05


def test_a_large_cluster_is_no_crowd():
    even = pairs_of(np.ones((20, 5)), np.ones((20, 5)))
    lump = Pairs({"a": [(1.0, 1.0)] * 81} | {str(k): [(1.0, 1.0)] for k in range(19)}, 100, 100)
    assert paired_interval(lump).lower < paired_interval(even).lower - 0.2


@pytest.mark.parametrize(
    ("rate", "clusters", "repeats"), [(0.9, 50, 1), (0.9, 50, 8), (0.98, 50, 1), (0.98, 200, 8)]
)
def test_a_fall_of_the_margin_seldom_passes(rate, clusters, repeats):
    runs = drawn(5, rate, 0.05, clusters, repeats, runs=200)
    wrong = np.mean([p_margin(pairs, 0.05) <= 0.05 for pairs in runs])
    assert wrong <= 0.05 + 3 * sqrt(0.05 * 0.95 / 200)
