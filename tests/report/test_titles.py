"""How often titles claim a difference between levels: seldom where there is none.

Fifty objects are asked about three times at each level. Some are hard at every level and some are
easy, as in the recorded answers, so that answers about one object are alike.
"""

import numpy as np
import pytest

from inspect_finetune.report.contrasts import clear_differences
from inspect_finetune.report.rates import Cell, Rate
from inspect_finetune.report.wording import worst

OBJECTS, EACH = 50, 3
LEVELS = ("direct", "paraphrase", "indirect", "embedded", "unknown_allowed")


def cell(level: str, counts: np.ndarray, each: int = EACH) -> Cell:
    """A level of which each object has so many wrong answers."""
    total = len(counts) * each
    rate = Rate(int(counts.sum()), total, len(counts), 0, 1, 0, 1, total)
    by_object = dict(enumerate((counts / each).tolist()))
    return Cell({"level": level}, rate, 0, total - rate.count, by_object)


def run(draw: np.random.Generator, rates: tuple[float, ...]) -> list[Cell]:
    cells = []
    ease = draw.beta(0.5 * 7 / 3, 0.5 * 7 / 3, OBJECTS)
    for level, rate in zip(LEVELS, rates, strict=False):
        # the same objects are hard at every level, whatever its rate
        hard = np.clip(2 * rate * ease, 0, 1)
        cells.append(cell(level, draw.binomial(EACH, hard)))
    return cells


def claims(rates: tuple[float, ...], runs: int, seed: int = 1) -> float:
    draw = np.random.default_rng(seed)
    titles = [worst(run(draw, rates)) for _ in range(runs)]
    return sum(" fail m" in title for title in titles) / runs


@pytest.mark.slow
@pytest.mark.parametrize(("levels", "rate"), [(2, 0.22), (3, 0.05), (3, 0.22), (3, 0.5), (5, 0.22)])
def test_equal_rates_seldom_give_a_title_that_claims_a_difference(levels, rate):
    share = claims((rate,) * levels, 400)
    print(f"{levels} levels at {rate}: {100 * share:.1f} % of titles claim a difference")
    assert share <= 0.06


@pytest.mark.slow
def test_a_difference_of_20_points_is_found():
    assert claims((0.2, 0.2, 0.4), 100) > 0.9


def test_a_few_runs_of_both():
    assert claims((0.22,) * 3, 6) < 0.2
    assert claims((0.2, 0.4), 3) == 1


def test_many_objects_are_compared_by_t():
    draw = np.random.default_rng(2)
    wrong = draw.random((3, 900)) < [[0.2], [0.2], [0.3]]
    cells = [cell(level, flags, 1) for level, flags in zip(LEVELS, wrong, strict=False)]
    assert clear_differences(cells) == {(2, 0), (2, 1)}
    apart = [Cell(one.factors, one.wrong, 0, 0, {f"{i} {k}": v for k, v in one.by_object.items()})
             for i, one in enumerate(cells)]  # fmt: skip
    assert clear_differences(apart) == {(2, 0), (2, 1)}


@pytest.mark.parametrize("objects", [1, 2, 5])
def test_a_handful_of_objects_shows_no_difference(objects):
    wrong = [cell("direct", np.zeros(objects)), cell("indirect", np.full(objects, EACH))]
    assert clear_differences(wrong) == set()
    assert "clearly" in worst(wrong)
