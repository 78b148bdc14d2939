"""What the tests of training at a service share: a training file, and the command in process."""

import json
import os
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from inspect_finetune.cli import main
from inspect_finetune.training.record import RunRecord, read_record
from tests.e2e.finetuning_server import FineTuningServer
from tests.e2e.finetuning_state import KEY

BASE = "gpt-4o-mini-2024-07-18"


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what takes time and makes no difference on loopback."""
    monkeypatch.setattr(os, "fsync", lambda _: None)  # a dozen a run, 10 ms each
    # Certificates: 80 ms for each client, and nothing here is encrypted.
    monkeypatch.setattr(ssl.SSLContext, "load_verify_locations", lambda *_, **__: None)


def write_rows(path: Path, rows: int = 12, word: str = "Yes") -> Path:
    """A training file of so many chats."""
    chats = [
        [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": f"Is {number} a number?"},
            {"role": "assistant", "content": f"{word}, {number} is a number."},
        ]
        for number in range(rows)
    ]
    path.write_text("".join(json.dumps({"messages": chat}) + "\n" for chat in chats))
    return path


@dataclass
class Desk:
    """Somebody who types commands in a folder, with a service in reach."""

    folder: Path
    server: FineTuningServer
    environment: dict[str, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.file = write_rows(self.folder / "mine.jsonl")
        self.said = ""

    @property
    def command(self) -> tuple[str, ...]:
        """The command that trains."""
        runs = str(self.folder / "runs")
        return (
            "train", str(self.file), "--backend", "openai", "--model", BASE, "--name", "mine",
            "--runs-dir", runs, "--poll", "0.001", "--give-up", "5", "--yes",
        )  # fmt: skip

    def type(self, *more: str) -> Result:
        """Type it; whatever happens, the key is not seen."""
        return self.run(*self.command, *more)

    def run(self, *words: str) -> Result:
        """Type any command."""
        env = {**self.server.environment(), "COLUMNS": "200", **self.environment}
        found = CliRunner().invoke(main, words, env=env)
        if found.exception and not isinstance(found.exception, SystemExit):
            raise found.exception
        self.said = found.output + found.stderr
        for path in (self.folder / "runs").rglob("*"):
            assert path.is_dir() or KEY not in path.read_text()
        assert KEY not in self.said
        return found

    @property
    def record(self) -> RunRecord:
        """The run's record."""
        return read_record(self.folder / "runs" / "mine")

    def assert_trained(self, **expected: Any) -> None:
        """One file, one job, and the record says so."""
        state, record = self.server.state, self.record
        assert len(state.files) == len(state.jobs) == 1
        assert state.contents["file-1"] == self.file.read_bytes()
        assert record.status == "succeeded"
        assert record.model == f"openai/ft:{BASE}:loopback:mine:1"
        assert (record.job["file"], record.job["id"]) == ("file-1", "ftjob-1")
        assert "creating" not in record.job
        assert record.error == ""
        assert record.loss == ((1, 2.0), (2, 1.0), (3, 0.6667), (4, 0.5))
        for name, value in expected.items():
            assert getattr(record, name) == value


def refused(desk: Desk, code: int, *said: str, more: tuple[str, ...] = ()) -> None:
    """The command ends so, in one line that says all that."""
    found = desk.type(*more)
    assert found.exit_code == code, desk.said
    lines = [line for line in found.stderr.splitlines() if line.startswith("Error: ")]
    assert len(lines) == 1, desk.said
    assert "Traceback" not in desk.said
    for word in said:
        assert word in lines[0], lines[0]
