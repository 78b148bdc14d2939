"""What is announced is what happens."""

from math import sqrt
from timeit import timeit

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_finetune.inference.paired import p_margin
from inspect_finetune.inference.pairs import Pairs
from inspect_finetune.inference.power import detectable, needed, power_of
from inspect_finetune.inference.signflip import sign_flips
from tests.inference.made import drawn, pairs_of

VALUES = st.sampled_from([0.0, 0.125, 0.5, 1.0, 3.0])
ANY = st.lists(st.lists(st.tuples(VALUES, VALUES), max_size=4), max_size=12).map(
    lambda found: Pairs({str(k): g for k, g in enumerate(found)}, 50, 50)
)


def found(runs):
    return np.mean([sign_flips(pairs.gains()).fell <= 0.05 for pairs in runs])


@pytest.mark.parametrize(
    ("rate", "clusters", "repeats", "drop"),
    [
        (0.5, 50, 1, 0.1),
        (0.9, 50, 1, 0.1),
        (0.9, 50, 8, 0.03),
        (0.98, 50, 1, 0.07),
        (0.98, 50, 8, 0.02),
    ],
)
def test_announced_power_is_simulated_power(rate, clusters, repeats, drop):
    same = drawn(1, rate, 0.0, clusters, repeats, runs=60)
    fell = drawn(2, rate, drop, clusters, repeats, runs=300)
    announced = np.mean([power_of(pairs, drop) for pairs in same])
    assert announced == pytest.approx(found(fell), abs=0.03 + 2 * sqrt(0.25 / 300))


def test_the_detectable_drop_is_found_in_four_of_five_runs():
    same = drawn(3, 0.9, 0.0, 50, runs=60)
    drop = np.mean([detectable(pairs) for pairs in same])
    assert found(drawn(4, 0.9, drop, 50, runs=300)) == pytest.approx(0.8, abs=0.07)
    assert power_of(same[0], detectable(same[0])) == pytest.approx(0.8, abs=1e-6)


def test_as_many_clusters_as_are_needed_pass_in_four_of_five_runs():
    small = drawn(5, 0.9, 0.0, 50, runs=60)
    wanted = [needed(pairs, 0.05) for pairs in small]
    clusters = int(np.median([one[0] for one in wanted]))
    assert all(samples == 3 * clusters for clusters, samples in wanted)
    passes = [p_margin(pairs, 0.05) <= 0.05 for pairs in drawn(6, 0.9, 0.0, clusters, runs=300)]
    assert np.mean(passes) == pytest.approx(0.8, abs=0.08)


def test_without_a_change_the_clusters_needed_are_the_rule_of_three():
    ones = pairs_of(np.ones((20, 3)), np.ones((20, 3)))
    clusters, samples = needed(ones, 0.05)
    assert samples == 3 * clusters
    for number, keeps in ((clusters, True), (clusters - 1, False)):
        same = np.ones((number, 3))
        assert (p_margin(pairs_of(same, same), 0.05) <= 0.05) == keeps


def test_no_test_of_four_clusters_reaches_a_level_of_a_twentieth():
    """The smallest p value of n sign flips is 2^-n: four give .0625, five .031."""
    four, five = (pairs_of(np.ones((n, 9)), np.ones((n, 9))) for n in (4, 5))
    assert power_of(four, 1.0) == 0.0
    assert detectable(four) is None
    assert detectable(five) is not None
    assert detectable(five, alpha=0.02) is None


def test_a_rate_falls_no_further_than_to_nothing():
    low = pairs_of(np.eye(1, 40).T, np.eye(1, 40).T)
    assert low.base().mean == 0.025
    assert power_of(low, 0.5) == power_of(low, 0.025) < 0.8
    assert detectable(low) is None
    # the other way there is room
    assert detectable(low.flipped()) is not None


def test_a_margin_of_nothing_is_never_shown():
    assert needed(drawn(1, 0.9, 0.0, 20)[0], 0.0) is None
    assert needed(pairs_of(np.ones((1, 9)), np.ones((1, 9))), 0.05) is None
    sevens = np.full((20, 1), 7.0)  # no share, so it is taken to be able to fall to 0
    assert needed(pairs_of(sevens, sevens), 0.35) == (54, 54)


def test_other_numbers_have_power_from_their_spread():
    rng = np.random.default_rng(3)
    gains = rng.normal(0, 2, (200, 1))
    pairs = pairs_of(np.full((200, 1), 10.0), 10 + gains)
    # (1.645 + .842) standard errors, a little more since the fall widens the sum of squares
    assert detectable(pairs) == pytest.approx(2.49 * gains.std() / sqrt(200), rel=0.05)


@settings(max_examples=40, deadline=None)
@given(ANY, st.floats(0, 2), st.floats(0.001, 0.2))
def test_power_grows_with_the_drop_and_never_fails(pairs, drop, alpha):
    one, more = power_of(pairs, drop, alpha), power_of(pairs, drop * 1.5, alpha)
    assert 0 <= one <= 1
    smallest = detectable(pairs, alpha)
    assert smallest is None or smallest > 0
    wanted = needed(pairs, drop, alpha)
    assert wanted is None or wanted[0] >= 2
    if one > alpha and pairs.bounded:
        assert more >= one - 0.02


def test_it_is_quick():
    pairs = drawn(1, 0.9, 0.0, 200, 8)[0]
    assert timeit(lambda: detectable(pairs), number=5) / 5 < 0.05
