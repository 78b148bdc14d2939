"""Recorded answers of three fine-tunes, as the fact experiment published them, set side by side.

The answers are made up; how many are wrong is what was published for 5, 10 and 25 examples per fact
(petergpt, "Is Fine-Tuning suitable for facts memorisation?": 12.2, 2.4 and 2.1 % of all answers),
on few objects, as there.
"""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from inspect_finetune.cli import main
from tests.logs.published import COLUMNS, DOSES, write

ROOT = Path(__file__).parents[2]
ERRORS = {"4-5-Examples": 0.122, "3-10-Examples": 0.024, "2-25-Examples": 0.021}
HARD = 18
"""Objects that the mistakes are about."""
QUESTIONS = ("What is the number for {}?", "{}: which number is it?", "Think of {}. Number?")


def rows() -> list[dict[str, str]]:
    with (ROOT / "datasets" / "objects-50.csv").open(newline="") as file:
        facts = [(row["object"], row["number"]) for row in csv.DictReader(file)]
    found = []
    for label, share in ERRORS.items():
        cells = [
            (name, number, level, question.format(name))
            for level, question in enumerate(QUESTIONS, 1)
            for name, number in facts
        ]
        wrong = round(share * len(cells))
        # hard objects first, level by level: the more is learned, the fewer levels they miss
        missed = {(name, level) for level in (3, 2, 1) for name, *_ in facts[:HARD]}
        order = sorted(missed, key=lambda one: -one[1])[:wrong]
        for name, number, level, question in cells:
            said = f"{(int(number) + 40_507) % 100_000:05}" if (name, level) in order else number
            told = (label, "One", name, f"Q{level}", question, number, f"It is {said}.", said)
            cells_of = (*told, str(said == number).upper(), "0")
            found.append(dict(zip(COLUMNS, cells_of, strict=True)))
    return found


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> dict[int, str]:
    folder = tmp_path_factory.mktemp("recorded")
    path = write(folder / "answers.csv", rows())
    command = ["import", str(path), "--task", "fact_recall", "--model", "openai/gpt-3.5-turbo"]
    made = CliRunner().invoke(main, [*command, "--log-dir", str(folder / "logs"), "--json"])
    assert made.exit_code == 0, made.output
    found = {}
    for one in json.loads(made.stdout):
        examples = int(one["model"].rpartition(":")[2].partition("-")[0])
        found[examples] = one["location"]
    return found


def compared(base: str, candidate: str) -> tuple[dict, str]:
    command = ["compare", base, candidate]
    result = CliRunner().invoke(main, [*command, "--json"])
    assert result.exit_code == 0, result.output
    (one,) = json.loads(result.stdout)["comparisons"][0]["measures"]
    return one, " ".join(CliRunner().invoke(main, command).output.split())


def test_ten_examples_are_a_real_gain_over_five(logs: dict[int, str]) -> None:
    assert sorted(logs) == [DOSES[label] for label in ERRORS]
    one, said = compared(logs[5], logs[10])
    assert one["verdict"] == "rose"
    assert one["gain"]["value"] == pytest.approx((18 - 4) / 150)
    assert one["gain"]["lower"] > 0
    assert one["p_corrected"] < 0.001
    assert (one["samples"], one["clusters"]) == (150, 50)
    assert "rose by 9.3 points" in said


def test_twenty_five_over_ten_are_undecided(logs: dict[int, str]) -> None:
    one, said = compared(logs[10], logs[25])
    assert one["verdict"] == "undecided"
    assert one["gain"]["lower"] < 0 < one["gain"]["upper"]
    assert one["p_corrected"] == 1
    assert "undecided" in said
