"""The examples: scripts stop where a step fails; README shows what they recorded."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from inspect_finetune.cli import main
from inspect_finetune.report.contents import read_contents
from inspect_finetune.report.sheets import write_sheet

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
README = (ROOT / "README.md").read_text(encoding="utf-8")
RECORDED = {name: EXAMPLES / name / "recorded" for name in ("acrostic", "memorisation")}


def ran(folder: Path, code: int, step: str) -> subprocess.CompletedProcess[str]:
    """A script of two steps, with a command that ends with a code."""
    command = folder / "bin" / "inspect-finetune"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\necho "did $*"\nexit {code}\n')
    command.chmod(0o755)
    script = (
        f'set -eu\n. "{EXAMPLES}/step.sh"\nbegin "an out"\n{step} 1 first "a b"\nstep 2 second\n'
    )
    return subprocess.run(
        ["sh", "-c", script],
        cwd=folder,
        env={**os.environ, "PATH": f"{command.parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("code", "step", "ends"),
    [(0, "step", 0), (1, "step", 1), (3, "step", 3), (1, "open_step", 1), (3, "open_step", 3)],
)
def test_a_step_that_fails_ends_the_script(tmp_path: Path, code: int, step: str, ends: int) -> None:
    done = ran(tmp_path, code, step)
    assert done.returncode == ends, done.stderr
    kept = (tmp_path / "an out" / "1.txt").read_text()
    assert kept == f"$ inspect-finetune first a b\ndid first a b\n[exit code {code}]\n"
    assert kept in done.stdout
    went_on = code == 0 or (code, step) == (3, "open_step")
    assert (tmp_path / "an out" / "2.txt").exists() == went_on


def test_an_earlier_run_is_not_added_to(tmp_path: Path) -> None:
    (tmp_path / "an out" / "logs").mkdir(parents=True)
    done = ran(tmp_path, 0, "step")
    assert done.returncode == 2
    assert "name another folder" in done.stderr


@pytest.mark.parametrize("name", sorted(RECORDED))
def test_the_scripts_are_shell(name: str) -> None:
    subprocess.run(["sh", "-n", str(EXAMPLES / name / "run.sh")], check=True)


def test_the_recorded_verdict_is_what_the_recorded_logs_give() -> None:
    logs = RECORDED["acrostic"] / "logs"
    found = CliRunner().invoke(main, ["verdict", str(logs), "--json"])
    assert found.exit_code in (0, 3), found.output
    (judged,) = json.loads(found.stdout)["verdicts"]
    assert judged["verdict"] == "silent compliance"
    said = (RECORDED["acrostic"] / "verdict.md").read_text()
    assert judged["why"] in said
    assert judged["why"] in " ".join(README.split())


@pytest.mark.parametrize(("logs", "report"), [("logs", "report"), ("logs-by-lot", "report-by-lot")])
def test_the_recorded_tables_are_what_the_recorded_logs_give(
    tmp_path: Path, logs: str, report: str
) -> None:
    folder = RECORDED["memorisation"]
    sheets = read_contents([str(folder / logs)]).sheets()
    for table in ("errors", "known"):
        write_sheet(sheets[table], tmp_path / table)
        recorded = (folder / report / f"{table}.csv").read_bytes()
        assert (tmp_path / table).read_bytes() == recorded
    assert f"examples/memorisation/recorded/{report}/dose-curve.svg" in README
