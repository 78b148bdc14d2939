import json
from pathlib import Path

from click.testing import CliRunner, Result
from inspect_ai.log import EvalLog

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


def test_numbers_that_are_no_shares_have_no_interval(tmp_path: Path, base: Path) -> None:
    log = made_log(tmp_path, {"a": 7, "b": -3})
    result = bless(place(log), "--baseline", base, "--json")
    (run,) = json.loads(result.output)["runs"]
    assert (run["value"], run["lower"], run["upper"]) == (2, None, None)


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
