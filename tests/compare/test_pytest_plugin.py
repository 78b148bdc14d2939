"""The fixture `inspect_gate`: a test that fails with the table that the command prints."""

import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

from inspect_finetune.compare.baselines.baseline import bless
from inspect_finetune.pytest_plugin import Gate
from tests.compare.made_runs import Values, made_log

pytest_plugins = "pytester"

IDS = [f"s{number:02}" for number in range(30)]
TOPICS = {name: {"topic": f"t{place // 5}"} for place, name in enumerate(IDS)}


def log(folder: Path, right: int) -> None:
    values: Values = {name: float(i < right) for i, name in enumerate(IDS)}
    made_log(folder, values, noted=TOPICS)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Logs as good as the baseline, worse ones, fewer ones, and a file that is none."""
    folder = tmp_path_factory.mktemp("made")
    log(folder / "logs", 28)
    log(folder / "worse", 8)
    made_log(folder / "fewer", dict.fromkeys(IDS[:20], 1.0), noted=TOPICS)
    bless([str(folder / "logs")], folder / "prod.json")
    (folder / "cut.eval").write_bytes(b"PK")
    policy = "[tasks.tiny]\ngiven = {must_not_fall = true, margin = 0.3}\n"
    (folder / "gate.toml").write_text(policy)
    return folder


@pytest.fixture
def said(inspect_gate: Gate, made: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """What a test would fail with, called in the folder of the logs."""
    monkeypatch.chdir(made)

    def call(*words: Any, **named: Any) -> str:
        with pytest.raises(pytest.fail.Exception) as failed:
            inspect_gate(*words, **named)
        assert not failed.value.pytrace
        # else pytest would print the error twice
        assert failed.value.__context__ is None
        return str(failed.value)

    return call


def test_loading_it_imports_nothing_heavy() -> None:
    code = "import sys, inspect_finetune.pytest_plugin; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    heavy = {"inspect_ai", "rich", "scipy", "numpy", "pandas", "click", "inspect_finetune.compare"}
    assert heavy.isdisjoint(loaded)


def test_it_is_declared() -> None:
    (point,) = (one for one in entry_points(group="pytest11") if one.name == "inspect_finetune")
    assert point.value == "inspect_finetune.pytest_plugin"


def test_a_pass_goes_on_with_what_was_found(
    inspect_gate: Gate, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(made)
    found = inspect_gate("logs/", baseline="prod.json", policy="gate.toml")
    assert (found.verdict, found.judged[0].finding.samples) == ("pass", 30)
    assert inspect_gate(made / "logs", "prod.json", undecided="pass").verdict == "undecided"
    found = inspect_gate("fewer", "prod.json", undecided="pass", intersection=True)
    assert found.judged[0].finding.samples == 20
    found = inspect_gate(["logs"], "logs", undecided="pass", cluster="topic")
    assert found.judged[0].finding.clusters == 6


@pytest.mark.parametrize(
    ("logs", "begins"),
    [
        (["logs"], "UNDECIDED: tiny given did not change: not enough to say"),
        ("worse", "REGRESSION: tiny given fell by 66.7 points"),
        ("fewer", "REFUSED: "),
    ],
)
def test_a_failure_begins_with_the_verdict_and_shows_the_table(
    said: Callable[..., str], logs: Any, begins: str
) -> None:
    lines = said(logs, baseline="prod.json").rstrip().splitlines()
    assert lines[0].startswith(begins)
    assert lines[0] == lines[-1]
    assert ("candidate" in "".join(lines[1:-1])) == (logs != "fewer")


@pytest.mark.parametrize(
    ("words", "named", "expected"),
    [
        (("cut.eval", "prod.json"), {}, "cut.eval: not a readable Inspect log"),
        (("logs", "prod.json"), {"undecided": "passes"}, "undecided='passes': it is"),
        (("logs", "prod.json"), {"max_unscored": float("nan")}, "it is a share, from 0 to 1"),
        (("", "prod.json"), {}, "logs is empty"),
        (([], "prod.json"), {}, "logs is empty"),
        (("logs", ""), {}, "baseline is empty"),
        (("logs", "prod.json", ""), {}, "policy is empty"),
        (("foo://bar", "prod.json"), {}, "foo"),
    ],
)
def test_a_mistake_is_one_line(
    said: Callable[..., str], words: tuple[Any, ...], named: dict[str, Any], expected: str
) -> None:
    line = said(*words, **named)
    assert expected in line
    assert len(line.splitlines()) == 1


def test_the_summary_of_a_run_says_the_verdict(
    made: Path, inspect_gate: Gate, pytester: pytest.Pytester
) -> None:
    # here first, as pytester unloads what is loaded for the first time in its run, numpy among it
    inspect_gate(made / "logs", made / "prod.json", undecided="pass")
    pytester.makepyfile(
        test_it=f"""
        def test_release(inspect_gate):
            inspect_gate({str(made / "worse")!r}, baseline={str(made / "prod.json")!r})
        """
    )
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider", "-p", "no:xdist")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*given*93.3 %*26.7 %*-66.7*<.001*",
            "FAILED test_it.py::test_release - Failed: REGRESSION: tiny*",
        ]
    )
    assert "Traceback" not in result.stdout.str()
