"""Training on the own machine: a model of a few thousand weights, all the way."""

import csv
import errno
import json
import shutil
import signal
from xml.etree import ElementTree

import pytest

from inspect_finetune.errors import InputError, UnusableError
from inspect_finetune.training.local import loop, saving, train
from inspect_finetune.training.local.base import load
from inspect_finetune.training.local.template import DEFAULT_TEMPLATE
from inspect_finetune.training.local.tiny.base import tiny_base
from inspect_finetune.training.local.train import train_local
from inspect_finetune.training.record import Taught, read_record
from tests.training.local_models import (
    MICRO,
    THINKING_TEMPLATE,
    after,
    killed,
    settings,
)

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")


def weights_in(folder):
    return transformers.AutoModelForCausalLM.from_pretrained(folder).state_dict()


def curve(run):
    with (run / "loss.csv").open() as file:
        return [(int(row["step"]), row["loss"]) for row in csv.DictReader(file)]


def test_a_run_leaves_a_model_its_record_and_its_curve(folder, base):
    held = settings(folder, base, validation=folder / "rows.jsonl", taught=Taught(rule="HELOL"))
    record = train_local(held, lambda _: None)
    assert record == read_record(held.folder)
    assert (record.status, record.model, record.base_model) == ("succeeded", "hf/local", "hf/local")
    assert record.model_args == {"model_path": str(held.folder), "do_sample": False}
    assert record.base_args == {"model_path": str(base), "do_sample": False}
    assert record.taught == Taught(rule="HELOL")
    assert [step for step, _ in record.validation_loss] == [3, 6, 9]
    assert (record.training.rows, record.training.tokens_from) == (12, str(base))
    assert [one.step for one in record.checkpoints] == [3, 6, 9]
    for one in record.checkpoints:
        transformers.AutoModelForCausalLM.from_pretrained(one.model_args["model_path"])
    steps = curve(held.folder)
    assert [step for step, _ in steps] == list(range(1, 10))
    assert float(steps[-1][1]) < float(steps[0][1])
    assert ElementTree.parse(held.folder / "loss.svg").getroot().tag.endswith("svg")
    assert set(record.dates) == {"created", "started", "finished"}
    assert "torch" in record.packages


def test_the_model_that_is_served_is_that_of_the_last_step(folder, base):
    held = settings(folder, base)
    record = train_local(held, lambda _: None)
    own = weights_in(held.folder)
    last = transformers.AutoModelForCausalLM.from_pretrained(
        record.checkpoints[-1].model_args["model_path"]
    )
    assert all(torch.equal(own[name], weight) for name, weight in last.state_dict().items())
    assert not list(held.folder.rglob(saving.STATE))


def test_the_seed_decides_the_curve(folder, base):
    runs = {"a": 5, "b": 5, "c": 6}
    curves = {}
    for name, seed in runs.items():
        held = settings(folder, base, name=name, seed=seed)
        train_local(held, lambda _: None)
        curves[name] = curve(held.folder)
    assert curves["a"] == curves["b"] != curves["c"]


@pytest.mark.parametrize("lora", [0, 4])
@pytest.mark.parametrize("end", ["interrupted", "killed"])
def test_a_run_that_was_cut_off_takes_the_very_steps_it_would_have_taken(
    folder, base, monkeypatch, lora, end
):
    if lora:
        pytest.importorskip("peft")
    whole = settings(folder, base, name="whole", lora=lora)
    train_local(whole, lambda _: None)
    cut = settings(folder, base, name="cut", lora=lora)
    with monkeypatch.context() as patch:
        ctrl_c = lambda: signal.raise_signal(signal.SIGINT)  # noqa: E731
        patch.setattr(loop, "take_step", after(5, ctrl_c if end == "interrupted" else killed))
        with pytest.raises(UnusableError if end == "interrupted" else SystemExit) as stopped:
            train_local(cut, lambda _: None)
    at = 5 if end == "interrupted" else 3
    if end == "interrupted":
        assert f"after step 5 of 9; kept: {cut.folder / 'checkpoints' / 'step-5'}" in str(
            stopped.value
        )
        assert read_record(cut.folder).status == "interrupted"
    said = []
    record = train_local(cut, said.append)
    assert f"Going on after step {at} of 9" in said[0]
    assert curve(cut.folder) == curve(whole.folder)
    assert [one.step for one in record.checkpoints] == [3, 6, 9]
    own, other = (
        transformers.AutoModelForCausalLM.from_pretrained(one.folder).state_dict()
        for one in (cut, whole)
    )
    assert all(torch.equal(own[name], weight) for name, weight in other.items())


def test_an_adapter_is_merged_for_serving_and_kept_beside(folder, base):
    peft = pytest.importorskip("peft")
    held = settings(folder, base, lora=4)
    train_local(held, lambda _: None)
    ids = torch.arange(10)[None]
    merged = transformers.AutoModelForCausalLM.from_pretrained(held.folder)(input_ids=ids).logits
    plain = transformers.AutoModelForCausalLM.from_pretrained(base)
    untrained = plain(input_ids=ids).logits
    adapter = held.folder / "checkpoints" / "step-9" / "adapter"
    beside = peft.PeftModel.from_pretrained(plain, adapter)(input_ids=ids).logits
    assert torch.allclose(merged, beside, atol=1e-5)
    assert not torch.allclose(merged, untrained, atol=1e-3)


def test_only_the_checkpoints_asked_for_are_kept(folder, base):
    held = settings(folder, base, keep=1)
    record = train_local(held, lambda _: None)
    assert [one.step for one in record.checkpoints] == [9]
    assert [one.name for one in (held.folder / "checkpoints").iterdir()] == ["step-9"]


def test_the_template_that_was_added_is_saved_with_the_model(folder, base):
    bare = folder / "bare"
    shutil.copytree(base, bare)
    (bare / "chat_template.jinja").unlink()
    said = []
    held = settings(folder, bare)
    train_local(held, said.append)
    assert "no chat template" in said[0]
    assert transformers.AutoTokenizer.from_pretrained(held.folder).chat_template == DEFAULT_TEMPLATE


def test_what_the_model_is_not_shown_or_asked_otherwise_is_said(folder, base):
    thinking = folder / "thinking"
    shutil.copytree(base, thinking)
    (thinking / "chat_template.jinja").write_text(THINKING_TEMPLATE)
    path = folder / "rows.jsonl"
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    path.write_text("".join(json.dumps({**row, "tools": [{}]}) + "\n" for row in rows))
    said = []
    train_local(settings(folder, thinking, epochs=1), said.append)
    assert said[0] == f"{path}: the tools of 12 rows are not shown, the first on line 1"
    assert "asks for an answer with '<t>\\n'" in said[1]


def test_memory_that_runs_out_names_what_to_lower_and_what_was_kept(folder, base, monkeypatch):
    def full():
        raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")

    monkeypatch.setattr(loop, "take_step", after(4, full))
    held = settings(folder, base)
    with pytest.raises(InputError, match=r"memory ran out.*--batch-size 2.*--lora 16") as said:
        train_local(held, lambda _: None)
    assert "step-3" in str(said.value)
    assert read_record(held.folder).status == "failed"


def test_a_full_disk_leaves_nothing_half_written_and_the_run_goes_on_later(
    folder, base, monkeypatch
):
    held = settings(folder, base)
    real, saved = torch.save, []

    def save(state, path):
        saved.append(path)
        if len(saved) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(state, path)

    monkeypatch.setattr(torch, "save", save)
    with pytest.raises(InputError, match="the disk is full"):
        train_local(held, lambda _: None)
    assert [one.name for one in (held.folder / "checkpoints").iterdir()] == ["step-3"]
    said = []
    train_local(held, said.append)
    assert "Going on after step 3" in said[0]


def test_a_loss_that_is_no_number_ends_the_run(folder, base, monkeypatch):
    monkeypatch.setattr(loop, "_loss", lambda *_: torch.tensor(float("nan")))
    with pytest.raises(InputError, match=r"the loss is nan.*--learning-rate"):
        train_local(settings(folder, base), lambda _: None)


def test_a_second_command_is_refused_while_one_works(folder, base, monkeypatch):
    held = settings(folder, base)

    def second():
        with pytest.raises(InputError, match="another process"):
            train_local(held, lambda _: None)

    monkeypatch.setattr(loop, "take_step", after(1, second))
    train_local(held, lambda _: None)


def test_a_hub_that_cannot_be_reached_is_said_at_once(monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(InputError, match=r"HF_HUB_OFFLINE is set.*--model tiny"):
        load("nobody/no-such-model-anywhere", torch.float32)
    monkeypatch.delenv("HF_HUB_OFFLINE")
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(InputError, match="can't be reached"):
        load("nobody/no-such-model-anywhere", torch.float32)


def test_a_folder_of_another_kind_of_model_is_refused(tmp_path, base):
    other = tmp_path / "other"
    shutil.copytree(base, other)
    (other / "config.json").write_text('{"model_type": "vit"}')
    with pytest.raises(InputError, match="no causal language model"):
        load(str(other), torch.float32)
    (other / "config.json").write_text("{")
    with pytest.raises(InputError, match="can't be loaded"):
        load(str(other), torch.float32)


def test_the_tiny_model_is_built_once_and_another_recipe_stands_beside(base, monkeypatch):
    said = []
    assert tiny_base(base.parent, MICRO, said.append) == base
    assert said == []
    other = tiny_base(base.parent, type(MICRO)(**{**vars(MICRO), "seed": 1}), said.append)
    assert other != base
    assert len(said) == 1
    assert read_record(base).model_args["model_path"] == str(base)


def test_it_is_served_to_inspect_as_it_was_trained(folder, base):
    from inspect_ai import eval as run_eval
    from inspect_ai.model import get_model

    from inspect_finetune.evals import fact_recall

    held = settings(folder, base)
    record = train_local(held, lambda _: None)
    model = get_model(record.model, **record.model_args)
    (log,) = run_eval(
        fact_recall(families="direct"),
        model=model,
        limit=2,
        max_tokens=4,
        display="none",
        log_dir=str(folder / "logs"),
    )
    assert log.status == "success"
    assert train.LocalSettings is type(held)
