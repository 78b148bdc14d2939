"""The tests agree with the libraries' own, and treat repeats as what they are."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from inspect_finetune.verdict.exact import (
    binomial,
    exceeds,
    holm_of,
    paired,
    poisson_binomial,
    rivals,
    total,
    unpaired,
)
from inspect_finetune.verdict.rates import by_stem

COUNTS = st.integers(0, 60)


@given(COUNTS, COUNTS, st.floats(0.01, 0.99))
def test_binomial_is_scipys(successes: int, more: int, chance: float) -> None:
    trials = successes + more
    expected = stats.binomtest(successes, trials, chance, "greater").pvalue if trials else 1.0
    assert binomial(successes, trials, chance) == pytest.approx(expected, abs=1e-12)


@given(st.integers(0, 25), st.integers(0, 25), st.integers(0, 25))
def test_pairs_of_zeros_and_ones_are_mcnemars(gains: int, losses: int, same: int) -> None:
    # McNemar's exact test is the binomial test of the discordant pairs
    expected = stats.binomtest(gains, gains + losses, 0.5, "greater").pvalue if gains else 1.0
    differences = [1.0] * gains + [-1.0] * losses + [0.0] * same
    assert paired(differences) == pytest.approx(expected)


@given(st.lists(st.sampled_from([-1, -0.5, -0.25, 0.25, 0.5, 1]), min_size=1, max_size=9))
def test_graded_pairs_flip_every_sign(values: list[float]) -> None:
    flips = list(product((1, -1), repeat=len(values)))
    sums = [sum(f * v for f, v in zip(flip, values, strict=True)) for flip in flips]
    expected = sum(one >= sum(values) - 1e-9 for one in sums) / len(flips)
    assert paired(values) == pytest.approx(expected)


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_separate_samples_of_zeros_and_ones_are_fishers(a: int, b: int, c: int, d: int) -> None:
    if a + b and c + d:
        table = np.array([[a, b], [c, d]])
        found = unpaired([1.0] * a + [0.0] * b, [1.0] * c + [0.0] * d)
        assert found == pytest.approx(stats.fisher_exact(table, "greater").pvalue, abs=1e-9)


def test_separate_graded_samples_are_scipys_permutations() -> None:
    one, two = [0.5, 1.0, 1.0, 0.75], [0.0, 0.25, 0.5]
    expected = stats.permutation_test(
        (one, two), lambda x, y: sum(x) / 4 - sum(y) / 3, alternative="greater", vectorized=False
    )
    assert unpaired(one, two) == pytest.approx(expected.pvalue)
    assert unpaired([0.5], [0.25, 0.75, 0.1]) == pytest.approx(2 / 4)


@given(st.lists(st.floats(0.01, 0.99), max_size=9), st.integers(0, 10))
def test_poisson_binomial_counts_every_outcome(chances: list[float], successes: int) -> None:
    expected = 0.0
    for outcome in product((0, 1), repeat=len(chances)):
        probability = 1.0
        for hit, chance in zip(outcome, chances, strict=True):
            probability *= chance if hit else 1 - chance
        expected += probability * (sum(outcome) >= successes)
    assert poisson_binomial(successes, chances) == pytest.approx(expected, abs=1e-9)


def test_holm_passes_over_what_could_not_be_computed() -> None:
    assert holm_of({"a": 0.01, "b": None, "c": 0.03}) == {"a": 0.02, "b": None, "c": 0.03}


def test_repeats_of_one_stem_are_no_evidence_of_their_own() -> None:
    once = by_stem((f"q{i}", 1) for i in range(6))
    often = by_stem((f"q{i}", 1) for i in range(6) for _ in range(20))
    nothing = by_stem((f"q{i}", 0) for i in range(6))
    assert exceeds(often, nothing) == exceeds(once, nothing) == pytest.approx(0.5**6)
    assert total([1 / 3] * 3) == 1
    assert rivals(2.9, 0.1) == binomial(2, 3, 0.5)


def test_stems_are_paired_where_they_are_shared() -> None:
    ours = by_stem((f"q{i}", i < 5) for i in range(8))
    same = by_stem((f"q{i}", 0) for i in range(8))
    other = by_stem((f"r{i}", 0) for i in range(8))
    assert exceeds(ours, same) == pytest.approx(0.5**5)
    assert exceeds(ours, other) == pytest.approx(
        stats.fisher_exact(np.array([[5, 3], [0, 8]]), "greater").pvalue
    )
    assert exceeds(ours, by_stem([])) is None


def test_the_seed_decides_where_chance_enters() -> None:
    values = [0.5, 1.0, -0.5, 0.25] * 8
    assert paired(values, seed=1) == paired(values, seed=1)
    assert paired(values, seed=1) == pytest.approx(paired(values, seed=2), abs=0.02)
