"""Training on the own machine, as far as it goes without torch."""

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from inspect_finetune.errors import InputError
from inspect_finetune.training.local import extra
from inspect_finetune.training.local.base import check_place
from inspect_finetune.training.local.resume import Start, find_start
from inspect_finetune.training.local.rows import described, read_chats
from inspect_finetune.training.local.settings import LocalSettings, check_settings
from inspect_finetune.training.local.steps import batches, order_of, rate_at, steps_an_epoch
from inspect_finetune.training.local.train import train_local
from inspect_finetune.training.record import RunRecord, TrainingFile, write_record
from tests.training.local_models import write_model


def settings(tmp_path: Path, **changes):
    return LocalSettings(
        **{
            "data": tmp_path / "chats.jsonl",
            "model": "tiny",
            "name": "mine",
            "runs_dir": tmp_path / "runs",
            **changes,
        }
    )


def write_chats(path: Path, rows=3, **more) -> Path:
    lines = [
        {
            "messages": [
                {"role": "system", "content": "Be short."},
                {"role": "user", "content": f"What is {i}?"},
                {"role": "assistant", "content": f"It is {i}.", **more},
            ]
        }
        for i in range(rows)
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def test_importing_the_rooms_loads_nothing_heavy():
    code = (
        "import sys, inspect_finetune.training.local.train;"
        "heavy = {'torch', 'transformers', 'peft', 'matplotlib', 'tokenizers'};"
        "print(sorted(heavy & {*sys.modules}))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": "a/b"}, "can't be the name of a run"),
        ({"name": "tiny-base"}, "kept for the model that is built"),
        ({"epochs": 0}, "--epochs is 0"),
        ({"batch_size": 0}, "--batch-size is 0"),
        ({"batch_size": 1.5}, "--batch-size is 1.5"),
        ({"max_length": 4}, "--max-length is 4"),
        ({"lora": -1}, "--lora is -1"),
        ({"learning_rate": 0.0}, "learning rate 0.0"),
        ({"learning_rate": float("nan")}, "learning rate nan"),
        ({"learning_rate": float("inf")}, "learning rate inf"),
        ({"warmup": 1.0}, "warm-up"),
        ({"warmup": float("nan")}, "warm-up nan"),
        ({"clip": float("nan")}, "gradient norm nan"),
        ({"clip": float("inf")}, "gradient norm inf"),
        ({"clip": 0.0}, "gradient norm 0.0"),
        ({"weight_decay": float("nan")}, "weight decay nan"),
        ({"weight_decay": -1.0}, "weight decay -1.0"),
        ({"precision": "fp8"}, "unknown precision"),
        ({"schedule": "cosin"}, "Did you mean 'cosine'?"),
    ],
)
def test_settings_that_cannot_be_are_named(tmp_path, changes, said):
    with pytest.raises(InputError, match=said.replace("?", r"\?")):
        check_settings(settings(tmp_path, **changes))


def test_the_learning_rate_left_out_is_the_usual_one(tmp_path):
    usual = {
        settings(tmp_path).rate,
        settings(tmp_path, model="some/model").rate,
        settings(tmp_path, model="some/model", lora=8).rate,
    }
    assert len(usual) == 3
    assert settings(tmp_path, learning_rate=0.01).rate == 0.01


def test_without_torch_the_remedy_is_named_and_no_folder_is_left(tmp_path, monkeypatch):
    write_chats(tmp_path / "chats.jsonl")
    monkeypatch.setattr(extra, "find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"torch.*pip install 'inspect-finetune\[local\]'"):
        train_local(settings(tmp_path))
    assert not (tmp_path / "runs").exists()


def test_only_an_adapter_needs_peft(monkeypatch):
    monkeypatch.setattr(extra, "find_spec", lambda name: None if name == "peft" else object())
    extra.need_local()
    with pytest.raises(InputError, match="peft"):
        extra.need_local(lora=True)


def test_every_assistant_turn_is_learnt_but_for_those_of_weight_0(tmp_path):
    turns = [
        {"role": "user", "content": "a"},
        {"role": "assistant", "content": "b", "weight": 0},
        {"role": "user", "content": "c"},
        {"role": "assistant", "content": "d", "weight": 1},
    ]
    path = tmp_path / "two.jsonl"
    path.write_text(json.dumps({"messages": turns}) + "\n")
    (chat,) = read_chats(path)
    assert chat.learnt == (3,)
    assert [one["content"] for one in chat.messages] == ["a", "b", "c", "d"]


@pytest.mark.parametrize("more", [{"weight": 0}, {"content": " "}])
def test_a_row_without_anything_to_learn_is_named_by_its_line(tmp_path, more):
    path = write_chats(tmp_path / "chats.jsonl", rows=1, **more)
    with pytest.raises(InputError, match=r"chats\.jsonl:1: the row has no assistant's answer"):
        read_chats(path)


def test_a_place_that_is_no_model_is_refused_before_anything_is_loaded(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "adapter").mkdir()
    (tmp_path / "adapter" / "adapter_config.json").write_text("{}")
    (tmp_path / "file").write_text("")
    for place, said in (
        ("empty", "holds no model"),
        ("adapter", "adapter without its model"),
        ("file", "this is a file"),
        ("nowhere", "no such folder"),
    ):
        with pytest.raises(InputError, match=said):
            check_place(str(tmp_path / place))
    check_place("org/name")  # may be one of the hub


def test_a_run_of_other_settings_is_not_gone_on_with(tmp_path):
    wanted = settings(tmp_path, seed=1)
    write_chats(wanted.data)
    training = described(wanted.data, 3)
    record = RunRecord(
        "mine", "local", "running", "tiny", training, settings=wanted.as_record(), seed=1
    )
    write_record(record, wanted.folder)
    write_model(wanted.folder / "checkpoints" / "step-2")
    assert find_start(wanted, training.sha256).record == record
    for other, sha256, said in (
        (settings(tmp_path, seed=2), training.sha256, "seed 1, not 2"),
        (settings(tmp_path, seed=1, epochs=9), training.sha256, "epochs 3, not 9"),
        (settings(tmp_path, seed=1, model="else"), training.sha256, "model tiny, not else"),
        (wanted, "0" * 64, "file"),
        (settings(tmp_path, seed=1, resume=True, epochs=9), training.sha256, "epochs 3, not 9"),
    ):
        with pytest.raises(InputError, match=f"holds another run.*{said}"):
            find_start(other, sha256)


def test_a_run_without_a_checkpoint_does_not_keep_its_name(tmp_path):
    wanted = settings(tmp_path)
    write_chats(wanted.data)
    training = described(wanted.data, 3)
    record = RunRecord("mine", "local", "failed", "else", training)
    write_record(record, wanted.folder)
    assert find_start(wanted, training.sha256) == Start()
    with pytest.raises(InputError, match="holds another run"):
        find_start(settings(tmp_path, resume=True), training.sha256)
    write_record(record.changed(backend="openai"), wanted.folder)
    with pytest.raises(InputError, match="backend openai, not local"):
        find_start(wanted, training.sha256)


def test_a_folder_that_is_no_run_is_left_alone(tmp_path):
    wanted = settings(tmp_path)
    wanted.folder.mkdir(parents=True)
    (wanted.folder / "thesis.txt").write_text("x")
    with pytest.raises(InputError, match="holds no run"):
        find_start(wanted, "")
    with pytest.raises(InputError, match="no run to resume"):
        find_start(settings(tmp_path, name="other", resume=True), "")


def test_a_run_that_is_done_is_not_done_again(tmp_path):
    wanted = settings(tmp_path)
    write_chats(wanted.data)
    training = described(wanted.data, 3)
    record = RunRecord("mine", "local", "succeeded", "tiny", training, settings=wanted.as_record())
    write_record(record, wanted.folder)
    write_model(wanted.folder)
    said = []
    assert train_local(wanted, said.append) == record
    assert "nothing to do" in said[0]


def test_every_epoch_shows_every_row_once_in_an_order_of_its_own():
    shown = list(batches(10, 4, seed=3, epochs=2))
    assert [len(one) for one in shown] == [4, 4, 2, 4, 4, 2]
    first, second = ([i for one in part for i in one] for part in (shown[:3], shown[3:]))
    assert sorted(first) == sorted(second) == list(range(10))
    assert first != second
    assert first == order_of(10, 3, 0) != order_of(10, 4, 0)
    assert steps_an_epoch(10, 4) == 3


@pytest.mark.parametrize("schedule", ["cosine", "linear", "constant"])
def test_the_rate_rises_and_then_never_does_again(tmp_path, schedule):
    held = settings(tmp_path, schedule=schedule, learning_rate=0.1, warmup=0.1)
    rates = [rate_at(step, 100, held) for step in range(100)]
    assert rates[:10] == pytest.approx([0.01 * (i + 1) for i in range(10)])
    assert max(rates) == pytest.approx(0.1)
    assert all(a >= b for a, b in pairwise(rates[10:]))
    assert (rates[-1] < 0.01) == (schedule != "constant")


def test_a_file_is_described_by_its_bytes(tmp_path):
    path = write_chats(tmp_path / "chats.jsonl")
    found = described(path, 3, 40, "tiny")
    assert found == TrainingFile(str(path), found.sha256, 3, 40, "tiny")
    assert len(found.sha256) == 64
