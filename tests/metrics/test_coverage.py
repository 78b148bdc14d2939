"""The simulations behind the tables of docs/facts.md and docs/intervals.md."""

import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


def run(script: str, *words: str) -> str:
    command = [sys.executable, str(DOCS / script), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1500)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_intervals_of_fact_recall_cover_the_rates_that_were_set():
    assert "`outcome=swapped`" in run("simulate_recall.py", "--check")


@pytest.mark.slow
def test_only_this_packages_interval_covers_throughout():
    said = run("simulate_intervals.py", "--runs", "400", "--inspects", "5")
    rows = [line.split("|") for line in said.splitlines()]
    covers = {
        tuple(cell.strip() for cell in row[1:5]): [float(c.split(",")[0]) for c in row[5:9]]
        for row in rows[2:]
    }
    # nominal .95 less three standard errors; with one answer each Wilson itself falls to .93
    assert min(found[0] for found in covers.values()) > 0.9
    naive, student, bootstrap = (min(found[i] for found in covers.values()) for i in (1, 2, 3))
    assert naive < 0.65
    assert student < 0.25
    assert bootstrap < 0.25
