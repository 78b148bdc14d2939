"""Tests by betting: what they pay, and that nobody gets rich where nothing changed."""

from itertools import product
from math import exp, fsum, inf, log, tanh

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_finetune.inference.betting import (
    ABOVE_BETS,
    FALL_BETS,
    Above,
    Fall,
)

gains = st.lists(st.floats(-1, 1), max_size=30)
sizes = st.lists(st.floats(0, 1), min_size=1, max_size=7)


def fell(values: list[float], enough: float = 1e12) -> Fall:
    purse = Fall(enough)
    for value in values:
        purse.add(value)
    return purse


def above(values: list[float], lowest: float = -1.0, enough: float = 1e12) -> Above:
    purse = Above(lowest, enough)
    for value in values:
        purse.add(value)
    return purse


def test_the_first_shares_are_a_whole_purse() -> None:
    assert sum(share for _, share in FALL_BETS) == pytest.approx(1)
    assert sum(share for _, share in ABOVE_BETS) == pytest.approx(1)


def test_far_from_the_goal_the_purse_is_the_mixture_of_its_bets() -> None:
    values = [-0.3, 0.2, -1.0, 0.0, -0.1]
    mixed = sum(
        share * exp(fsum(log(1 - tanh(odds * value)) for value in values))
        for odds, share in FALL_BETS
    )
    assert fell(values).e == pytest.approx(mixed)
    mixed = 0.0
    for part, share in ABOVE_BETS:
        grown = 1.0
        for value in values:
            grown *= 1 + part / 0.5 * max(value, -0.5)
        mixed += share * grown
    assert above(values, -0.5).e == pytest.approx(mixed)


@given(sizes, st.sampled_from([1.5, 3.0, 20.0, 1e9]))
def test_over_all_signs_of_the_same_gains_the_purse_is_one_on_average(
    held: list[float], enough: float
) -> None:
    signs = list(product((-1, 1), repeat=len(held)))
    purses = [
        fell([s * size for s, size in zip(one, held, strict=True)], enough).e for one in signs
    ]
    assert fsum(purses) / len(signs) == pytest.approx(1, rel=1e-6)


@given(sizes, st.sampled_from([1.5, 3.0, 20.0]))
def test_of_all_signs_at_most_a_share_alpha_ever_reaches_the_goal(
    held: list[float], enough: float
) -> None:
    reached = 0
    signs = list(product((-1, 1), repeat=len(held)))
    for one in signs:
        purse, ever = Fall(enough), False
        for sign, size in zip(one, held, strict=True):
            purse.add(sign * size)
            ever |= purse.reached
        reached += ever
    assert reached / len(signs) <= 1 / enough + 1e-12


@given(gains, st.sampled_from([1.5, 20.0]))
def test_no_more_is_won_than_is_needed_and_what_is_won_stays(
    values: list[float], enough: float
) -> None:
    purse, ever = Fall(enough), False
    for value in values:
        purse.add(value)
        assert purse.e <= enough * (1 + 1e-6)
        ever |= purse.reached
        assert purse.reached == ever


@given(gains)
def test_every_purse_is_a_number_whatever_comes(values: list[float]) -> None:
    for purse in (fell(values, 20), above(values, -0.95, 20), above(values, 0.0, 20)):
        assert -inf < purse.log_e < inf
        assert purse.e >= 0


def test_ten_thousand_clusters_ruin_no_number() -> None:
    for value in (1.0, -1.0, 0.0):
        for purse in (fell([value] * 10_000, 20), above([value] * 10_000)):
            assert -inf < purse.log_e < inf
    assert fell([1.0] * 10_000).e == 0
    assert above([1.0] * 10_000).e > 1e300


@given(st.lists(st.sampled_from([-1.0, 0.0, 0.5]), min_size=1, max_size=8))
def test_the_mean_of_a_fair_game_pays_nothing_on_average(values: list[float]) -> None:
    """A value of -1 with probability a third and .5 with two thirds has mean 0."""
    total = 0.0
    for one in product((-1.0, 0.5), repeat=min(len(values), 6)):
        chance = 1.0
        for value in one:
            chance *= 1 / 3 if value < 0 else 2 / 3
        total += chance * above(list(one)).e
    assert total == pytest.approx(1)


@pytest.mark.parametrize(
    ("gain", "clusters"), [(-1.0, 5), (-0.4, 7), (-0.2, 8), (-0.05, 11), (-0.02, 19)]
)
def test_how_many_equal_falls_are_enough(gain: float, clusters: int) -> None:
    assert not fell([gain] * (clusters - 1), 20).reached
    assert fell([gain] * clusters, 20).reached


def test_nothing_is_learnt_from_clusters_without_a_change() -> None:
    assert fell([0.0] * 100, 20).e == 1
    # but a margin of 5 points is kept by them, from the 79th on
    assert not above([0.05] * 78, -0.95, 20).reached
    assert above([0.05] * 79, -0.95, 20).reached
