import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import fsspec
import pytest
from inspect_ai.log import EvalLog, read_eval_log, write_eval_log

from inspect_finetune.compare.runs import rows
from inspect_finetune.compare.runs.reading import read_run
from inspect_finetune.compare.runs.run import Run
from inspect_finetune.compare.runs.whole import reasons
from inspect_finetune.errors import InputError, UnusableError
from tests.compare.made_runs import (
    UNSCORED,
    made_log,
    place,
    rewritten,
    with_header,
    with_rows,
)


def values_of(run: Run) -> dict[str, dict[str, float]]:
    return {name: dict(one.values) for name, one in run.samples.items()}


def test_every_sample_comes_with_its_value_cluster_and_metadata(tiny: EvalLog) -> None:
    run = read_run(place(tiny), cluster="topic")
    assert values_of(run) == {
        name: {"given": value} for name, value in {"a": 1, "b": 0, "c": 1, "d": 0.5}.items()
    }
    assert [one.cluster for one in run.samples.values()] == ["sea", "sea", "sky", None]
    assert run.samples["d"].groups == {"level": "2", "sure": "true"}
    assert (run.task, run.headline, run.epochs, run.errors, run.missing) == (
        "tiny",
        "given",
        1,
        0,
        0,
    )
    assert reasons(run) == []


def test_our_own_logs_name_their_cluster_and_count_identical_answers_once(facts: EvalLog) -> None:
    run = read_run(place(facts))
    apple = next(one for name, one in run.samples.items() if name.startswith("Apple|direct"))
    assert run.cluster_key == "object"
    assert apple.cluster == "Apple"
    assert apple.values["fact_value.answers"] == 2
    assert apple.answers == 1  # temperature 0 said the same twice
    assert run.headline == "fact_value.correct[level!=reverse|verification]"
    assert run.dataset == "facts.csv"  # not the folder that it lay in
    assert run.scorers[0].options == {"facts": "facts.csv"}
    assert reasons(run) == []


def test_epochs_are_averaged_and_the_unscored_are_not_among_them(tmp_path: Path) -> None:
    log = made_log(tmp_path, {"a": [1, 0, 1], "b": [1, 0, UNSCORED]}, epochs=3)
    run = read_run(place(log))
    assert values_of(run) == {"a": {"given": 2 / 3}, "b": {"given": 0.5}}
    assert [one.answers for one in run.samples.values()] == [3, 2]
    assert run.unscored == {"given": 1}
    assert reasons(run, max_unscored=1 / 6) == []
    assert reasons(run, max_unscored=0.16) == [
        "given left 1 of 6 samples unscored (--max-unscored)"
    ]


def test_dictionaries_and_several_scorers_keep_their_names(tmp_path: Path) -> None:
    told = {"one": {"a": {"x": 1, "y": 0.5}}, "two": {"a": "P"}}
    run = read_run(place(made_log(tmp_path, scorers=told)))
    assert values_of(run) == {"a": {"one.x": 1, "one.y": 0.5, "two": 0.5}}
    assert run.headline == "one.x"
    assert [scorer.name for scorer in run.scorers] == ["one", "two"]


def test_a_log_is_refused_where_nobody_knows_whether_it_is_read_as_it_was_meant(
    tiny: EvalLog, tmp_path: Path
) -> None:
    def newer(header: dict[str, Any]) -> None:
        header["eval"]["packages"]["inspect_ai"] = "99.1"

    def unknown(header: dict[str, Any]) -> None:
        header["version"] = 99

    def older(header: dict[str, Any]) -> None:
        header["eval"]["packages"]["inspect_ai"] = "0.3.1"

    listed = tmp_path / "listed.json"
    write_eval_log(read_eval_log(place(tiny)), str(listed))
    cases = [
        (str(listed), "JSON log. Convert it: inspect log convert LOG --to eval --output-dir DIR"),
        (with_header(tiny, tmp_path / "newer.eval", newer), "written by inspect_ai 99.1, which is"),
        (with_header(tiny, tmp_path / "unknown.eval", unknown), "it is of format 99"),
    ]
    for path, said in cases:
        with pytest.raises(UnusableError, match=said):
            read_run(path)
    assert reasons(read_run(with_header(tiny, tmp_path / "older.eval", older))) == []


def test_a_finished_log_whose_summaries_were_removed_is_held_to_its_samples(
    tiny: EvalLog, tmp_path: Path
) -> None:
    def without(members: dict[str, bytes]) -> None:
        del members["summaries.json"]
        first = next(name for name in members if name.startswith("samples/"))
        members[first] = members[first].replace(b'"value":1', b'"value":0')

    found = read_run(rewritten(tiny, tmp_path / "without.eval", without))
    assert found.samples["a"].values == {"given": 0}  # not what the journal still says


def test_logs_without_their_list_of_summaries_are_read_whole(tiny: EvalLog, tmp_path: Path) -> None:
    def old(members: dict[str, bytes]) -> None:
        for name in [name for name in members if "summaries" in name]:
            del members[name]

    def unfinished(members: dict[str, bytes]) -> None:
        for name in ("summaries.json", "header.json", "reductions.json"):
            members.pop(name, None)

    expected = read_run(place(tiny))
    assert read_run(rewritten(tiny, tmp_path / "old.eval", old)).samples == expected.samples
    running = read_run(rewritten(tiny, tmp_path / "running.eval", unfinished))
    assert values_of(running) == values_of(expected)
    assert "the run did not succeed (status started)" in reasons(running)[0]


def test_a_remote_log_is_read(tiny: EvalLog) -> None:
    remote = "memory://compare-reading/tiny.eval"
    with fsspec.open(remote, "wb") as file:
        file.write(Path(place(tiny)).read_bytes())
    assert read_run(remote).samples == read_run(place(tiny)).samples


def test_of_a_sample_that_was_run_again_the_last_counts(tiny: EvalLog, tmp_path: Path) -> None:
    def again(found: list[dict[str, Any]]) -> None:
        found.append(json.loads(json.dumps(found[0])))
        found[-1]["scores"]["given"]["value"] = 0.25

    run = read_run(with_rows(tiny, tmp_path / "again.eval", again))
    assert run.samples["a"].values == {"given": 0.25}
    assert run.samples["a"].answers == 1


@pytest.mark.parametrize("piece", [1, 7, 1000])
def test_summaries_are_read_in_pieces_of_any_size(
    piece: int, tiny: EvalLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def foreign(found: list[dict[str, Any]]) -> None:
        found[0]["metadata"]["topic"] = 'é😀 "], ['

    path = with_rows(tiny, tmp_path / "foreign.eval", foreign)
    whole = read_run(path, "topic")
    monkeypatch.setattr(rows, "_PIECE", piece)
    assert read_run(path, "topic").samples == whole.samples
    assert whole.samples["a"].cluster == 'é😀 "], ['


HOSTILE = [
    *(None, True, [], {}, [1, [2]], {"a": {"b": {"c": 1}}}, "", "red", 10**400, float("nan")),
    *(float("inf"), {"x": float("nan")}, {"": 1}, {"a.b]": 1}, "C" * 10_000),
]


@pytest.mark.parametrize("value", HOSTILE)
def test_no_value_breaks_the_reading(value: object, tiny: EvalLog, tmp_path: Path) -> None:
    def changed(found: list[dict[str, Any]]) -> None:
        found[0]["scores"]["given"]["value"] = value

    run = read_run(with_rows(tiny, tmp_path / "odd.eval", changed))
    known = bool(run.samples["a"].values)
    assert run.unscored["given"] == (0 if known else 1)
    assert bool(reasons(run)) is not known


@pytest.mark.parametrize(
    "row", [7, None, {"epoch": 1}, {"id": "a", "scores": 3}, {"id": "a", "input": [5]}]
)
def test_a_row_that_is_none_ends_in_one_line(row: object, tiny: EvalLog, tmp_path: Path) -> None:
    path = with_rows(tiny, tmp_path / "odd.eval", lambda found: found.insert(0, row))
    with pytest.raises(UnusableError, match="can't be read"):
        read_run(path)


def truncated(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


def corrupt(whole: bytes) -> bytes:
    third = len(whole) // 3
    return whole[:third] + bytes(third) + whole[2 * third :]


def plain_text(_: bytes) -> bytes:
    return b"not a log"


def nothing(_: bytes) -> bytes:
    return b""


@pytest.mark.parametrize("change", [truncated, corrupt, plain_text, nothing])
def test_a_broken_file_ends_in_one_line(change: Any, tiny: EvalLog, tmp_path: Path) -> None:
    path = tmp_path / "broken.eval"
    path.write_bytes(change(Path(place(tiny)).read_bytes()))
    with pytest.raises(InputError) as caught:
        read_run(str(path))
    assert "broken.eval" in str(caught.value)


def test_an_archive_of_nothing_and_a_missing_file_end_in_one_line(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "empty.eval", "w"):
        pass
    for name in ("empty.eval", "missing.eval"):
        with pytest.raises(InputError, match=name):
            read_run(str(tmp_path / name))


def test_broken_summaries_end_in_one_line(tiny: EvalLog, tmp_path: Path) -> None:
    for text in (b"", b"{}", b'[{"id": "a"', b"[7" * 10_000, b'[{"id": ' + b"9" * 5000 + b"}]"):
        path = rewritten(
            tiny,
            tmp_path / "cut.eval",
            lambda members, t=text: members.update({"summaries.json": t}),
        )
        with pytest.raises(UnusableError, match="can't be read"):
            read_run(path)


def test_a_cluster_that_no_sample_has_is_refused_with_the_near_one(tiny: EvalLog) -> None:
    with pytest.raises(InputError, match="Did you mean 'topic'"):
        read_run(place(tiny), cluster="topics")


def test_what_is_shared_holds_no_secret_address_or_folder(tmp_path: Path) -> None:
    log = made_log(
        tmp_path,
        {"a": 1},
        settings={
            "temperature": 0.5,
            "max_connections": 3,
            "seed": 1,
            "system_message": "x" * 999,
            "max_tokens": 50,
            "extra_body": {"auth": "hidden", "top": 1},
        },
    )
    log.eval.model_args = {
        "api_key": "sk-secret",
        "endpoint": "https://host",
        "model_path": "/home/me/helol-7b",
    }
    write_eval_log(
        read_eval_log(place(log)).model_copy(update={"eval": log.eval}), str(tmp_path / "x.eval")
    )
    run = read_run(str(tmp_path / "x.eval"))
    assert run.model == "mockllm/model (model_path=helol-7b)"
    assert run.settings["temperature"] == 0.5
    assert run.settings["system_message"].startswith("sha256:")
    assert run.settings["max_tokens"] == 50  # no token of the secret kind
    assert run.settings["extra_body"] == {"top": 1}
    assert sorted(run.settings) == ["extra_body", "max_tokens", "system_message", "temperature"]
