"""What goes wrong at a service: what happened, what was kept, what to type next, in one line."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_finetune.training.hosted.clean import LONGEST, Secrets
from inspect_finetune.training.lock import held
from tests.e2e.finetuning_server import FineTuningServer
from tests.e2e.finetuning_state import KEY
from tests.training.hosted import BASE, Desk, hurry, refused, write_rows

CREATE, UPLOAD = "POST /v1/fine_tuning/jobs", "POST /v1/files"
LIST, JOB = "GET /v1/fine_tuning/jobs", "GET /v1/fine_tuning/jobs/*"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    hurry(monkeypatch)
    with FineTuningServer() as server:
        yield Desk(tmp_path, server)


def test_a_wrong_key_that_the_service_echoes(desk: Desk) -> None:
    wrong = "my-very-own-wrong-key-77"
    desk.environment = {"OPENAI_API_KEY": wrong}
    refused(desk, 2, "refuses the key", "[key]", "HTTP 401", "Nothing was uploaded", "Set OPENAI")
    assert wrong not in desk.said


def test_no_permission_to_fine_tune(desk: Desk) -> None:
    error = {"message": "You have insufficient permissions for this operation.", "code": None}
    desk.server.script.refuses[CREATE] = (403, error)
    refused(desk, 2, "may not do that", "insufficient permissions", "file-1", "no job was created")
    desk.server.script.refuses.clear()
    assert desk.type().exit_code == 0
    desk.assert_trained()


def test_a_base_that_cannot_be_tuned_keeps_the_file(desk: Desk) -> None:
    error = {"message": f"Model {BASE} is not available for fine-tuning.", "param": "model"}
    desk.server.script.refuses[CREATE] = (400, error)
    refused(desk, 2, "can't be tuned here", "not available for fine-tuning", "--model", "file-1")
    assert "creating" not in desk.record.job
    desk.server.script.refuses.clear()
    assert desk.type().exit_code == 0
    desk.assert_trained()


def test_a_base_that_is_shut_down(desk: Desk) -> None:
    message = "<b>The model has been shut down</b>\n&amp; can't be used \x1b[31m"
    desk.server.script.refuses[CREATE] = (404, {"message": message, "code": "model_not_found"})
    refused(desk, 2, "The model has been shut down & can't be used", "--model")
    assert "\x1b" not in desk.said


def test_a_file_that_is_rejected_is_not_uploaded_twice(desk: Desk) -> None:
    desk.server.script.rejects_file = "line 3: no assistant message"
    for _ in range(2):
        code = 2 if desk.server.state.files == [] else 3
        refused(desk, code, "line 3: no assistant message", "--again")
    assert len(desk.server.state.files) == 1
    assert desk.server.state.jobs == []
    assert desk.record.status == "failed"
    desk.server.script.rejects_file = ""
    write_rows(desk.file, 20)
    assert desk.type().exit_code == 0, desk.said
    assert len(desk.server.state.jobs) == 1


def test_a_rejected_file_is_uploaded_again_if_the_user_says_so(desk: Desk) -> None:
    desk.server.script.rejects_file = "a hiccup"
    refused(desk, 2, "a hiccup")
    desk.server.script.rejects_file = ""
    assert desk.type("--again").exit_code == 0, desk.said
    assert [file["status"] for file in desk.server.state.files] == ["error", "processed"]
    assert len(desk.server.state.jobs) == 1


def test_a_job_whose_file_is_found_bad(desk: Desk) -> None:
    desk.server.script.fails_validation = "The job failed due to an invalid training file."
    refused(desk, 3, "failed (job ftjob-1)", "invalid training file", "--again")
    assert desk.record.status == "failed"
    assert "invalid training file" in desk.record.error


def test_a_job_that_fails_half_way_keeps_its_losses(desk: Desk) -> None:
    desk.server.script.fails_at = 2
    refused(desk, 3, "internal error")
    assert desk.record.loss == ((1, 2.0), (2, 1.0))
    refused(desk, 3, "internal error")
    assert len(desk.server.state.jobs) == 1
    desk.server.script.fails_at = 0
    assert desk.type("--again").exit_code == 0, desk.said
    assert desk.record.model.endswith(":mine:2")


def test_a_job_that_somebody_else_cancelled(desk: Desk) -> None:
    desk.type("--no-wait")
    desk.server.state.cancel(desk.server.state.jobs[0])
    refused(desk, 3, "cancelled (job ftjob-1)")
    assert desk.record.status == "cancelled"


def test_a_quota_that_is_used_up_is_not_waited_for(desk: Desk) -> None:
    error = {"message": "You exceeded your current quota", "code": "insufficient_quota"}
    desk.server.script.refuses[CREATE] = (429, error)
    refused(desk, 2, "quota is used up", "Raise the account's limit")
    assert desk.server.asked.count(CREATE) == 1


def test_rate_limits_without_end(desk: Desk) -> None:
    desk.server.script.refuses[CREATE] = (429, {"message": "Slow down"})
    refused(desk, 3, "too many requests", "same command again", more=("--give-up", "0.05"))
    desk.server.script.refuses.clear()
    assert desk.type().exit_code == 0
    desk.assert_trained()


def test_a_server_that_dies_half_way_and_comes_back(desk: Desk) -> None:
    polls = []

    def dies(route: str, when: str) -> None:
        if (route, when) == (JOB, "after"):
            polls.append(route)
            if len(polls) == 3:
                desk.server.stop()

    desk.server.moment = dies
    refused(desk, 3, "ftjob-1", "no connection", "same command again", more=("--give-up", "0"))
    desk.server.start()
    assert desk.type().exit_code == 0
    desk.assert_trained()


def test_a_service_that_answers_with_pages_of_html(desk: Desk) -> None:
    desk.server.script.garbles = (UPLOAD,)
    refused(desk, 3, "can't be read", "same command again", more=("--give-up", "0"))
    desk.server.script.garbles = (LIST,)
    refused(desk, 3, "can't be read", more=("--give-up", "0"))
    desk.server.script.garbles = ()
    assert desk.type().exit_code == 0
    desk.assert_trained()


def test_a_job_that_the_service_forgot(desk: Desk) -> None:
    desk.type("--no-wait")
    job = desk.server.state.jobs.pop()
    refused(desk, 2, "look at the job", "--again")
    desk.server.state.jobs.append(job)  # it was another account's key
    assert desk.type().exit_code == 0, desk.said
    desk.assert_trained()


def test_a_url_that_does_not_fine_tune(desk: Desk) -> None:
    wrong = desk.server.url.replace("/v1", "/v2")
    refused(desk, 2, "Does", "/v2 fine-tune?", "--base-url", more=("--base-url", wrong))


def test_a_service_that_echoes_the_key_everywhere(desk: Desk) -> None:
    desk.server.script.echoes_key = True
    assert desk.type().exit_code == 0, desk.said  # Desk looks for the key
    assert "[key]" in desk.said
    desk.server.script.fails_validation = "bad file"
    assert desk.type("--name", "other").exit_code == 3
    desk.server.script.rejects_file = "bad rows"
    write_rows(desk.file, 30)
    assert desk.type("--name", "third").exit_code == 2
    desk.server.script.models.clear()
    desk.server.script.rejects_file = ""
    write_rows(desk.file, 31)
    assert desk.type("--name", "fourth").exit_code == 2


def test_a_disk_that_fills_after_the_job_was_created(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        if desk.server.state.jobs:
            raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        refused(desk, 3, "the job ftjob-1 is created", "finds the job again")
    assert desk.type().exit_code == 0, desk.said
    desk.assert_trained()


def test_a_run_that_another_process_follows_can_be_cancelled(desk: Desk) -> None:
    desk.type("--no-wait")
    runs = str(desk.folder / "runs")
    with held(desk.folder / "runs" / "mine"):
        desk.run("train", "--name", "mine", "--runs-dir", runs, "--cancel")
    assert desk.server.state.jobs[0]["status"] == "cancelled"
    refused(desk, 3, "cancelled")


def test_what_a_killed_writer_left_is_taken_away(desk: Desk) -> None:
    run = desk.folder / "runs" / "mine"
    run.mkdir(parents=True)
    (run / ".run.json-abc").write_text("{")
    assert desk.type().exit_code == 0
    assert sorted(path.name for path in run.iterdir()) == [".lock", "run.json"]


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from([str.upper, str.title, str]))
def test_a_key_is_hidden_wherever_it_stands(before: str, after: str, how: object) -> None:
    secrets = Secrets((KEY, "plain-key-without-marks"))
    for key in secrets.keys:
        said = secrets.clean(f"{before}{how(key)}{after}")  # type: ignore[operator]
        assert not secrets.inside(said)
        assert len(said) <= LONGEST


@given(st.text(alphabet="abcdefgh \n\t\x1b<>&;/é", max_size=400))
def test_what_a_service_says_becomes_one_printable_line(text: str) -> None:
    said = Secrets(()).clean(text)
    assert said.isprintable()
    assert len(said) <= LONGEST


def test_a_key_in_half_hidden_form_is_hidden() -> None:
    said = Secrets(()).clean("Incorrect API key provided: sk-ab***********wxyz. See pages.")
    assert said == "Incorrect API key provided: [key] See pages."
    assert Secrets.of("none").clean("there is none") == "there is none"
