"""``train --job ID``: the job that the user names is this run's, or it is refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspect_finetune.training.record import read_record
from tests.e2e.finetuning_server import FineTuningServer
from tests.training.hosted import Desk, hurry, refused, write_rows


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    hurry(monkeypatch)
    with FineTuningServer() as server:
        yield Desk(tmp_path, server)


def test_a_job_that_is_another_models(desk: Desk) -> None:
    desk.server.script.models["other-model"] = None
    desk.run(*desk.command, "--name", "first", "--model", "other-model", "--no-wait")
    refused(desk, 2, "the job ftjob-1", "tunes other-model", more=("--job", "ftjob-1"))


@pytest.mark.parametrize(
    ("keeps", "rows", "more", "said"),
    [
        (True, 12, (), "is of the run mine"),
        (False, 12, (), "is in the record of another run"),
        (True, 13, (), "is of the run mine"),
        (False, 12, ("--seed", "7"), "has the seed 0, not 7"),
    ],
)
def test_a_job_of_another_run_is_not_taken_for_this_ones(
    desk: Desk, keeps: bool, rows: int, more: tuple[str, ...], said: str
) -> None:
    desk.server.script.keeps_metadata = keeps
    desk.type()
    write_rows(desk.file, rows)
    refused(desk, 2, said, "--job", more=("--name", "four", "--job", "ftjob-1", *more))
    other = read_record(desk.folder / "runs" / "four")
    assert (other.status, other.model, "id" in other.job) == ("prepared", "", False)


@pytest.mark.parametrize(
    ("keeps", "rows", "more", "said"),
    [
        (True, 13, (), "was trained on another file"),
        (False, 13, (), "was trained on another file (inspect-finetune-"),
        (True, 12, ("--epochs", "9"), "was created with other settings"),
    ],
)
def test_a_job_is_not_taken_for_one_of_another_request(
    desk: Desk, keeps: bool, rows: int, more: tuple[str, ...], said: str
) -> None:
    desk.server.script.keeps_metadata = keeps
    desk.type()
    (desk.folder / "runs" / "mine" / "run.json").unlink()
    write_rows(desk.file, rows)
    refused(desk, 2, said, more=("--job", "ftjob-1", *more))
    assert desk.record.status == "prepared"
    write_rows(desk.file)
    assert desk.type("--job", "ftjob-1").exit_code == 0, desk.said
    desk.assert_trained()


@pytest.mark.parametrize("size", [12, 13])
def test_a_file_that_was_uploaded_by_hand_is_known_by_its_size(desk: Desk, size: int) -> None:
    desk.server.script.keeps_metadata = False
    desk.type()
    (desk.folder / "runs" / "mine" / "run.json").unlink()
    desk.server.state.files[0]["filename"] = "by-hand.jsonl"
    write_rows(desk.file, size)
    assert desk.type("--job", "ftjob-1").exit_code == (0 if size == 12 else 2), desk.said


def test_a_job_that_has_ended_is_recorded_as_it_is(desk: Desk) -> None:
    desk.type("--no-wait")
    desk.server.state.cancel(desk.server.state.jobs[0])
    (desk.folder / "runs" / "mine" / "run.json").unlink()
    refused(desk, 3, "cancelled (job ftjob-1)", more=("--no-wait", "--job", "ftjob-1"))
    assert desk.record.status == "cancelled"
