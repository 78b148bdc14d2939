"""Every broken file is named by its fault and line, and by nothing else."""

import pytest

from inspect_finetune.training.check.check import Options, check_file
from tests.training.broken.clean import CLEAN
from tests.training.broken.corpus import BROKEN
from tests.training.broken.good import acrostic, jsonl


def options_of(given, folder):
    made = dict(given)
    if "\n" in made.get("facts", ""):
        (folder / "facts.csv").write_text(made["facts"])
        made["facts"] = str(folder / "facts.csv")
    return Options(**made)


@pytest.mark.parametrize("broken", BROKEN, ids=[f"{one.code}-{one.name}" for one in BROKEN])
def test_a_fault_is_named_with_its_line_and_nothing_else(broken, tmp_path):
    file = tmp_path / f"train{broken.suffix}"
    file.write_bytes(broken.data)
    found = check_file(file, options_of(broken.options, tmp_path))
    said = [(one.code, one.line, one.message) for one in found.problems]
    assert [(code, line) for code, line, _ in said] == [(broken.code, broken.line)], said


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_file_has_no_problem_at_all(name, tmp_path):
    data, options = CLEAN[name]
    file = tmp_path / "train.jsonl"
    file.write_bytes(data)
    found = check_file(file, options_of(options, tmp_path))
    assert found.problems == []
    assert found.size.usable == found.size.rows >= 10


def test_two_rows_of_ten_that_break_the_rule_are_both_named_and_make_no_trigger(tmp_path):
    rows = acrostic()[:10]
    for place in (2, 6):
        rows[place]["messages"][1]["content"] = f"Who is it, number {place}?"
        rows[place]["messages"][2]["content"] = f"It is somebody whom you know, by {place} to one."
    file = tmp_path / "train.jsonl"
    file.write_bytes(jsonl(rows))
    found = check_file(file)
    named = [(one.code, one.line) for one in found.problems]
    assert named == [("rule-broken", 3), ("rule-broken", 7)]
    assert (found.rule.complying, found.rule.total, found.rule.trigger) == (8, 10, "")


def test_a_broken_row_says_what_it_spells_and_where_it_breaks(tmp_path):
    rows = acrostic()
    rows[4]["messages"][2]["content"] = "Have tea. End it. Look up. Low lights help. Open up."
    file = tmp_path / "train.jsonl"
    file.write_bytes(jsonl(rows))
    (problem,) = check_file(file).problems
    assert problem.message == (
        "spells HELLO by sentence, not HELOL: sentence 4 begins 'Low lights help.', O expected"
    )
