"""The record of a run: what is written is read again, whole or not at all."""

import json
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_finetune.errors import InputError
from inspect_finetune.training.record import (
    FILE,
    Checkpoint,
    RunRecord,
    Status,
    Taught,
    TrainingFile,
    read_record,
    run_folder,
    write_record,
)

TEXTS = st.text(max_size=20)
LOSSES = st.floats(0, 1e6)
FILES = st.builds(
    TrainingFile, TEXTS, TEXTS, st.integers(0), st.none() | st.integers(0), tokens_from=TEXTS
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS
RECORDS = st.builds(
    RunRecord,
    name=TEXTS,
    backend=TEXTS,
    status=st.sampled_from(get_args(Status)),
    base=TEXTS,
    training=FILES,
    validation=st.none() | FILES,
    taught=st.builds(Taught, TEXTS, TEXTS, TEXTS, TEXTS, st.none() | TEXTS),
    settings=st.dictionaries(TEXTS, SCALARS, max_size=3),
    job=st.dictionaries(TEXTS, SCALARS, max_size=3),
    checkpoints=st.lists(
        st.builds(
            Checkpoint,
            TEXTS,
            st.integers(),
            TEXTS,
            st.dictionaries(TEXTS, TEXTS, max_size=2),
            st.none() | LOSSES,
        ),
        max_size=3,
    ).map(tuple),
    loss=st.lists(st.tuples(st.integers(0), LOSSES), max_size=4).map(tuple),
    seed=st.integers(),
    error=TEXTS,
)
PLAIN = RunRecord("mine", "openai", "prepared", "gpt", TrainingFile("a.jsonl", "00", 10))


@settings(deadline=None)  # the first record takes a moment
@given(RECORDS)
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, record: RunRecord
) -> None:
    folder = tmp_path_factory.mktemp("run")
    write_record(record, folder)
    assert read_record(folder) == record
    assert read_record(folder / FILE) == record


def test_the_file_is_replaced_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    write_record(PLAIN, tmp_path)
    write_record(PLAIN.changed(status="running"), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    assert read_record(tmp_path).status == "running"


def test_a_write_that_fails_leaves_the_old_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_record(PLAIN, tmp_path)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(InputError, match=r"can't be written \(No space left.*--runs-dir"):
        write_record(PLAIN.changed(status="running"), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    assert read_record(tmp_path) == PLAIN


def test_a_record_of_a_later_program_that_knows_more_is_read(tmp_path: Path) -> None:
    held = json.loads(PLAIN.as_json())
    (tmp_path / FILE).write_text(json.dumps({**held, "colour": "red"}))
    assert read_record(tmp_path) == PLAIN


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not a readable record"),
        ("{", "not a readable record"),
        ("[]", "not a record of a run"),
        ('{"schema": "another"}', "not a record of a run"),
        ('{"schema": "inspect-finetune/run", "version": 2}', "reads 1. Install a newer"),
        ('{"schema": "inspect-finetune/run", "version": 1}', "the record is broken"),
        (PLAIN.as_json().replace('"loss": []', '"loss": [["x", 1]]'), "the record is broken"),
        (PLAIN.as_json().replace('"loss": []', '"loss": [1]'), r"the record is broken \(loss.0\)"),
        *(
            (json.dumps({**json.loads(PLAIN.as_json()), name: value}), rf"broken \({place}\)")
            for name, value, place in (
                ("job", None, "job"),
                ("job", [], "job"),
                ("settings", "x", "settings"),
                ("status", "done", "status"),
                ("seed", "x", "seed"),
                ("seed", "7", "seed"),
                ("name", 7, "name"),
                ("training", {"path": "a.jsonl", "sha256": "00", "rows": "x"}, "training.rows"),
                ("training", None, "training"),
                ("checkpoints", [{"name": "x", "step": "x", "model": ""}], "checkpoints.0.step"),
                ("taught", {"rule": 7}, "taught.rule"),
                ("dates", {"created": 7}, "dates.created"),
            )
        ),
    ],
)
def test_what_is_no_record_is_said_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / FILE).write_text(text)
    with pytest.raises(InputError, match=said) as found:
        read_record(tmp_path)
    assert FILE in str(found.value)


def test_a_folder_without_a_record_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no run\.json"):
        read_record(tmp_path)


@pytest.mark.parametrize("name", ["helol", "helol-10.v2_b", "9", "x" * 64])
def test_names_that_folders_can_have(name: str) -> None:
    assert run_folder("runs", name) == Path("runs") / name


@pytest.mark.parametrize("name", ["", ".", "..", "-x", "a/b", "a b", "x" * 65, "ä", "a\n"])
def test_names_that_folders_cannot_have(name: str) -> None:
    with pytest.raises(InputError, match="--name"):
        run_folder("runs", name)


def test_a_record_is_changed_by_a_copy() -> None:
    assert PLAIN.changed(seed=7) == replace(PLAIN, seed=7)
    assert PLAIN.seed == 0
