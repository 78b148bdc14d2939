"""The command `train` of a run on the own machine, within this process."""

import json
import signal

import pytest
from click.testing import CliRunner

from inspect_finetune.cli import main
from inspect_finetune.training.local import loop
from inspect_finetune.training.local.train import train_local
from inspect_finetune.training.record import Taught, read_record
from inspect_finetune.training.screen import MOST
from tests.training.local_models import after, killed, settings, write_rows


@pytest.fixture
def run(tmp_path, monkeypatch):
    write_rows(tmp_path / "rows.jsonl")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def call(*arguments, code=0):
        done = CliRunner().invoke(main, ["train", *map(str, arguments)])
        assert done.exit_code == code, done.output
        return done.output

    return call


def cut_off(folder, base, monkeypatch, **changes):
    held = settings(folder, base, epochs=2, **changes)
    with monkeypatch.context() as patch:
        patch.setattr(loop, "take_step", after(4, killed))
        with pytest.raises(SystemExit):
            train_local(held, lambda _: None)
    return held


def test_resume_takes_everything_from_the_record(tmp_path, run, base, monkeypatch):
    other = write_rows(tmp_path / "other.jsonl", 3)
    taught = Taught(rule="HELOL")
    held = cut_off(
        tmp_path, base, monkeypatch, seed=5, validation=other, keep=1, clip=0.5, taught=taught
    )
    said = run("--name", "mine", "--resume")
    assert "Going on after step 3 of 6" in said
    record = read_record(held.folder)
    assert (record.status, record.seed, record.taught) == ("succeeded", 5, taught)
    assert (record.settings["clip"], record.settings["learning_rate"]) == (0.5, 1e-3)
    assert [step for step, _ in record.validation_loss] == [3, 6]
    assert [one.step for one in record.checkpoints] == [6]
    assert "nothing to do" in run("--name", "mine", "--resume")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--seed", "0"), "seed 5, not 0"),
        (("--epochs", "9"), "epochs 2, not 9"),
        (("--model", "tiny"), "not tiny"),
        (("--validation", "rows.jsonl"), "validation file none, not"),
    ],
)
def test_what_is_typed_with_resume_must_agree_with_the_record(
    tmp_path, run, base, monkeypatch, typed, said
):
    cut_off(tmp_path, base, monkeypatch, seed=5)
    assert said in run("--name", "mine", "--resume", *typed, code=2)


def test_a_file_that_moved_is_asked_for(tmp_path, run, base, monkeypatch):
    cut_off(tmp_path, base, monkeypatch)
    (tmp_path / "rows.jsonl").rename(tmp_path / "moved.jsonl")
    assert "Type FILE too: where it lies now." in run("--name", "mine", "--resume", code=2)
    assert "mine: succeeded" in run("moved.jsonl", "--name", "mine", "--resume")


def test_there_must_be_a_run_to_resume(run):
    for more in ((), ("--backend", "local"), ("rows.jsonl", "--model", "tiny")):
        said = run("--name", "other", "--resume", *more, code=2)
        assert "no run of this name was begun" in said


def test_a_second_ctrl_c_ends_in_a_line_and_exit_code_3(run, base, monkeypatch):
    def twice():
        for _ in range(2):
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(loop, "take_step", after(5, twice))
    said = run("rows.jsonl", "--backend", "local", "--model", base, "--batch-size", "4", code=3)
    assert "interrupted after step 4 of 9; kept: runs/rows/checkpoints/step-3." in said


def test_many_checkpoints_are_counted_and_the_last_shown(run, base):
    asked = ("rows.jsonl", "--backend", "local", "--model", base, "--batch-size", "12")
    said = run(*asked, "--epochs", MOST + 3)
    assert "Checkpoints: 3 earlier ones in runs/rows/run.json" in said
    assert [f"Checkpoint step-{i}:" in said for i in (3, 4, MOST + 3)] == [False, True, True]
    held = json.loads(run(*asked, "--epochs", MOST + 3, "--json").partition("\n")[2])
    assert len(held["checkpoints"]) == MOST + 3


@pytest.mark.parametrize("option", ["--precision", "--schedule"])
def test_a_word_that_is_none_of_an_option_s_is_refused_with_those_that_are(run, option):
    said = run("rows.jsonl", "--backend", "local", "--model", "tiny", option, "cosin", code=2)
    assert "is not one of" in said


def test_every_option_of_a_local_run_has_a_word_of_help(run):
    from inspect_finetune.cli.train import train
    from inspect_finetune.cli.train_options import NAMES

    assert [one.name for one in train.params if one.name in NAMES["local"] and not one.help] == []


def test_a_gradient_norm_that_is_no_number_is_refused(tmp_path, run):
    asked = ("rows.jsonl", "--backend", "local", "--model", "tiny")
    for option in ("--clip", "--weight-decay", "--learning-rate", "--warmup"):
        assert "nan" in run(*asked, option, "nan", code=2)
    assert not (tmp_path / "runs").exists()
