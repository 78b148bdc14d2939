"""How often the gate is wrong, and whether the power that it announces is real: for gates.md.

Facts have rates of their own (beta distribution with the given mean and intraclass correlation) and
are asked three questions each, once or eight times, of a base and of a candidate that finds the
same facts hard. The candidate is unchanged, has fallen by just the margin, or by 10 points: spread
evenly over all answers, or by losing whole facts. With ``--graded`` an answer is given one of five
marks from 0 to 1, the mean of four that are right or wrong, and the fall is of 7 points. The
functions are the gate's own. Run it from the repository: ``python docs/simulate_gates.py`` takes
about two minutes on two cores. ``--check`` ends with exit code 1 if a figure breaks what the
documentation promises.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from itertools import product
from math import sqrt

import numpy as np
from scipy.stats import t as student

from inspect_finetune.compare.decide import Asked, decide
from inspect_finetune.compare.policies.rules import Rule
from inspect_finetune.inference.paired import p_margin, paired_interval
from inspect_finetune.inference.pairs import Pairs
from inspect_finetune.inference.power import power_of
from inspect_finetune.metrics.differences import Estimate, difference

RATES = (0.5, 0.9, 0.98)
FACTS = (50, 200)
QUESTIONS = 3
REPEATS = (1, 8)
ALPHA = 0.05
MARGIN = 0.05
DROP = 0.1
GRADED_DROP = 0.07
"""Graded answers vary less: a fall of 10 points is seen in nearly all cells."""
PARTS = 4
"""Of how many rights and wrongs a graded answer is the mean."""
RUNS = 2000
Cell = tuple[float, int, int]


@dataclass(frozen=True)
class Row:
    """What came out of one cell; all but the first three are shares of runs.

    Attributes:
        rate: The base's rate.
        facts: How many facts there are, `QUESTIONS` questions each.
        repeats: Answers to a question.
        alarms: Regressions of an unchanged candidate.
        passes: Passes of an unchanged candidate.
        announced: The mean announced power for a drop of `DROP` (of graded answers `GRADED_DROP`),
            from the unchanged runs.
        power: Regressions where the rate has fallen by it, spread over all answers.
        power_whole: The same where whole facts are lost.
        wrong: Passes where the rate has fallen by just the margin, spread over all answers.
        wrong_whole: The same where whole facts are lost.
        covered: How often the 95 % interval holds that fall, spread over all answers.
    """

    rate: float
    facts: int
    repeats: int
    alarms: float
    passes: float
    announced: float
    power: float
    power_whole: float
    wrong: float
    wrong_whole: float
    covered: float


def draw(
    cell: Cell,
    fall: float,
    runs: int,
    correlation: float,
    whole: bool = False,
    graded: bool = False,
) -> Iterator[Pairs]:
    """Runs of a base and a candidate whose rate has fallen.

    Args:
        cell: Rate, facts and repeats.
        fall: By how much.
        runs: How many.
        correlation: How alike the answers about one fact are.
        whole: Whether facts are lost as a whole, each with the same chance.
        graded: Whether an answer is given one of five marks.
    """
    rate, facts, repeats = cell
    rng = np.random.default_rng([int(rate * 100), facts, repeats, int(fall * 100), int(whole)])
    rates = np.full((runs, facts, 1), rate)
    if correlation:
        scale = (1 - correlation) / correlation
        rates = rng.beta(rate * scale, (1 - rate) * scale, (runs, facts, 1))
    kept = 1 - fall / rate
    after = rates * (rng.random(rates.shape) < kept if whole else kept)
    shape, parts = (runs, facts, QUESTIONS), repeats * (PARTS if graded else 1)
    old, new = (rng.binomial(parts, each, shape) / parts for each in (rates, after))
    answers = facts * QUESTIONS * repeats
    for one, two in zip(old.tolist(), new.tolist(), strict=True):
        pairs = (list(zip(*each, strict=True)) for each in zip(one, two, strict=True))
        yield Pairs({str(fact): held for fact, held in enumerate(pairs)}, answers, answers)


def verdicts(drawn: Iterator[Pairs]) -> list[str]:
    """What the gate says of each run."""
    rule = Rule("not_fall", MARGIN)
    return [decide([Asked("correct", pairs, rule)], ALPHA)[0].verdict for pairs in drawn]


def simulate(cell: Cell, runs: int, correlation: float, graded: bool = False) -> Row:
    """All figures of one cell."""
    drawn = partial(draw, cell, runs=runs, correlation=correlation, graded=graded)
    drop = GRADED_DROP if graded else DROP
    unchanged = verdicts(drawn(0.0))
    intervals = [paired_interval(pairs) for pairs in drawn(MARGIN)]
    return Row(
        *cell,
        alarms=unchanged.count("regression") / runs,
        passes=unchanged.count("pass") / runs,
        announced=float(np.mean([power_of(pairs, drop, ALPHA) for pairs in drawn(0.0)])),
        power=verdicts(drawn(drop)).count("regression") / runs,
        power_whole=verdicts(drawn(drop, whole=True)).count("regression") / runs,
        wrong=_kept(drawn(MARGIN)),
        wrong_whole=_kept(drawn(MARGIN, whole=True)),
        covered=float(np.mean([one.lower <= -MARGIN <= one.upper for one in intervals])),
    )


def _kept(drawn: Iterator[Pairs]) -> float:
    return float(np.mean([p_margin(pairs, MARGIN) <= ALPHA for pairs in drawn]))


def broken(row: Row, runs: int, graded: bool = False) -> list[str]:
    """What of the documentation's promises a cell breaks, with leave for fewer runs than `RUNS`."""

    def leave(share: float) -> float:
        return 3 * sqrt(share * (1 - share)) * max(1 / sqrt(runs) - 1 / sqrt(RUNS), 0.0)

    wrong, whole = (0.07, 0.15) if graded else (0.06, 0.12)
    gap = row.announced - row.power
    if not graded:  # of graded answers less may be announced where few facts change
        gap = abs(gap)
    found = {
        f"{row.alarms:.3f} false regressions": row.alarms > 0.06 + leave(0.06),
        f"power {row.power:.3f}, announced {row.announced:.3f}": gap > 0.03 + leave(row.power),
        f"{row.wrong:.3f} wrong passes": row.wrong > wrong + leave(wrong),
        f"{row.wrong_whole:.3f} wrong passes, whole facts": row.wrong_whole > whole + leave(whole),
        f"{row.covered:.3f} covered": row.covered < 0.93 - leave(0.07),
    }
    where = f"rate {row.rate}, {row.facts} facts, {row.repeats} repeats"
    return [f"{where}: {said}" for said, bad in found.items() if bad]


def clustered_t(pairs: Pairs) -> Estimate:
    """The mean gain of clusters, plus and minus a t quantile of its standard error."""
    gains = np.array(pairs.gains()) / QUESTIONS
    half = student.ppf(0.975, len(gains) - 1) * gains.std(ddof=1) / np.sqrt(len(gains))
    return Estimate(gains.mean(), gains.mean() - half, gains.mean() + half)


def mover(pairs: Pairs) -> Estimate:
    """The intervals of the two rates combined, with the correlation of clusters."""
    return difference(pairs.candidate(), pairs.base())


METHODS = {"this gate": paired_interval, "MOVER": mover, "clustered t": clustered_t}


def methods(cell: Cell, runs: int, correlation: float) -> list[str]:
    """How often the interval of each method is wrong about a fall of the margin, and its width.

    Wrong in the direction that counts: the whole interval lies above the fall.
    """
    drawn = list(draw(cell, MARGIN, runs, correlation))
    found = []
    for method in METHODS.values():
        intervals = [method(pairs) for pairs in drawn]
        above = np.mean([one.lower > -MARGIN for one in intervals])
        found.append(f"{above:.3f}, {np.mean([one.upper - one.lower for one in intervals]):.3f}")
    return found


HEADS = (
    "rate",
    "facts",
    "repeats",
    "false regressions",
    "passes",
    "power announced",
    "power simulated",
    "whole facts lost",
    "wrong passes",
    "whole facts lost",
    "interval covers",
)


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Rows as a Markdown table."""
    lines = [list(heads), *([str(cell) for cell in row] for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def shown(row: Row) -> list[str]:
    """A row's cells."""
    cells = [str(each) for each in (row.rate, row.facts, row.repeats)]
    return [*cells, *(f"{each:.3f}" for each in list(asdict(row).values())[len(cells) :])]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help="simulated gates in each cell")
    parser.add_argument("--correlation", type=float, default=0.3, help="within a fact")
    parser.add_argument("--graded", action="store_true", help="five marks, not right or wrong")
    parser.add_argument("--check", action="store_true", help="exit 1 if a promise is broken")
    parser.add_argument("--json", action="store_true", help="print JSON in place of the table")
    parser.add_argument("--methods", action="store_true", help="compare intervals instead")
    given = parser.parse_args()
    cells = list(product(RATES, FACTS, REPEATS))
    asked = {"runs": given.runs, "correlation": given.correlation}
    with ProcessPoolExecutor() as pool:
        if given.methods:
            compared = pool.map(partial(methods, **asked), cells)
            rows = ([*cell, *row] for cell, row in zip(cells, compared, strict=True))
            print(table([*HEADS[:3], *METHODS], rows))
            return
        found = list(pool.map(partial(simulate, **asked, graded=given.graded), cells))
    if given.json:
        print(json.dumps([asdict(row) for row in found], indent=2))
    else:
        print(table(HEADS, map(shown, found)))
    bad = (
        [said for row in found for said in broken(row, given.runs, given.graded)]
        if given.check
        else []
    )
    print("\n".join(bad), file=sys.stderr, end="\n" if bad else "")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
