"""The simulation behind the tables of docs/introspection.md, with fewer seeds."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "docs" / "simulate_verdicts.py"


@pytest.mark.slow
def test_subjects_get_their_verdicts_and_the_ignorant_are_not_said_to_know():
    command = [sys.executable, str(SCRIPT), "--seeds", "12", "--ignorant", "28", "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1500)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "12 of 12" in done.stdout
