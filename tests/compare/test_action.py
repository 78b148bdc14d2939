"""The GitHub action: its script as the runner runs it, in bash with the inputs as variables."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from inspect_finetune.compare.baselines.baseline import bless
from tests.compare.made_runs import made_log

ROOT = Path(__file__).parents[2]
IDS = [f"s{number:02}" for number in range(30)]


def action() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "action.yml").read_text())


def gate_step() -> dict[str, Any]:
    (step,) = (step for step in action()["runs"]["steps"] if step.get("id") == "gate")
    return step


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("job")
    for name, right in (("old", 28), ("worse", 8)):
        made_log(folder / name, {one: float(i < right) for i, one in enumerate(IDS)})
    bless([str(folder / "old")], folder / "prod.json")
    return folder


def run(folder: Path, tmp_path: Path, **inputs: str) -> tuple[int, str, str]:
    """Exit code, output, and what was written to $GITHUB_OUTPUT."""
    files = {name: tmp_path / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    given = {"LOGS": "old", "BASELINE": "prod.json", "MAX_UNSCORED": "0"}
    given |= {"POLICY": "", "UNDECIDED": "", "JUNIT": "", **inputs}
    assert given.keys() == gate_step()["env"].keys()
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", gate_step()["run"]],
        cwd=folder,
        env={
            **{name: str(path) for name, path in files.items()},
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "HOME": str(tmp_path),
            "RUNNER_TEMP": str(tmp_path),
            **given,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr, files["GITHUB_OUTPUT"].read_text()


def test_no_input_stands_in_a_script() -> None:
    for step in action()["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
    named = set(re.findall(r"inputs\.([\w-]+)", (ROOT / "action.yml").read_text()))
    assert named == set(action()["inputs"])


@pytest.mark.parametrize(
    ("inputs", "code", "verdict"),
    [
        (
            {
                "LOGS": "\n  worse\t \r\n\r\n",
                "MAX_UNSCORED": "",
                "JUNIT": "gate.xml",
                "UNDECIDED": "pass",
            },
            1,
            "regression",
        ),
        ({"LOGS": "--help\n$(touch hit)\n`touch hit`; touch hit"}, 2, "error"),
    ],
)
def test_the_script_gates(
    folder: Path, tmp_path: Path, inputs: dict[str, str], code: int, verdict: str
) -> None:
    found, said, output = run(folder, tmp_path, **inputs)
    assert (found, output) == (code, f"verdict={verdict}\n"), said
    assert not (folder / "hit").exists()
    assert (tmp_path / "GITHUB_STEP_SUMMARY").exists() == (code != 2)
    assert (folder / "gate.xml").exists() or "JUNIT" not in inputs
    assert re.search(r"^::stop-commands::(\w{32})\n(.*\n)*^::\1::$", said, re.MULTILINE)
