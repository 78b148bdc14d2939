import shutil
from pathlib import Path

import pytest
from inspect_ai.log import EvalLog, read_eval_log, write_eval_log

from inspect_finetune.compare.runs.matching import find_runs, match, unmatched
from inspect_finetune.errors import InputError, UnusableError
from tests.compare.made_runs import FAILS, made_log, place


def test_a_folder_gives_one_run_of_each_task(tmp_path: Path) -> None:
    made_log(tmp_path, {"a": 1}, task="second")
    made_log(tmp_path, {"a": 1}, task="first")
    made_log(tmp_path, {"a": 1}, task="first", metadata={"channel": "choice"})
    assert [run.task for run in find_runs([str(tmp_path)])] == ["first", "first[choice]", "second"]


def test_two_logs_of_one_task_are_refused_by_name(tmp_path: Path) -> None:
    logs = [made_log(tmp_path, {"a": 1}) for _ in range(2)]
    with pytest.raises(InputError, match="two logs of tiny") as caught:
        find_runs([str(tmp_path)])
    assert all(place(log) in str(caught.value) for log in logs)


def test_of_a_run_that_was_retried_the_last_counts(tmp_path: Path) -> None:
    failed = made_log(tmp_path, {"a": FAILS}, fails=True)
    good = read_eval_log(place(made_log(tmp_path, {"a": 1})))
    good.eval.task_id = failed.eval.task_id
    write_eval_log(good)
    (run,) = find_runs([str(tmp_path)])
    assert run.problems == ()


def test_a_folder_without_logs_a_copy_and_a_broken_log_are_refused(
    tiny: EvalLog, tmp_path: Path
) -> None:
    (tmp_path / "none").mkdir()
    with pytest.raises(InputError, match="holds no log"):
        find_runs([str(tmp_path / "none")])
    shutil.copy(place(tiny), tmp_path / "copy.eval")
    with pytest.raises(InputError, match="same run"):
        find_runs([place(tiny), str(tmp_path)])
    (tmp_path / "broken.eval").write_bytes(b"PK")
    with pytest.raises(InputError, match=r"broken\.eval: not a readable"):
        find_runs([str(tmp_path)])


@pytest.mark.parametrize(
    ("place", "said"),
    [
        *(("", "an empty name of a log"), (" ", "an empty name of a log")),
        ("foo://bar", "foo://bar: can't be listed"),
        ("readme.txt", "readme.txt: not an Inspect log"),
    ],
)
def test_what_names_no_log_is_said_in_one_line(
    place: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "readme.txt").write_text("no log")
    with pytest.raises(InputError, match=f"^{said}"):
        find_runs([place])


def test_places_are_told_as_paths(tmp_path: Path) -> None:
    folder = tmp_path / "sp ace é漢"
    log = made_log(folder, {"a": 1})
    (run,) = find_runs([f"file://{folder}"])
    assert run.location == place(log)
    assert Path(run.location).is_file()
    (folder / "broken.eval").write_bytes(b"PK")
    with pytest.raises(InputError, match=f"^{folder}/broken.eval: not a readable"):
        find_runs([str(folder)])


def test_runs_are_matched_by_task_and_what_the_base_has_must_be_there(tmp_path: Path) -> None:
    for side, tasks in (("old", "abc"), ("new", "bcd")):
        for task in tasks:
            made_log(tmp_path / side, {"x": 1}, task=task)
    old, new = find_runs([str(tmp_path / "old")]), find_runs([str(tmp_path / "new")])
    pairs = match(old, new, whole=False)
    assert [(one.task, other.task) for one, other in pairs] == [("b", "b"), ("c", "c")]
    assert unmatched(old, new) == (["a"], ["d"])
    with pytest.raises(UnusableError, match="no log of a, which the base has"):
        match(old, new)
    with pytest.raises(InputError, match="no task in common"):
        match(old[:1], new)
