"""How often the reported 95 % intervals cover the truth, by simulation: the table in intervals.md.

Clusters (objects, questions) have rates of their own, drawn from a beta distribution with the given
mean and intraclass correlation; each gives a number of answers. Run it from the repository:
``python docs/simulate_intervals.py --runs 400`` takes three and a half minutes on one core.
"""

import argparse
from itertools import product

import numpy as np
from inspect_ai.scorer import SampleScore, Score, ci_wilson

from inspect_finetune.metrics.intervals import Shares, bounds_of

CLUSTERS = (10, 50, 200)
ANSWERS = (1, 3, 18)
RATES = (0.5, 0.9, 0.98, 1.0)
CORRELATIONS = (0.0, 0.3)


def simulate(
    clusters: int, answers: int, rate: float, correlation: float, runs: int
) -> tuple[float, ...]:
    """Coverage and mean width of this package's interval, and of Inspect's."""
    draw = np.random.default_rng([clusters, answers, int(rate * 100), int(correlation * 100)])
    totals = np.zeros(4)
    for _ in range(runs):
        if correlation and rate < 1:
            scale = (1 - correlation) / correlation
            rates = draw.beta(rate * scale, (1 - rate) * scale, clusters)
        else:
            rates = np.full(clusters, rate)
        right = draw.binomial(answers, rates)
        shares = {index: [float(k) / answers] for index, k in enumerate(right)}
        for place, (lower, upper) in enumerate(
            (bounds_of(Shares(shares, clusters * answers)), _inspects(right, answers))
        ):
            # the tolerance is for an upper end of 1 that rounding puts just below it
            totals[2 * place] += lower - 1e-9 <= rate <= upper + 1e-9
            totals[2 * place + 1] += upper - lower
    return tuple(totals / runs)


def _inspects(right: np.ndarray, answers: int) -> tuple[float, float]:
    scores = [
        SampleScore(score=Score(value=float(place < k)), sample_metadata={"cluster": index})
        for index, k in enumerate(right)
        for place in range(answers)
    ]
    found = ci_wilson(cluster="cluster")(scores)
    return found["lower"], found["upper"]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1000)
    runs = parser.parse_args().runs
    print(
        "| clusters | answers each | rate | correlation | covers | width |"
        " Inspect's: covers | width |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for clusters, answers, rate, correlation in product(CLUSTERS, ANSWERS, RATES, CORRELATIONS):
        if correlation and (answers == 1 or rate == 1):
            continue
        figures = simulate(clusters, answers, rate, correlation, runs)
        found = [f"{figure:.3f}" for figure in figures]
        print(
            f"| {clusters} | {answers} | {rate} | {correlation} | {' | '.join(found)} |", flush=True
        )


if __name__ == "__main__":
    main()
