"""How a run ends that does not come to its end, and what it leaves."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from inspect_finetune.errors import InputError, UnusableError
from inspect_finetune.training.local import hub, loop, prepare, run, saving, train
from inspect_finetune.training.local.base import load
from inspect_finetune.training.local.train import train_local
from inspect_finetune.training.record import FILE, read_record
from tests.training.local_models import after, settings, write_rows

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")


def full(*_, **__):
    raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")


def test_a_gradient_that_is_no_number_ends_the_run(folder, base, monkeypatch):
    def backward(loss, real=loop.backward):
        real(loss * float("inf"))

    monkeypatch.setattr(loop, "backward", backward)
    held = settings(folder, base, epochs=1, batch_size=1000)
    with pytest.raises(InputError, match=r"the gradient's norm is (inf|nan): training has come ap"):
        train_local(held, lambda _: None)
    assert not saving.kept(held.folder)
    json.loads((held.folder / FILE).read_text(), parse_constant=pytest.fail)


def test_weights_that_are_no_numbers_are_never_saved(folder, base, monkeypatch):
    def take_step(work, *more, real=loop.take_step):
        loss = real(work, *more)
        with torch.no_grad():
            next(iter(work.model.parameters())).view(-1)[0] = float("nan")
        return loss

    monkeypatch.setattr(loop, "take_step", take_step)
    held = settings(folder, base, epochs=1, batch_size=1000)
    with pytest.raises(InputError, match="the largest weight is nan"):
        train_local(held, lambda _: None)
    assert not saving.kept(held.folder)
    assert read_record(held.folder).status == "failed"


def test_a_validation_loss_that_is_no_number_ends_the_run(folder, base, monkeypatch):
    monkeypatch.setattr(loop, "held_out_loss", lambda _: float("inf"))
    held = settings(folder, base, validation=write_rows(folder / "other.jsonl", 3))
    with pytest.raises(InputError, match="the validation loss is inf"):
        train_local(held, lambda _: None)


@pytest.mark.parametrize("where", ["loaded", "moved", "prepared"])
def test_memory_that_runs_out_before_the_first_step_is_said_and_nothing_left(
    folder, base, monkeypatch, where
):
    if where == "loaded":
        monkeypatch.setattr(transformers.AutoModelForCausalLM, "from_pretrained", full)
    elif where == "moved":
        monkeypatch.setattr(torch.nn.Module, "to", full)
    else:
        monkeypatch.setattr(prepare, "suit", full)
    held = settings(folder, base)
    with pytest.raises(InputError, match=r"memory ran out|not fit into memory") as said:
        train_local(held, lambda _: None)
    assert str(base) in str(said.value)
    assert not held.folder.exists()


def test_a_second_ctrl_c_ends_the_step_and_keeps_the_last_checkpoint(folder, base, monkeypatch):
    def twice():
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)

    held = settings(folder, base)
    with monkeypatch.context() as patch:
        patch.setattr(loop, "take_step", after(5, twice))
        with pytest.raises(UnusableError, match=r"interrupted after step 4 of 9; kept: .*step-3\."):
            train_local(held, lambda _: None)
    record = read_record(held.folder)
    assert (record.status, record.error) == ("interrupted", "interrupted after step 4")
    said = []
    assert train_local(held, said.append).status == "succeeded"
    assert "Going on after step 3 of 9" in said[0]


def test_a_second_ctrl_c_while_a_checkpoint_is_written_leaves_no_part_of_it(
    folder, base, monkeypatch
):
    def save(*_):
        raise KeyboardInterrupt

    held = settings(folder, base)
    monkeypatch.setattr(torch, "save", save)
    with pytest.raises(UnusableError, match=r"after step 3 of 9; nothing was to be kept yet"):
        train_local(held, lambda _: None)
    assert list((held.folder / "checkpoints").iterdir()) == []


def test_ctrl_c_when_all_is_done_takes_nothing_back(folder, base, monkeypatch):
    def write_record(record, place, real=run.write_record):
        real(record, place)
        if record.status == "succeeded":
            monkeypatch.setattr(Path, "unlink", pressed)

    def pressed(*_, **__):
        monkeypatch.undo()
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "write_record", write_record)
    held = settings(folder, base)
    assert train_local(held, lambda _: None) == read_record(held.folder)
    assert read_record(held.folder).status == "succeeded"


def test_ctrl_c_while_the_model_is_loaded_leaves_no_folder(folder, base, monkeypatch):
    def pressed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(train, "prepare", pressed)
    held = settings(folder, base)
    with pytest.raises(UnusableError, match="interrupted while the model was loaded; nothing was"):
        train_local(held, lambda _: None)
    assert not held.folder.exists()


def test_a_hub_name_that_is_refused_leaves_no_folder(folder, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    held = settings(folder, "nobody/no-such-model-anywhere")
    with pytest.raises(InputError, match="HF_HUB_OFFLINE is set"):
        train_local(held, lambda _: None)
    assert not held.folder.exists()


class Refusing(BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.send_response(404)
        self.end_headers()

    def log_message(self, *_):
        pass


def asked_of_hub(**more):
    """What a process of its own is told: the hub's client reads where it is, and how, once."""
    code = (
        "from inspect_finetune.training.local.hub import hub_answers; import time;"
        "begun = time.monotonic(); print(hub_answers(), time.monotonic() - begun < 10)"
    )
    own = {name: value for name, value in os.environ.items() if name != "HF_HUB_OFFLINE"}
    said = subprocess.run(
        [sys.executable, "-c", code],
        env={**own, **more},
        capture_output=True,
        text=True,
        check=True,
    )
    return said.stdout.split()


def test_a_hub_that_says_anything_at_all_is_asked():
    with HTTPServer(("127.0.0.1", 0), Refusing) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        place = f"http://127.0.0.1:{server.server_port}"
        assert asked_of_hub(HF_ENDPOINT=place) == ["True", "True"]


def test_a_hub_out_of_reach_is_told_at_once_behind_a_proxy_too():
    assert asked_of_hub(HF_ENDPOINT="http://127.0.0.1:9") == ["False", "True"]
    assert asked_of_hub(https_proxy="http://127.0.0.1:9") == ["False", "True"]


def test_weights_of_a_base_that_were_cut_off_are_said_in_one_line(folder, base):
    own = folder / "own"
    shutil.copytree(base, own)
    path = own / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(InputError, match=r"own: the model can't be loaded \(SafetensorError"):
        load(str(own), torch.float32)
    assert hub.is_memory(MemoryError())


def test_a_token_that_the_model_has_no_embedding_for_is_named(folder, base):
    own = folder / "own"
    model = transformers.AutoModelForCausalLM.from_pretrained(base)
    tokenizer = transformers.AutoTokenizer.from_pretrained(base)
    model.resize_token_embeddings(len(tokenizer) - 60)
    model.save_pretrained(own)
    tokenizer.save_pretrained(own)
    held = settings(folder, own)
    with pytest.raises(
        InputError, match=r"rows\.jsonl:1: the tokenizer writes token \d+ \(.*knows"
    ):
        train_local(held, lambda _: None)
    assert not held.folder.exists()


def test_adapters_on_other_layers_warn_of_nothing_and_leave_no_empty_card(folder, base, recwarn):
    pytest.importorskip("peft")
    tokenizer = transformers.AutoTokenizer.from_pretrained(base)
    config = transformers.GPT2Config(
        vocab_size=len(tokenizer), n_positions=256, n_embd=32, n_layer=1, n_head=2
    )
    own = folder / "gpt2"
    transformers.GPT2LMHeadModel(config).save_pretrained(own)
    tokenizer.save_pretrained(own)
    recwarn.clear()
    held = settings(folder, own, lora=4, epochs=1)
    train_local(held, lambda _: None)
    heard = [str(one.message) for one in recwarn]
    assert not [one for one in heard if "fan_in_fan_out" in one or "gradient_checkp" in one]
    assert not list(held.folder.rglob("README.md"))
