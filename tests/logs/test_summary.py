"""What the table of runs says, at the width of a plain terminal."""

from io import StringIO
from typing import Any

import pytest
from inspect_ai.log import EvalDataset, EvalError, EvalLog
from inspect_ai.log._log import EvalConfig, EvalMetric, EvalResults, EvalScore, EvalSpec
from rich.console import Console

from inspect_finetune.logs.summary import as_dicts, show, summarise

CHANNELS = {
    "hints": "answers that name the rule",
    "choice": "choices of the rule among ten",
    "unformatted": "answers that name the rule",
}
NAN = float("nan")


def log(
    model: str = "hf/local",
    value: float = 0.5,
    samples: int = 40,
    completed: int = 40,
    unscored: int = 0,
    **told: Any,
) -> EvalLog:
    """A log of figures, without answers."""
    found = {"accuracy": value, "lower": 0.0, "upper": 1.0, "answers": completed - unscored}
    metrics = {name: EvalMetric(name=name, value=figure) for name, figure in found.items()}
    score = EvalScore(
        name="rule", scorer="rule", scored_samples=1, unscored_samples=unscored, metrics=metrics
    )
    return EvalLog(
        status="success",
        location="logs/one.eval",
        eval=EvalSpec(
            created="2026-01-01T00:00:00+00:00",
            task="inspect_finetune/rule_introspection",
            dataset=EvalDataset(sample_ids=[*map(str, range(samples))]),
            model=model,
            model_args=told.pop("model_args", {}),
            config=EvalConfig(epochs=1),
            metadata=told,
        ),
        results=EvalResults(total_samples=samples, completed_samples=completed, scores=[score]),
    )


def shown(*logs: EvalLog, width: int = 200) -> str:
    console = Console(file=StringIO(), width=width, color_system=None)
    with console.capture() as held:
        show([summarise(one) for one in logs], console)
    return held.get()


def of_run(name: object, who: object = "run", **changes: Any) -> EvalLog:
    return log(run={"name": name}, run_model=who, **changes)


def test_runs_served_under_one_identifier_are_told_apart() -> None:
    logs = [of_run("rows-5-seed-0"), of_run("helol", "step-113"), of_run("helol")]
    said = shown(*logs).splitlines()
    heads = ["hf/local (rows-5-seed-0)", "hf/local (helol, step-113)", "hf/local (helol)"]
    assert [line for line in said if line.startswith("hf/")] == heads
    held = as_dicts([summarise(one) for one in logs])
    assert [one["name"] for one in held] == heads
    assert {one["model"] for one in held} == {"hf/local"}


def test_without_a_run_the_arguments_tell_models_apart() -> None:
    assert summarise(log("openai/tuned")).name == "openai/tuned"
    told = summarise(log(model_args={"model_path": "runs/a", "api_key": "SECRET"})).name
    assert told == "hf/local (model_path=runs/a)"


@pytest.mark.parametrize(("name", "who"), [("", "run"), (5, "run"), ("a", None), (None, ["run"])])
def test_a_log_whose_run_has_no_plain_name_goes_by_its_model(name: object, who: object) -> None:
    assert summarise(of_run(name, who)).name == "hf/local"
    assert summarise(log(run="a", run_model="run")).name == "hf/local"


def test_texts_of_a_log_are_shown_as_they_are_and_move_no_cursor() -> None:
    evil = "[/red]\x1b[2J\n[bold]"
    run = of_run(evil + "x" * 999, evil, channel=evil, measure=evil, completed=1)
    said = shown(run, width=300)
    assert "\x1b" not in said
    assert said.startswith("hf/local ([/red] [2J [bold]xx")
    assert said.count("[/red] [2J [bold]") == 4
    assert len(said.splitlines()[0]) < 300


def test_at_80_columns_no_cell_is_broken_or_cut() -> None:
    logs = [of_run("helol", channel=name, measure=what) for name, what in CHANNELS.items()]
    said = shown(*logs, width=80)
    assert max(map(len, said.splitlines())) <= 80
    assert "share of" not in said
    assert "…" not in said
    rows = [line.strip() for line in said.splitlines() if line.strip()][3:]
    for place, (name, what) in enumerate(CHANNELS.items()):
        assert f"rule_introspection {name} " in rows[2 * place]
        assert rows[2 * place].endswith("40")
        assert rows[2 * place + 1] == what
    assert len(rows) == 2 * len(CHANNELS)


def test_where_there_is_room_what_is_counted_has_a_column() -> None:
    said = shown(of_run("helol", channel="hints", measure=CHANNELS["hints"]), width=100)
    assert "share of" in said
    assert len([line for line in said.splitlines() if line.strip()]) == 4


def test_where_there_is_no_room_at_all_names_are_cut_and_figures_are_not() -> None:
    said = shown(of_run("helol", channel="c" * 90, measure="m" * 90), width=60)
    assert "0.500   0.000 to 1.000        40" in said
    assert said.count("…") == 2


def test_without_an_answer_neither_rate_nor_interval_is_named() -> None:
    run = log(value=NAN, unscored=40, channel="choice", measure=CHANNELS["choice"])
    (row,) = [line for line in shown(run).splitlines() if "choices of" in line]
    assert row.split()[3:6] == ["–", "–", "0"]
    assert "0.000" not in row


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"unscored": 28}, "success, 28 not scored"),
        ({"unscored": 40, "value": NAN}, "success, 40 not scored"),
        ({"completed": 35}, "success, 5 samples missing"),
        ({"completed": 35, "unscored": 3}, "success, 5 samples missing, 3 not scored"),
        ({"value": NAN}, "success, not scored"),
    ],
)
def test_samples_that_are_there_are_not_called_missing(changes: dict[str, Any], said: str) -> None:
    run = log(**changes)
    assert shown(run).splitlines()[-1] == f"logs/one.eval: {said}"
    held = summarise(run)
    assert not held.usable
    assert held.missing == 40 - changes.get("completed", 40) + changes.get("unscored", 0)
    assert held.unscored == changes.get("unscored", 0)


def test_a_run_that_failed_says_why() -> None:
    run = log()
    run.status, run.results = "error", None
    run.error = EvalError(message="no\nmodel\x1b", traceback="", traceback_ansi="")
    assert shown(run).splitlines()[-1] == "logs/one.eval: error, 40 samples missing: no model"
    assert not summarise(run).usable


def test_a_whole_run_has_no_line_of_its_own() -> None:
    assert summarise(log()).usable
    assert "one.eval" not in shown(log())
