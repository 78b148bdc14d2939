"""Recorded answers as ordinary logs: one sample an answer, scored by the task's own scorer."""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import uuid4

import anyio
from inspect_ai import Task, score_async
from inspect_ai.dataset import Sample
from inspect_ai.log import (
    EvalConfig,
    EvalDataset,
    EvalLog,
    EvalPlan,
    EvalResults,
    EvalSample,
    EvalSpec,
    EvalStats,
)
from inspect_ai.model import ModelOutput

from inspect_finetune.conditions.design import messages
from inspect_finetune.logs.bulk import steps
from inspect_finetune.logs.drawn import last_user, question_sample
from inspect_finetune.logs.fact_rows import fact_sample
from inspect_finetune.logs.groups import Group, read_examples
from inspect_finetune.logs.recorded import Recorded
from inspect_finetune.logs.repeats import AGAIN, counting_once, repeated_lines


@dataclass(frozen=True)
class Source:
    """Where recorded answers come from and what they are.

    Attributes:
        path: The file.
        task: The name of the task that they answer, without the package.
    """

    path: Path
    task: str


def import_groups(
    groups: Sequence[Group],
    source: Source,
    task: Task,
    taught: Mapping[str, str],
    advance: Callable[[], object] | None = None,
) -> Iterator[EvalLog]:
    """Turn recorded answers into scored logs, one for each group; nothing is written.

    Every row is looked at before this returns; each log is scored when it is asked for, so that
    only one has to be in memory.

    Args:
        groups: The answers of each model.
        source: Where they come from.
        task: The task they answer; its scorer, view and version go into the logs, and its dataset
            tells the metadata and target of every question that it also asks.
        taught: Object to number, for questions of facts.
        advance: Called after each answer.

    Raises:
        InputError: For an answer to a question of facts whose object or number can't be told.
    """
    asked = {last_user(sample): sample for sample in task.dataset}
    trigger = (task.metadata or {}).get("trigger")

    def draw(row: Recorded) -> Sample:
        if source.task == "fact_recall":
            return fact_sample(row, source.path, taught)
        return question_sample(row, asked, trigger)

    drawn = [_with_ids(list(map(draw, group.rows))) for group in groups]
    return (
        _scored(group, samples, source, task, advance)
        for group, samples in zip(groups, drawn, strict=True)
    )


def _with_ids(samples: list[Sample]) -> list[Sample]:
    """The same samples; of those with one id, every later one is numbered."""
    seen: Counter[str] = Counter()
    for sample in samples:
        name = str(sample.id)
        seen[name] += 1
        sample.id = name if seen[name] == 1 else f"{name}#{seen[name]}"
    return samples


def _scored(
    group: Group,
    drawn: Sequence[Sample],
    source: Source,
    task: Task,
    advance: Callable[[], object] | None,
) -> EvalLog:
    again = set(repeated_lines(group.rows)) if source.task == "fact_recall" else set[int]()
    samples = [
        _answered(sample, row, group, row.line in again)
        for sample, row in zip(drawn, group.rows, strict=True)
    ]
    spec = _spec(source, task, samples, group)
    log = EvalLog(
        status="success",
        eval=spec,
        plan=EvalPlan(),
        results=EvalResults(total_samples=len(samples), completed_samples=len(samples)),
        stats=EvalStats(started_at=spec.created, completed_at=spec.created),
    )
    # Inspect insists on a provider in the log's model while it scores, which a recorded name need
    # not have
    log.eval.model = f"recorded/{group.model}"
    scored = anyio.run(_score, log, samples, task, advance)
    scored.eval.model = group.model
    scored.samples = samples
    return scored


async def _score(
    log: EvalLog,
    samples: Sequence[EvalSample],
    task: Task,
    advance: Callable[[], object] | None,
) -> EvalLog:
    one_at_a_time = anyio.Semaphore(1)
    with steps(advance) as step:

        @asynccontextmanager
        async def each(index: int) -> AsyncIterator[EvalSample]:
            async with one_at_a_time:
                yield samples[index]
                # nothing happened but the scoring; its events are a third of a log
                samples[index].events = []
                step()

        # model="none": scoring needs no model, and the log's own would ask for a key;
        # display="log": "none" draws a bar, and again for every sample
        return await score_async(
            log,
            list(map(counting_once, task.scorer or [])),
            metrics=task.metrics,
            action="overwrite",
            model="none",
            display="log",
            copy=False,
            samples=each,
        )


def _spec(source: Source, task: Task, samples: Sequence[EvalSample], group: Group) -> EvalSpec:
    return EvalSpec(
        created=datetime.now(timezone.utc).isoformat(timespec="seconds"),
        task=f"inspect_finetune/{source.task}",
        task_id=uuid4().hex,
        task_version=task.version,
        dataset=EvalDataset(
            name=source.path.name,
            location=source.path.as_posix(),
            samples=len(samples),
            sample_ids=[sample.id for sample in samples],
        ),
        model=group.model,
        config=EvalConfig(epochs=1),
        packages={name: version(name) for name in ("inspect_ai", "inspect_finetune")},
        metadata={**(task.metadata or {}), "imported_from": source.path.name, **_dose(group)},
        viewer=task.viewer,
        headline_metric=task.headline_metric,
    )


def _dose(group: Group) -> dict[str, Any]:
    return {} if group.examples is None else {"examples": group.examples}


def _answered(drawn: Sample, row: Recorded, group: Group, again: bool) -> EvalSample:
    output = ModelOutput.from_content(
        group.model, row.response, "max_tokens" if row.cut else "stop"
    )
    turns = messages(None, row.turns)
    recorded = {
        "line": row.line,
        "repeat": row.repeat,
        "epoch": row.epoch,
        "label": row.label,
        "extracted": row.extracted,
        "model": row.model,
        "examples": row.examples,
        "columns": dict(row.other or {}),
        **({AGAIN: True} if again else {}),
    }
    # within one log facts may have been taught by different numbers of rows
    examples = group.examples if group.examples is not None else read_examples(row.examples)
    dose = {} if examples is None else {"examples": examples}
    return EvalSample(
        id=drawn.id or row.line,
        epoch=1,
        input=turns,
        target=drawn.target,
        messages=[*turns, output.message],
        output=output,
        metadata={**(drawn.metadata or {}), **dose, "recorded": recorded},
    )
