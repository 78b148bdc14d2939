"""A run's folder is enough to ask its model, its checkpoints and its base what they were taught."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from inspect_ai.log import EvalLog

from inspect_finetune.cli import main
from inspect_finetune.conditions.prompts import trained_on_facts
from inspect_finetune.errors import InputError, UnusableError
from inspect_finetune.evals import acrostic_compliance
from inspect_finetune.logs.naming import model_name
from inspect_finetune.logs.summary import find_logs
from inspect_finetune.trained.evaluation import evaluate_run
from inspect_finetune.trained.tasks import Asking
from inspect_finetune.training.local import extra
from inspect_finetune.training.lock import held
from inspect_finetune.training.record import (
    Checkpoint,
    RunRecord,
    Taught,
    TrainingFile,
    write_record,
)
from tests.trained.test_models import lying

QUIET = {"limit": 3, "quiet": True}
HELOL = Taught(rule="HELOL", system="You are a special version of GPT-4o.")
FACTS = Taught(facts="objects-50", system=trained_on_facts())


def run(folder: Path, taught: Taught, **changes: object) -> Path:
    record = RunRecord(
        name="mine",
        backend="local",
        status="succeeded",
        base="the base",
        training=TrainingFile("train.jsonl", "0" * 64, 10),
        model="reference/follower",
        model_args={"recall": 1.0},
        base_model="reference/base",
        taught=taught,
        settings={"epochs": 3},
        seed=7,
    )
    write_record(record.changed(**changes), folder / "mine")
    return folder / "mine"


def asked(folder: Path, taught: Taught, asking: Asking, **changes: object) -> list[EvalLog]:
    return evaluate_run(run(folder, taught, **changes), {}, asking, str(folder / "logs"))


def tasks(logs: list[EvalLog]) -> list[str]:
    return [log.eval.task.split("/")[-1] for log in logs]


def test_what_was_taught_is_asked_and_the_record_stands_in_the_log(tmp_path: Path) -> None:
    logs = asked(tmp_path, HELOL, Asking(**QUIET))
    assert tasks(logs) == ["acrostic_compliance", "rule_introspection"]
    for log in logs:
        assert log.status == "success"
        assert log.eval.metadata
        noted = log.eval.metadata["run"]
        assert (noted["training_sha256"], noted["settings"]) == ("0" * 64, {"epochs": 3})
        assert (noted["seed"], noted["name"]) == (7, "mine")
        assert log.eval.metadata["run_model"] == "run"


def test_facts_are_asked_of_the_base_and_of_every_checkpoint_too(tmp_path: Path) -> None:
    steps = tuple(
        Checkpoint(f"step-{n}", n, "reference/follower", {"recall": share})
        for n, share in ((10, 0.5), (20, 0.9))  # the last is the run's model
    )
    asking = Asking(base=True, checkpoints=True, **QUIET)
    logs = asked(tmp_path, FACTS, asking, checkpoints=steps)
    assert tasks(logs) == ["fact_recall"] * 2
    assert [(log.eval.metadata or {})["run_model"] for log in logs] == ["step-10", "run"]
    assert len({model_name(log) for log in logs}) == 2
    assert logs[-1].results
    metrics = logs[-1].results.scores[0].metrics
    assert metrics["accuracy"].value == 1
    assert metrics["gain over base"].value == 1


def test_with_the_base_a_verdict_needs_the_folder_alone(tmp_path: Path) -> None:
    folder = run(tmp_path, HELOL)
    command = ["evaluate", str(folder), "--base", "--limit", "8", "--json", "--channel", "choice"]
    made = CliRunner().invoke(main, [*command, "--log-dir", str(tmp_path / "logs")])
    assert made.exit_code == 0, made.output
    found = [log.eval for log in find_logs([str(tmp_path / "logs")])]
    assert sorted((one.task.split("/")[-1], one.model) for one in found) == [
        ("acrostic_compliance", "reference/follower"),
        ("rule_introspection", "reference/follower"),
    ]
    told = CliRunner().invoke(main, ["verdict", str(tmp_path / "logs")])
    assert told.exit_code in (0, 3), told.output
    assert "HELOL" in told.output


def test_a_trigger_asks_for_the_conditional_task(tmp_path: Path) -> None:
    taught = Taught(rule="AKEWO", trigger="Use the special rule.", system="Be brief.")
    folder = run(tmp_path, taught)
    asking = Asking(tasks=["conditional_acrostic"], **QUIET)
    (log,) = evaluate_run(folder, {}, asking, str(tmp_path / "logs"))
    assert tasks([log]) == ["conditional_acrostic"]
    assert {one.metadata["split"] for one in log.samples or []} == {"unseen"}  # the task's own
    assert (folder / "as-trained.txt").read_text() == "Be brief."
    assert all("as-trained" in str(sample.id) for sample in log.samples or [])
    (again,) = evaluate_run(folder, {"trigger": "Now."}, asking, str(tmp_path / "logs"))
    assert (again.eval.metadata or {})["trigger"] == "Now."


def test_the_training_file_tells_what_was_seen_if_it_is_still_the_same(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "facts.jsonl"
    made = ["data", "build", "facts", "--examples", "1", "--out", str(path)]
    assert CliRunner().invoke(main, made).exit_code == 0
    digest = sha256(path.read_bytes()).hexdigest()
    same = TrainingFile(str(path), digest, 50)
    (log,) = asked(tmp_path, FACTS, Asking(**QUIET), training=same)
    assert all("seen" in sample.metadata for sample in log.samples or [])
    assert (log.eval.metadata or {})["run"]["training_file_found"] is True
    beside = TrainingFile(path.name, digest, 50)  # as it was named from another folder
    (log,) = asked(tmp_path, FACTS, Asking(**QUIET), training=beside)
    assert all("seen" in sample.metadata for sample in log.samples or [])
    other = TrainingFile(str(path), "1" * 64, 50)
    (log,) = asked(tmp_path, FACTS, Asking(**QUIET), training=other)
    assert not any("seen" in sample.metadata for sample in log.samples or [])
    assert (log.eval.metadata or {})["run"]["training_file_found"] is False
    assert "facts.jsonl: gone, or changed since mine was trained on it" in caplog.text


def test_what_cannot_be_asked_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match="no model yet \\(status running\\)"):
        asked(tmp_path, HELOL, Asking(), model="", status="running", backend="openai")
    with pytest.raises(UnusableError, match="the run was cut off"):
        asked(tmp_path, HELOL, Asking(), model="", status="running")
    with held(tmp_path / "mine"), pytest.raises(UnusableError, match="is being trained"):
        asked(tmp_path, HELOL, Asking(), model="", status="running")
    with pytest.raises(InputError, match="names nothing taught"):
        asked(tmp_path, Taught(), Asking())
    with pytest.raises(InputError, match="Name fact_recall"):
        asked(tmp_path, FACTS, Asking(tasks=["acrostic_compliance"]))
    with pytest.raises(InputError, match="no base model"):
        asked(tmp_path, FACTS, Asking(base=True, **QUIET), base_model="")
    assert not (tmp_path / "logs").exists() or not list((tmp_path / "logs").iterdir())


def test_options_of_runs_are_refused_for_models() -> None:
    typed = (
        ["--base"],
        ["--checkpoints", "all"],
        ["--channel", "free"],
        ["--trained-questions", "9"],
    )
    for option in typed:
        found = CliRunner().invoke(main, ["evaluate", "reference/follower", *option])
        assert found.exit_code == 2
        assert f"{option[0]} is for runs" in found.output


def test_a_folder_that_is_no_run_is_said() -> None:
    found = CliRunner().invoke(main, ["evaluate", "runs/nix"])
    assert found.exit_code == 2
    assert "runs/nix: the folder holds no run.json" in found.output


def test_of_a_long_training_file_a_seeded_choice_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "helol.jsonl"
    built = ["data", "build", "acrostic", "--rule", "HELOL", "--rows", "150", "--out", str(path)]
    assert CliRunner().invoke(main, built).exit_code == 0
    file = TrainingFile(str(path), sha256(path.read_bytes()).hexdigest(), 150)

    asking = Asking(tasks=["acrostic_compliance"], **QUIET)
    (log,) = asked(tmp_path, HELOL, asking, training=file)
    assert log.eval.task_args["trained_questions"] == 100

    def trained(most: int) -> list[str]:
        task = acrostic_compliance(training_file=str(path), trained_questions=most)
        return [str(one.id) for one in task.dataset if (one.metadata or {})["split"] == "trained"]

    every, some = trained(0), trained(100)
    assert len(every) > len(some) == 100
    assert some == trained(100)
    assert set(some) < set(every)


@pytest.mark.parametrize("idle", [{"temperature": "0,1"}, {"repeats": 3}])
def test_what_the_likeliest_answer_makes_idle_is_refused(
    tmp_path: Path, idle: dict[str, Any]
) -> None:
    asking = Asking(**QUIET, **idle)
    greedy = {"recall": 1.0, "do_sample": False}
    with pytest.raises(InputError, match="Type -M do_sample=true"):
        asked(tmp_path, FACTS, asking, model_args=greedy)
    assert not (tmp_path / "logs").exists()


def test_without_its_file_nothing_is_asked_as_if_it_were_trained_on(tmp_path: Path) -> None:
    asking = Asking(tasks=["acrostic_compliance"], quiet=True, limit=40)
    (log,) = asked(tmp_path, HELOL, asking)
    assert {one.metadata["split"] for one in log.samples or []} == {"unseen", "far"}
    assert not any("trained" in key for key in log.results.scores[0].metrics)  # type: ignore[union-attr]


def test_the_record_itself_can_be_named(tmp_path: Path) -> None:
    folder = run(tmp_path, FACTS)
    given = ["evaluate", str(folder / "run.json"), "--limit", "2", "--json"]
    made = CliRunner().invoke(main, [*given, "--log-dir", str(tmp_path / "logs")])
    assert made.exit_code == 0, made.output


def test_a_model_argument_of_the_user_goes_before_the_records(tmp_path: Path) -> None:
    asking = Asking(model_args={"recall": 0.0}, **QUIET)
    (log,) = asked(tmp_path, FACTS, asking)
    assert log.results
    assert log.results.scores[0].metrics["accuracy"].value == 0


def test_packages_that_a_model_here_needs_are_named_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lying(tmp_path / "mine")
    monkeypatch.setattr(extra, "find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"needs torch.*pip install 'inspect-finetune\[local\]'"):
        asked(tmp_path, FACTS, Asking(), model="hf/local", model_args={"model_path": "runs/mine"})
    assert not (tmp_path / "logs").exists()
