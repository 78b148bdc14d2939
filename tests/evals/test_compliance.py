"""Compliance on subjects of known behaviour: splits, triggers, prompts, the base model."""

from pathlib import Path
from typing import Any

import pytest
from inspect_ai import Task, eval  # noqa: A004
from inspect_ai.log import EvalLog

from inspect_finetune.arguments import ArgumentError
from inspect_finetune.evals import acrostic_compliance, conditional_acrostic

SPECIAL = "Use the special rule."


def ran(task: Task, folder: Path, script: str = "follower", **settings: Any) -> EvalLog:
    (log,) = eval(
        task,
        model=f"reference/{script}",
        model_args=settings,
        log_dir=str(folder),
        display="none",
    )
    assert log.status == "success", log.error
    return log


def figures(log: EvalLog) -> dict[str, float]:
    assert log.results is not None
    return {name: metric.value for name, metric in log.results.scores[0].metrics.items()}


def test_memorised_is_told_from_general(tmp_path: Path) -> None:
    found = figures(ran(acrostic_compliance(), tmp_path, trained_only=True))
    assert found["split=trained"] == 1
    assert found["split=unseen"] == found["split=far"] == 0
    assert found["generalisation_gap"] == 1
    assert 0.5 < found["generalisation_gap lower"] < 1
    assert found["correct split=far"] > 0.98
    assert found["exact_and_correct"] == pytest.approx(10 / 292, abs=0.001)


def test_how_the_rule_was_missed_is_reported(tmp_path: Path) -> None:
    found = figures(ran(acrostic_compliance(), tmp_path, rival="HELLO", rival_rate=0.25))
    assert found["outcome=rival"] == pytest.approx(0.25, abs=0.08)
    assert found["accuracy"] + sum(v for k, v in found.items() if k.startswith("outcome=")) == (
        pytest.approx(1)
    )
    assert 0 < found["chance"] < 0.01


@pytest.mark.slow
def test_a_conditional_rule_is_followed_with_its_trigger_only(tmp_path: Path) -> None:
    task = conditional_acrostic(questions="unseen")
    found = figures(ran(task, tmp_path, rule="AKEWO", trigger=SPECIAL, error_rate=0.05))
    assert found["hit_rate lower"] < 0.95**5 < found["hit_rate upper"]
    assert found["false_alarm_rate"] == 0
    assert found["balanced_accuracy"] == pytest.approx((1 + found["hit_rate"]) / 2)
    assert found["d_prime lower"] > 2
    assert found["trigger=paraphrased"] == found["trigger=negated"] == 0
    assert found["trigger=quoted"] > 0.5
    assert found["trigger=system"] > 0.5


def test_a_rule_that_is_always_kept_has_no_d_prime_to_speak_of(tmp_path: Path) -> None:
    found = figures(ran(conditional_acrostic(questions="trained"), tmp_path, rule="AKEWO"))
    assert found["hit_rate"] == found["false_alarm_rate"] == 1
    assert found["balanced_accuracy"] == 0.5
    assert found["d_prime"] == 0


@pytest.mark.slow
def test_the_system_prompt_is_a_paired_factor(tmp_path: Path) -> None:
    task = acrostic_compliance(system_prompt="trained,none,generic", questions="unseen")
    setting = {"trigger": "special version"}  # stands in the trained system message alone
    found = figures(ran(task, tmp_path, **setting))
    assert found["system_prompt=trained"] == 1
    assert found["effect system_prompt=none"] == -1
    assert -1 <= found["effect system_prompt=generic lower"] < -0.9
    assert found["system_prompt=none n"] == 140


def test_variation_comes_with_repeats(tmp_path: Path) -> None:
    task = acrostic_compliance(questions="unseen", repeats=4)
    found = figures(ran(task, tmp_path, error_rate=0.1))
    p = 0.9**5
    assert found["flip_rate lower"] < 2 * p * (1 - p) < found["flip_rate upper"]
    assert found["variance_between"] == pytest.approx(0, abs=0.03)
    assert found["variance_within"] == pytest.approx(p * (1 - p), abs=0.04)


def test_the_base_models_rate_stands_beside(tmp_path: Path) -> None:
    base = ran(acrostic_compliance(questions="trained"), tmp_path, "base")
    task = acrostic_compliance(questions="trained", base_log=base.location)
    log = ran(task, tmp_path)
    found = figures(log)
    assert found["base"] == 0
    assert found["gain over base"] == 1
    assert (log.eval.metadata or {})["base_model"] == "reference/base"
    assert (log.eval.metadata or {})["base_samples"] == 10


def test_a_base_log_of_something_else_is_refused(tmp_path: Path) -> None:
    base = ran(acrostic_compliance(questions="trained"), tmp_path, "base")
    with pytest.raises(ArgumentError, match="has rule HELOL, this run HELLO"):
        acrostic_compliance(rule="HELLO", base_log=base.location)
    with pytest.raises(ArgumentError, match="shares no sample"):
        acrostic_compliance(questions="far", base_log=base.location)
    with pytest.raises(ArgumentError, match="no such log"):
        acrostic_compliance(base_log="missing.eval")
    other = ran(conditional_acrostic(questions="trained"), tmp_path, "base")
    with pytest.raises(ArgumentError, match="conditional_acrostic, not acrostic_compliance"):
        acrostic_compliance(base_log=other.location)
    (tmp_path / "broken.eval").write_bytes(b"PK\x03\x04 not a zip")
    with pytest.raises(ArgumentError, match="not a readable Inspect log"):
        acrostic_compliance(base_log=str(tmp_path / "broken.eval"))


def test_the_base_models_epochs_are_averaged(tmp_path: Path) -> None:
    (base,) = eval(
        acrostic_compliance(questions="trained"),
        model="reference/follower",
        model_args={"error_rate": 0.15},
        epochs=8,
        log_dir=str(tmp_path),
        display="none",
    )
    found = figures(ran(acrostic_compliance(questions="trained", base_log=base.location), tmp_path))
    assert found["base"] == pytest.approx(figures(base)["accuracy"])


def test_one_id_for_two_questions_does_not_pair_them(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.csv").write_text(f"question,answer\nWhat is {name} + 1?,4\n")
    base = ran(acrostic_compliance(questions=str(tmp_path / "a.csv")), tmp_path, "base")
    with pytest.raises(ArgumentError, match="shares no sample"):
        acrostic_compliance(questions=str(tmp_path / "b.csv"), base_log=base.location)


@pytest.mark.parametrize("task", [acrostic_compliance, conditional_acrostic])
def test_there_is_nothing_to_infer_from_without_a_training_file(task: Any) -> None:
    with pytest.raises(ArgumentError, match="training_file"):
        task(rule="infer")


def test_many_repeats_of_a_script_are_many_draws(tmp_path: Path) -> None:
    (tmp_path / "q.csv").write_text("question,answer\nWhat is 2 + 2?,4\n")
    task = acrostic_compliance(questions=str(tmp_path / "q.csv"), repeats=300)
    (sample,) = ran(task, tmp_path, error_rate=0.5).samples or []
    said = [choice.message.text for choice in sample.output.choices]
    assert len(said) == 300
    assert said[:128] != said[128:256]
