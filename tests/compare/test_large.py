"""The verb `compare` on large logs, within the time and memory that are promised."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from inspect_ai.log import EvalLog

from inspect_finetune.compare.runs.reading import read_run
from inspect_finetune.compare.runs.whole import reasons
from tests.compare.made_runs import place

PACKED = {"compression": ZIP_DEFLATED, "compresslevel": 1}  # zstd takes minutes to write

Change = Callable[[int, dict[str, Any]], None]


def enlarge(
    log: EvalLog,
    path: Path,
    samples: int,
    seed: int,
    change: Change | None = None,
    task: str = "fact_recall",
) -> str:
    """A log of so many samples with answers, scores and texts of their own.

    Args:
        log: Whose samples are taken, over and over.
        path: Where it goes.
        samples: How many.
        seed: What scores and texts are drawn from.
        change: Changes a sample after its summary was written, by its number.
        task: The task's name.
    """
    random = Random(seed)
    path.parent.mkdir(exist_ok=True)
    with ZipFile(place(log)) as source, ZipFile(path, "w", **PACKED) as out:
        header = json.loads(source.read("header.json"))
        names = [name for name in source.namelist() if name.startswith("samples/")]
        bodies = [json.loads(source.read(name)) for name in names]
        rows = {(row["id"], row["epoch"]): row for row in json.loads(source.read("summaries.json"))}
        told = []
        for number in range(samples):
            body = bodies[number % len(bodies)]
            row = rows[body["id"], body["epoch"]]
            changed = _drawn(f"{number}", body["scores"], random.random() < 0.9)
            told.append({**row, **changed, "metadata": {**row["metadata"], **_object(number)}})
            body = {**body, **deepcopy(changed), "store": {"noise": random.randbytes(400).hex()}}
            if change is not None:
                change(number, body)
            out.writestr(f"samples/{number}_epoch_1.json", json.dumps(body))
        header["eval"].update(task_id=f"{path}", headline_metric=None, task=task)
        header["eval"]["dataset"].update(samples=samples, sample_ids=[row["id"] for row in told])
        out.writestr("header.json", json.dumps(header))
        out.writestr("summaries.json", json.dumps(told))
    return str(path)


def _object(number: int) -> dict[str, str]:
    return {"object": f"object {number // 6}"}


def _drawn(name: str, scores: dict[str, Any], right: bool) -> dict[str, Any]:
    held = {key: {**one, "value": dict(one["value"])} for key, one in scores.items()}
    for one in held.values():
        one["value"].update(correct=float(right), incorrect=float(not right))
    return {"id": name, "epoch": 1, "scores": held}


def better(number: int, body: dict[str, Any]) -> None:
    """One sample scores otherwise than its summary says."""
    if number == 777:
        body["scores"]["fact_value"]["value"]["correct"] = 0.5


def edited(number: int, body: dict[str, Any]) -> None:
    """One sample's score bears the mark of Inspect's `edit_score`."""
    if number == 777:
        body["scores"]["fact_value"]["history"] = [{"value": {"correct": 0}}]


def compared(*words: str) -> tuple[int, str, float, float]:
    """Exit code, what was said, CPU seconds and bytes of memory of one call in its own process."""
    verb = "from inspect_finetune.cli import main; main()"
    command = [sys.executable, "-c", verb, "compare", *words]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, said, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024.0


@pytest.mark.slow
def test_two_logs_of_50_000_samples(facts: EvalLog, tmp_path: Path) -> None:
    old, new = (enlarge(facts, tmp_path / f"{seed}.eval", 50_000, seed) for seed in (1, 2))
    code, said, seconds, memory = compared(old, new, "--json")
    print(seconds, memory)
    assert code == 0, said
    assert '"samples": 25000' in said  # the other half is asked backwards
    assert seconds < 30
    assert memory < 1.5e9


@pytest.mark.slow
def test_ten_logs_of_1_000_samples(facts: EvalLog, tmp_path: Path) -> None:
    for side, seed in (("old", 1), ("new", 2)):
        for task in range(5):
            path = tmp_path / side / f"{task}.eval"
            enlarge(facts, path, 1000, seed + 10 * task, task=f"task_{task}")
    code, said, seconds, _ = compared(str(tmp_path / "old"), str(tmp_path / "new"))
    print(said, seconds)
    assert code == 0, said
    assert all(f"task_{task}" in said for task in range(5))
    assert seconds < 5


@pytest.mark.parametrize(("change", "said"), [(better, "other scores than"), (edited, "edited")])
def test_one_changed_score_in_a_thousand_is_found(
    change: Change, said: str, facts: EvalLog, tmp_path: Path
) -> None:
    assert reasons(read_run(enlarge(facts, tmp_path / "whole.eval", 1000, 1))) == []
    changed = read_run(enlarge(facts, tmp_path / "changed.eval", 1000, 1, change))
    (reason,) = reasons(changed)
    assert said in reason
    assert "(777" in reason
