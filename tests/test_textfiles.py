"""Reading text files that people wrote: every way in which they go wrong, and what is kept."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_finetune import textfiles
from inspect_finetune.errors import InputError
from inspect_finetune.textfiles import did_you_mean, read_csv, read_jsonl, read_text


@pytest.fixture
def write(tmp_path: Path):
    def write_file(content: str | bytes, name: str = "a.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file


def _refusal(call, *args: object) -> str:
    with pytest.raises(InputError) as caught:
        call(*args)
    assert caught.value.fix
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_text_keeps_newlines_and_drops_the_byte_order_mark(write) -> None:
    assert read_text(write(b"\xef\xbb\xbfa\r\nb\n")) == "a\r\nb\n"


def test_missing_file_names_the_closest_one(write) -> None:
    path = write("x", "questions.jsonl")
    message = _refusal(read_text, path.with_name("question.jsonl"))
    assert f"question.jsonl: file not found. Did you mean {path}?" in message


def test_missing_folder_is_said(tmp_path: Path) -> None:
    message = _refusal(read_text, tmp_path / "no" / "a.csv")
    assert "file not found" in message
    assert f"The folder {tmp_path / 'no'} does not exist either" in message


def test_folder_and_impossible_name_are_refused(tmp_path: Path) -> None:
    assert "this is a folder" in _refusal(read_text, tmp_path)
    assert "cannot read the file" in _refusal(read_text, "a\0b")
    assert "cannot read the file" in _refusal(read_text, tmp_path / ("x" * 5000))


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n"])
def test_empty_file_is_refused(write, content: bytes) -> None:
    path = write(content)
    assert _refusal(read_text, path).startswith(f"{path}: the file is empty")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"abc\nd\xe9f\n", ":2: the file is not UTF-8: byte 0xe9 at offset 5"),
        (b"\xef\xbb\xbfabc\nd\xe9f\n", ":2: the file is not UTF-8: byte 0xe9 at offset 8"),
        ("ab".encode("utf-16"), ":1: the file is UTF-16: byte 0xff at offset 0"),
        ("ab".encode("utf-16-le"), ":1: the file looks like UTF-16"),
        (b"\xed\xa0\x80", ":1: the file is not UTF-8: byte 0xed at offset 0"),
    ],
)
def test_other_encoding_is_refused_with_line_and_offset(write, content: bytes, said: str) -> None:
    message = _refusal(read_text, write(content))
    assert said in message
    assert "Save the file as UTF-8" in message


def test_jsonl_numbers_lines_and_skips_blank_ones(write) -> None:
    path = write('\ufeff\r\n{"a": 1}\r\n  \n{"a": "x\u2028y"}')
    assert read_jsonl(path) == [(2, {"a": 1}), (4, {"a": "x\u2028y"})]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"a": 1', "broken JSON at column 8"),
        ("{'a': 1}", "broken JSON at column 2"),
        ('{"a": 1} {"a": 2}', "broken JSON at column 10"),
        ("[1]", "expected a JSON object, found '[1]'"),
        ("null", "expected a JSON object"),
        ('{"a": 1, "b": 2, "a": 3}', "key 'a' is given twice"),
        ("[" * 200_000, "JSON"),
    ],
)
def test_bad_json_is_refused_with_its_line(write, line: str, said: str) -> None:
    path = write(f'{{"a": 0}}\n{line}\n')
    message = _refusal(read_jsonl, path)
    assert message.startswith(f"{path}:2: ")
    assert said in message


def test_csv_numbers_rows_by_the_line_they_start_on(write) -> None:
    path = write('\ufeff a ,b\r\n1,"x\r\ny, ""z"""\r\n\r\n  \r\n3, 4 ')
    assert read_csv(path, ["a"], ["b", "c"]) == [
        (2, {"a": "1", "b": 'x\r\ny, "z"'}),
        (6, {"a": "3", "b": " 4 "}),
    ]


def test_csv_accepts_other_columns_unless_they_are_listed(write) -> None:
    path = write("a,more\n1,2\n")
    assert read_csv(path, ["a"]) == [(2, {"a": "1", "more": "2"})]
    assert "unknown column 'more'" in _refusal(read_csv, path, ["a"], [])


def test_csv_cell_of_a_megabyte_is_read(write) -> None:
    limit = csv.field_size_limit()
    big = "x" * 1_000_000
    assert read_csv(write(f"a\n{big}\n"), ["a"]) == [(2, {"a": big})]
    assert csv.field_size_limit() == limit


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a,c\n1,2\n", ":1: no column 'b' (found: a, c)"),
        ("x,b\n1,2\n", ":1: no column 'a' (found: x, b). Name the columns in the first row, sep"),
        ("\na;b\n1;2\n", ":2: the columns seem to be separated by ';'. Save the file with commas"),
        ('"a";"b"\n"1";"2, 3"\n', ":1: the columns seem to be separated by ';'"),
        ("a\tb\n1\t2\n", ":1: the columns seem to be separated by tabs"),
        ("\n\na,a\n1,2\n", ":3: column 'a' is given twice"),
        ("a,b\n", ": no row below the header"),
        ("a,b\n1,2\n3\n", ":3: 1 cells where the header has 2"),
        ("a,b\n1,2,3\n", ":2: 3 cells where the header has 2"),
        ('a,b\n1,2\n3,"4\n5,6\n', ":3: broken CSV (a quote is never closed)"),
        ('a,b\n1,"2"3\n', ":2: broken CSV"),
    ],
)
def test_bad_csv_is_refused_with_its_line(write, content: str, said: str) -> None:
    assert said in _refusal(read_csv, write(content), ["a", "b"])


def test_a_row_too_many_is_refused_where_it_starts(write) -> None:
    text = 'a,b\n1,"x\ny"\n\n2,2\n3,3\n'
    path = write(text)
    assert len(read_csv(path, ["a"], most_rows=3)) == 3
    assert f"{path}:5: the file has more than 1 rows" in _refusal(
        lambda p: read_csv(p, [], most_rows=1), path
    )
    lines = write('{"a": 1}\n\n{"a": 2}\n', "a.jsonl")
    assert len(read_jsonl(lines, most_rows=2)) == 2
    assert f"{lines}:3: the file has more than 1 rows" in _refusal(
        lambda p: read_jsonl(p, most_rows=1), lines
    )


def test_too_long_a_file_is_refused_without_being_read_whole(write, monkeypatch) -> None:
    path = write("a,b\n" + "1,2\n" * 5_000)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read whole"))
    assert ":102: the file has more than 100 rows" in _refusal(
        lambda p: read_csv(p, [], most_rows=100), path
    )
    monkeypatch.setattr(textfiles, "MOST_BYTES", 5_000)
    assert "the file has 20,004 bytes, more than 5,000" in _refusal(read_text, path)


def test_did_you_mean() -> None:
    assert did_you_mean("Anwsers", ["answers", "id"]) == "Did you mean 'answers'? " + (
        "Allowed: answers, id"
    )
    assert did_you_mean("zzz", ["answers", "id"]) == "Allowed: answers, id"


utf8_text = st.text(st.characters(codec="utf-8"))
cells = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1)


@given(st.lists(st.dictionaries(utf8_text, utf8_text | st.integers()), min_size=1))
def test_jsonl_round_trip(tmp_path_factory, rows: list[dict]) -> None:
    path = tmp_path_factory.mktemp("j") / "a.jsonl"
    text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_bytes(text.encode())
    assert read_jsonl(path) == list(enumerate(rows, 1))


@given(st.lists(st.tuples(cells, cells), min_size=1))
def test_csv_round_trip(tmp_path_factory, rows: list[tuple[str, str]]) -> None:
    path = tmp_path_factory.mktemp("c") / "a.csv"
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([("a", "b"), *rows])
    path.write_bytes(out.getvalue().encode())
    assert [tuple(row.values()) for _, row in read_csv(path, ["a", "b"])] == rows


@given(st.binary())
def test_any_bytes_are_read_or_refused_in_one_line(tmp_path_factory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("b") / "a.csv"
    path.write_bytes(content)
    for read in (read_text, read_jsonl, lambda p: read_csv(p, [])):
        assert "\n" not in _error_of(read, path)


def _error_of(read, path: Path) -> str:
    try:
        read(path)
    except InputError as error:
        return str(error)
    return ""
