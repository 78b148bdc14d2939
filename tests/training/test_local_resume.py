"""What a run is gone on with, and what is never taken for it."""

import json
import shutil
from itertools import product

import pytest

from inspect_finetune.errors import InputError
from inspect_finetune.training.local import loop, saving
from inspect_finetune.training.local.train import train_local
from inspect_finetune.training.record import read_record
from tests.training.local_models import after, killed, settings, write_rows

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")


def cut_off(held, monkeypatch, step=7):
    """A run that was killed in its step 7 of 9: its last checkpoint is that of step 6."""
    with monkeypatch.context() as patch:
        patch.setattr(loop, "take_step", after(step, killed))
        with pytest.raises(SystemExit):
            train_local(held, lambda _: None)


def steps_in(held):
    return [one.step for one in saving.kept(held.folder)]


def same_weights(one, other):
    a, b = ((folder / "model.safetensors").read_bytes() for folder in (one, other))
    return a == b


def test_checkpoints_without_their_record_are_nobodys(folder, base, monkeypatch):
    held = settings(folder, base)
    cut_off(held, monkeypatch)
    (held.folder / "run.json").unlink()
    for changes in ({}, {"epochs": 1}):
        with pytest.raises(InputError, match=r"checkpoints of a run whose run\.json is gone"):
            train_local(settings(folder, base, **changes), lambda _: None)
    assert steps_in(held) == [3, 6]


def test_without_a_state_the_run_starts_over_says_so_and_publishes_its_own(
    folder, base, monkeypatch
):
    held = settings(folder, base)
    cut_off(held, monkeypatch)
    (held.folder / "checkpoints" / "step-6" / saving.STATE).unlink()
    with pytest.raises(InputError, match=r"no checkpoint of the run can be gone on from"):
        train_local(settings(folder, base, resume=True), lambda _: None)
    said, at_work = [], []
    monkeypatch.setattr(loop, "take_step", after(1, lambda: at_work.append(steps_in(held))))
    record = train_local(held, said.append)
    assert "starting over, without the 2 that are there" in said[0]
    assert at_work == [[]]
    assert [one.step for one in record.checkpoints] == [3, 6, 9]


def test_what_is_published_is_the_step_that_was_reached_not_the_highest(folder, base, monkeypatch):
    held = settings(folder, base)
    real = saving.drop_old

    def drop_old(run, keep, latest):
        real(run, keep, latest)
        if latest == 9:  # as if another process had left it
            shutil.copytree(run / "checkpoints" / "step-3", run / "checkpoints" / "step-51")

    monkeypatch.setattr(saving, "drop_old", drop_old)
    train_local(held, lambda _: None)
    points = held.folder / "checkpoints"
    assert same_weights(held.folder, points / "step-9")
    assert not same_weights(held.folder, points / "step-51")


def test_the_latest_state_is_kept_even_where_a_higher_step_lies(tmp_path):
    for step in (2, 4, 51):
        place = saving.checkpoint_folder(tmp_path, step)
        place.mkdir(parents=True)
        for name in ("config.json", saving.STATE):
            (place / name).write_text("{}")
    saving.drop_old(tmp_path, {2, 4}, latest=4)
    assert [(one.step, one.resumable) for one in saving.kept(tmp_path)] == [(2, False), (4, True)]


@pytest.mark.parametrize("lost", ["gone", "cut off"])
def test_a_model_that_is_damaged_is_laid_out_again(folder, base, lost):
    held = settings(folder, base)
    record = train_local(held, lambda _: None)
    weights = held.folder / "model.safetensors"
    whole = weights.read_bytes()
    weights.unlink()  # the checkpoint's file is the same one, linked
    if lost == "cut off":
        weights.write_bytes(whole[:-10])
    said = []
    assert train_local(held, said.append) == record
    assert "the model was damaged (model.safetensors is" in said[0]
    assert weights.read_bytes() == whole
    said.clear()
    train_local(held, said.append)
    assert "nothing to do" in said[0]


def test_a_model_that_is_damaged_with_its_checkpoint_is_refused(folder, base):
    held = settings(folder, base)
    train_local(held, lambda _: None)
    with (held.folder / "model.safetensors").open("r+b") as file:  # of both: they are linked
        file.truncate(1000)
    (held.folder / "checkpoints" / "step-9" / "tokenizer.json").unlink()
    with pytest.raises(
        InputError, match=r"damaged \(model\.safetensors is cut off.*so is its last"
    ):
        train_local(held, lambda _: None)


@pytest.mark.parametrize(
    ("damage", "lora"),
    [*product(("state", "keys", "step", "weights"), (0, 4)), ("adapter", 4)],
)
def test_a_damaged_checkpoint_is_named_in_one_line(folder, base, monkeypatch, damage, lora):
    if lora:
        pytest.importorskip("peft")
    held = settings(folder, base, lora=lora)
    cut_off(held, monkeypatch)
    point = held.folder / "checkpoints" / "step-6"
    state = point / saving.STATE
    if damage == "keys":
        torch.save({"steps": 6, "else": {}}, state)
    elif damage == "step":
        held_there = torch.load(state, weights_only=True)
        torch.save({**held_there, "step": 5, "losses": held_there["losses"][:5]}, state)
    else:
        name = {"weights": "model.safetensors", "adapter": "adapter/adapter_model.safetensors"}
        path = point / name.get(damage, saving.STATE)
        path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(
        InputError, match=r"step-6: training can't go on.*Remove this folder"
    ) as said:
        train_local(held, lambda _: None)
    assert "\n" not in str(said.value)
    shutil.rmtree(point)  # as the message says
    heard = []
    train_local(held, heard.append)
    assert "starting over" in heard[0]


def test_a_changed_validation_file_is_noticed(folder, base, monkeypatch):
    other = write_rows(folder / "other.jsonl", 5)
    held = settings(folder, base, validation=other)
    cut_off(held, monkeypatch)
    with pytest.raises(InputError, match=r"another run \(validation file [0-9a-f]{12}, not none"):
        train_local(settings(folder, base), lambda _: None)
    write_rows(other, 6)
    with pytest.raises(
        InputError, match=r"another run \(validation file [0-9a-f]{12}, not [0-9a-f]"
    ):
        train_local(held, lambda _: None)
    write_rows(other, 5)
    train_local(held, lambda _: None)
    write_rows(other, 6)
    with pytest.raises(InputError, match=r"another run \(validation file"):  # though it is done
        train_local(held, lambda _: None)


def test_another_base_in_the_same_folder_is_noticed(folder, base, monkeypatch):
    own = folder / "own"
    shutil.copytree(base, own)
    held = settings(folder, own)
    cut_off(held, monkeypatch)
    assert read_record(held.folder).base_version.startswith("sha256:")
    path = own / "model.safetensors"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"another run \(contents of the base sha256:"):
        train_local(held, lambda _: None)


def test_what_auto_came_to_is_recorded_and_gone_on_with(folder, base, monkeypatch):
    held = settings(folder, base)
    cut_off(held, monkeypatch)
    path = held.folder / "run.json"
    record = json.loads(path.read_text())
    assert (record["settings"]["precision"], record["settings"]["computed_in"]) == ("auto", "fp32")
    record["settings"]["computed_in"] = "bf16"
    path.write_text(json.dumps(record))
    assert train_local(held, lambda _: None).settings["computed_in"] == "bf16"


def test_a_run_that_failed_before_any_checkpoint_gives_its_name_back(folder, base, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(loop, "_loss", lambda *_: torch.tensor(float("nan")))
        with pytest.raises(InputError, match="loss is nan"):
            train_local(settings(folder, base, learning_rate=0.5), lambda _: None)
    assert read_record(folder / "runs" / "mine").status == "failed"
    assert train_local(settings(folder, base), lambda _: None).status == "succeeded"


def test_a_record_that_is_none_is_named_with_a_remedy(folder, base):
    held = settings(folder, base)
    held.folder.mkdir(parents=True)
    for text in ("{", '{"schema": "other"}', '{"schema": "inspect-finetune/run", "version": 1}'):
        (held.folder / "run.json").write_text(text)
        with pytest.raises(InputError, match=r"run\.json: .*Mend it, or train anew"):
            train_local(held, lambda _: None)


def test_an_adapter_is_trained_on_the_very_commit_of_the_hub_that_it_began_with(
    folder, base, monkeypatch
):
    pytest.importorskip("peft")
    constants = pytest.importorskip("huggingface_hub").constants
    cache = folder / "cache"
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(cache))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    kept = cache / "models--some--model"
    commits = [letter * 40 for letter in "ab"]
    for commit in commits:
        shutil.copytree(base, kept / "snapshots" / commit)
    (kept / "refs").mkdir()
    (kept / "refs" / "main").write_text(commits[0])
    held = settings(folder, "some/model", lora=4)
    cut_off(held, monkeypatch)
    assert read_record(held.folder).base_version == f"commit:{commits[0]}"
    (kept / "refs" / "main").write_text(commits[1])  # the model's owner has changed it
    assert train_local(held, lambda _: None).base_version == f"commit:{commits[0]}"
    shutil.rmtree(held.folder)
    assert train_local(held, lambda _: None).base_version == f"commit:{commits[1]}"
    shutil.rmtree(held.folder)
    (kept / "refs" / "main").write_text(commits[0])
    cut_off(held, monkeypatch)
    shutil.rmtree(kept / "snapshots" / commits[0])
    (kept / "refs" / "main").write_text(commits[1])
    with pytest.raises(InputError, match="some/model: "):
        train_local(held, lambda _: None)
