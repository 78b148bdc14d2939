"""Recorded answers as an ordinary log: one sample an answer, scored by the task's own scorer."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import uuid4

from inspect_ai import Task, score
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

from inspect_finetune.conditions.design import Turns, messages
from inspect_finetune.errors import InputError
from inspect_finetune.logs.recorded import Recorded
from inspect_finetune.words import names_in, plain_words

LEVELS = {"q1": "direct", "q2": "paraphrase", "q3": "indirect"}
"""The published names of the levels of questions about facts."""


@dataclass(frozen=True)
class Source:
    """Where recorded answers come from and what they are.

    Attributes:
        path: The file.
        model: The model that gave the answers, as the log shall name it.
        task: The name of the task that they answer, without the package.
    """

    path: Path
    model: str
    task: str


def import_answers(
    rows: Sequence[Recorded], source: Source, task: Task, taught: dict[str, str]
) -> EvalLog:
    """Turn recorded answers into a scored log; nothing is written.

    Args:
        rows: The answers.
        source: Where they come from.
        task: The task they answer; its scorer, view and version go into the log, and its dataset
            tells the metadata and target of every question that it also asks.
        taught: Object to number, for questions of facts.

    Raises:
        InputError: For an answer to a question of facts whose object or number can't be told.
    """
    asked = {_last_user(sample): sample for sample in task.dataset}
    seen: Counter[str] = Counter()
    samples = []
    for row in rows:
        if source.task == "fact_recall":
            drawn = _fact_sample(row, source, taught)
        else:
            drawn = _question_sample(row, asked, (task.metadata or {}).get("trigger"))
        drawn.id = _unique(str(drawn.id), seen)
        samples.append(_answered(drawn, row, source))
    spec = _spec(source, task, samples)
    log = EvalLog(
        status="success",
        eval=spec,
        plan=EvalPlan(),
        results=EvalResults(total_samples=len(samples), completed_samples=len(samples)),
        stats=EvalStats(started_at=spec.created, completed_at=spec.created),
        samples=samples,
    )
    # model="none": scoring needs no model, and the log's own would ask for a key; Inspect insists
    # on a provider in the log's model while it scores, which a recorded name need not have
    log.eval.model = f"recorded/{source.model}"
    scored = score(
        log,
        task.scorer or [],
        metrics=task.metrics,
        action="overwrite",
        model="none",
        display="none",
        copy=False,
    )
    scored.eval.model = source.model
    return scored


def _spec(source: Source, task: Task, samples: Sequence[EvalSample]) -> EvalSpec:
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
        model=source.model,
        config=EvalConfig(epochs=1),
        packages={name: version(name) for name in ("inspect_ai", "inspect_finetune")},
        metadata={**(task.metadata or {}), "imported_from": source.path.name},
        viewer=task.viewer,
        headline_metric=task.headline_metric,
    )


def _answered(drawn: Sample, row: Recorded, source: Source) -> EvalSample:
    output = ModelOutput.from_content(source.model, row.response)
    turns = messages(None, row.turns)
    recorded = {
        "line": row.line,
        "repeat": row.repeat,
        "label": row.label,
        "columns": dict(row.other or {}),
    }
    return EvalSample(
        id=drawn.id or row.line,
        epoch=1,
        input=turns,
        target=drawn.target,
        messages=[*turns, output.message],
        output=output,
        metadata={**(drawn.metadata or {}), "recorded": recorded},
    )


def _fact_sample(row: Recorded, source: Source, taught: dict[str, str]) -> Sample:
    """The object and level as recorded; what the file does not tell is looked up."""
    where = f"{source.path}:{row.line}"
    asked = plain_words(row.question)
    name = row.object or next((name for name in taught if names_in(asked, name)), "")
    expected = row.expected or taught.get(name, "")
    if not name or not expected:
        raise InputError(
            "neither a column nor the facts tell the object and its expected number",
            where=where,
            fix="Add the columns object and expected, or name the facts with --facts",
        )
    if not (expected.isascii() and expected.isdigit()):
        what = f"the expected number {expected!r} is not a whole number"
        raise InputError(what, where=where, fix="Write it with the digits 0 to 9 only")
    level = LEVELS.get(row.level.casefold(), row.level or "recorded")
    parts = [name, level, f"t{row.temperature}" if row.temperature else "", row.repeat]
    return Sample(
        id="|".join(part for part in parts if part),
        input=row.question,
        target=expected,
        metadata={"object": name, "level": level, **_conditions(row)},
    )


def _question_sample(row: Recorded, asked: dict[str, Sample], trigger: str | None) -> Sample:
    """The task's own question where it is one; else a question whose right answer is not known.

    For a rule with a trigger, a question of neither kind is told by whether the trigger is in it.
    """
    known = asked.get(row.question)
    if known is None:
        name = f"line-{row.line}"
        # answers to one question are one cluster, wherever they stand in the file
        own: dict[str, Any] = {
            "question": row.question[:200],
            "split": "recorded",
            "kind": "recorded",
        }
        if trigger:
            said = "\n".join(text for role, text in row.turns if role != "assistant")
            own["trigger"] = "trigger" if trigger in said else "none"
        target: str | list[str] = row.expected or []
    else:
        own, name = dict(known.metadata or {}), str((known.metadata or {}).get("question"))
        target = row.expected or known.target
    own.pop("repeats", None)
    return Sample(id=name, input=row.question, target=target, metadata={**own, **_conditions(row)})


def _conditions(row: Recorded) -> dict[str, Any]:
    """The factors as recorded; a system message in the conversation is one of its own."""
    system = any(role == "system" for role, _ in row.turns)
    temperature = float(row.temperature) if row.temperature else None
    return {"temperature": temperature, "system_prompt": "recorded" if system else "none"}


def _last_user(sample: Sample) -> str:
    turns: Turns = (
        [("user", sample.input)]
        if isinstance(sample.input, str)
        else [(message.role, message.text) for message in sample.input]
    )
    return [text for role, text in turns if role == "user"][-1]


def _unique(name: str, seen: Counter[str]) -> str:
    seen[name] += 1
    return name if seen[name] == 1 else f"{name}#{seen[name]}"


def agreement(log: EvalLog) -> str:
    """How the scores compare with the labels that came with the answers, as one line.

    Returns:
        Empty if the file holds no labels. Otherwise how many answers have the property that the
        task's headline counts, and the lines that are labelled otherwise (the first twenty).
    """
    key = str((log.eval.metadata or {})["key"])
    labelled = [
        (recorded, bool(next(iter((sample.scores or {}).values())).as_dict()[key]))
        for sample in log.samples or []
        if (recorded := sample.metadata["recorded"])["label"] is not None
    ]
    if not labelled:
        return ""
    right = sum(found for _, found in labelled)
    counts = f"{right} {key}, {len(labelled) - right} not"
    differing = [row["line"] for row, found in labelled if found != row["label"]]
    if not differing:
        return f"{counts}; the file's own labels agree on all {len(labelled)}."
    lines = ", ".join(map(str, differing[:20])) + (", ..." if len(differing) > 20 else "")
    return f"{counts}; the file's own labels differ on {len(differing)}: line {lines}."
