"""A release gate as a shell script and as a test, on three candidates of known recall."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from inspect_ai import eval as inspect_eval
from inspect_ai.model import get_model

from inspect_finetune.compare.baselines.baseline import bless
from inspect_finetune.evals import fact_recall
from inspect_finetune.pytest_plugin import Gate
from tests.e2e.commands import BIN

GATE = """#!/bin/bash
set -u
for name in same worse broken; do
  inspect-finetune gate $name --baseline prod.json --junit $name.xml > $name.txt
  echo "$name $? $(tail -n 1 $name.txt | cut -d: -f1)"
done
"""

RECALL = {"released": (0.9, 0), "same": (0.9, 1), "worse": (0.85, 1), "broken": (0.6, 1)}
"""Recall and seed; another seed makes other mistakes, as another run of one model would."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log for each model, 50 questions about 50 objects; the first is blessed."""
    folder = tmp_path_factory.mktemp("gate")
    for name, (recall, seed) in RECALL.items():
        model = get_model("reference/memoriser", recall=recall, seed=seed)
        (log,) = inspect_eval(
            fact_recall(families="direct"),
            model=model,
            log_dir=str(folder / name),
            display="none",
            log_realtime=False,
            score_display=False,
            ctl_server=False,
            max_samples=50,
        )
        assert log.status == "success", log.error
    bless([str(folder / "released")], folder / "prod.json")
    return folder


def script_said(folder: Path) -> list[tuple[str, str, str]]:
    """Name, exit code and verdict of every call of the script."""
    (folder / "gate.sh").write_text(GATE)
    done = subprocess.run(
        ["bash", "gate.sh"],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return [tuple(line.split()) for line in done.stdout.splitlines()]  # type: ignore[misc]


def environment() -> Mapping[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("INSPECT_", "GITHUB_"))}
    return {**kept, "PATH": f"{BIN}:{os.environ['PATH']}", "COLUMNS": "120"}


def test_a_shell_script_can_rely_on_the_exit_code(folder: Path) -> None:
    same, worse, broken = script_said(folder)
    assert same[1:] in {("0", "PASS"), ("3", "UNDECIDED")}
    assert worse[1:] in {("3", "UNDECIDED"), ("1", "REGRESSION")}
    assert broken[1:] == ("1", "REGRESSION")
    assert (folder / "broken.xml").is_file()
    said = (folder / "broken.txt").read_text().splitlines()[-1]
    assert said.startswith("REGRESSION: fact_recall correct fell by ")
    assert 15 <= float(said.split()[-2]) <= 45


@pytest.mark.parametrize(
    ("name", "verdicts"),
    [
        ("same", ("PASS", "UNDECIDED")),
        ("worse", ("UNDECIDED", "REGRESSION")),
        ("broken", ("REGRESSION",)),
    ],
)
def test_a_test_says_the_same(
    folder: Path, inspect_gate: Gate, name: str, verdicts: tuple[str, ...]
) -> None:
    """The fixture is that of the installed plug-in, as in any user's test."""
    try:
        said = inspect_gate(folder / name, baseline=folder / "prod.json").said
    except pytest.fail.Exception as failed:
        said = str(failed)
    assert said.partition(":")[0] in verdicts
    if name == "broken":
        assert said.startswith("REGRESSION: fact_recall correct fell by")
