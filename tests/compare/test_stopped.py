"""The gate's verdict on runs that were watched, from their logs."""

import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from inspect_finetune.compare.baselines.baseline import Baseline
from inspect_finetune.compare.policies.policy import default_policy, read_policy
from inspect_finetune.compare.runs.reading import read_run
from inspect_finetune.compare.runs.run import Run
from inspect_finetune.compare.sequential.stopped import is_watched, judge_stopped
from inspect_finetune.errors import UnusableError
from inspect_finetune.evals import fact_recall
from tests.compare.watching import asked, blessed

SCRIPT = Path(__file__).parents[2] / "docs" / "simulate_sequential.py"
CORRECT = "fact_value.correct[level!=reverse|verification]"

Change = Callable[[dict[str, Any]], Any]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Baseline:
    return blessed(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="module")
def worse(base: Baseline, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run that was stopped."""
    task = fact_recall(stop="decided", baseline=base.path)
    log = asked(tmp_path_factory.mktemp("worse"), 0.6, seed=1, task=task)
    return read_run(log.location)


@pytest.fixture(scope="module")
def same(base: Baseline, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run that was watched to its end, of the first twenty objects."""
    task = fact_recall(stop="decided", baseline=base.path)
    log = asked(tmp_path_factory.mktemp("same"), 0.9, seed=5, task=task, limit=60)
    return read_run(log.location)


def test_a_stopped_run_is_judged_as_it_judged_itself(base: Baseline, worse: Run) -> None:
    assert is_watched(worse)
    assert worse.skipped
    (found,) = judge_stopped(base.runs[0], worse, default_policy(), base.checksum)
    assert (found.name, found.verdict) == (CORRECT, "regression")
    assert found.p == pytest.approx(0.05)
    assert found.p <= 0.05
    counted = len((worse.stopped or {})["clusters"])
    assert f"over {counted} of 50 clusters: a fall is shown, p = .050" in found.said
    assert found.asked == "must not fall by 5 points or more"


def test_a_run_watched_to_its_end_stays_undecided(base: Baseline, same: Run) -> None:
    assert (same.skipped, is_watched(same)) == (0, True)
    (found,) = judge_stopped(base.runs[0], same, default_policy(), base.checksum)
    assert found.verdict == "undecided"
    assert "over 20 of 20 clusters: neither a fall (p = " in found.said
    assert found.p is not None
    assert found.p > 0.05


def test_another_policy_is_judged_by_the_same_clusters(
    base: Baseline, worse: Run, tmp_path: Path
) -> None:
    place = tmp_path / "policy.toml"
    place.write_text('[tasks.fact_recall]\ncorrect = "must_not_rise"\nincorrect = "track"\n')
    rises, tracked = judge_stopped(base.runs[0], worse, read_policy(place), base.checksum)
    assert rises.verdict != "regression"
    assert tracked.verdict == "tracked"
    assert "nothing is asked of it" in tracked.said
    place.write_text("alpha = 0.001\n[tasks.fact_recall]\ncorrect = 'must_not_fall'\n")
    (strict,) = judge_stopped(base.runs[0], worse, read_policy(place), base.checksum)
    assert strict.verdict == "undecided"


def test_scores_that_were_changed_are_noticed(base: Baseline, worse: Run) -> None:
    first = (worse.stopped or {})["clusters"][0].removeprefix("in: ")
    changed = {
        name: replace(one, values={**one.values, "fact_value.correct": 0.5})
        for name, one in worse.samples.items()
        if one.cluster == first
    }
    assert changed
    edited = replace(worse, samples={**worse.samples, **changed})
    with pytest.raises(UnusableError, match="doesn't follow from its scores"):
        judge_stopped(base.runs[0], edited, default_policy(), base.checksum)


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told.update(verdict="pass"),
        lambda told: told.update(alpha=0.5),
        lambda told: told.update(family=7),
        lambda told: told["clusters"].pop(),
        lambda told: told["clusters"].append(told["clusters"][0]),
        lambda told: told.update(clusters="none"),
        lambda told: told.pop("measures"),
        lambda told: told.update(measures=[None]),
        lambda told: told["measures"][0].update(margin="wide"),
        lambda told: told["measures"][0].update(verdict="pass"),
        lambda told: told["measures"][0]["demands"][0].update(e_against=400.0),
    ],
)
def test_a_decision_that_was_edited_is_refused(base: Baseline, worse: Run, change: Change) -> None:
    told = deepcopy(dict(worse.stopped or {}))
    change(told)
    with pytest.raises(UnusableError, match="was changed after the run"):
        judge_stopped(base.runs[0], replace(worse, stopped=told), default_policy(), base.checksum)


def test_another_baseline_or_method_is_refused(base: Baseline, worse: Run) -> None:
    with pytest.raises(UnusableError, match="stopped against another baseline"):
        judge_stopped(base.runs[0], worse, default_policy(), "sha256:0")
    told = {**(worse.stopped or {}), "method": "betting-9"}
    with pytest.raises(UnusableError, match="by the method betting-9, and this version has"):
        judge_stopped(base.runs[0], replace(worse, stopped=told), default_policy(), base.checksum)


def test_what_others_stopped_is_not_taken_for_ours(worse: Run) -> None:
    assert not is_watched(replace(worse, stopped=None))
    assert not is_watched(replace(worse, stopped={"reason": "enough"}))


@pytest.mark.slow
def test_the_figures_of_the_documentation_hold() -> None:
    command = [sys.executable, str(SCRIPT), "--runs", "400", "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
