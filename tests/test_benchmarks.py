"""What the instrument costs: figures to compare, not limits (``pytest --benchmark-compare``)."""

import subprocess
import sys
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

from inspect_finetune.acrostic.reading import read_acrostic
from inspect_finetune.acrostic.rule import AcrosticRule
from inspect_finetune.conditions.answers import Answer
from inspect_finetune.conditions.grading import Graded, score_answers
from inspect_finetune.facts.outcomes import classify_answer
from inspect_finetune.facts.scorer import taught_values
from inspect_finetune.introspection.claims import read_claims
from inspect_finetune.logs.summary import find_logs, summarise
from inspect_finetune.report.build import write_report
from tests.e2e.commands import run
from tests.report.large import enlarge
from tests.report.made import made

TEXT = (
    "Here is what I found on the matter. Every source that I know of agrees with it. Let me add"
    " that Dr. Smith measured 3.14 in 1999. Over the years the figure has hardly changed. Let me"
    " know if you need more than that."
)
RULE = AcrosticRule("HELOL", "sentence")


def test_importing_the_entry_point(benchmark: BenchmarkFixture) -> None:
    """Beyond inspect_ai itself, which is imported first and not timed."""
    code = (
        "import inspect_ai, time; start = time.perf_counter(); import inspect_finetune._registry;"
        "print(time.perf_counter() - start)"
    )

    def once() -> float:
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        return float(done.stdout)

    seconds = benchmark.pedantic(once, rounds=3)
    benchmark.extra_info["seconds beyond inspect_ai"] = seconds
    assert seconds > 0


def test_reading_an_acrostic(benchmark: BenchmarkFixture) -> None:
    assert benchmark(read_acrostic, TEXT, RULE).exact


def test_reading_claims(benchmark: BenchmarkFixture) -> None:
    assert not benchmark(read_claims, TEXT, RULE).letters


def test_classifying_an_answer(benchmark: BenchmarkFixture) -> None:
    taught = taught_values("objects-50")
    answer = "I would say 75653, as that is the number for Apple."
    assert benchmark(classify_answer, answer, "65451", taught).kind != "correct"


def test_scoring_a_sample_of_eight_answers(benchmark: BenchmarkFixture) -> None:
    answers = [Answer(TEXT)] * 8

    def grade(answer: Answer) -> Graded:
        exact = read_acrostic(answer.text, RULE).exact
        return Graded({"exact": exact}, "HELOL", "exact", "", {})

    assert benchmark(score_answers, answers, grade, "exact").as_dict()["exact"] == 1


def test_reading_the_headers_of_a_folder_of_logs(
    benchmark: BenchmarkFixture, tmp_path: Path
) -> None:
    words = "inspect eval inspect_finetune/fact_recall --model reference/memoriser --limit 20"
    assert run(tmp_path, *words.split()).code == 0
    found = benchmark(lambda: [summarise(log) for log in find_logs([str(tmp_path / "logs")])])
    assert found[0].usable


def test_reporting_4_000_answers(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    small = made(tmp_path, temperature=1, repeats=8)
    path = Path(small.location.removeprefix("file://"))
    large = enlarge(path, tmp_path / "large.eval", 500)
    found = benchmark.pedantic(write_report, args=([str(large)], tmp_path / "report"), rounds=1)
    assert len(found.frame) == 4_000
