"""The figures of the tables: each stands beside what it belongs to."""

from dataclasses import replace
from math import inf

import pytest

from inspect_finetune.compare.findings import Judged
from inspect_finetune.compare.outputs.tables import gate_grids
from inspect_finetune.grids import NONE
from inspect_finetune.metrics.differences import Estimate
from tests.compare.test_outputs import FELL, LENGTH, gated


def row(judged):
    (grid,) = gate_grids(gated(judged))
    heads = [" ".join(head.split()) for head in grid.columns]
    return dict(zip(heads, grid.rows[0], strict=True)), grid.note


@pytest.mark.parametrize(("limit", "p"), [(-0.05, "<.001"), (None, NONE)])
def test_beside_a_difference_stands_no_p_value_of_a_level(limit, p):
    judged = Judged(FELL, "at least 90.0 %", "regression", "is 60.0 %", 0.0, None, limit)
    found, note = row(judged)
    assert found["p"] == p
    assert "spread evenly" in note


def test_an_interval_without_ends_is_a_dash():
    number = replace(LENGTH, gain=Estimate(0.0, -inf, inf), base=Estimate(8.0, -inf, inf))
    found, _ = row(Judged(number, "tracked", "tracked", "did not change", None, None))
    assert found["difference"] == f"+0\n{NONE}"
    assert found["base"] == f"8\n{NONE}"
