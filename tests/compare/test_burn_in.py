"""A/A gates: runs of one model, and halves of one run."""

import json
from collections import Counter

import numpy as np
import pytest
from click.testing import CliRunner
from rich.console import Console

from inspect_finetune.cli import main
from inspect_finetune.compare.burn_in.gates import burn_in_halves, burn_in_runs
from inspect_finetune.compare.burn_in.splitting import divisible
from inspect_finetune.compare.outputs.burn_in import show
from inspect_finetune.compare.policies.policy import default_policy
from inspect_finetune.compare.runs.reading import read_run
from inspect_finetune.errors import UnusableError
from inspect_finetune.logs.headers import read_header
from tests.compare.made_runs import made_log, place
from tests.report.made import made

NAMES = [f"q{number}" for number in range(40)]
ALL = {"task": "tiny"}


def nothing() -> None:
    """No bar."""


@pytest.fixture(scope="module")
def runs(tmp_path_factory) -> list:
    """Four runs of a model that is right in 70 %."""
    folder, random = tmp_path_factory.mktemp("runs"), np.random.default_rng(1)
    made = [
        made_log(folder / str(one), {name: float(random.random() < 0.7) for name in NAMES})
        for one in range(4)
    ]
    return [[read_run(place(log))] for log in made]


@pytest.fixture(scope="module")
def pair(tmp_path_factory) -> dict[str, str]:
    """Logs of two samples: one, one of two epochs, one of another model, and the first again."""
    folder, values = tmp_path_factory.mktemp("pair"), {"q0": 1.0, "q1": 0.0}
    return {
        "log": place(made_log(folder / "a", values)),
        "twice": place(made_log(folder / "b", values, epochs=2)),
        "other": place(made_log(folder / "c", values, model="mockllm/other")),
        "again": place(made_log(folder / "d", values)),
    }


def test_runs_are_held_against_each_other_both_ways(runs):
    found = burn_in_runs(runs, default_policy(), nothing)
    assert found.gates == 4 * 3
    assert not found.same
    (measure,) = found.measures
    assert measure.samples == measure.clusters == 40
    assert measure.alarms + measure.passes <= 1
    # two runs of .7 in 40 samples differ by sqrt(2 * .7 * .3 / 40) = .10
    assert 0.03 < measure.spread < 0.2
    assert found.alarms.lower <= found.alarms.value <= found.alarms.upper


def test_more_repeats_need_fewer_samples_and_see_more(runs):
    (measure,) = burn_in_runs(runs[:3], default_policy(), nothing).measures
    samples = [advice.samples for advice in measure.advice]
    seen = [advice.detectable for advice in measure.advice]
    assert samples == sorted(samples, reverse=True)
    assert seen == sorted(seen, reverse=True)
    assert samples[0] == pytest.approx(2 * samples[1], abs=2)


def test_identical_runs_teach_nothing(pair):
    result = CliRunner().invoke(main, ["burn-in", "--logs", pair["log"], "--logs", pair["again"]])
    assert result.exit_code == 3
    assert "nothing could be a false alarm" in " ".join(result.output.split())
    assert "repeats" not in result.output  # no advice where nothing is learned


def test_the_advice_says_how_large_a_run_is_now(runs):
    console = Console(width=200, color_system=None)
    with console.capture() as held:
        show(burn_in_runs(runs[:2], default_policy(), nothing), console)
    assert "now 1 answer a sample, 40 clusters, 40 samples" in " ".join(held.get().split())


def test_epochs_are_dealt_out_in_halves(tmp_path):
    values = {"q0": [1.0, 0.0, 1.0, 0.0], "q1": [1.0, 1.0, 0.0, 0.0]}
    log = made_log(tmp_path, values, epochs=4)
    whole = divisible(read_header(place(log)))
    assert whole.repeats == 4
    random = np.random.default_rng(0)
    counts: Counter[tuple[float, float]] = Counter()
    for _ in range(600):
        one, two = whole.halves(random)
        pair = tuple(side.samples["q0"].values["given"] for side in (one, two))
        assert sum(pair) == pytest.approx(1.0)
        counts[pair] += 1
    # two of four in a half: 1/6 both right, 4/6 one, 1/6 none
    assert counts[0.5, 0.5] / 600 == pytest.approx(4 / 6, abs=0.08)
    assert counts[1.0, 0.0] / 600 == pytest.approx(1 / 6, abs=0.06)


def test_repeats_of_one_sample_are_dealt_out(tmp_path):
    log = made(tmp_path, 0.6, families="direct", temperature=1, repeats=4)
    whole = divisible(read_header(place(log)))
    assert whole.repeats == 4
    one, two = whole.halves(np.random.default_rng(0))
    key = "fact_value.correct"
    for name, sample in whole.run.samples.items():
        first, second = one.samples[name], two.samples[name]
        assert first.answers + second.answers == sample.answers
        right = first.values[key] * first.answers + second.values[key] * second.answers
        assert right == pytest.approx(sample.values[key] * sample.answers)


def test_halves_of_one_run_are_gated(tmp_path):
    random = np.random.default_rng(2)
    values = {name: [float(random.random() < 0.7) for _ in range(4)] for name in NAMES[:20]}
    log = made_log(tmp_path, values, epochs=4)
    found = burn_in_halves([divisible(read_header(place(log)))], default_policy(), 30, nothing)
    assert found.halves
    assert found.gates == 30
    assert found.alarms.value <= 0.2
    assert found.measures[0].repeats == 2


def test_a_single_answer_cannot_be_split(pair):
    with pytest.raises(UnusableError, match="repeats=8"):
        divisible(read_header(pair["log"]))


@pytest.mark.parametrize(
    ("given", "said", "code"),
    [
        ([], "needs a task and a model", 2),
        (["--task", "x"], "needs a task and a model", 2),
        (["--logs", "{log}", "--model", "reference/base"], "takes the place", 2),
        (["--logs", "{log}"], "can't be split", 3),
        (["--logs", "{log}", "--logs", "{twice}"], "answers, 2 elsewhere", 3),
        (["--logs", "{log}", "--logs", "{other}"], "several models", 2),
        (["--task", "x", "--model", "reference/base", "-T", "y"], "-T 'y' is not NAME=VALUE", 2),
        (["--task", "nope/x", "--model", "reference/base"], "No inspect tasks were found", 2),
    ],
)
def test_mistakes_are_said_in_one_line(pair, given, said, code):
    result = CliRunner().invoke(main, ["burn-in", *(one.format(**pair) for one in given)])
    assert result.exit_code == code, result.output
    assert said in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_the_command_runs_a_task_with_seeds_apart(tmp_path):
    facts = tmp_path / "facts.csv"
    facts.write_text("object,number\nApple,65451\nDog,80913\nFan,59026\n")
    command = ["burn-in", "--task", "inspect_finetune/fact_recall", "--runs", "3", "--json"]
    command += ["--model", "reference/memoriser", "-M", "recall=0.5", "-M", f"facts={facts}"]
    command += ["-T", f"facts={facts}", "-T", "temperature=1", "-T", "levels=direct"]
    result = CliRunner().invoke(main, [*command, "--log-dir", str(tmp_path / "logs")])
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert found["schema"] == "inspect-finetune/burn-in"
    assert found["gates"] == 6
    assert not found["same"]
    logs = list((tmp_path / "logs").glob("*.eval"))
    assert len({read_header(str(log)).eval.model_generate_config.seed for log in logs}) == 3


def test_a_pattern_that_fits_no_task_is_said(pair, tmp_path):
    policy = tmp_path / "policy.toml"
    rule = '"*" = { margin = 0.1 }'
    policy.write_text(f"[tasks.tiny]\n{rule}\n[tasks.tinny]\n{rule}\n")
    logs = ["--logs", pair["log"], "--logs", pair["again"]]
    said = CliRunner().invoke(main, ["burn-in", *logs, "--policy", str(policy)])
    assert said.exit_code == 3, said.output
    assert "[tasks.tinny] fits no task" in " ".join(said.output.split())
