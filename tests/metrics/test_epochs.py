"""Metrics through Inspect's real epoch reducers, in real evals."""

from pathlib import Path

import pytest
from inspect_ai import Epochs, Task, eval  # noqa: A004
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.scorer import Metric, Score, Scorer, Target, scorer
from inspect_ai.solver import Generate, Solver, TaskState, solver

from inspect_finetune.metrics.fields import answers, means
from inspect_finetune.metrics.groups import by_group
from inspect_finetune.metrics.intervals import interval

METRICS: list[Metric] = [
    means(["exact"]),
    answers(),
    interval("exact", "object"),
    by_group("exact", "object", ["level"]),
]


@solver
def silent() -> Solver:
    async def solve(state: TaskState, generate: Generate) -> TaskState:
        return state

    return solve


@scorer(metrics=METRICS)
def replay(table: dict[str, list[float]]) -> Scorer:
    async def score(state: TaskState, target: Target) -> Score:
        share = table[str(state.sample_id)][state.epoch - 1]
        return Score(value={"exact": share, "answers": 2})

    return score


def measured(folder: Path, table: dict[str, list[float]], reducer: str) -> dict[str, float]:
    """The metrics over samples with these shares in each epoch."""
    task = Task(
        MemoryDataset(
            [Sample("-", id=name, metadata={"object": name, "level": "direct"}) for name in table]
        ),
        solver=silent(),
        scorer=replay(table),
        epochs=Epochs(len(next(iter(table.values()))), reducer),
    )
    (log,) = eval(task, model="none", log_dir=str(folder), display="none")
    assert log.status == "success", log.error
    assert log.results is not None
    return {name: metric.value for name, metric in log.results.scores[0].metrics.items()}


@pytest.mark.parametrize("reducer", ["mean", "mode", "median", "max"])
def test_agreeing_epochs_change_nothing(tmp_path: Path, reducer: str) -> None:
    shares = {"a": 1.0, "b": 0.5, "c": 0.0, "d": 1.0}
    once = measured(tmp_path, {name: [share] for name, share in shares.items()}, "mean")
    thrice = measured(tmp_path, {name: [share] * 3 for name, share in shares.items()}, reducer)
    assert thrice == pytest.approx(once)
    assert once["exact"] == 0.625


def test_disagreeing_epochs_are_averaged_before_they_are_counted(tmp_path: Path) -> None:
    table = {"a": [1.0, 0.0], "b": [1.0, 1.0], "c": [0.5, 0.5], "d": [0.0, 0.0]}
    found = measured(tmp_path, table, "mean")
    assert found["exact"] == pytest.approx(0.5)
    assert found["answers"] == 8
    assert found["lower"] < 0.5 < found["upper"]
