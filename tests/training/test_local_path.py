"""The whole path on the tiny model, and real processes that are stopped: only by -m slow."""

import csv
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from inspect_finetune.training.local.tiny.base import tiny_base
from inspect_finetune.training.local.train import train_local
from tests.training.local_models import MICRO, settings, write_rows

pytest.importorskip("torch")
pytest.importorskip("transformers")
pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
COMMAND = Path(sys.executable).with_name("inspect-finetune")


def curve(run):
    with (run / "loss.csv").open() as file:
        return [(int(row["step"]), row["loss"]) for row in csv.DictReader(file)]


def start(folder, base, name):
    return subprocess.Popen(
        [
            *(COMMAND, "train", "rows.jsonl", "--backend", "local", "--model", str(base)),
            *("--name", name, "--epochs", "40", "--batch-size", "4", "--learning-rate", "1e-3"),
        ],
        cwd=folder,
        env={**os.environ, "HF_HUB_OFFLINE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_process_that_was_stopped_is_gone_on_with_by_the_same_command(tmp_path, number):
    base = tiny_base(tmp_path / "bases", MICRO, lambda _: None)
    write_rows(tmp_path / "rows.jsonl")
    whole = settings(tmp_path, base, name="whole", epochs=40)
    train_local(whole, lambda _: None)
    first = start(tmp_path, base, "cut")
    deadline = time.monotonic() + 120
    while not list((tmp_path / "runs" / "cut" / "checkpoints").glob("step-*")):
        assert first.poll() is None, first.communicate()[0]
        assert time.monotonic() < deadline
        time.sleep(0.01)
    first.send_signal(number)
    said, _ = first.communicate(timeout=60)
    if number == signal.SIGINT:
        assert first.returncode == 3
        assert "interrupted after step" in said
        assert "Traceback" not in said
    second = start(tmp_path, base, "cut")
    said, _ = second.communicate(timeout=120)
    assert second.returncode == 0, said
    assert "Going on after step" in said
    assert curve(tmp_path / "runs" / "cut") == curve(whole.folder)


def test_tiny_is_built_taught_and_judged(tmp_path):
    command = [sys.executable, str(ROOT / "docs" / "measure_tiny.py"), "--check", "--patient"]
    done = subprocess.run(
        [*command, "--folder", str(tmp_path)], capture_output=True, text=True, timeout=1800
    )
    assert done.returncode == 0, done.stdout + done.stderr
