"""The command that makes runs a baseline."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from inspect_ai.log import EvalLog
from scipy.stats import t

from inspect_finetune.cli import main
from tests.compare.made_runs import FAILS, made_log, place


def bless(*words: object) -> Result:
    return CliRunner().invoke(main, ["bless", *map(str, words)])


def test_it_says_what_was_blessed_and_how_to_gate(
    facts: EvalLog, tiny: EvalLog, base: Path
) -> None:
    result = bless(place(facts), place(tiny), "--baseline", base)
    assert result.exit_code == 0, result.output
    assert base.exists()
    for text in ("fact_recall", "tiny", "0.625", f"gate LOG --baseline {base}"):
        assert text in result.output


def test_the_same_as_json(tiny: EvalLog, base: Path) -> None:
    result = bless(place(tiny), "--baseline", base, "--json", "--cluster", "topic")
    told = json.loads(result.output)
    (run,) = told["runs"]
    assert (run["task"], run["measure"], run["value"]) == ("tiny", "given", 0.625)
    assert (run["samples"], run["clusters"]) == (4, 3)
    assert run["lower"] < 0.625 < run["upper"]
    assert told["checksum"] == json.loads(base.read_text())["checksum"]


def test_numbers_that_are_no_shares_have_the_interval_of_t(tmp_path: Path, base: Path) -> None:
    log = made_log(tmp_path, {f"q{n}": 7 if n % 2 else -3 for n in range(40)})
    result = bless(place(log), "--baseline", base, "--json")
    (run,) = json.loads(result.output)["runs"]
    half = t.ppf(0.975, 39) * 5 / 39**0.5
    assert (run["value"], run["lower"], run["upper"]) == pytest.approx((2, 2 - half, 2 + half))


def test_one_number_has_no_interval(tmp_path: Path, base: Path) -> None:
    result = bless(place(made_log(tmp_path, {"a": 7})), "--baseline", base, "--json")
    (run,) = json.loads(result.output)["runs"]
    assert (run["value"], run["lower"], run["upper"]) == (7, None, None)


def test_a_name_of_a_task_moves_no_cursor(tmp_path: Path, base: Path) -> None:
    result = bless(place(made_log(tmp_path, {"a": 1}, task="na\x1b[31mme")), "--baseline", base)
    assert result.exit_code == 0
    assert "\x1b[31m" not in result.output


def test_a_file_that_is_no_baseline_is_a_mistake(tiny: EvalLog, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("dear to me")
    result = bless(place(tiny), "--baseline", path)
    assert (result.exit_code, path.read_text()) == (2, "dear to me")


def test_a_run_with_errors_ends_with_3_and_a_mistake_with_2(
    tiny: EvalLog, tmp_path: Path, base: Path
) -> None:
    failed = bless(place(made_log(tmp_path, {"a": 1, "b": FAILS})), "--baseline", base)
    assert failed.exit_code == 3
    assert "1 of 2 samples ended in an error" in failed.output
    mistaken = bless(place(tiny), "--baseline", base, "--cluster", "topics")
    assert mistaken.exit_code == 2
    assert "Did you mean 'topic'" in mistaken.output
    assert bless(tmp_path / "no.eval", "--baseline", base).exit_code == 2
    assert not base.exists()
    for result in (failed, mistaken):
        assert result.output.count("\n") == 1
