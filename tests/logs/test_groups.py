"""Several models in one file: told apart, named, and looked over before anything is scored."""

from pathlib import Path

import pytest

from inspect_finetune.errors import InputError
from inspect_finetune.evaluation import Subject, task_named
from inspect_finetune.facts.scorer import taught_values
from inspect_finetune.logs.agreement import agreement, as_number, compare
from inspect_finetune.logs.checks import look_over
from inspect_finetune.logs.groups import Group, group_rows, read_examples
from inspect_finetune.logs.imported import Source, import_groups
from inspect_finetune.logs.recorded import Recorded, read_recorded
from tests.logs import published


def row(line: int, model: str = "", examples: str = "", **told: str) -> Recorded:
    said = {"response": "41873", "object": "Kettle", **told}
    turns = (("user", said.pop("question", "Kettle?")),)
    return Recorded(line=line, turns=turns, model=model, examples=examples, **said)


def names(*rows: Recorded, model: str = "openai/base") -> list[str]:
    return [group.model for group in group_rows(rows, model, Path("a.csv"))]


def notes(*rows: Recorded, facts: bool = True) -> tuple[str, ...]:
    path = Path("a.csv")
    return look_over(group_rows(rows, "openai/base", path), path, facts)


@pytest.mark.parametrize(
    ("label", "examples"),
    [
        *published.DOSES.items(),
        ("5", 5),
        ("5.0", 5),
        ("10 examples", 10),
        ("25 Examples per fact", 25),
        ("examples: 7", 7),
        *((unreadable, None) for unreadable in ("", "five", "4-5", "gpt-3.5", "3.5 examples")),
    ],
)
def test_examples_in_a_label(label: str, examples: int | None) -> None:
    assert read_examples(label) == examples


def test_one_model_has_the_name_that_was_given() -> None:
    assert names(row(2, "gpt", "4-5-Examples"), row(3, "gpt", "4-5-Examples")) == ["openai/base"]


def test_models_are_named_by_their_examples() -> None:
    found = names(row(2, "", "4-5-Examples"), row(3, "", "10"), row(4, "", "4-5-Examples"))
    assert found == ["openai/base:5-examples", "openai/base:10-examples"]


def test_models_are_named_by_their_column() -> None:
    assert names(row(2, "hf/a"), row(3, "b"), row(4)) == ["hf/a", "openai/b", "openai/base"]
    assert names(row(2, "a"), row(3, "b"), model="mine") == ["a", "b"]


def test_what_a_column_does_not_tell_apart_is_told_by_the_other() -> None:
    found = names(row(2, "a", "5"), row(3, "a", "10"), row(4, "b", "5"))
    assert found == ["openai/a:5-examples", "openai/a:10-examples", "openai/b"]


def test_labels_of_the_same_or_no_number_name_themselves() -> None:
    found = names(row(2, "", "1-5-Examples"), row(3, "", "2-5-Examples"), row(4, "", "a few"))
    assert [name.split(":")[1] for name in found] == ["1-5-examples", "2-5-examples", "a-few"]


def test_a_column_of_texts_does_not_become_hundreds_of_logs() -> None:
    with pytest.raises(InputError, match=r"a\.csv:100: .*more than 100 models"):
        names(*(row(line, "", f"text {line}") for line in range(999)))


def test_oddities_are_counted_and_named() -> None:
    found = notes(
        row(2, response=" ", repeat="1"),
        row(3, question="And this one?"),
        row(4, repeat="1", extracted="41873.0"),
        row(5, examples="five"),
    )
    assert found == (
        "Note: empty answers: 1 (line 2), scored as not attempted.",
        "Note: questions without their object: 1 (line 3), scored.",
        "Note: answers given twice to one question and condition: 1 (line 4), scored each.",
        "Note: extracted numbers that a spreadsheet saved as decimals: 1 (line 4).",
        "Note: examples that tell no number, such as 'five': 1 (line 5), left out.",
    )


def test_numbers_that_lost_their_leading_zeros_are_named() -> None:
    rows = [row(line, object=f"o{line}", question=f"o{line}?", expected=f"{41000 + line}")
            for line in range(2, 22)]  # fmt: skip
    assert notes(*rows) == ()
    short = row(22, object="o22", question="o22?", expected="873")
    backwards = row(23, object="o2", question="Who has it?", level="reverse", expected="7")
    (said,) = notes(*rows, short, short, backwards, facts=True)[-1:]
    assert said == (
        "Note: expected numbers with fewer digits than the others, as if a spreadsheet had dropped "
        "leading zeros: 2 (lines 22, 22), scored as they stand."
    )
    assert not any("zeros" in note for note in notes(*rows, short, facts=False))


def test_repeats_of_one_question_are_not_duplicates() -> None:
    assert notes(row(2, repeat="1"), row(3, repeat="2")) == ()
    assert notes(row(2, response="1"), row(3, response="2"), facts=False) == ()
    assert notes(row(2, "a"), row(3, "b")) == ()


def test_long_lists_of_lines_are_cut() -> None:
    (said,) = notes(*(row(line, response="", repeat=str(line)) for line in range(2, 52)))
    assert "empty answers: 50 (lines 2, 3," in said
    assert "21, ...)" in said


def test_two_numbers_for_one_object() -> None:
    rows = (row(2, expected="41873"), row(3, expected="96025"))
    with pytest.raises(InputError, match=r"a\.csv:3: 'Kettle' expects 96025 .* 41873 on line 2"):
        notes(*rows)
    assert notes(row(2, "a", expected="41873"), row(3, "b", expected="96025")) == ()
    assert notes(row(2, expected="41873"), row(3, expected="Kettle", level="reverse")) == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("65451", "65451"),
        ("65451.0", "65451"),
        ("65451,00", "65451"),
        ("6.5451E+04", "65451"),
        ("65,451", "65451"),
        ("8 3 3 09", "83309"),
        ("01234", "01234"),
        ("N/A", ""),
    ],
)
def test_numbers_as_spreadsheets_leave_them(text: str, number: str) -> None:
    assert as_number(text) == number


def imported(path: Path, groups: tuple[Group, ...]) -> list:
    built = task_named("fact_recall", Subject())
    source = Source(path, "fact_recall")
    return list(import_groups(groups, source, built, taught_values("objects-50")))


def test_the_published_layout_becomes_a_log_for_each_model(tmp_path: Path) -> None:
    path = published.write(tmp_path / "answers.csv", published.rows())
    groups = group_rows(read_recorded(path, {}), "openai/gpt", path)
    (note,) = look_over(groups, path, facts=True)
    assert "an earlier one again, byte for byte: 48 " in note
    found = imported(path, groups)
    for log, examples in zip(found, (5, 10, 25, 50), strict=True):
        assert log.eval.model == f"openai/gpt:{examples}-examples"
        assert log.eval.metadata["examples"] == examples
        assert {sample.metadata["examples"] for sample in log.samples} == {examples}
        assert len(log.samples) == log.results.completed_samples == 72
    assert agreement([compare(log) for log in found]) == (
        "252 correct, 36 not; the file's own labels agree on all 288.",
        "The file's extracted numbers agree on all 288.",
    )


def test_what_differs_is_named_with_its_model(tmp_path: Path) -> None:
    rows = published.rows(1)
    rows[0]["Correct"], rows[-1]["Extracted Number"] = "FALSE", "1"
    path = published.write(tmp_path / "answers.csv", rows)
    groups = group_rows(read_recorded(path, {}), "openai/gpt", path)
    labels, numbers = agreement([compare(log) for log in imported(path, groups)])
    assert labels.endswith("labels differ on 1: openai/gpt:5-examples line 2.")
    assert numbers == (
        f"The file's extracted numbers differ on 1: openai/gpt:50-examples line {len(rows) + 1}."
    )


def test_a_bad_row_is_found_before_any_log_is_made(tmp_path: Path) -> None:
    rows = published.rows(1)
    rows[-1]["Expected Answer"] = "41873.0"
    path = published.write(tmp_path / "answers.csv", rows)
    groups = group_rows(read_recorded(path, {}), "openai/gpt", path)
    built = task_named("fact_recall", Subject())
    with pytest.raises(InputError, match=rf"csv:{len(rows) + 1}: number '41873\.0'"):
        import_groups(groups, Source(path, "fact_recall"), built, {})


def test_expected_values_may_be_text(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("question,response,object,expected\nWhere is Oslo?,Norway,Oslo,Norway\n")
    groups = group_rows(read_recorded(path, {}), "openai/gpt", path)
    import_groups(groups, Source(path, "fact_recall"), task_named("fact_recall", Subject()), {})
