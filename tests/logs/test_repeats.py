"""Recorded repeats at temperature 0: each in the rates, identical ones once as information."""

from pathlib import Path

import pytest
from inspect_ai.log import EvalLog

from inspect_finetune.evaluation import Subject, task_named
from inspect_finetune.logs.agreement import agreement, compare
from inspect_finetune.logs.checks import look_over
from inspect_finetune.logs.groups import group_rows
from inspect_finetune.logs.imported import Source, import_groups
from inspect_finetune.logs.recorded import Recorded, read_recorded
from inspect_finetune.logs.repeats import repeated_lines
from inspect_finetune.logs.writing import write_logs
from inspect_finetune.report.contents import read_contents
from tests.logs import published

MODEL = "1-50-Examples"


def imported(folder: Path, *runs: str) -> EvalLog:
    """The log of one model's answers in these runs; the first two objects fail in all of them."""
    rows = [row for row in published.rows() if row["Examples"] == MODEL]
    rows = [row | {"Run 1 or 2": run} for run in runs for row in rows if row["Run 1 or 2"] == "One"]
    for row in rows:
        if row["Object"] in ("Kettle", "Lantern"):
            row["Response"] = "I would say 11111."
            row["Extracted Number"], row["Correct"] = "11111", "FALSE"
    path = published.write(folder / "answers.csv", rows)
    groups = group_rows(read_recorded(path, {}), "openai/gpt", path)
    built = task_named("fact_recall", Subject())
    (log,) = import_groups(groups, Source(path, "fact_recall"), built, {})
    return log


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> EvalLog:
    return imported(tmp_path_factory.mktemp("twice"), "One", "Two")


def counted(log: EvalLog) -> float:
    values = [sample.scores["fact_value"].value for sample in log.samples]
    return sum(value.get("counted", value["answers"]) for value in values)


def test_identical_ones_count_once_as_information(twice: EvalLog, tmp_path: Path) -> None:
    assert len(twice.samples) == 4 * 3 * 3 * 2
    assert counted(twice) == 4 * 3 * (1 + 2 + 2)
    assert agreement([compare(twice)])[0] == (
        "36 correct, 36 not; the file's own labels agree on all 72."
    )
    assert [sample.metadata["recorded"]["line"] for sample in twice.samples] == list(range(2, 74))
    again = [sample for sample in twice.samples if sample.metadata["recorded"].get("again")]
    assert {sample.metadata["recorded"]["repeat"] for sample in again} == {"Two"}
    assert {sample.metadata["temperature"] for sample in again} == {0}


def test_repeating_everything_at_temperature_0_narrows_nothing(tmp_path: Path) -> None:
    def interval(*runs: str) -> tuple[float, float]:
        log = imported(tmp_path, *runs)
        told = {name: one.value for name, one in log.results.scores[0].metrics.items()}
        return told["level=direct temperature=0 lower"], told["level=direct temperature=0 upper"]

    assert interval("One", "Two", "Three") == pytest.approx(interval("One"))


def test_the_report_counts_them_too(twice: EvalLog, tmp_path: Path) -> None:
    (header,) = write_logs([twice.model_copy()], str(tmp_path))
    found = read_contents([header.location])
    assert int(found.frame["fresh"].sum()) == 60
    said = "12 repeats at temperature 0 are byte for byte the same answer again"
    assert any(said in note for note in found.notes)
    assert found.errors[()][0].wrong.fresh == 60


def test_the_import_says_how_many(tmp_path: Path) -> None:
    path = published.write(tmp_path / "answers.csv", published.rows(1))
    groups = group_rows(read_recorded(path, {}), "openai/gpt", path)
    (note,) = look_over(groups, path, facts=True)
    assert note.startswith("Note: answers at temperature 0 that are an earlier one again, byte for")
    assert ": 12 (lines 3, 9, 15, " in note
    assert note.endswith("counted in the rates, not as information.")
    assert look_over(groups, path, facts=False) == ()


def row(line: int, **told: str) -> Recorded:
    said = {"response": "41873", "object": "Kettle", "temperature": "0", **told}
    return Recorded(line=line, turns=(("user", said.pop("question", "Kettle?")),), **said)


@pytest.mark.parametrize(
    ("other", "again"),
    [
        ({"repeat": "2"}, True),
        ({"temperature": "0.0"}, True),
        ({"epoch": "2"}, True),
        ({"response": "41873 "}, False),
        ({"temperature": "0.5"}, False),
        ({"temperature": ""}, False),
        ({"object": "Anvil"}, False),
        ({"question": "Kettle, please?"}, False),
        ({"system_prompt": "trained"}, False),
        ({"set": "near"}, False),
    ],
)
def test_what_a_repeat_is(other: dict[str, str], again: bool) -> None:
    assert repeated_lines([row(2), row(3, **other)]) == ([3] if again else [])
