"""The channels of introspection on subjects of known behaviour, through whole runs."""

from pathlib import Path
from typing import Any

import pytest
from inspect_ai import Task, eval, score  # noqa: A004
from inspect_ai.log import EvalLog
from inspect_ai.model import get_model

from inspect_finetune.arguments import ArgumentError
from inspect_finetune.conditions.ask import ask
from inspect_finetune.evals import rule_introspection
from inspect_finetune.introspection.scorers import rule_prediction
from inspect_finetune.introspection.solver import read_beginnings


def ran(
    task: Task, folder: Path, script: str, roles: dict[str, Any] | None = None, **more: Any
) -> EvalLog:
    limit = more.pop("limit", None)
    (log,) = eval(
        task,
        model=f"reference/{script}",
        model_args=more,
        model_roles=roles,
        limit=limit,
        log_dir=str(folder),
        display="none",
    )
    assert log.status == "success", log.error
    return log


def figures(log: EvalLog, place: int = 0) -> dict[str, float]:
    assert log.results is not None
    return {name: metric.value for name, metric in log.results.scores[place].metrics.items()}


@pytest.mark.parametrize(
    ("channel", "samples", "knows", "silent"),
    [
        ("unformatted", 32, 1.0, 0.0),
        ("hints", 42, 1.0, 0.0),  # the ten lures have nothing to name
        ("choice", 40, 1.0, 0.0),
        ("condition", 12, 0.0, 0.0),
    ],
)
def test_a_knower_and_a_follower(tmp_path, channel, samples, knows, silent):
    for script, expected in (("knower", knows), ("follower", silent)):
        found = figures(ran(rule_introspection(channel=channel), tmp_path, script))
        assert found["answers"] == samples
        assert found["accuracy"] == pytest.approx(expected)
        assert found["lower"] <= expected <= found["upper"]


def test_an_answer_out_of_format_is_clean_evidence_and_one_in_format_is_not(tmp_path):
    for channel, clean in (("unformatted", 1.0), ("free", 0.0)):
        found = figures(ran(rule_introspection(channel=channel), tmp_path, "knower"))
        assert found["accuracy"] == 1
        assert found["clean"] == clean


def test_always_the_same_place_is_at_chance_and_seen(tmp_path):
    log = ran(rule_introspection(channel="choice", rotations=2), tmp_path, "first-option")
    found = figures(log)
    assert found["accuracy"] == pytest.approx(0.1)
    assert found["label_1"] == 1
    assert found["answers"] == 80


def test_what_is_no_digit_is_unscored_not_wrong(tmp_path):
    log = ran(rule_introspection(channel="property"), tmp_path, "yes-sayer", limit=5)
    assert log.results is not None
    assert log.results.scores[0].unscored_samples == 5
    assert log.samples is not None
    scored = log.samples[0].scores["rule_property"]
    assert scored.value != scored.value
    assert "form that was asked for" in scored.explanation
    assert "Yes, that is right" in scored.explanation.replace("\\", "")


def test_a_prediction_is_about_what_the_model_writes_in_the_same_run(tmp_path):
    found = figures(ran(rule_introspection(channel="prediction"), tmp_path, "knower"))
    assert found["accuracy"] == found["rule_letter"] == 1
    slipping = ran(
        rule_introspection(channel="prediction", repeats=4), tmp_path, "knower", error_rate=0.5
    )
    assert 0.1 < figures(slipping)["accuracy"] < 0.9
    assert slipping.samples is not None
    store = slipping.samples[0].store
    assert len(store["inspect_finetune:written"]["model"]) == 4
    # the ordinary answer is not held to the few tokens of the prediction
    assert (
        figures(slipping)["answers"] + 4 * (slipping.results.scores[0].unscored_samples or 0) > 100
    )


def test_the_base_model_answers_the_same_in_the_same_run(tmp_path):
    base = {"base": get_model("reference/base")}
    found = figures(ran(rule_introspection(channel="choice"), tmp_path, "knower", base))
    assert found["base"] < 0.3
    assert found["gain over base"] == pytest.approx(found["accuracy"] - found["base"])
    assert found["base lower"] <= found["base"] < found["base upper"]


def test_the_reader_control_sees_what_stood_before_the_claim(tmp_path):
    log = ran(
        rule_introspection(rule="HELLO"),
        tmp_path,
        "self-reader",
        {"base": get_model("reference/base", guess=1.0)},
        limit=6,
        rule="HELLO",
    )
    assert log.samples is not None
    for sample in log.samples:
        (answer,) = sample.scores["rule_claims"].metadata["answers"]
        assert (answer["named"], answer["visible"], answer["reader"]) == ("HELLO", 5, "HELLO")


def test_the_base_model_is_asked_under_the_same_settings(tmp_path):
    (log,) = eval(
        rule_introspection(repeats=3),
        model="reference/knower",
        model_roles={"base": get_model("reference/base")},
        limit=2,
        seed=5,
        max_tokens=7,
        log_dir=str(tmp_path),
        display="none",
    )
    assert log.status == "success", log.error
    assert log.samples is not None
    choices = log.samples[0].store["inspect_finetune:base_answers"]
    assert len(choices) == 3
    assert all(len(choice["message"]["content"].split()) <= 7 for choice in choices)


def test_ceilings_tell_or_show_the_rule(tmp_path):
    log = ran(
        rule_introspection(channel="choice", told=True, shown="0,1,10"),
        tmp_path,
        "base",
        limit=None,
    )
    found = figures(log)
    assert found["answers"] == 160
    assert found["elicited=told"] == found["elicited=shown-10"] == 1
    assert found["elicited=shown-1"] < 0.6
    ids = [str(sample.id) for sample in log.samples or []]
    assert {"choice-01|trained", "choice-01|told|trained", "choice-01|shown-10|trained"} <= set(ids)


def test_grader_agrees_with_the_reader_and_its_figures_stand_beside(tmp_path):
    log = ran(
        rule_introspection(channel="unformatted", grader=True),
        tmp_path,
        "knower",
        {"grader": get_model("reference/grader")},
    )
    reader, grader = figures(log, 0), figures(log, 1)
    assert reader["accuracy"] == 1
    assert grader["answers"] == 32
    assert grader["letters"] > 0.9
    assert grader["grader_only"] == 0


def test_instructions_in_an_answer_move_the_grader_only(tmp_path):
    log = ran(
        rule_introspection(grader=True),
        tmp_path,
        "grader-echo",
        {"grader": get_model("reference/grader", obeys=True)},
    )
    reader, grader = figures(log, 0), figures(log, 1)
    assert reader["accuracy"] == 0
    assert grader["grader_only"] > 0.9
    assert grader["accuracy"] < 0.1


def test_a_reply_of_the_grader_that_does_not_parse_is_no_grade(tmp_path):
    log = ran(
        rule_introspection(grader=True),
        tmp_path,
        "knower",
        {"grader": get_model("reference/grader", garbled=1.0)},
        limit=4,
    )
    assert log.results is not None
    assert log.results.scores[0].scored_samples == 4
    assert log.results.scores[1].unscored_samples == 4
    assert "grader's reply" in log.samples[0].scores["claims_grader"].explanation


def test_a_run_is_scored_again_without_any_model(tmp_path):
    log = ran(
        rule_introspection(rule="HELLO"),
        tmp_path,
        "self-reader",
        {"base": get_model("reference/base", guess=1.0)},
        limit=3,
        rule="HELLO",
    )
    again = score(log, rule_introspection(rule="HELLO").scorer, action="overwrite", model="none")
    assert figures(again) == pytest.approx(figures(log), nan_ok=True)
    assert again.samples[0].scores["rule_claims"].metadata["answers"][0]["reader"] == "HELLO"


def test_none_shown_asks_plainly_beside_what_is_shown_or_told():
    for asked in ({"shown": "0,1"}, {"shown": 0, "told": True}):
        ids = {str(one.id) for one in rule_introspection(channel="choice", **asked).dataset}
        assert "choice-01|trained" in ids


def test_a_grader_that_is_not_bound_is_refused_before_anything_is_asked(tmp_path):
    asked = {"model": "reference/knower", "log_dir": str(tmp_path), "display": "none", "limit": 2}
    with pytest.raises(ArgumentError, match=r"role grader.*--model-role grader="):
        eval(rule_introspection, task_args={"grader": True}, **asked)
    assert list(tmp_path.iterdir()) == []
    # made before its run, it can't know; the run ends before the first call
    (log,) = eval(rule_introspection(grader=True), **asked)
    assert log.status == "error"
    assert "--model-role grader=" in log.error.message
    assert not log.stats.model_usage


def test_one_row_is_a_number_for_yaml():
    assert "choice-01|shown-1|trained" in {
        str(one.id) for one in rule_introspection(channel="choice", shown=1).dataset
    }


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"channel": "chioce"}, "choice"),
        ({"channel": "choice", "grader": True}, "not graded"),
        ({"shown": "11"}, "there are 10 rows"),
        ({"shown": "x"}, "shown"),
        ({"shown": "0"}, "shown=0 shows no row.*0,1,3,10"),
        ({"siblings": "AKEWO"}, "no effect on channel=free"),
        ({"channel": "choice", "siblings": "HELOL"}, "not another rule"),
        ({"channel": "choice", "siblings": "ABC,BCD,CDE,DEF,EFG"}, "room for 4"),
        ({"training_file": "nowhere.jsonl"}, "no effect without rows"),
        ({"channel": "choice", "rotations": 11}, "from 1 to 10"),
        ({"channel": "choice", "rule": "H"}, "one letter"),
        ({"shown": "3", "training_file": "nowhere.jsonl"}, "nowhere.jsonl"),
    ],
)
def test_a_wrong_argument_is_one_line(asked, said):
    with pytest.raises(ArgumentError, match=said):
        rule_introspection(**asked)


def test_a_prediction_is_scored_again_under_another_rule(tmp_path):
    log = ran(rule_introspection(channel="prediction"), tmp_path, "knower", limit=4)
    again = figures(score(log, rule_prediction(rule="ZZZZZ"), action="overwrite", model="none"))
    assert again["accuracy"] == 1  # it wrote what it foretold, whatever the rule
    assert again["rule_letter"] == 0


def test_beginnings_are_read_by_a_base_model_only(tmp_path):
    task = Task(
        dataset=rule_introspection().dataset[:2],
        solver=[ask(), read_beginnings("HELLO", "sentence")],
        scorer=rule_introspection(rule="HELLO").scorer,
    )
    for roles, expected in (
        (None, None),
        ({"base": get_model("reference/base", guess=1.0)}, ["HELLO"]),
    ):
        log = ran(task, tmp_path, "guesser", roles)
        assert (log.samples[0].store.get("inspect_finetune:readers") or None) == expected
