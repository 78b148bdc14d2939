"""Whether a folder's model is whole, told without torch."""

import json
import subprocess
import sys

import pytest

from inspect_finetune.training.local.identity import identity_of
from inspect_finetune.training.local.whole import unreadable, unusable
from tests.training.local_models import write_model, write_weights


@pytest.fixture
def model(tmp_path):
    return write_model(tmp_path / "model")


def test_a_whole_model_has_no_fault(model):
    assert unusable(model) == ""


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("config.json", None, "config.json is missing"),
        ("config.json", b"{", "config.json is cut off or no JSON"),
        ("config.json", b"[]", "config.json is cut off or no JSON"),
        ("model.safetensors", None, "model.safetensors is missing"),
        ("model.safetensors", b"", "model.safetensors is cut off or no file"),
        ("model.safetensors", b"not weights at all, but a page", "cut off or no file"),
        ("model.safetensors", (2).to_bytes(8, "little") + b"[]", "is broken (its header)"),
        ("tokenizer.json", None, "it has no tokenizer"),
        ("tokenizer.json", b'{"a"', "tokenizer.json is cut off or no JSON"),
    ],
)
def test_what_is_missing_or_broken_is_named(model, name, content, said):
    (model / name).unlink()
    if content is not None:
        (model / name).write_bytes(content)
    assert said in unusable(model)


def test_weights_that_were_cut_off_are_told_by_their_size(model):
    path = model / "model.safetensors"
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    assert (
        unusable(model) == f"model.safetensors is cut off: {len(whole) - 1} of {len(whole)} bytes"
    )
    assert unreadable(path) == unusable(model)


def test_every_file_of_weights_in_several_is_looked_at(model):
    (model / "model.safetensors").unlink()
    parts = [f"model-0000{i}-of-00002.safetensors" for i in (1, 2)]
    for part in parts:
        write_weights(model / part)
    index = {"weight_map": {"a": parts[0], "b": parts[1], "c": parts[1]}}
    (model / "model.safetensors.index.json").write_text(json.dumps(index))
    assert unusable(model) == ""
    (model / parts[1]).unlink()
    assert unusable(model) == f"{parts[1]} is missing"
    (model / "model.safetensors.index.json").write_text('{"weight_map": {}}')
    assert "names no weights" in unusable(model)


def test_pickled_weights_and_other_tokenizers_are_whole_too(model):
    (model / "model.safetensors").unlink()
    (model / "tokenizer.json").rename(model / "vocab.json")
    (model / "pytorch_model.bin").write_bytes(b"x")
    assert unusable(model) == ""
    (model / "pytorch_model.bin").write_bytes(b"")
    assert unusable(model) == "pytorch_model.bin is empty"


def test_looking_loads_nothing_heavy():
    code = (
        "import sys, inspect_finetune.training.local.whole;"
        "print(sorted({'torch', 'transformers', 'safetensors', 'inspect_ai'} & {*sys.modules}))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_a_base_is_told_by_its_weights_and_its_tokenizer(model):
    before = identity_of(str(model))
    assert before.startswith("sha256:")
    assert identity_of(str(model)) == before
    for name, flipped in (("model.safetensors", -1), ("tokenizer.json", 0)):
        data = bytearray((model / name).read_bytes())
        data[flipped] ^= 1
        (model / name).write_bytes(data)
        after = identity_of(str(model))
        assert after != before
        before = after
    assert identity_of("org/name") == ""
    assert identity_of("tiny").startswith("recipe:")


def test_large_weights_are_told_by_samples(model, monkeypatch):
    from inspect_finetune.training.local import identity

    monkeypatch.setattr(identity, "_SMALL", 1000)
    monkeypatch.setattr(identity, "_SAMPLES", 8)
    monkeypatch.setattr(identity, "_SAMPLE", 64)
    path = write_weights(model / "model.safetensors", 1000)
    before = identity_of(str(model))
    data = path.read_bytes()
    path.write_bytes(data[:-4000] + bytes([1]) * 4000)  # of a training nearly all are changed
    assert identity_of(str(model)) != before
