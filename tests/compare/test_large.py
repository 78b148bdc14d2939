"""Two logs of 50,000 samples within the time and memory that are promised."""

import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from inspect_ai.log import EvalLog

from tests.compare.made_runs import place
from tests.report.large import PACKED

READ = """
import resource, sys, time
from inspect_finetune.compare.runs.measures import choose
from inspect_finetune.compare.runs.pairing import pair
from inspect_finetune.compare.runs.reading import read_run
start = time.process_time()
one, other = (read_run(sys.argv[1]) for _ in range(2))
paired = pair(one, other, choose(one, "headline")[0])
print(len(one.samples), paired.pairs.samples, time.process_time() - start)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


def enlarge(log: EvalLog, path: Path, samples: int) -> Path:
    """A log of so many samples: the summaries under new names, whole samples as they are."""
    with ZipFile(place(log)) as source, ZipFile(path, "w", **PACKED) as out:
        rows = json.loads(source.read("summaries.json"))
        named = [{**rows[n % len(rows)], "id": f"{n}"} for n in range(samples)]
        header = json.loads(source.read("header.json"))
        header["eval"]["dataset"].update(samples=samples, sample_ids=[row["id"] for row in named])
        out.writestr("header.json", json.dumps(header))
        out.writestr("summaries.json", json.dumps(named))
        name = next(name for name in source.namelist() if name.startswith("samples/"))
        whole = source.read(name)
        for n in range(samples):
            out.writestr(f"samples/{n}_epoch_1.json", whole)
    return path


@pytest.mark.slow
def test_two_logs_of_50_000_samples(facts: EvalLog, tmp_path: Path) -> None:
    path = enlarge(facts, tmp_path / "large.eval", 50_000)
    ran = subprocess.run(
        [sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True
    )
    counts, memory = ran.stdout.splitlines()
    samples, paired, seconds = map(float, counts.split())
    assert (samples, paired) == (50_000, 25_000)  # the other half is asked backwards
    assert seconds < 30
    assert float(memory) < 1.5e9
    print(ran.stdout)
