"""What keeps a run from being concluded from."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from inspect_ai.log import EvalLog, ProvenanceData, edit_score, read_eval_log, write_eval_log
from inspect_ai.scorer import ScoreEdit

from inspect_finetune.compare.runs.reading import read_run
from inspect_finetune.compare.runs.whole import reasons, refuse, unfit
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


def test_scores_that_were_edited_are_said(tmp_path: Path) -> None:
    log = read_eval_log(place(made_log(tmp_path, {"a": 0, "b": 1})))
    by = ProvenanceData(author="someone", reason="it looks better")
    edit_score(log, "a", "given", ScoreEdit(value=1, provenance=by))
    write_eval_log(log, str(tmp_path / "edited.eval"))
    run = read_run(str(tmp_path / "edited.eval"))
    assert any("scores were edited after the run (a, ...)" in said for said in reasons(run))


def test_a_history_among_the_answers_is_no_edit(tmp_path: Path) -> None:
    noted = {"a": {"history": ["once"], "text": '"history": [1]'}}
    assert reasons(read_run(place(made_log(tmp_path, {"a": 1}, noted=noted)))) == []


Members = dict[str, bytes]


def better_summaries(members: Members) -> None:
    members["summaries.json"] = members["summaries.json"].replace(b'"value":0', b'"value":1')


def worse_sample(members: Members) -> None:
    name = "samples/a_epoch_1.json"
    members[name] = members[name].replace(b'"value":1', b'"value":0')


def without_scores(members: Members) -> None:
    raw = json.loads(members["samples/a_epoch_1.json"])
    members["samples/a_epoch_1.json"] = json.dumps({**raw, "scores": None}).encode()


def without_a_sample(members: Members) -> None:
    del members["samples/c_epoch_1.json"]


def without_samples(members: Members) -> None:
    for name in [name for name in members if name.startswith("samples/")]:
        del members[name]


def one_more(members: Members) -> None:
    members["samples/e_epoch_1.json"] = members["samples/a_epoch_1.json"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (better_summaries, r"tell other scores than the samples have \(b, d\)"),
        (worse_sample, r"tell other scores than the samples have \(a\)"),
        (without_scores, r"tell other scores than the samples have \(a\)"),
        (without_a_sample, r"tell of other samples than there are \(c_epoch_1\)"),
        (without_samples, r"other samples than there are \(a_epoch_1, .* and 1 more\)"),
        (one_more, r"other samples than there are \(e_epoch_1\)"),
    ],
)
def test_samples_and_summaries_have_to_agree(
    change: Callable[[Members], None], said: str, tiny: EvalLog, tmp_path: Path
) -> None:
    assert reasons(read_run(place(tiny))) == []
    with pytest.raises(UnusableError, match=said):
        refuse(read_run(rewritten(tiny, tmp_path / "changed.eval", change)))


def test_what_a_sample_says_elsewhere_is_no_score_of_it(tmp_path: Path) -> None:
    noted = {"a": {"scores": {"given": {"value": 0}}, "text": '"scores":{"given":{"value":0}}'}}
    log = made_log(tmp_path, {"a": 1, "b/c": 0, 'd "e"': float("nan")}, noted=noted)

    def before(members: Members) -> None:
        raw = json.loads(members["samples/a_epoch_1.json"])
        told = {"messages": [{"scores": {"given": {"value": 0, "history": [1]}}}], **raw}
        members["samples/a_epoch_1.json"] = json.dumps(told).encode()

    for path in (place(log), rewritten(log, tmp_path / "before.eval", before)):
        assert reasons(read_run(path)) == [
            "given left 1 of 3 samples unscored (--max-unscored)",
        ]


KEYS: list[tuple[list[dict[str, Any]], dict[str, int]]] = [
    ([{"x": 1, "y": 0}] * 4, {}),
    ([{"x": 1, "y": 0}] * 3 + [{"x": 1, "y": float("nan")}], {"given.y": 1}),
    ([{"x": 1}, {"x": 1, "y": 1}, {"x": 0}, {"x": 0, "y": 0}], {"given.y": 2}),
    # every other sample is of another kind, and its kind is never asked for y
    ([{"x": 1}, {"x": 1}, {"x": 0, "y": 1}, {"x": 0, "y": 0}], {}),
]


@pytest.mark.parametrize(("values", "partial"), KEYS)
def test_a_key_that_is_missing_without_a_reason_is_counted(
    values: list[dict[str, Any]], partial: dict[str, int], tmp_path: Path
) -> None:
    names = "abcd"
    noted = {name: {"kind": name < "c", "number": n} for n, name in enumerate(names)}
    run = read_run(place(made_log(tmp_path, dict(zip(names, values, strict=True)), noted=noted)))
    assert run.partial == partial
    assert reasons(run) == []
    assert bool(unfit(run)) is bool(partial)
    assert unfit(run, max_unscored=0.5) == []


def test_a_run_of_a_part_of_its_dataset_is_no_baseline_unasked(tmp_path: Path) -> None:
    log = made_log(tmp_path, {"a": 1, "b": 0, "c": 1}, settings={"limit": 2})
    run = read_run(place(log))
    assert reasons(run) == []
    assert unfit(run) == ["it ran 2 of 3 samples (--limited lets that pass)"]
    assert unfit(run, limited=True) == []


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
