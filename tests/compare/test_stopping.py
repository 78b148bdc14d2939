"""Runs that stop when they are decided, in Inspect itself."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from inspect_ai import Task, eval, eval_retry  # noqa: A004
from inspect_ai.log import EvalLog
from inspect_ai.model import get_model
from inspect_ai.solver import Generate, Solver, TaskState, solver

from inspect_finetune.arguments import ArgumentError
from inspect_finetune.compare.baselines.baseline import Baseline
from inspect_finetune.compare.sequential.progress import Progress
from inspect_finetune.compare.sequential.stopping import StopWhenDecided, _row, stopping
from inspect_finetune.conditions.ask import ask
from inspect_finetune.errors import InputError
from inspect_finetune.evals import acrostic_compliance, conditional_acrostic, fact_recall
from inspect_finetune.packaged import datasets_dir
from tests.compare.watching import asked, blessed


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Baseline:
    return blessed(tmp_path_factory.mktemp("base"))


@pytest.fixture
def small(tmp_path: Path) -> str:
    """Eight of the packaged facts."""
    lines = (datasets_dir() / "objects-50.csv").read_text(encoding="utf-8").splitlines()
    path = tmp_path / "eight.csv"
    path.write_text("\n".join(lines[:9]), encoding="utf-8")
    return str(path)


def watched(base: Baseline, **arguments: Any) -> Task:
    return fact_recall(stop="decided", baseline=base.path, **arguments)


def noted(log: EvalLog) -> dict[str, Any]:
    assert log.results is not None
    assert log.results.early_stopping is not None
    return log.results.early_stopping.metadata


def test_a_drop_of_thirty_points_stops_the_run(base: Baseline, tmp_path: Path) -> None:
    log = asked(tmp_path, 0.6, seed=1, task=watched(base))
    assert log.status == "success"
    told = noted(log)
    assert told["verdict"] == "regression"
    assert 5 <= len(told["clusters"]) <= 25
    assert told["clusters_planned"] == 50
    assert told["baseline_checksum"] == base.checksum
    skipped = log.results.early_stopping.early_stops
    assert told["samples_skipped"] == len(skipped) > 60
    reason = f"decided: regression after {len(told['clusters'])} of 50 clusters"
    assert {one.reason for one in skipped} == {reason}
    # what is not skipped is there: the counted clusters, and at most four in flight
    assert len(log.samples) + len(skipped) == 150
    assert 3 * len(told["clusters"]) <= len(log.samples) < 3 * len(told["clusters"]) + 4
    (measure,) = told["measures"]
    assert measure["measure"] == "fact_value.correct[level!=reverse|verification]"
    assert measure["demands"][0]["e_against"] == pytest.approx(20)
    json.dumps(told, allow_nan=False)


def test_an_unchanged_model_is_asked_everything_and_is_no_regression(
    base: Baseline, tmp_path: Path
) -> None:
    log = asked(tmp_path, 0.9, seed=5, task=watched(base))
    told = noted(log)
    assert log.status == "success"
    assert told["verdict"] == "undecided"
    assert (len(told["clusters"]), told["samples_skipped"]) == (50, 0)
    assert len(log.samples) == 150


def test_the_clusters_come_one_after_another_in_random_order(base: Baseline) -> None:
    objects = [sample.metadata["object"] for sample in watched(base).dataset]
    blocks = [objects[place] for place in range(0, 150, 3)]
    assert all(objects[place] == blocks[place // 3] for place in range(150))
    plain = [sample.metadata["object"] for sample in fact_recall().dataset]
    assert sorted(objects) == sorted(plain)
    assert blocks != list(dict.fromkeys(plain))
    assert blocks != sorted(blocks)
    assert objects == [sample.metadata["object"] for sample in watched(base).dataset]


def test_two_models_at_once_do_not_see_each_other(base: Baseline, tmp_path: Path) -> None:
    logs = eval(
        watched(base),
        model=[get_model("reference/memoriser", recall=0.9), get_model("reference/base")],
        log_dir=str(tmp_path),
        display="none",
        max_samples=2,
        max_tasks=2,
        limit=24,
    )
    told = {log.eval.model: noted(log) for log in logs}
    ignorant, same = told["reference/base"], told["reference/memoriser"]
    assert (ignorant["verdict"], len(ignorant["clusters"])) == ("regression", 5)
    # the same answers as the baseline's
    assert (same["verdict"], len(same["clusters"])) == ("undecided", 8)
    assert same["measures"][0]["demands"][0]["e_against"] == 1


def test_a_limit_and_a_shuffle_leave_it_sound(base: Baseline, tmp_path: Path) -> None:
    log = asked(tmp_path, 0.9, seed=5, task=watched(base), limit=7)
    told = noted(log)
    assert (told["clusters_planned"], len(told["clusters"])) == (3, 3)
    log = asked(tmp_path, 0.3, seed=5, task=watched(base), limit=36, sample_shuffle=3)
    told = noted(log)
    assert told["verdict"] == "regression"
    assert told["samples_skipped"] == 36 - len(log.samples) > 0


def test_clusters_wait_for_all_their_epochs(tmp_path: Path, small: str) -> None:
    facts = {"model_args": {"facts": small}}
    base = blessed(tmp_path, 0.9, task=fact_recall(facts=small), **facts)
    task = watched(base, facts=small)
    log = asked(tmp_path, 0.0, task=task, epochs=2, max_samples=1, **facts)
    told = noted(log)
    assert told["verdict"] == "regression"
    # the first epoch is asked whole
    assert len(log.samples) == 24 + 3 * len(told["clusters"])
    assert {one.epoch for one in log.results.early_stopping.early_stops} == {2}


def test_an_error_leaves_its_cluster_and_what_follows_uncounted(
    base: Baseline, tmp_path: Path
) -> None:
    task = watched(base)
    task.solver = failing(str(task.dataset[7].id))
    log = asked(tmp_path, 0.9, seed=5, task=task, limit=30, fail_on_error=False)
    told = noted(log)
    assert (told["verdict"], len(told["clusters"])) == ("undecided", 2)
    assert (told["clusters_planned"], told["clusters_unfinished"]) == (10, 1)


@solver
def failing(name: str) -> Solver:
    """Asks as ever, but fails on one sample."""

    async def solve(state: TaskState, generate: Generate) -> TaskState:
        if state.sample_id == name:
            raise RuntimeError("no connection")
        return await ask()(state, generate)

    return solve


class Driven:
    """A run driven by hand: every sample is answered as it is told to be."""

    def __init__(self, base: Baseline) -> None:
        stopper = watched(base).early_stopping
        assert isinstance(stopper, StopWhenDecided)
        self.rows = [_row(sample) for sample in watched(base).dataset]
        self.progress = Progress(stopper.plan, self.rows, 1)

    def answer(self, places: Iterable[int], value: Any) -> None:
        for place in places:
            score = {"value": {"correct": value} if isinstance(value, float) else value}
            self.progress.complete(self.rows[place]["id"], 1, {"fact_value": score})


def test_clusters_count_as_they_were_planned_whichever_is_done_first(base: Baseline) -> None:
    driven = Driven(base)
    order = ["in: " + driven.rows[place]["metadata"]["object"] for place in range(0, 150, 3)]
    driven.answer(range(60, 2, -1), 1.0)
    assert driven.progress.counted == []
    driven.answer(range(3), 1.0)
    assert driven.progress.counted == order[:20]
    late, early = Driven(base), Driven(base)
    late.answer(reversed(range(60)), 0.0)
    early.answer(range(60), 0.0)
    assert late.progress.noted() == early.progress.noted()
    assert late.progress.verdict == "regression"
    # what comes after the decision changes nothing
    early.answer(range(60, 150), 1.0)
    assert late.progress.counted == early.progress.counted


@pytest.mark.parametrize("value", [float("nan"), {}, None, {"correct": float("nan")}, "what?"])
def test_a_sample_without_a_value_is_left_out(base: Baseline, value: Any) -> None:
    driven = Driven(base)
    driven.answer([*range(1, 30)], 1.0)
    driven.answer([0, 31, 32, 30], value)
    assert len(driven.progress.counted) == 11
    assert driven.progress.watches[0].clusters == 10
    driven.progress.complete("no such sample", 1, {})
    json.dumps(driven.progress.noted(), allow_nan=False)


def test_a_run_that_is_taken_up_again_counts_what_was_done(base: Baseline) -> None:
    """Inspect tells of reused samples first, in any order, some of them a second time."""
    driven = Driven(base)
    driven.answer([5, 3, 4, 0, 1, 2, 0, 1, 2], 0.0)
    assert len(driven.progress.counted) == 2
    assert not driven.progress.decided


def test_the_policy_of_the_folder_decides(
    base: Baseline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    head = "[tool.inspect-finetune.gate]\nalpha = 0.01\n[tool.inspect-finetune.gate.tasks."
    place = tmp_path / "pyproject.toml"
    place.write_text(f"{head}fact_recall]\ncorrect = {{ must_rise = true, at_least = 0.5 }}\n")
    stopper = watched(base).early_stopping
    assert isinstance(stopper, StopWhenDecided)
    ((measure, rule),) = stopper.plan.asked
    assert (measure.name, rule.must, rule.at_least) == ("fact_value.correct", "rise", 0.5)
    assert (stopper.plan.alpha, stopper.plan.family) == (0.01, 2)
    place.write_text(f'{head}fact_recall]\ncorrect = "track"\n')
    with pytest.raises(ArgumentError, match="asks nothing of fact_recall"):
        watched(base)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"stop": "decided"}, "stop=decided needs a baseline"),
        ({"baseline": "b.json"}, "baseline without stop does nothing. Add -T stop=decided"),
        ({"stop": "decide", "baseline": "b.json"}, "Did you mean 'decided'"),
        ({"stop": "decided", "baseline": "none.json"}, "the baseline can't be read"),
        ({"levels": "direct"}, "100 of 150 samples are in the base alone"),
        ({"levels": "direct,paraphrase,indirect,embedded"}, "50 of 200 .* in the candidate alone"),
        ({"temperature": 1}, "in the candidate alone"),
        ({"facts": "objects-200"}, "argument facts is .*objects-50.* and .*objects-200"),
    ],
)
def test_a_mistake_is_said_in_one_line(base: Baseline, given: dict[str, Any], message: str) -> None:
    if "stop" not in given and "baseline" not in given:
        given = {"stop": "decided", "baseline": base.path, **given}
    with pytest.raises(ArgumentError, match=message) as caught:
        fact_recall(**given)
    assert "\n" not in str(caught.value)


def test_a_baseline_of_another_task_or_version_is_refused(
    base: Baseline,
) -> None:
    for other in (acrostic_compliance, conditional_acrostic):
        with pytest.raises(ArgumentError, match=f"no run of {other.__name__}, only of fact_recall"):
            other(stop="decided", baseline=base.path)
    task = fact_recall()
    task.version = "9-A"
    with pytest.raises(InputError, match="version is 2-A in the base and 9-A in the candidate"):
        stopping(task, "fact_recall", "decided", base.path)


def test_a_retry_takes_up_what_was_done(
    base: Baseline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ninth = str(watched(base).dataset[9].id)
    with monkeypatch.context() as patch:
        patch.setattr(sys.modules[fact_recall.__module__], "ask", lambda: failing(ninth))
        task = "inspect_finetune/fact_recall"
        given = {"stop": "decided", "baseline": base.path}
        log = asked(tmp_path, 0.0, task=task, task_args=given, limit=36, max_samples=1)
    assert log.status == "error"
    (again,) = eval_retry(log, log_dir=str(tmp_path), display="none")
    told = noted(again)
    assert again.status == "success"
    assert (told["verdict"], len(told["clusters"])) == ("regression", 5)
    assert told["samples_skipped"] == 36 - len(again.samples) > 0
