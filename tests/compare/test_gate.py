"""The gate's verdict on real logs, what it refuses, and the exit code that follows."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from inspect_ai.log import EvalLog

from inspect_finetune.compare.baselines.baseline import bless
from inspect_finetune.compare.comparison import Allowed
from inspect_finetune.compare.findings import Gated
from inspect_finetune.compare.gate import exit_code, gate_logs
from inspect_finetune.evals import fact_recall
from tests.compare.made_runs import FAILS, Values, made_log, place
from tests.compare.watching import asked, blessed

IDS = [f"s{number:02}" for number in range(60)]
FEW = dict.fromkeys(IDS[:4], 1.0)

Log = Callable[[int], str]


def shares(right: int) -> Values:
    return {name: float(i < right) for i, name in enumerate(IDS)}


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Log:
    """A log of 60 samples of which so many are right; each is made once."""

    @cache
    def made(right: int) -> str:
        return place(made_log(tmp_path_factory.mktemp(f"right-{right}"), shares(right)))

    return made


@pytest.fixture(scope="module")
def baseline(log: Log, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("baselines") / "prod.json"
    bless([log(50)], path)
    return str(path)


@pytest.fixture
def small(tmp_path: Path) -> str:
    """A baseline of four samples, all right."""
    bless([place(made_log(tmp_path / "released", FEW))], tmp_path / "small.json")
    return str(tmp_path / "small.json")


def gated(baseline: str, *logs: object, policy: str | None = None, **allowed: object) -> Gated:
    places = [log if isinstance(log, str) else place(log) for log in logs]
    return gate_logs(places, baseline, policy, Allowed(**allowed))[0]


@pytest.mark.parametrize(
    ("verdict", "undecided", "code"),
    [
        *(("pass", None, 0), ("pass", "fail", 0), ("regression", None, 1)),
        *(("regression", "pass", 1), ("undecided", None, 3), ("undecided", "pass", 0)),
        *(("undecided", "fail", 1), ("refused", None, 3), ("refused", "pass", 3)),
        ("refused", "fail", 3),
    ],
)
def test_the_exit_code_follows_from_the_verdict(verdict: str, undecided: str, code: int) -> None:
    assert exit_code(verdict, undecided) == code


def test_the_same_answers_pass(log: Log, baseline: str) -> None:
    found = gated(baseline, log(50))
    assert found.said == "PASS: tiny given is as asked"
    (one,) = found.judged
    assert (one.verdict, one.limit, one.needed) == ("pass", -0.05, None)
    assert "is excluded" in one.said


def test_a_fall_is_a_regression_and_the_line_says_what_fell(log: Log, baseline: str) -> None:
    found = gated(baseline, log(35))
    assert found.verdict == "regression"
    assert found.said == "REGRESSION: tiny given fell by 25 points"
    assert found.judged[0].p < 0.001
    assert found.judged[0].finding is found.compared[0].findings[0]


def test_a_small_fall_is_undecided_and_says_what_would_decide(log: Log, baseline: str) -> None:
    found = gated(baseline, log(48))
    assert found.said == (
        "UNDECIDED: tiny given fell by 3.3 points: not enough to say "
        "(must not fall by 5 points or more)"
    )
    assert found.judged[0].needed["clusters"] > 60


def test_the_policy_decides_what_is_asked(tmp_path: Path, log: Log, baseline: str) -> None:
    policy = tmp_path / "gate.toml"
    policy.write_text("[tasks.tiny]\ngiven = {must_not_fall = true, margin = 0.2}\n")
    assert gated(baseline, log(48), policy=str(policy)).verdict == "pass"
    policy.write_text("[tasks.tiny]\ngiven = {at_least = 0.95}\n")
    assert gated(baseline, log(48), policy=str(policy)).verdict == "regression"
    policy.write_text('[tasks.tiny]\ngiven = "must_not_rise"\n')
    found = gated(baseline, log(48), policy=str(policy))
    assert found.judged[0].limit == 0.05
    policy.write_text('[tasks.tiny]\ngiven = "track"\n')
    found = gated(baseline, log(48), policy=str(policy))
    assert found.said == "PASS: nothing is asked of tiny given"
    assert (found.judged[0].verdict, found.judged[0].limit) == ("tracked", None)


def test_of_several_measures_the_worst_counts(tmp_path: Path) -> None:
    def run(folder: str, right: int) -> EvalLog:
        one, other = shares(50), shares(right)
        values = {name: {"x": one[name], "y": other[name], "z": 0.5} for name in IDS}
        return made_log(tmp_path / folder, values)

    policy = tmp_path / "gate.toml"
    policy.write_text('[tasks.tiny]\nx = "must_not_fall"\ny = "must_not_fall"\nz = "track"\n')
    old = run("old", 50)
    found = gated(place(old), run("new", 30), policy=str(policy))
    assert [one.verdict for one in found.judged] == ["pass", "regression", "tracked"]
    assert found.said == "REGRESSION: tiny y fell by 33.3 points"
    assert found.judged[1].finding.lost == tuple(IDS[30:50])
    same = gated(place(old), old, policy=str(policy))
    assert same.said == "PASS: 2 measures are as asked (1 tracked)"


def test_a_log_or_a_folder_may_stand_for_the_baseline(log: Log) -> None:
    assert gated(log(50), log(35)).verdict == "regression"
    assert gated(str(Path(log(50)).parent), log(35)).verdict == "regression"


def test_whatever_is_not_whole_is_refused(tmp_path: Path, small: str) -> None:
    failed = made_log(tmp_path / "failed", {**FEW, "s00": FAILS}, fails=True)
    broken = made_log(tmp_path / "broken", {**FEW, "s00": FAILS})
    stopped = made_log(tmp_path / "stopped", FEW, stops=IDS[:1])
    unknown = made_log(tmp_path / "unknown", {**FEW, "s00": float("nan")})
    cases = [
        *((failed, "status error"), (broken, "1 of 4 samples ended in an error")),
        *((stopped, "stopped early"), (unknown, "left 1 of 4 samples unscored")),
    ]
    for run, said in cases:
        found = gated(small, run)
        assert (found.verdict, found.judged) == ("refused", ())
        assert found.said.startswith("REFUSED: candidate (")
        assert any(said in reason for reason in found.reasons), found.reasons


def test_every_difference_is_named(tmp_path: Path, small: str) -> None:
    new = made_log(tmp_path / "new", {**FEW, "more": 1}, version=3, settings={"temperature": 1})
    found = gated(small, new)
    assert len(found.reasons) == 3
    assert all("--intersection" in reason for reason in found.reasons)
    assert found.said.endswith("(and 2 other reasons)")
    shared = gated(small, new, intersection=True)
    assert shared.judged[0].finding.samples == 4
    assert len(shared.compared[0].notes) == 3


def test_a_task_that_was_not_run_is_refused_and_a_new_one_noted(tmp_path: Path) -> None:
    one, two = (made_log(tmp_path / "old", FEW, task=task) for task in ("one", "two"))
    bless([str(tmp_path / "old")], tmp_path / "prod.json")
    found = gated(str(tmp_path / "prod.json"), one)
    assert found.said.startswith("REFUSED: no log of two, which the base has")
    found = gated(place(one), one, two)
    assert found.compared[0].notes == ("the baseline has no two: not judged",)
    assert len(found.judged) == 1


def test_a_run_that_stopped_itself_is_judged_by_its_own_evidence(tmp_path: Path) -> None:
    base = blessed(tmp_path, task=fact_recall(families="direct"))
    task = fact_recall(families="direct", stop="decided", baseline=base.path)
    run = asked(tmp_path / "new", 0.3, task=task)
    found = gated(base.path, run)
    (one,) = found.judged
    assert (found.verdict, one.finding.samples < 30) == ("regression", True)
    assert "however often one looks" in one.said
    assert found.said.endswith("of 50 clusters")
    assert any("stopped" in note for note in found.compared[0].notes)
    assert gated(run.location, run).reasons[0].endswith("a base has to be whole")
