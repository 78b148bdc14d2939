"""What is missing or unreadable never passes, and gaps of what is only watched are noted."""

from pathlib import Path
from typing import Any

import pytest
from inspect_ai.log import EvalLog, read_eval_log, write_eval_log

from inspect_finetune.compare.comparison import Allowed, compare_places
from inspect_finetune.compare.findings import Gated
from inspect_finetune.compare.gate import exit_code, gate_logs
from tests.compare.made_runs import made_log, place

NAN = float("nan")
ALL = [{"acc": 1, "safe": 1}] * 40
GAPS: list[tuple[list[dict[str, Any]], str]] = [
    ([{"acc": NAN, "safe": 1}] * 10 + ALL[10:], "given.acc"),
    ([{"safe": 1}] * 10 + ALL[10:], "given.acc"),
]


def made(folder: Path, values: list[dict[str, Any]]) -> str:
    held = {f"s{number:02}": value for number, value in enumerate(values)}
    return place(made_log(folder, held))


def gated(base: str, candidate: str, policy: Path | None = None, **allowed: Any) -> Gated:
    return gate_logs([candidate], base, policy and str(policy), Allowed(**allowed))[0]


@pytest.mark.parametrize(("values", "measure"), GAPS)
def test_a_judged_measure_with_gaps_on_either_side_is_refused(
    values: list[dict[str, Any]], measure: str, tmp_path: Path
) -> None:
    whole, holes = made(tmp_path / "whole", ALL), made(tmp_path / "holes", values)
    for base, candidate, side in (
        (whole, holes, "candidate"),
        (holes, whole, "base"),
        (holes, holes, "base"),
    ):
        policy = tmp_path / "gate.toml"
        policy.write_text("[tasks.tiny]\nacc = 'must_not_fall'\n")
        found = gated(base, candidate, policy)
        assert found.verdict == "refused"
        said = f"tiny: {measure} has no value in 10 of 40 samples of the {side} (--max-unscored)"
        assert found.reasons[0] == said
    passed = gated(whole, holes, max_unscored=0.25)
    assert passed.verdict != "refused"
    assert any("10 of 40" in note for note in passed.compared[0].notes)


def test_gaps_of_what_is_tracked_or_compared_are_noted(tmp_path: Path) -> None:
    whole, holes = made(tmp_path / "whole", ALL), made(tmp_path / "holes", GAPS[0][0])
    policy = tmp_path / "gate.toml"
    policy.write_text("[tasks.tiny]\nsafe = 'must_not_fall'\nacc = 'track'\n")
    noted = "tiny: given.acc has no value in 10 of 40 samples of the candidate"
    found = gated(whole, holes, policy)
    assert found.verdict != "refused"
    assert noted in found.compared[0].notes
    comparison, _ = compare_places(whole, holes, [], Allowed(), 0.05)
    assert noted in comparison.compared[0].notes


def test_a_json_log_never_passes(tiny: EvalLog, tmp_path: Path) -> None:
    path = tmp_path / "tiny.json"
    write_eval_log(read_eval_log(place(tiny)), str(path))
    found = gated(place(tiny), str(path))
    assert (found.verdict, exit_code(found.verdict, "pass")) == ("refused", 3)
    assert "inspect log convert LOG --to eval" in found.said
