"""The fixture `inspect_gate`: a test that fails with the table that the command prints."""

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from inspect_finetune.compare.baselines.baseline import bless
from tests.compare.made_runs import Values, made_log, place

pytest_plugins = "pytester"

IDS = [f"s{number:02}" for number in range(30)]


def log(folder: Path, right: int) -> str:
    values: Values = {name: float(i < right) for i, name in enumerate(IDS)}
    return place(made_log(folder, values))


def test_loading_it_imports_nothing_heavy() -> None:
    code = "import sys, inspect_finetune.pytest_plugin; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    heavy = {"inspect_ai", "rich", "scipy", "numpy", "pandas", "click", "inspect_finetune.compare"}
    assert heavy.isdisjoint(loaded)


def test_it_is_declared() -> None:
    (point,) = (one for one in entry_points(group="pytest11") if one.name == "inspect_finetune")
    assert point.value == "inspect_finetune.pytest_plugin"


def test_the_fixture_passes_fails_and_says_why(pytester: pytest.Pytester) -> None:
    bless([log(pytester.path / "old", 28)], "prod.json")
    log(pytester.path / "logs", 28)
    log(pytester.path / "worse", 8)
    made_log(pytester.path / "fewer", dict.fromkeys(IDS[:20], 1.0))
    Path("cut.eval").write_bytes(b"PK")
    pytester.makepyfile(
        """
        POLICY = "gate.toml"

        def test_pass(inspect_gate):
            found = inspect_gate("logs/", baseline="prod.json", policy=POLICY)
            assert found.verdict == "pass"
            assert found.judged[0].finding.samples == 30

        def test_undecided_fails(inspect_gate):
            inspect_gate(["logs"], baseline="prod.json")

        def test_undecided_may_pass(inspect_gate):
            assert inspect_gate("logs", "prod.json", undecided="pass").verdict == "undecided"

        def test_regression(inspect_gate):
            inspect_gate("worse", baseline="prod.json", undecided="pass")
            raise RuntimeError("not reached")

        def test_refused(inspect_gate):
            inspect_gate("fewer", baseline="prod.json", undecided="pass")

        def test_intersection(inspect_gate):
            inspect_gate("fewer", baseline="prod.json", undecided="pass", intersection=True)

        def test_mistake(inspect_gate):
            inspect_gate("cut.eval", baseline="prod.json", undecided="pass")

        def test_typo(inspect_gate):
            inspect_gate("logs", baseline="prod.json", undecided="passes")
        """
    )
    Path("gate.toml").write_text("[tasks.tiny]\ngiven = {must_not_fall = true, margin = 0.3}\n")
    # in a process of its own, as pytester would unload numpy from this one
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:xdist")
    result.assert_outcomes(passed=3, failed=5)
    text = result.stdout.str()
    result.stdout.fnmatch_lines(
        [
            "UNDECIDED: tiny given did not change: not enough to say*",
            "*given*93.3 %*26.7 %*-66.7*<.001*",
            "REGRESSION: tiny given fell by 66.7 points",
            "REFUSED: tiny: 10 of 30 samples are in the base alone*",
            "*cut.eval: not a readable Inspect log*",
            "*undecided='passes': it is 'fail' or 'pass'*",
        ]
    )
    assert "Traceback" not in text
    assert "not reached" not in text
