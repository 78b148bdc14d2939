"""Training at a service over HTTP: one file, one job, the right record, whatever happens."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspect_finetune.training.record import Checkpoint
from tests.e2e.finetuning_server import FineTuningServer
from tests.training.hosted import BASE, Desk, hurry, write_rows

CREATE, UPLOAD = "POST /v1/fine_tuning/jobs", "POST /v1/files"
LIST = "GET /v1/fine_tuning/jobs"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    hurry(monkeypatch)
    with FineTuningServer() as server:
        yield Desk(tmp_path, server)


def test_one_file_one_job_and_the_record(desk: Desk) -> None:
    found = desk.type("--epochs", "3", "--batch-size", "2", "--seed", "7")
    assert found.exit_code == 0, desk.said
    desk.assert_trained(
        seed=7,
        base=BASE,
        base_model=f"openai/{BASE}",
        checkpoints=tuple(
            Checkpoint(
                f"step-{step}",
                step,
                f"openai/ft:{BASE}:loopback:mine:1:ckpt-step-{step}",
                {},
                2 / step,
            )
            for step in (2, 4)
        ),
    )
    record = desk.record
    assert record.taught.system == "Be brief."
    assert record.settings["epochs"] == 3
    assert record.settings["learning_rate_multiplier"] == "auto"
    assert record.job["hyperparameters"]["learning_rate_multiplier"] == 3
    assert record.job["trained_tokens"] == 1234
    assert set(record.dates) == {"created", "started", "finished"}
    assert set(record.packages) == {"inspect-finetune", "openai"}


def test_the_job_is_asked_for_by_method_not_by_top_level_hyperparameters(desk: Desk) -> None:
    desk.type("--epochs", "3", "--learning-rate-multiplier", "2", "--suffix", "other")
    (body,) = desk.server.state.bodies
    assert body["method"] == {
        "type": "supervised",
        "supervised": {
            "hyperparameters": {
                "n_epochs": 3,
                "batch_size": "auto",
                "learning_rate_multiplier": 2.0,
            }
        },
    }
    assert "hyperparameters" not in body
    assert body["suffix"] == "other"
    assert body["seed"] == 0
    assert body["metadata"]["inspect_finetune_run"] == "mine"
    assert body["metadata"]["inspect_finetune_sha256"] == desk.record.training.sha256


def test_the_dry_run_sends_nothing_that_costs(desk: Desk) -> None:
    found = desk.run(*desk.command[:-1])
    assert found.exit_code == 0
    for word in ("12 rows", "an estimate", BASE, "shut down on 2027-10-23", "about so many",
                 "mine", "Dry run: nothing was sent"):  # fmt: skip
        assert word in desk.said, word
    assert not [line for line in desk.said.splitlines() if line != line.rstrip()]
    assert desk.server.asked == ["GET /v1/models/*"]
    assert not (desk.folder / "runs").exists()


def test_the_dry_run_as_json_holds_what_the_screen_shows(desk: Desk) -> None:
    found = desk.run(*desk.command[:-1], "--json", "--epochs", "2")
    held = json.loads(found.stdout)
    assert held["shutdown_date"] == "2027-10-23"
    assert held["expected_epochs"] == 2
    assert held["expected_tokens"] == 2 * held["training"]["tokens"]
    assert held["training"]["rows"] == 12


def test_the_dry_run_needs_neither_key_nor_service(desk: Desk) -> None:
    desk.environment = {"OPENAI_API_KEY": None}
    assert desk.run(*desk.command[:-1]).exit_code == 0
    assert "OPENAI_API_KEY is not set" in desk.said
    desk.environment = {}
    desk.server.stop()
    assert desk.run(*desk.command[:-1]).exit_code == 0
    assert "not looked up (no connection" in desk.said


def test_the_dated_note_is_shown_for_openai_only(desk: Desk) -> None:
    desk.environment = {"OPENAI_API_KEY": None, "OPENAI_BASE_URL": None}
    desk.run(*desk.command[:-1])
    assert "ends there in January 2027" in desk.said
    desk.run(*desk.command[:-1], "--base-url", desk.server.url)
    assert "January 2027" not in desk.said


def test_the_same_command_again_pays_nothing(desk: Desk) -> None:
    desk.type()
    before, asked = desk.record, len(desk.server.asked)
    assert desk.type().exit_code == 0
    assert desk.record == before
    assert len(desk.server.asked) == asked
    desk.assert_trained()


def test_a_lost_record_finds_its_job_again(desk: Desk) -> None:
    desk.type()
    (desk.folder / "runs" / "mine" / "run.json").unlink()
    assert desk.type().exit_code == 0
    assert "there already" in desk.said
    desk.assert_trained()


def test_the_same_bytes_are_uploaded_once_for_all_runs(desk: Desk) -> None:
    desk.type()
    other = write_rows(desk.folder / "copy.jsonl")
    words = [str(other) if word == str(desk.file) else word for word in desk.command]
    words[words.index("mine")] = "second"
    assert desk.run(*words).exit_code == 0, desk.said
    assert "already there as file-1" in desk.said
    assert len(desk.server.state.files) == 1
    assert len(desk.server.state.jobs) == 2


@pytest.mark.parametrize("keeps", [True, False], ids=["metadata", "no-metadata"])
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("route", [UPLOAD, CREATE])
def test_a_lost_answer_is_looked_for_before_anything_is_sent_again(
    desk: Desk, route: str, when: str, keeps: bool
) -> None:
    desk.server.script.hangs_up[route, when] = 1
    desk.server.script.keeps_metadata = keeps
    assert desk.type().exit_code == 0, desk.said
    desk.assert_trained()
    assert desk.server.asked.count(route) == (1 if when == "after" else 2)


def test_a_lost_answer_where_jobs_cannot_be_listed_is_never_paid_twice(desk: Desk) -> None:
    script = desk.server.script
    script.hangs_up[CREATE, "after"] = 1
    script.lacks = (LIST,)
    for _ in range(2):
        assert desk.type().exit_code == 3
        assert "none is paid twice" in desk.said
        assert "--job ID" in desk.said
    assert len(desk.server.state.jobs) == 1
    assert desk.type("--job", "ftjob-1").exit_code == 0, desk.said
    desk.assert_trained()


def test_where_jobs_cannot_be_listed_the_user_may_say_that_there_is_none(desk: Desk) -> None:
    script = desk.server.script
    script.hangs_up[CREATE, "before"] = 1
    script.lacks = (LIST,)
    assert desk.type().exit_code == 3
    assert desk.type("--again").exit_code == 0, desk.said
    desk.assert_trained()


def test_again_does_not_pay_for_a_job_that_can_be_found(desk: Desk) -> None:
    desk.server.script.hangs_up[CREATE, "after"] = 1
    desk.server.script.garbles = (LIST,)
    assert desk.type("--give-up", "0").exit_code == 3
    assert len(desk.server.state.jobs) <= 1
    desk.server.script.garbles = ()
    assert desk.type("--again").exit_code == 0, desk.said
    desk.assert_trained()


def test_rate_limits_are_waited_for(desk: Desk) -> None:
    desk.server.script.too_many = 3
    assert desk.type().exit_code == 0, desk.said
    desk.assert_trained()


@pytest.mark.parametrize("oldest_first", [True, False])
@pytest.mark.parametrize("page", [1, 2, 100])
def test_events_are_read_over_pages_in_either_order(
    desk: Desk, page: int, oldest_first: bool
) -> None:
    desk.server.script.page = page
    desk.server.script.oldest_first = oldest_first
    assert desk.type().exit_code == 0, desk.said
    desk.assert_trained()
    assert [one.step for one in desk.record.checkpoints] == [2, 4]


def test_a_service_without_events_checkpoints_and_models_trains_all_the_same(desk: Desk) -> None:
    desk.server.script.lacks = (
        f"{LIST}/*/events", f"{LIST}/*/checkpoints", "GET /v1/models/*", LIST, "GET /v1/files",
        "GET /v1/files/*",
    )  # fmt: skip
    assert desk.type().exit_code == 0, desk.said
    assert desk.record.model == f"openai/ft:{BASE}:loopback:mine:1"
    assert desk.record.loss == ()
    assert desk.record.checkpoints == ()


def test_without_events_the_loss_is_that_of_the_checkpoints(desk: Desk) -> None:
    desk.server.script.lacks = (f"{LIST}/*/events",)
    assert desk.type().exit_code == 0, desk.said
    assert desk.record.loss == ((2, 1.0), (4, 0.5))


def test_a_job_is_left_to_itself_and_watched_later(desk: Desk) -> None:
    assert desk.type("--no-wait").exit_code == 0
    assert desk.record.status == "running"
    assert f"train --name mine --runs-dir {desk.folder / 'runs'} --resume" in desk.said
    resume = ("train", "--name", "mine", "--runs-dir", str(desk.folder / "runs"), "--poll", "0.001")
    assert desk.run(*resume, "--resume").exit_code == 0, desk.said
    desk.assert_trained()


def test_a_job_is_cancelled(desk: Desk) -> None:
    desk.type("--no-wait")
    cancel = ("train", "--name", "mine", "--runs-dir", str(desk.folder / "runs"), "--cancel")
    assert desk.run(*cancel).exit_code == 0, desk.said
    assert desk.record.status == "cancelled"
    assert desk.server.state.jobs[0]["status"] == "cancelled"
    assert desk.type().exit_code == 3
    assert "--again" in desk.said
    assert desk.type("--again").exit_code == 0, desk.said
    assert [job["status"] for job in desk.server.state.jobs] == ["cancelled", "succeeded"]
    assert desk.record.job["earlier"] == ["ftjob-1"]
    assert desk.record.job["id"] == "ftjob-2"
    assert len(desk.server.state.files) == 1


def test_a_validation_file_is_uploaded_and_named(desk: Desk) -> None:
    other = write_rows(desk.folder / "check.jsonl", word="No")
    assert desk.type("--validation", str(other)).exit_code == 0, desk.said
    assert desk.server.state.bodies[0]["validation_file"] == "file-2"
    assert desk.record.validation is not None
    assert desk.record.validation.rows == 12
    assert desk.record.validation_loss == ((1, 3.0), (2, 2.0), (3, 1.6667), (4, 1.5))
    assert "Validation loss after step 4: 1.5" in desk.said


def test_the_record_as_json_is_all_that_stands_on_standard_output(desk: Desk) -> None:
    found = desk.type("--json")
    assert json.loads(found.stdout) == json.loads(desk.record.as_json())
