"""Sign flips agree with scipy and statsmodels, and are exact with any number of clusters."""

from collections import Counter
from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar

from inspect_finetune.inference import signflip
from inspect_finetune.inference.grid import denominator, on_grid
from inspect_finetune.inference.pairs import Pairs
from inspect_finetune.inference.signflip import sign_flips

EIGHTHS = st.integers(-24, 24).map(lambda k: k / 8)
THIRDS = st.integers(-9, 9).map(lambda k: k / 3)
ANY = st.floats(-3, 3).filter(lambda x: x == 0 or abs(x) > 1e-3)


def scipys(gains, alternative):
    found = stats.permutation_test(
        (np.array(gains),),
        np.sum,
        permutation_type="samples",
        n_resamples=np.inf,
        alternative=alternative,
        vectorized=True,
    )
    return found.pvalue


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.lists(kind, min_size=2, max_size=9) for kind in (EIGHTHS, THIRDS, ANY)))
def test_few_clusters_are_scipys_permutations(gains):
    found = sign_flips(gains)
    # thirds and eighths as whole numbers: scipy tells sums apart that differ by rounding
    gains = [
        float(round(24 * one)) if abs(24 * one % 1 - 0.5) > 0.5 - 1e-9 else 24 * one
        for one in gains
    ]
    assert found.fell == pytest.approx(scipys(gains, "less"), abs=1e-6)
    assert found.rose == pytest.approx(scipys(gains, "greater"), abs=1e-6)
    assert found.two_sided == pytest.approx(scipys(gains, "two-sided"), abs=1e-6)
    assert found.test.endswith(", exact")


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 100))
def test_zeros_and_ones_are_mcnemars_test(lost, gained, same):
    found = sign_flips([-1.0] * lost + [1.0] * gained + [0.0] * same)
    table = [[same, lost], [gained, 0]]
    assert found.two_sided == pytest.approx(mcnemar(table, exact=True).pvalue, abs=1e-6)
    if lost + gained:
        assert found.test == "McNemar, exact"
        binomial = stats.binomtest(lost, lost + gained, alternative="greater").pvalue
        assert found.fell == pytest.approx(binomial, rel=1e-9)


@settings(max_examples=10, deadline=None)
@given(st.lists(ANY, min_size=17, max_size=18))
def test_off_the_grid_patterns_are_counted_in_two_halves(gains):
    gains = [*gains, 2**0.5]
    sums = np.zeros(1)
    for gain in gains:
        sums = np.concatenate((sums - gain, sums + gain))
    assert sign_flips(gains).fell == pytest.approx(np.mean(sums <= sum(gains) + 1e-9), abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(st.lists(EIGHTHS, min_size=20, max_size=60))
def test_on_a_grid_every_pattern_is_counted(gains):
    patterns = Counter({0: 1})
    for eighths in (round(8 * gain) for gain in gains):
        turned = Counter()
        for total, count in patterns.items():
            turned[total + eighths] += count
            turned[total - eighths] += count
        patterns = turned
    seen = round(8 * sum(gains))
    below = sum(count for total, count in patterns.items() if total <= seen)
    above = sum(count for total, count in patterns.items() if total >= seen)
    found = sign_flips(gains)
    assert found.fell == pytest.approx(below / 2 ** len(gains), rel=1e-9)
    assert found.rose == pytest.approx(above / 2 ** len(gains), rel=1e-9)


def test_ties_are_ties_whatever_rounding_does():
    gains = [0.1 + 0.2, -0.3, 0.1, 0.2, -0.1 - 0.2]
    assert sign_flips(gains).fell == pytest.approx(scipys([0.3, -0.3, 0.1, 0.2, -0.3], "less"))
    # two rises against two falls: the sum of 0 lies in both tails
    even = sign_flips([1 / 3, 1 / 3, -1 / 3, -1 / 3])
    assert (even.fell, even.rose, even.two_sided) == (11 / 16, 11 / 16, 1.0)


def test_random_patterns_are_close_to_exact_ones_and_decided_by_the_seed():
    rng = np.random.default_rng(4)
    gains = np.append(rng.normal(0.25, 1, 40), np.pi).tolist()
    found = sign_flips(gains)
    assert found.test == "sign flips, 9,999 random"
    spread = np.sqrt(np.square(gains).sum())
    assert found.rose == pytest.approx(stats.norm.sf(sum(gains) / spread), abs=0.015)
    assert found == sign_flips(gains)
    assert found != sign_flips(gains, seed=1)
    # the pattern that was seen is one of them: never 0
    assert sign_flips((np.abs(gains) + 1).tolist()).rose == 1 / 10_000


@pytest.mark.parametrize("parts", [1, 8, 56, None])
def test_fifty_thousand_clusters_take_less_than_a_second(parts):
    rng = np.random.default_rng(1)
    gains = rng.normal(size=50_000)
    if parts:
        gains = rng.integers(-3 * parts, 3 * parts + 1, 50_000) / parts
    begun = process_time()
    found = sign_flips(gains.tolist())
    assert process_time() - begun < 1
    z = gains.sum() / np.sqrt(np.square(gains).sum())
    assert found.fell == pytest.approx(stats.norm.cdf(z), abs=0.015)


def test_no_change_is_no_evidence():
    for gains in ([], [0.0], [0.0] * 9, [1e-17, 0.0]):
        found = sign_flips(gains)
        assert found.two_sided == 1.0
    assert sign_flips([0.5]).rose == 0.5


def test_a_test_of_clusters_is_not_called_mcnemars():
    alone = Pairs({str(k): [(1.0, 0.0)] for k in range(6)}, 6, 6)
    both = Pairs({str(k): [(1.0, 0.0), (1.0, 1.0)] for k in range(6)}, 12, 12)
    for pairs, name in ((alone, "McNemar, exact"), (both, "sign flips, exact")):
        found = signflip.tested(pairs)
        assert found.test == name
        assert found.fell == pytest.approx(1 / 64)


@given(st.integers(1, 60), st.lists(st.integers(-500, 500), min_size=1, max_size=9))
def test_values_on_a_grid_are_read_as_whole_numbers(parts, counts):
    values = np.array([sum([1 / parts] * abs(k)) * np.sign(k) for k in counts])
    whole = denominator(values)
    assert whole is not None
    assert parts % whole == 0
    read = on_grid(values)
    assert read is not None
    top = max(map(abs, counts))
    if top:
        assert np.allclose(read / np.abs(read).max(), np.array(counts) / top)


def test_values_on_no_grid_have_no_denominator():
    assert denominator(np.array([np.sqrt(2), 1.0])) is None
    assert denominator(np.array([1 / 997, 1 / 991, 1 / 983])) is None
    assert on_grid(np.array([1e15, 1.0])) is None
