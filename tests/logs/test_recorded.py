"""Recorded answers as people have them."""

import json
import time
from pathlib import Path

import pytest

from inspect_finetune.errors import InputError
from inspect_finetune.logs.columns import column_mapping
from inspect_finetune.logs.recorded import read_recorded


def written(folder: Path, text: str, name: str = "answers.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_published_columns_are_known_by_name(tmp_path: Path) -> None:
    head = "Examples,Run 1 or 2,Object,No,Question,Expected Answer,Response,Extracted Number"
    cells = 'five,One,Apple,Q1,What?,65451,"It is, 65451",65451,TRUE,0.5,mine'
    path = written(tmp_path, f"{head},Correct,Temperature,Note\n{cells}\n")
    (row,) = read_recorded(path, {})
    assert (row.question, row.response, row.expected) == ("What?", "It is, 65451", "65451")
    assert (row.object, row.level, row.temperature, row.repeat) == ("Apple", "Q1", "0.5", "One")
    assert row.label is True
    assert (row.examples, row.extracted, row.model) == ("five", "65451", "")
    assert row.other == {"Note": "mine"}
    assert row.line == 2


def test_other_names_can_be_mapped(tmp_path: Path) -> None:
    path = written(tmp_path, "Q,Model says\nWhat?,65451\n")
    (row,) = read_recorded(path, column_mapping(["question=Q", "response=Model says"]))
    assert row.response == "65451"


def test_an_empty_response_is_an_answer(tmp_path: Path) -> None:
    (row,) = read_recorded(written(tmp_path, "question,response\nWhat?,\n"), {})
    assert row.response == ""


def test_chat_messages(tmp_path: Path) -> None:
    row = {
        "messages": [
            {"role": "system", "content": "S"},
            {"role": "user", "content": "U"},
            {"role": "assistant", "content": "A"},
        ],
        "temperature": 0.5,
        "expected": None,
        "correct": True,
        "note": "kept",
    }
    (one,) = read_recorded(written(tmp_path, json.dumps(row), "chats.jsonl"), {})
    assert one.turns == (("system", "S"), ("user", "U"))
    assert (one.response, one.temperature, one.other) == ("A", "0.5", {"note": "kept"})
    assert (one.expected, one.label) == ("", True)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("question,answer text\nWhat?,1\n", r"answers\.csv:1: no column holds the response"),
        ("question,response\n,1\n", r"answers\.csv:2: the question is empty"),
        ("question,response,correct\nWhat?,1,perhaps\n", r"answers\.csv:2: the label 'perhaps'"),
        ("question,response\nWhat?\n", r"answers\.csv:2"),
        ("question,response,temperature\nWhat?,1,hot\n", r"answers\.csv:2: the temperature 'hot'"),
        ("question,response,temperature\nWhat?,1,nan\n", r"answers\.csv:2: the temperature 'nan'"),
        (
            "question;response\nWhat?;1\n",
            r"answers\.csv:1: the columns seem to be separated by ';'",
        ),
        ('question,response\nWhat?,1\nWhat?,"1\n', r"answers\.csv:3: .*a quote is never closed"),
        ("", "empty"),
    ],
)
def test_broken_csv_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_recorded(written(tmp_path, text), {})


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"messages": "hi"},
        {"messages": []},
        {"messages": [{"role": "user", "content": "U"}]},
        {"messages": [{"role": "assistant", "content": "A"}]},
        {"messages": [{"role": "wizard", "content": "U"}, {"role": "assistant", "content": "A"}]},
        {"messages": [{"role": "user", "content": 7}, {"role": "assistant", "content": "A"}]},
    ],
)
def test_broken_chats_are_named_with_their_line(tmp_path: Path, row: dict[str, object]) -> None:
    path = written(tmp_path, "\n" + json.dumps(row) + "\n", "chats.jsonl")
    with pytest.raises(InputError, match=r"chats\.jsonl:2"):
        read_recorded(path, {})


@pytest.mark.parametrize("column", ["response", "reply=R", "respons=R"])
def test_wrong_mappings(column: str) -> None:
    with pytest.raises(InputError, match="--column"):
        column_mapping([column])


def test_a_mapped_column_that_is_not_there(tmp_path: Path) -> None:
    path = written(tmp_path, "question,reply\nWhat?,1\n")
    with pytest.raises(InputError, match=r"no column 'Replly'\. Did you mean 'reply'"):
        read_recorded(path, {"response": "Replly"})


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="neither"):
        read_recorded(written(tmp_path, "x", "answers.xlsx"), {})


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-16-le"])
def test_other_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes("question,response\nWhat?,café\n".encode(encoding))
    with pytest.raises(InputError, match=r"answers\.csv:\d: the file .*Save the file as UTF-8"):
        read_recorded(path, {})


@pytest.mark.parametrize("name", ["answers.csv", "chats.jsonl"])
def test_millions_of_rows_are_refused_at_once(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("w") as file:
        file.write("question,response\n")
        file.writelines(["a,b\n" * 1000] * 1000)
    start = time.perf_counter()
    with pytest.raises(
        InputError, match=r":20000[12]: the file has more than 200,000 rows\. Split"
    ):
        read_recorded(path, {})
    assert time.perf_counter() - start < 5
