"""How often the reported 95 % intervals cover the truth, by simulation: the table in intervals.md.

Clusters (objects, questions) have rates of their own, drawn from a beta distribution with the given
mean and intraclass correlation; each gives a number of answers. Beside this package's interval
stand the simple ones that people use. Run it from the repository:
``python docs/simulate_intervals.py`` takes about six minutes on two cores.
"""

import argparse
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import product

import numpy as np
from inspect_ai.scorer import SampleScore, Score, ci_wilson
from scipy.stats import t as student
from statsmodels.stats.proportion import proportion_confint

from inspect_finetune.metrics.intervals import Shares, bounds_of

CLUSTERS = (10, 50, 200)
ANSWERS = (1, 3, 18)
RATES = (0.5, 0.9, 0.98, 1.0)
CORRELATIONS = (0.0, 0.3)
RESAMPLES = 1000
Cell = tuple[int, int, float, float]
Bounds = tuple[np.ndarray, np.ndarray]


def draw(cell: Cell, runs: int) -> np.ndarray:
    """Right answers of each cluster in each run."""
    clusters, answers, rate, correlation = cell
    rng = np.random.default_rng([clusters, answers, int(rate * 100), int(correlation * 100)])
    rates = np.full((runs, clusters), rate)
    if correlation and rate < 1:
        scale = (1 - correlation) / correlation
        rates = rng.beta(rate * scale, (1 - rate) * scale, (runs, clusters))
    return rng.binomial(answers, rates)


def ours(right: np.ndarray, answers: int) -> Bounds:
    """This package's interval."""
    found = [
        bounds_of(Shares({i: [float(k) / answers] for i, k in enumerate(row)}, row.size * answers))
        for row in right
    ]
    return np.array([low for low, _ in found]), np.array([high for _, high in found])


def naive(right: np.ndarray, answers: int) -> Bounds:
    """Wilson's interval as if all answers were independent."""
    low, high = proportion_confint(right.sum(1), right.shape[1] * answers, method="wilson")
    return low, high


def clustered_t(right: np.ndarray, answers: int) -> Bounds:
    """The mean of the clusters' shares, plus and minus a t quantile of their standard error."""
    shares, clusters = right / answers, right.shape[1]
    half = student.ppf(0.975, clusters - 1) * shares.std(1, ddof=1) / np.sqrt(clusters)
    return shares.mean(1) - half, shares.mean(1) + half


def bootstrap(right: np.ndarray, answers: int) -> Bounds:
    """Percentiles of the mean over clusters that are drawn with replacement."""
    clusters = right.shape[1]
    rng = np.random.default_rng(7)
    weights = rng.multinomial(clusters, [1 / clusters] * clusters, RESAMPLES)
    means = right @ weights.T / (clusters * answers)
    low, high = np.quantile(means, (0.025, 0.975), axis=1)
    return low, high


def inspects(right: np.ndarray, answers: int) -> Bounds:
    """Inspect's own ``ci_wilson(cluster=)``."""
    metric, found = ci_wilson(cluster="cluster"), []
    for row in right:
        scores = [
            SampleScore(score=Score(value=float(place < k)), sample_metadata={"cluster": index})
            for index, k in enumerate(row)
            for place in range(answers)
        ]
        found.append(metric(scores))
    return np.array([one["lower"] for one in found]), np.array([one["upper"] for one in found])


METHODS = {
    "this package": ours,
    "naive Wilson": naive,
    "clustered t": clustered_t,
    "cluster bootstrap": bootstrap,
    "Inspect's": inspects,
}


def simulate(cell: Cell, runs: int, inspects_runs: int) -> list[str]:
    """For each method how often it covers the rate, and its mean width."""
    right, (_, answers, rate, _) = draw(cell, runs), cell
    found = []
    for method in METHODS.values():
        low, high = method(right[:inspects_runs] if method is inspects else right, answers)
        # the tolerance is for an upper end of 1 that rounding puts just below it
        covers = np.mean((low - 1e-9 <= rate) & (rate <= high + 1e-9))
        found.append(f"{covers:.3f}, {np.mean(high - low):.3f}")
    return found


def cells() -> list[Cell]:
    """What is simulated: correlation needs several answers, and rates that can differ."""
    crossed = product(CLUSTERS, ANSWERS, RATES, CORRELATIONS)
    return [cell for cell in crossed if not cell[3] or (cell[1] > 1 and cell[2] < 1)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--inspects", type=int, default=300, help="runs of Inspect's, the slowest")
    given = parser.parse_args()
    print(f"| clusters | answers each | rate | correlation | {' | '.join(METHODS)} |")
    print(f"|---|---|---|---|{'---|' * len(METHODS)}")
    with ProcessPoolExecutor() as pool:
        wanted = cells()
        one = partial(simulate, runs=given.runs, inspects_runs=given.inspects)
        for cell, found in zip(wanted, pool.map(one, wanted, chunksize=1), strict=True):
            print(f"| {' | '.join(map(str, cell))} | {' | '.join(found)} |", flush=True)


if __name__ == "__main__":
    main()
