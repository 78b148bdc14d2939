"""Which of several groups of answers fails more than another, beyond what luck would do."""

from collections.abc import Sequence
from itertools import combinations

from inspect_finetune.inference.corrections import holm
from inspect_finetune.metrics.intervals import Shares
from inspect_finetune.report.rates import Cell
from inspect_finetune.verdict.exact import exceeds, pairs

LEVEL = 0.05
"""How often at most one of the differences that are named is luck, where there is none."""
MANY = 500
"""Objects from which on a t test takes the place of permutations, which would take minutes."""


def clear_differences(cells: Sequence[Cell]) -> set[tuple[int, int]]:
    """The pairs of cells of which the first clearly fails more than the second, by their places.

    The object is the unit: the share of wrong answers about it in one cell is compared with that in
    the other, by sign flips where both ask about the same objects. Which cells are extreme is seen
    in the same answers, so every pair is tested, both ways, and corrected by Holm's method: if all
    rates are equal, some pair is named in at most `LEVEL` of all runs.

    Args:
        cells: One for each group.
    """
    places = [
        (i, j) if cells[i].wrong.share > cells[j].wrong.share else (j, i)
        for i, j in combinations(range(len(cells)), 2)
    ]
    values = [min(2 * _luck(cells[i].by_object, cells[j].by_object), 1.0) for i, j in places]
    return {pair for pair, p in zip(places, holm(values), strict=True) if p < LEVEL}


def _luck(first: dict[object, float], second: dict[object, float]) -> float:
    """How probable it is by luck that the first shares exceed the second by so much."""
    if max(len(first), len(second)) > MANY:
        return _by_t(first, second)
    one, two = (
        Shares({name: [share] for name, share in shares.items()}, len(shares))
        for shares in (first, second)
    )
    found = exceeds(one, two)
    return 1.0 if found is None else found


def _by_t(first: dict[object, float], second: dict[object, float]) -> float:
    from scipy.stats import ttest_1samp, ttest_ind

    shared = [name for name in first if name in second]
    if pairs(len(first), len(shared)):
        gaps = [first[name] - second[name] for name in shared]
        if len(set(gaps)) < 2:
            return 0.0 if gaps and gaps[0] > 0 else 1.0
        return float(ttest_1samp(gaps, 0, alternative="greater").pvalue)
    one, two = list(first.values()), list(second.values())
    found = ttest_ind(one, two, equal_var=False, alternative="greater").pvalue
    return float(found) if found == found else 1.0
