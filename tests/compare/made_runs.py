"""Real logs of tiny tasks, made in process without a network: each sample's score is told."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from inspect_ai import Epochs, Task, eval  # noqa: A004
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.log import EvalLog
from inspect_ai.scorer import Score, Scorer, Target, mean, scorer
from inspect_ai.solver import Generate, Solver, TaskState, solver
from inspect_ai.util import EarlyStop

UNSCORED = "(unscored)"
"""Stands for `Score.unscored` among the values."""
FAILS = "(fails)"
"""Stands for a sample that ends in an error."""

Values = Mapping[str, Any]
"""For each sample's id its value, or a list of one for each epoch."""


def place(log: EvalLog) -> str:
    """Where a log lies, as a path."""
    return log.location.removeprefix("file://")


def made_log(
    folder: Path,
    values: Values | None = None,
    *,
    scorers: Mapping[str, Values] | None = None,
    epochs: int = 1,
    noted: Mapping[str, Mapping[str, Any]] | None = None,
    asked: Callable[[str], Any] = lambda name: f"What is {name}?",
    task: str = "tiny",
    stops: Sequence[str] = (),
    fails: bool = False,
    log_format: str = "eval",
    model: str = "mockllm/model",
    settings: Mapping[str, Any] | None = None,
    **arguments: Any,
) -> EvalLog:
    """The log of one run.

    Args:
        folder: Where it goes.
        values: What the scorer `given` says of each sample.
        scorers: Several scorers with their values, in place of that.
        epochs: How often each sample is run; a value that is no list is said in every one.
        noted: The metadata of samples, by id.
        asked: The input of a sample, by its id.
        task: The task's name.
        stops: Ids of samples that early stopping leaves out.
        fails: Whether one error ends the run.
        log_format: eval or json.
        model: The model; it is never called.
        settings: Settings of generation.
        **arguments: Of `Task`, such as version and metadata.
    """
    told = scorers or {"given": values or {}}
    names = list(dict.fromkeys(name for one in told.values() for name in one))
    samples = [
        Sample(id=name, input=asked(name), target="x", metadata=dict((noted or {}).get(name, {})))
        for name in names
    ]
    made = Task(
        name=task,
        dataset=MemoryDataset(samples, name="tiny"),
        solver=_nothing(),
        scorer=[_given(name, one) for name, one in told.items()],
        epochs=Epochs(epochs, "mean") if epochs > 1 else None,
        early_stopping=_Stops(stops) if stops else None,
        **arguments,
    )
    (log,) = eval(
        made,
        model=model,
        log_dir=str(folder),
        log_format=log_format,  # type: ignore[arg-type]
        display="none",
        fail_on_error=fails,
        log_realtime=False,
        score_display=False,
        **dict(settings or {}),
    )
    return log


def rewritten(log: EvalLog, path: Path, change: Callable[[dict[str, bytes]], Any]) -> str:
    """A copy of a log with changed members; what `change` removes is not in it."""
    with ZipFile(place(log)) as source:
        members = {name: source.read(name) for name in source.namelist()}
    change(members)
    with ZipFile(path, "w") as target:
        for name, text in members.items():
            target.writestr(name, text)
    return str(path)


def with_rows(log: EvalLog, path: Path, change: Callable[[list[dict[str, Any]]], Any]) -> str:
    """A copy of a log with changed summaries of samples, and with the samples that they tell of."""

    def changed(members: dict[str, bytes]) -> None:
        rows = json.loads(members["summaries.json"])
        bodies = [name for name in members if name.startswith("samples/")]
        whole = json.loads(members[bodies[0]])
        change(rows)
        for name in bodies:
            del members[name]
        for row in rows:
            if isinstance(row, dict) and "id" in row:
                told = {"id": row["id"], "scores": row.get("scores")}
                text = json.dumps({**whole, **told}).encode()
                members[f"samples/{row['id']}_epoch_{row.get('epoch')}.json"] = text
        members["summaries.json"] = json.dumps(rows).encode()

    return rewritten(log, path, changed)


def with_header(log: EvalLog, path: Path, change: Callable[[dict[str, Any]], Any]) -> str:
    """A copy of a log with a changed header."""

    def changed(members: dict[str, bytes]) -> None:
        header = json.loads(members["header.json"])
        change(header)
        members["header.json"] = json.dumps(header).encode()

    return rewritten(log, path, changed)


@solver
def _nothing() -> Solver:
    async def solve(state: TaskState, generate: Generate) -> TaskState:
        return state

    return solve


def _given(name: str, values: Values) -> Scorer:
    first = next(iter(values.values()), 0)
    first = first[0] if isinstance(first, list) else first
    metrics: Any = {"*": [mean()]} if isinstance(first, dict) else [mean()]

    @scorer(metrics=metrics, name=name)
    def given() -> Scorer:
        async def score(state: TaskState, target: Target) -> Score | None:
            value = values.get(str(state.sample_id))
            value = value[state.epoch - 1] if isinstance(value, list) else value
            if value == FAILS:
                raise RuntimeError("as the test wants it")
            if value == UNSCORED:
                return Score.unscored(reason="scoring_failed")
            return None if value is None else Score(value=value)

        return score

    return given()


class _Stops:
    """Early stopping that leaves out the samples that it is told to."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names

    async def start_task(self, task: Any, samples: list[Sample], epochs: int) -> str:
        return "told"

    async def schedule_sample(self, id: str | int, epoch: int) -> EarlyStop | None:  # noqa: A002
        return EarlyStop(id=id, epoch=epoch, reason="told") if str(id) in self.names else None

    async def complete_sample(self, id: str | int, epoch: int, scores: Any) -> None:  # noqa: A002
        return None

    async def complete_task(self) -> dict[str, Any]:
        return {"decided": "regression"}
