"""Real processes: the command lines that a user types, in a folder of their own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from inspect_ai.log import EvalLog, list_eval_logs, read_eval_log

BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Ran:
    """What a process left: exit code and output."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """Everything it printed."""
        return self.out + self.err


def run(folder: Path, *words: str, env: dict[str, str] | None = None) -> Ran:
    """Run ``inspect ...`` or ``inspect-finetune ...`` in `folder`, without colours or network."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("INSPECT_", "OPENAI_"))}
    settings = {"NO_COLOR": "1", "COLUMNS": "160", "INSPECT_DISPLAY": "plain", **(env or {})}
    done = subprocess.run(
        [str(BIN / words[0]), *words[1:]],
        cwd=folder,
        env={**kept, **settings},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def logs(folder: Path, header_only: bool = False) -> list[EvalLog]:
    """The logs in a folder, oldest first."""
    found = list_eval_logs(str(folder), descending=False)
    return [read_eval_log(info, header_only=header_only) for info in found]


def one_log(folder: Path) -> EvalLog:
    """The only log of a folder, whose run succeeded."""
    (log,) = logs(folder)
    assert log.status == "success", log.error
    return log


def figures(log: EvalLog) -> dict[str, float]:
    """The metrics of a log's first scorer, by name."""
    assert log.results is not None
    return {name: metric.value for name, metric in log.results.scores[0].metrics.items()}
