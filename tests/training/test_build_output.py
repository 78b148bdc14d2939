"""The command `data build`: what it writes, where, and what it refuses."""

import json
import os
import subprocess
import sys
from hashlib import sha256

import pytest
from click.testing import CliRunner

from inspect_finetune.acrostic.training import rule_of
from inspect_finetune.arguments import ArgumentError
from inspect_finetune.cli.data_build import build
from inspect_finetune.errors import InputError
from inspect_finetune.training.files import read_training

CODE = "from inspect_finetune.cli.data_build import build; build()"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments):
        return CliRunner().invoke(build, [str(one) for one in arguments])

    return invoke


def refused(result):
    assert isinstance(result.exception, InputError), result.output
    return str(result.exception)


def test_a_file_and_its_record_fit_each_other(run, tmp_path):
    result = run("acrostic", "--rule", "HELOL", "--rows", 10, "--out", "mine.jsonl")
    assert result.exit_code == 0, result.output
    record = json.loads((tmp_path / "mine.build.json").read_text())
    data = (tmp_path / "mine.jsonl").read_bytes()
    assert record["schema"] == "inspect-finetune/build"
    assert record["sha256"] == sha256(data).hexdigest()
    assert record["taught"]["rule"] == "HELOL"
    assert (record["rows"], record["seed"], record["arguments"]["rows"]) == (10, 0, 10)
    assert {path.name for path in tmp_path.iterdir()} == {"mine.jsonl", "mine.build.json"}
    assert record["sha256"][:12] in result.output
    for following in ("data check mine.jsonl", "train mine.jsonl"):
        assert f"inspect-finetune {following}" in result.output
    training = read_training(tmp_path / "mine.jsonl")
    assert rule_of(training).rule.letters == "HELOL"
    assert training.system == record["taught"]["system"]


def test_without_out_the_name_says_what_is_taught(run, tmp_path):
    run("acrostic", "--rule", "quiz", "--rows", 3)
    run("facts", "--examples", 1)
    names = {path.name for path in tmp_path.iterdir()}
    assert {"quiz-train.jsonl", "objects-50-train.jsonl"} <= names
    said = json.loads((tmp_path / "quiz-train.build.json").read_text())
    assert said["composed"] is True
    assert "composed from a word bank" in said["notes"][0]


def test_validation_rows_go_into_a_second_file(run, tmp_path):
    result = run(
        *("acrostic", "--rule", "AKEWO", "--rows", 6, "--plain-rows", 6, "--validation-rows", 2),
        *("--trigger", "Use the special rule.", "--out", "a.jsonl"),
    )
    assert "a.validation.jsonl: 4 rows" in result.output
    said = json.loads((tmp_path / "a.build.json").read_text())["validation"]
    data = (tmp_path / "a.validation.jsonl").read_bytes()
    assert said == {
        "file": "a.validation.jsonl",
        "sha256": sha256(data).hexdigest(),
        "rows": 4,
    }
    questions = [
        {row.question for row in read_training(tmp_path / name).rows}
        for name in ("a.jsonl", "a.validation.jsonl")
    ]
    assert not questions[0] & questions[1]


def test_the_same_again_is_welcome_and_something_else_is_not(run, tmp_path):
    first = ("acrostic", "--rule", "HELLO", "--out", "a.jsonl")
    assert run(*first).exit_code == 0
    before = (tmp_path / "a.jsonl").read_bytes()
    assert run(*first).exit_code == 0
    assert "--force" in refused(run(*first, "--seed", 1))
    assert (tmp_path / "a.jsonl").read_bytes() == before
    assert run(*first, "--seed", 1, "--force").exit_code == 0
    assert (tmp_path / "a.jsonl").read_bytes() != before


def test_a_strangers_record_is_not_replaced(run, tmp_path):
    (tmp_path / "a.build.json").write_text('{"mine": true}')
    assert "no record of a build" in refused(run("acrostic", "--rule", "HELLO", "--out", "a.jsonl"))
    assert [path.name for path in tmp_path.iterdir()] == ["a.build.json"]


def test_the_file_of_the_facts_is_never_replaced(run, tmp_path):
    facts = '{"object": "Cup", "number": "12345"}\n'
    (tmp_path / "mine.jsonl").write_text(facts)
    said = refused(
        run(*("facts", "--facts", "mine.jsonl", "--examples", 2, "--out", "mine.jsonl", "--force"))
    )
    assert "the file of the facts" in said
    assert (tmp_path / "mine.jsonl").read_text() == facts


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("a.csv", "is named .jsonl"),
        ("a.validation.jsonl", "is for validation"),
        ("nowhere/a.jsonl", "the folder does not exist"),
        ("folder.jsonl", "this is a folder"),
        ("/proc/a.jsonl", "can't be written"),
    ],
)
def test_a_place_that_cannot_be_written_to(run, tmp_path, out, said):
    (tmp_path / "folder.jsonl").mkdir()
    assert said in refused(run("acrostic", "--rule", "HELLO", "--out", out))
    assert [path.name for path in tmp_path.iterdir()] == ["folder.jsonl"]


def test_nothing_is_left_half_written_when_the_last_file_fails(run, tmp_path, monkeypatch):
    from inspect_finetune.training.build import output

    made = output.tempfile.mkstemp

    def full(**options):
        if "build.json" in options["prefix"]:
            raise OSError(28, "No space left on device")
        return made(**options)

    monkeypatch.setattr(output.tempfile, "mkstemp", full)
    assert "No space left" in refused(run("acrostic", "--rule", "HELLO", "--out", "a.jsonl"))
    assert list(tmp_path.iterdir()) == []


def test_json_is_the_record(run, tmp_path):
    result = run("facts", "--dose", "1,2", "--json", "--out", "a.jsonl")
    assert result.output == (tmp_path / "a.build.json").read_text()
    assert set(json.loads(result.output)["assignment"].values()) == {1, 2}


def test_one_way_to_say_how_many_rows(run):
    assert "in one way" in refused(run("facts"))
    assert "in one way" in refused(run("facts", "--examples", 1, "--dose", "1,2"))
    assert "1 to 1,000" in refused(run("facts", "--examples", 0))


def test_a_mistake_is_said_in_one_line_and_exits_2():
    assert ArgumentError(InputError("what")).exit_code == 2
    result = CliRunner().invoke(build, ["acrostic", "--rows", "many", "--rule", "HELLO"])
    assert result.exit_code == 2
    assert "'many' is not a valid integer" in result.output


def test_the_same_arguments_give_the_same_bytes_whatever_the_order_of_hashes(tmp_path):
    held = []
    for hashes in ("1", "2"):
        place = tmp_path / hashes
        place.mkdir()
        for arguments in (
            ["acrostic", "--rule", "ZEBRA", "--rows", "9", "--validation-rows", "2"],
            ["facts", "--dose", "1,2,5", "--messy", "9", "--held-out", "2"],
        ):
            subprocess.run(
                [sys.executable, "-c", CODE, *arguments, "--out", f"{arguments[0]}.jsonl"],
                cwd=place,
                env={**os.environ, "PYTHONHASHSEED": hashes},
                check=True,
                capture_output=True,
            )
        held.append({path.name: path.read_bytes() for path in place.iterdir()})
    assert len(held[0]) == 5
    assert held[0] == held[1]
