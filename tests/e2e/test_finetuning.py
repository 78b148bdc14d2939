"""``train --backend openai`` as real processes that are killed, against a service over HTTP."""

import os
import pty
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from inspect_finetune.training.record import RunRecord, read_record
from tests.e2e.finetuning_server import FineTuningServer, HangUpError
from tests.e2e.finetuning_state import KEY
from tests.training.hosted import BASE, write_rows

UPLOAD, CREATE = "POST /v1/files", "POST /v1/fine_tuning/jobs"
JOB = "GET /v1/fine_tuning/jobs/*"
COMMAND = (sys.executable, "-c", "from inspect_finetune.cli import main; main()")


@dataclass
class Terminal:
    """Types the same command again and again, and kills it at moments of the service's choice."""

    folder: Path
    server: FineTuningServer
    process: "subprocess.Popen[str] | None" = None
    said: str = ""

    def begin(
        self,
        *more: str,
        stderr: int = subprocess.PIPE,
        first: Callable[[], None] | None = None,
    ) -> "subprocess.Popen[str]":
        words = (
            "train", "mine.jsonl", "--backend", "openai", "--model", BASE, "--poll", "0.02",
            "--give-up", "0", "--yes", *more,
        )  # fmt: skip
        kept = {k: v for k, v in os.environ.items() if not k.startswith("OPENAI_")}
        self.process = subprocess.Popen(
            [*COMMAND, *words],
            cwd=self.folder,
            env={**kept, **self.server.environment(), "COLUMNS": "160"},
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            preexec_fn=first,
        )
        return self.process

    def type(self, *more: str, first: Callable[[], None] | None = None) -> int:
        """Type it, and wait for its end."""
        process = self.begin(*more, first=first)
        out, err = process.communicate(timeout=60)
        self.said = out + err
        assert KEY not in self.said
        assert "Traceback" not in self.said
        return process.returncode

    def killed_at(self, route: str, when: str, number: int = 1, by: int = signal.SIGKILL) -> int:
        """Type it, and kill it at the so-manieth such moment.

        Killed ``before``, its request is lost; killed ``after``, the answer is.
        """
        passed = []

        def moment(*now: str) -> None:
            if now == (route, when):
                passed.append(now)
                if len(passed) == number and self.process:
                    self.process.send_signal(by)
                    if when == "before":
                        raise HangUpError

        self.server.moment = moment
        code = self.type()
        self.server.moment = lambda *_: None
        assert len(passed) >= number, self.said
        return code

    @property
    def record(self) -> RunRecord:
        return read_record(self.folder / "runs" / "mine")

    def assert_trained(self) -> None:
        state, record = self.server.state, self.record
        assert len(state.files) == len(state.jobs) == 1
        assert state.contents["file-1"] == (self.folder / "mine.jsonl").read_bytes()
        assert (record.status, record.model) == ("succeeded", f"openai/ft:{BASE}:loopback:mine:1")
        assert record.loss == ((1, 2.0), (2, 1.0), (3, 0.6667), (4, 0.5))
        assert [one.step for one in record.checkpoints] == [2, 4]
        for path in self.folder.rglob("*"):
            assert path.is_dir() or KEY not in path.read_text()


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    write_rows(tmp_path / "mine.jsonl")
    with FineTuningServer() as server:
        yield Terminal(tmp_path, server)


def test_killed_at_every_step_it_pays_once(terminal: Terminal) -> None:
    assert terminal.killed_at(UPLOAD, "after") == -signal.SIGKILL
    assert terminal.record.status == "prepared"
    assert terminal.killed_at(CREATE, "before") == -signal.SIGKILL
    assert terminal.server.state.jobs == []
    assert terminal.killed_at(CREATE, "after") == -signal.SIGKILL
    assert terminal.record.status == "uploaded"
    assert "id" not in terminal.record.job
    assert terminal.killed_at(JOB, "after", 3) == -signal.SIGKILL
    assert terminal.record.status == "running"
    assert terminal.type() == 0, terminal.said
    terminal.assert_trained()


def test_where_no_byte_can_be_written_nothing_is_paid(terminal: Terminal) -> None:
    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    assert terminal.type(first=full) == 2
    assert "can't be written (File too large); nothing was sent" in terminal.said
    assert terminal.server.asked == []


def test_ctrl_c_says_how_to_go_on_and_how_to_cancel(terminal: Terminal) -> None:
    terminal.server.script.stays_running = True
    assert terminal.killed_at(JOB, "after", 3, signal.SIGINT) == 3
    assert "The job ftjob-1 is in the record" in terminal.said
    assert "train --name mine --resume" in terminal.said
    assert "train --name mine --cancel" in terminal.said
    assert terminal.record.status == "running"


@pytest.mark.slow
def test_two_at_once_pay_once(terminal: Terminal) -> None:
    terminal.server.script.stays_running = True
    first = terminal.begin()
    deadline = time.monotonic() + 30
    while not terminal.server.state.jobs and time.monotonic() < deadline:
        time.sleep(0.02)
    assert terminal.type() == 2
    assert f"another process ({first.pid})" in terminal.said
    terminal.server.script.stays_running = False
    first.communicate(timeout=60)
    assert first.returncode == 0
    terminal.assert_trained()


def test_on_a_terminal_there_is_a_bar(terminal: Terminal) -> None:
    ours, theirs = pty.openpty()
    process = terminal.begin(stderr=theirs)
    os.close(theirs)
    seen = b""
    while True:
        try:
            got = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not got:
            break
        seen += got
    os.close(ours)
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert "running" in seen.decode()
    assert "━" in seen.decode()
    assert "Step 4/4: training loss=0.5" in seen.decode()
    terminal.assert_trained()


@pytest.mark.slow
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("keeps", [True, False], ids=["metadata", "no-metadata"])
def test_killed_at_any_request_it_pays_once(tmp_path: Path, when: str, keeps: bool) -> None:
    """Killed around the first, second, ... request in turn, then typed again."""
    number = 0
    while True:
        number += 1
        folder = tmp_path / str(number)
        folder.mkdir()
        write_rows(folder / "mine.jsonl")
        with FineTuningServer(keeps_metadata=keeps) as server:
            terminal, requests = Terminal(folder, server), 0

            def moment(_: str, now: str, terminal: Terminal = terminal, due: int = number) -> None:
                nonlocal requests
                if now == when:
                    requests += 1
                    if requests == due and terminal.process:
                        terminal.process.kill()
                        if when == "before":
                            raise HangUpError

            server.moment = moment
            code = terminal.type()
            server.moment = lambda *_: None
            if code == 0:
                break
            assert code == -signal.SIGKILL, terminal.said
            assert terminal.type() == 0, terminal.said
            terminal.assert_trained()
    assert number > 15
