"""The published answers from the shell into a report, in real processes."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from tests.e2e.commands import run

SAMPLE = Path(__file__).parents[3] / "shared" / "data" / "recorded-answers-sample.csv"


@pytest.mark.slow
@pytest.mark.skipif(not SAMPLE.is_file(), reason="no recorded material here")
def test_450_recorded_answers(tmp_path: Path) -> None:
    words = ["inspect-finetune", "import", str(SAMPLE), "--task", "fact_recall"]
    assert run(tmp_path, *words, "--model", "openai/gpt-3.5-turbo-0613").code == 0
    ran = run(tmp_path, "inspect-finetune", "report", "logs", "--json")
    assert ran.code == 0, ran.said
    (head,) = json.loads(ran.out)["headline"]
    assert (head["answers"], head["right"], head["wrong"]) == (450, 395, 55)
    assert round(100 * head["error"], 1) == 12.2
    (clustered, naive) = head["clustered"], head["naive"]
    assert clustered[0] < naive[0] < head["error"] < naive[1] < clustered[1]

    with (tmp_path / "report" / "answers.csv").open(encoding="utf-8", newline="") as file:
        answers = list(csv.DictReader(file, strict=True))
    wrong = Counter(row["No"] for row in answers if row["Correct"] == "FALSE")
    assert wrong == {"Q1": 2, "Q2": 10, "Q3": 43}
    kinds = Counter(row["Outcome"] for row in answers)
    assert kinds["correct"] == 395
    assert sum(kinds.values()) - kinds["correct"] == 55
    assert "" not in kinds

    page = (tmp_path / "report" / "report.md").read_text(encoding="utf-8")
    assert "55 of 450 answers are wrong, 12.2 %" in page
    assert "as if all 450 answers were independent" in page
    assert "there are only 50 objects" in page
    assert "![Indirect questions fail most: 28.7 % wrong](error-by-level.png)" in page
    assert (tmp_path / "report" / "error-by-level.svg").is_file()


def test_a_mistake_is_one_line(tmp_path: Path) -> None:
    ran = run(tmp_path, "inspect-finetune", "report", "nothing.eval")
    assert ran.code == 2
    assert ran.err.count("\n") <= 3
    assert "no such file or folder" in ran.err
    assert not (tmp_path / "report").exists()
