"""What a report on 100,000 answers takes; minutes, as such a log has to be written first."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.report.large import enlarge
from tests.report.made import made

CODE = """
import resource, sys, time
start = time.perf_counter()
from pathlib import Path
from inspect_finetune.report.build import write_report
found = write_report([sys.argv[1]], Path(sys.argv[2]))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
print(len(found.frame), time.perf_counter() - start, peak)
"""


@pytest.mark.slow
@pytest.mark.parametrize(("samples", "repeats"), [(100_000, 1), (12_500, 8)])
def test_100_000_answers_take_less_than_a_minute_and_2_gb(tmp_path, samples, repeats):
    small = made(tmp_path, temperature=1, repeats=repeats)
    path = Path(small.location.removeprefix("file://"))
    large = enlarge(path, tmp_path / "large.eval", samples)
    words = [sys.executable, "-c", CODE, str(large), str(tmp_path / "report")]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    answers, seconds, gigabytes = map(float, done.stdout.split())
    print(f"{samples:,} samples of {repeats}: {seconds:.1f} s, {gigabytes:.2f} GB")
    assert answers == 100_000
    assert seconds < 60
    assert gigabytes < 2
