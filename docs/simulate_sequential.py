"""How often and how soon `-T stop=decided` decides, by simulation: the tables in sequential.md.

Base and candidate answer three questions about each of 50 or 200 facts, once or eight times, and
are judged cluster by cluster by the same object as in a run; only Inspect stands aside. Run it from
the repository: ``python docs/simulate_sequential.py`` takes under three minutes on one core.
``--check`` ends with exit code 1 if a figure misses what the documentation promises.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import log, sqrt
from statistics import fmean

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

from inspect_finetune.compare.policies.rules import Rule
from inspect_finetune.compare.sequential.watch import Watch

ALPHA, MARGIN, DROP, QUESTIONS = 0.05, 0.05, 0.2, 3
IN_FLIGHT = 9
"""Samples that are asked already when one decides, with ``--max-samples 10``."""
LUCK = 2.6
"""Standard errors that a simulation may be off by: one in a hundred is off by more."""
ALIKE = 0.3
"""How alike answers about one object are: the correlation of two of them."""
KINDS = ("independent", "clustered", "same objects")
"""Answers are all independent; alike within an object, of which base and candidate know others; or
alike within an object, and what is hard for one is hard for the other."""

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Cell:
    """One design, and how base and candidate answer in it."""

    share: float
    facts: int
    repeats: int
    kind: str

    @property
    def answers(self) -> int:
        """How many answers there are about each fact."""
        return QUESTIONS * self.repeats

    def gains(self, drop: float, runs: int, seed: int) -> Counts:
        """For every run and fact, how many more answers of the candidate's are right."""
        random = np.random.default_rng([seed, self.facts, self.repeats, int(100 * self.share)])
        shape = (runs, self.facts)
        before, after = self._strengths(random, drop, shape)
        right = random.binomial(self.answers, after) - random.binomial(self.answers, before)
        return right.astype(np.int64)

    def _strengths(
        self, random: np.random.Generator, drop: float, shape: tuple[int, int]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """How probably each fact is answered rightly, by base and candidate."""
        if self.kind == "independent":
            return np.full(shape, self.share), np.full(shape, self.share - drop)
        first = random.random(shape)
        second = first if self.kind == "same objects" else random.random(shape)
        return _quantiles(self.share, first), _quantiles(self.share - drop, second)


def _quantiles(share: float, places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Beta distributed strengths of this mean; two answers at one strength correlate by `ALIKE`."""
    total = 1 / ALIKE - 1
    grid = beta.ppf(np.linspace(0, 1, 4001), share * total, (1 - share) * total)
    return np.interp(places, np.linspace(0, 1, 4001), grid)


@dataclass(frozen=True)
class Outcomes:
    """What many runs of one design came to: shares of runs, and how many facts were asked."""

    regression: float
    passed: float
    facts: float
    """The mean over the runs."""
    error: float
    """The standard error of that mean."""


def watched(gains: Counts, answers: int) -> Outcomes:
    """Judge every run cluster by cluster, until it is decided."""
    counts = {"regression": 0, "pass": 0, "undecided": 0}
    asked = []
    for run in gains.tolist():
        watch = Watch(Rule("not_fall", MARGIN), ALPHA, 1)
        for gain in run:
            watch.add([(max(-gain, 0) / answers, max(gain, 0) / answers)])
            if watch.verdict != "undecided":
                break
        counts[watch.verdict] += 1
        asked.append(watch.clusters)
    runs = len(gains)
    error = float(np.std(asked)) / sqrt(runs)
    return Outcomes(counts["regression"] / runs, counts["pass"] / runs, fmean(asked), error)


def fixed_power(gains: Counts) -> float:
    """How often a test at the end of all the facts finds the fall.

    Sign flips of the facts' gains, one-sided, by their normal approximation.
    """
    spread = np.sqrt((gains**2).sum(axis=1))
    return float(np.mean(gains.sum(axis=1) < -1.645 * np.maximum(spread, 1e-9)))


def wald(divergence: float, missed: float) -> float:
    """Wald's bound on the mean number of observations of any test with these error rates.

    Under the alternative, ``((1 - b) log((1 - b) / a) + b log(b / (1 - a))) / divergence``
    (Annals of Mathematical Statistics 1945), with a the false alarms and b the misses.
    """
    b = min(max(missed, 1e-12), 1 - ALPHA)
    return ((1 - b) * log((1 - b) / ALPHA) + b * log(b / (1 - ALPHA))) / divergence


def by_fact(gains: Counts) -> float:
    """What one fact tells, in nats, against the likeliest distribution with gains as losses."""
    values, counts = np.unique(gains, return_counts=True)
    shares = dict(zip(values.tolist(), (counts / gains.size).tolist(), strict=True))
    return sum(
        share * log(2 * share / (share + shares.get(-value, 0.0)))
        for value, share in shares.items()
    )


def by_answer(share: float) -> float:
    """What one answer tells, in nats, to someone who knows both rates and trusts independence."""
    now = share - DROP
    return now * log(now / share) + (1 - now) * log((1 - now) / (1 - share))


def rarely(share: float, runs: int) -> bool:
    """Whether a share of errors is at most alpha, up to the luck of a simulation of this size."""
    return share <= ALPHA + LUCK * sqrt(ALPHA * (1 - ALPHA) / runs)


def row(cell: Cell, runs: int, seed: int) -> tuple[str, float, bool]:
    """A line of the first table, its false alarms, and whether its promise is kept.

    The promise: at most half of the fixed design's samples, where the fixed design has power .8 and
    where Wald's bound lets a test of its power need so few.
    """
    same = watched(cell.gains(0, runs, seed), cell.answers)
    gains = cell.gains(DROP, runs, seed + 1)
    fell, power = watched(gains, cell.answers), fixed_power(gains)
    more = min(fell.facts + IN_FLIGHT / QUESTIONS, cell.facts)
    told, missed = by_fact(cell.gains(DROP, 200_000 // cell.facts, 99)), 1 - fell.regression
    simple = wald(by_answer(cell.share), missed) / cell.answers
    least = wald(told, 1 - power) / cell.facts
    few = fell.facts - LUCK * fell.error <= cell.facts / 2 or least > 0.5 or power < 0.8
    cells = [
        f"{cell.share} | {cell.facts} | {cell.repeats} | {cell.kind}",
        f"{same.regression:.3f} | {same.passed:.2f} | {power:.2f} | {fell.regression:.2f}",
        f"{fell.facts:.1f} | **{fell.facts / cell.facts:.2f}** | {more / cell.facts:.2f}",
        f"{wald(told, missed):.1f} | {simple:.1f} | {least:.2f}",
    ]
    return f"| {' | '.join(cells)} |", same.regression, few and rarely(same.regression, runs)


def other_row(cell: Cell, runs: int, seed: int) -> tuple[str, bool]:
    """A line of the second table, and whether its promise is kept."""
    small, large, edge = (
        watched(cell.gains(drop, runs, seed + place), cell.answers)
        for place, drop in enumerate((0.1, 0.4, MARGIN))
    )
    cells = [
        f"{cell.share} | {cell.facts} | {cell.repeats}",
        *(f"{one.regression:.2f} | {one.facts / cell.facts:.2f}" for one in (small, large)),
        f"{edge.passed:.3f}",
    ]
    return f"| {' | '.join(cells)} |", rarely(edge.passed, runs)


HEADS = (
    "share", "facts", "repeats", "answers", "A/A: regression", "A/A: pass", "fixed: power",
    "regression", "facts asked", "of the fixed design", "with those in flight",
    "Wald, by fact", "Wald, by answer", "Wald at the fixed power",
)  # fmt: skip
OTHER_HEADS = (
    "share", "facts", "repeats", "10 points: regression", "of the fixed design",
    "40 points: regression", "of the fixed design", "5 points: pass",
)  # fmt: skip


def table(heads: Sequence[str]) -> None:
    """Print the head of a table."""
    print(f"\n| {' | '.join(heads)} |\n|{'---|' * len(heads)}")


def main() -> int:
    """Print the table as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--check", action="store_true", help="fail if a promise is not kept")
    given = parser.parse_args()
    designs = [
        Cell(share, facts, repeats, kind)
        for share, facts, repeats, kind in product((0.5, 0.9, 0.98), (50, 200), (1, 8), KINDS)
    ]
    kept, alarms = True, []
    table(HEADS)
    for number, cell in enumerate(designs):
        line, alarm, good = row(cell, given.runs, 10 * number)
        print(line if good else f"{line} (missed)", flush=True)
        alarms.append(alarm)
        kept &= good
    print(f"\nFalse alarms over all designs: {fmean(alarms):.3f}; in the worst {max(alarms):.3f}.")
    table(OTHER_HEADS)
    for number, cell in enumerate(designs):
        if cell.kind == "clustered":
            line, good = other_row(cell, given.runs, 10 * number + 5)
            print(line if good else f"{line} (missed)", flush=True)
            kept &= good
    return 0 if (kept and fmean(alarms) <= ALPHA) or not given.check else 1


if __name__ == "__main__":
    sys.exit(main())
