"""What keeps a run from being concluded from."""

import json
from pathlib import Path

import pytest
from inspect_ai.log import EvalLog, ProvenanceData, edit_score, read_eval_log, write_eval_log
from inspect_ai.scorer import ScoreEdit

from inspect_finetune.compare.runs.reading import read_run
from inspect_finetune.compare.runs.whole import reasons, refuse
from inspect_finetune.errors import UnusableError
from tests.compare.made_runs import FAILS, made_log, place, rewritten, with_rows


def test_a_log_without_samples_is_never_whole(tmp_path: Path) -> None:
    log = made_log(tmp_path, {"a": 1}, settings={"log_samples": False})
    run = read_run(place(log))
    assert not run.samples
    assert any("holds no samples" in said for said in reasons(run))
    with pytest.raises(UnusableError, match="holds no samples"):
        refuse(run)


def test_errors_and_runs_that_ended_in_one_are_said(tmp_path: Path) -> None:
    some = read_run(place(made_log(tmp_path / "some", {"a": 1, "b": FAILS})))
    assert (some.errors, some.missing, some.unscored) == (1, 0, {"given": 0})
    assert reasons(some) == ["1 of 2 samples ended in an error (inspect eval-retry)"]
    ended = read_run(place(made_log(tmp_path / "ended", {"a": FAILS, "b": 1}, fails=True)))
    assert any("did not succeed (status error)" in said for said in reasons(ended))


def test_missing_samples_are_counted_and_those_stopped_on_purpose_are_not(
    tiny: EvalLog, tmp_path: Path
) -> None:
    cut = read_run(with_rows(tiny, tmp_path / "cut.eval", lambda found: found.pop()))
    assert cut.missing == 1
    assert reasons(cut) == ["1 samples are missing (inspect eval-retry)"]
    stopped = read_run(place(made_log(tmp_path, {"a": 1, "b": 0, "c": 1}, stops=["b"])))
    assert (stopped.missing, stopped.stopped) == (0, {"decided": "regression"})
    assert sorted(stopped.samples) == ["a", "c"]


@pytest.mark.parametrize("kind", ["eval", "json"])
def test_scores_that_were_edited_are_said(kind: str, tmp_path: Path) -> None:
    log = read_eval_log(place(made_log(tmp_path, {"a": 0, "b": 1}, log_format=kind)))
    by = ProvenanceData(author="someone", reason="it looks better")
    edit_score(log, "a", "given", ScoreEdit(value=1, provenance=by))
    write_eval_log(log, str(tmp_path / f"edited.{kind}"))
    run = read_run(str(tmp_path / f"edited.{kind}"))
    assert any("scores were edited after the run (a, ...)" in said for said in reasons(run))


def test_a_history_among_the_answers_is_no_edit(tmp_path: Path) -> None:
    noted = {"a": {"history": ["once"], "text": '"history": [1]'}}
    assert reasons(read_run(place(made_log(tmp_path, {"a": 1}, noted=noted)))) == []


def test_results_that_are_not_those_of_the_samples_are_said(facts: EvalLog, tmp_path: Path) -> None:
    def better(members: dict[str, bytes]) -> None:
        header = json.loads(members["header.json"])
        header["results"]["scores"][0]["metrics"]["accuracy"]["value"] = 1.0
        members["header.json"] = json.dumps(header).encode()

    run = read_run(rewritten(facts, tmp_path / "better.eval", better))
    assert any("results say 1.0000" in said for said in reasons(run))


def test_a_scorer_of_categories_measures_nothing_and_leaves_nothing_unscored(
    tmp_path: Path,
) -> None:
    told = {"colour": {"a": "red", "b": "blue"}, "right": {"a": 1, "b": 0}}
    run = read_run(place(made_log(tmp_path, scorers=told)))
    assert run.measures == ("right",)
    assert run.unscored == {"right": 0}
    only = read_run(place(made_log(tmp_path, {"a": "red"})))
    assert reasons(only) == ["no scorer gave a number"]


def test_a_text_that_is_no_number_among_numbers_is_unscored(tmp_path: Path) -> None:
    assert read_run(place(made_log(tmp_path, {"a": "red", "b": 1}))).unscored == {"given": 1}
