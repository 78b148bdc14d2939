"""What the command mends, in a copy and saying so."""

import json
from pathlib import Path

import pytest

from inspect_finetune.errors import InputError
from tests.training.broken.good import (
    acrostic,
    jsonl,
    plain,
)


def test_what_is_mechanical_is_mended_in_a_copy(run):
    rows = acrostic()
    rows[1]["messages"][2]["content"] += "\n"
    rows[2]["id"] = 3
    rows[3]["messages"][1]["content"] = rows[3]["messages"][1]["content"].replace(
        " a ", " \u200ba "
    )
    lines = jsonl([*rows, rows[0]]).decode().splitlines()
    data = b"\xef\xbb\xbf" + "\r\n".join([*lines[:4], "", *lines[4:], ""]).encode()
    before = run(data, "--json")
    assert before.exit_code == 1
    result = run(None, "--fix")
    assert result.exit_code == 0, result.output
    for said in (
        "line 1: byte-order mark removed",
        "line 1: newlines made Unix ones",
        "line 2: outer blanks removed",
        "line 3: unknown key 'id' removed: '3'",
        "line 4: invisible characters removed",
        "line 5: blank lines removed",
        "line 13: removed, the same as line 1",
        "Written: train.fixed.jsonl",
        "Clean.",
    ):
        assert said in result.output
    assert Path("train.jsonl").read_bytes() == data
    assert Path("train.fixed.jsonl").read_bytes() == jsonl(acrostic())


@pytest.mark.parametrize(
    "given", [json.dumps(plain()), json.dumps(plain(), indent=2), "".join(map(json.dumps, plain()))]
)
def test_a_list_and_rows_on_one_line_become_a_row_a_line(run, given):
    result = run(given.encode(), "--fix", "--out", "new.jsonl")
    assert result.exit_code == 0, result.output
    assert Path("new.jsonl").read_bytes() == jsonl(plain())


def test_mending_keeps_what_it_cannot_read_and_overwrites_nothing(run):
    lines = jsonl(plain()).decode().splitlines()
    lines[4] = '{"messages": [{"role": '
    data = ("\n".join(lines) + "\n\n\n").encode()
    assert run(data, "--fix", "--json").exit_code == 1
    assert Path("train.fixed.jsonl").read_bytes() == data.rstrip() + b"\n"
    again = run(None, "--fix")
    assert isinstance(again.exception, InputError)
    assert "there already" in str(again.exception)
    assert run(None, "--fix", "--in-place").exit_code == 1
    assert Path("train.jsonl").read_bytes() == data.rstrip() + b"\n"
    assert [path.name for path in Path().iterdir() if path.name.startswith(".")] == []


def test_mending_never_removes_what_may_be_the_answer(run):
    rows = plain()
    rows[0]["messages"][1] = {"role": "assistant", "contents": "Here it is."}
    rows[1]["messages"][1] = {"role": "assistant", "content": None, "value": "Here it is."}
    rows[2]["messages"].pop()
    rows[2]["response"] = "Here"
    rows[3]["response"] = "A better answer is this."
    rows[4]["messages"][1]["id"] = "m-5"
    result = run(jsonl(rows), "--fix")
    kept = [json.loads(line) for line in Path("train.fixed.jsonl").read_text().splitlines()]
    assert kept[:4] == rows[:4]
    assert kept[4] == plain()[4]
    assert "line 5: unknown key 'id' removed: 'm-5'" in result.output
    assert "Mended" not in result.output.replace("Mended, line 5", "")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data.replace(b"}]}\n", b"}]},\n", 1), "line 1: comma after the row removed"),
        (lambda data: data.decode().encode("utf-16"), "line 1: made UTF-8"),
        (
            lambda data: data.replace(b"hammock", b"caf\xe9"),
            "line 4: read as Windows-1252, a guess",
        ),
    ],
    ids=["comma", "utf-16", "latin-1"],
)
def test_whatever_mending_changes_it_says(run, change, said):
    result = run(change(jsonl(plain())), "--fix")
    assert said in result.output
    assert "Nothing to mend" not in result.output
    assert result.exit_code == 0
    Path("train.fixed.jsonl").read_text(encoding="utf-8")


def test_text_after_a_row_is_kept_and_a_list_that_breaks_off_is_refused(run):
    lines = jsonl(plain()).decode().splitlines()
    lines[1] += " and more"
    run("\n".join(lines).encode(), "--fix")
    assert Path("train.fixed.jsonl").read_text().splitlines() == lines
    broken = json.dumps(plain(), indent=1).replace('"role"', "role", 9).replace("role", '"role"', 6)
    result = run(broken.encode(), "--fix", "--out", "new.jsonl")
    assert isinstance(result.exception, InputError)
    assert "would be lost" in str(result.exception)
    assert not Path("new.jsonl").exists()
