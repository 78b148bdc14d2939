"""What is refused before anything is sent to a service, in one line."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspect_finetune.errors import InputError
from inspect_finetune.training.hosted.train import service_url
from inspect_finetune.training.lock import HeldError, held
from tests.e2e.finetuning_server import FineTuningServer
from tests.training.hosted import BASE, Desk, hurry, refused, write_rows


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    hurry(monkeypatch)
    with FineTuningServer() as server:
        yield Desk(tmp_path, server)


def test_no_key(desk: Desk) -> None:
    desk.environment = {"OPENAI_API_KEY": None}
    refused(desk, 2, "OPENAI_API_KEY is not set", "nothing was sent", "Set it")
    assert desk.server.asked == []


@pytest.mark.parametrize("key", ["sk two words", "sk-ä", "sk-\x07"])
def test_a_key_that_cannot_be_one(desk: Desk, key: str) -> None:
    desk.environment = {"OPENAI_API_KEY": key}
    refused(desk, 2, "characters that no key has", "Copy")


def test_a_record_that_cannot_be_written_pays_for_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    refused(desk, 2, "No space left on device", "nothing was sent", "--runs-dir")
    assert desk.server.asked == []


def test_a_full_disk_is_seen_before(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 1000}))
    refused(desk, 2, "the disk is full; nothing was sent")
    assert desk.server.asked == []


def test_another_run_of_the_same_name(desk: Desk) -> None:
    desk.type()
    write_rows(desk.file, 40)
    refused(desk, 2, "differs in: training file", "--name")
    write_rows(desk.file)
    refused(desk, 2, "differs in: epochs", more=("--epochs", "9"))
    desk.assert_trained()


def test_a_file_that_a_service_would_reject_is_not_sent(desk: Desk) -> None:
    write_rows(desk.file, 9)
    refused(desk, 2, "9 rows", "nothing was sent", "--unchecked")
    assert desk.run(*desk.command[:-1]).exit_code == 1
    assert desk.type("--unchecked").exit_code == 0
    text = desk.file.read_text()
    desk.file.write_text(text + '{"messages": [{"role": "user", "content": "Why?"}]}\n')
    refused(desk, 2, "doesn't end with an assistant's answer: line 10", more=("--name", "other"))


def test_a_second_process_on_a_run_is_refused(desk: Desk) -> None:
    with held(desk.folder / "runs" / "mine"):
        refused(desk, 2, f"another process ({os.getpid()})", "same command again")
    assert desk.type().exit_code == 0


def test_the_lock_is_let_go(tmp_path: Path) -> None:
    with held(tmp_path / "run"), pytest.raises(HeldError), held(tmp_path / "run"):
        pass
    with held(tmp_path / "run"):
        pass


@pytest.mark.parametrize(
    "words",
    [
        ("--epochs", "0"), ("--epochs", "x"), ("--batch-size", "-1"),
        ("--learning-rate-multiplier", "nan"), ("--learning-rate-multiplier", "inf"),
        ("--suffix", "x" * 65), ("--name", "a/b"), ("--base-url", "ftp://x"),
        ("--base-url", "https://user:password@host/v1"), ("--base-url", "http://host:port/"),
        ("--learning-rate", "0.1"), ("--lora", "8"), ("--seed", "-1"), ("--backend", "cloud"),
        ("--validation", "missing.jsonl"),
    ],
)  # fmt: skip
def test_options_that_cannot_be(desk: Desk, words: tuple[str, str]) -> None:
    assert desk.type(*words).exit_code == 2
    assert "Traceback" not in desk.said
    assert desk.server.asked == []


def test_what_a_run_needs_is_said(desk: Desk) -> None:
    runs = ("--runs-dir", str(desk.folder / "runs"))
    for words, said in (
        ((), "neither FILE nor --name"),
        (("--name", "x"), "no run of this name"),
        (("--name", "x", "--resume"), "runs/x: no run of this name"),
        (("--name", "x", "--cancel"), "runs/x: no run of this name"),
        ((str(desk.file),), "no --backend"),
        (("--name", "x", "--backend", "openai"), "no run of this name"),
        (("--name", "x", "--backend", "openai", "--resume", "--yes"), "no run of this name"),
        (("--name", "x", "--backend", "openai", "--cancel"), "no run of this name"),
        ((str(desk.file), "--backend", "openai", "--yes"), "no --model"),
    ):
        assert desk.run("train", *words, *runs).exit_code == 2
        assert said in desk.said


def test_a_broken_record_is_said(desk: Desk) -> None:
    desk.type()
    path = desk.folder / "runs" / "mine" / "run.json"
    good = json.loads(path.read_text())
    for broken, said in (
        ({**good, "job": None}, "the record is broken (job)"),
        ({**good, "job": {**good["job"], "attempt": "x"}}, "the record is broken (job.attempt)"),
        ({**good, "job": {**good["job"], "earlier": 5}}, "the record is broken (job.earlier)"),
    ):
        path.write_text(json.dumps(broken))
        refused(desk, 2, said)
    path.write_text("{")
    refused(desk, 2, "not a readable record")


def test_a_validation_file_that_is_the_training_file(desk: Desk) -> None:
    copy = write_rows(desk.folder / "copy.jsonl")
    refused(desk, 2, "copy.jsonl", "the same rows", more=("--validation", str(copy)))


def test_a_file_that_is_no_jsonl_is_shown_a_row_of_chats(desk: Desk) -> None:
    desk.file.write_text("{broken\n")
    refused(desk, 2, "broken JSON", '{"messages": [...]}', "data check")
    assert '"question"' not in desk.said


def test_a_file_whose_name_no_run_can_have(desk: Desk) -> None:
    file = write_rows(desk.folder / "日本.jsonl")
    assert desk.run("train", str(file), "--backend", "openai", "--model", BASE).exit_code == 2
    assert "Name the run with --name" in desk.said


def test_urls_are_kept_without_a_slash_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    assert service_url("") == "https://api.openai.com/v1"
    assert service_url("http://localhost:8000/v1/") == "http://localhost:8000/v1"
    with pytest.raises(InputError):
        service_url("localhost:8000")


@pytest.mark.parametrize(
    ("models", "said"),
    [
        ({BASE: "2025-01-01"}, f"{BASE} was shut down on 2025-01-01"),
        ({}, f"{BASE} is unknown to the service"),
    ],
)
def test_a_base_that_is_gone_is_seen_before_anything_is_sent(
    desk: Desk, models: dict[str, str | None], said: str
) -> None:
    desk.server.script.models = models
    assert desk.run(*desk.command[:-1]).exit_code == 1
    assert said in desk.said
    refused(desk, 2, said, "nothing was sent", "--model")
    assert desk.server.asked == ["GET /v1/models/*"] * 2
    desk.type("--unchecked")
    assert len(desk.server.state.files) == 1


def test_a_run_that_has_a_job_goes_on_when_its_base_is_shut_down(desk: Desk) -> None:
    desk.type("--no-wait")
    desk.server.script.models[BASE] = "2025-01-01"
    assert desk.run(*desk.command[:-1]).exit_code == 0
    assert desk.type().exit_code == 0, desk.said
    desk.assert_trained()
