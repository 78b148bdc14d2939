"""Where the models of a run are found, and what is never taken for them."""

from pathlib import Path

import pytest

from inspect_finetune.errors import InputError
from inspect_finetune.trained.models import base_of, models_of
from inspect_finetune.training.local.identity import identity_of
from inspect_finetune.training.record import Checkpoint, RunRecord, TrainingFile


def lying(folder: Path) -> Path:
    """A model, whole by its files alone: the sizes in the weights' header are kept."""
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    (folder / "tokenizer.json").write_text("{}")
    header = b'{"w": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}'
    weights = len(header).to_bytes(8, "little") + header + bytes(4)
    (folder / "model.safetensors").write_bytes(weights)
    return folder


TAUGHT_HERE = RunRecord(
    name="mine",
    backend="local",
    status="succeeded",
    base="some base",
    training=TrainingFile("train.jsonl", "0" * 64, 10),
    model="hf/local",
    model_args={"model_path": "runs/mine", "do_sample": False},
    checkpoints=tuple(
        Checkpoint(f"step-{n}", n, "hf/local", {"model_path": f"runs/mine/at/step-{n}"})
        for n in (9, 18)
    ),
    base_model="hf/local",
    base_args={"model_path": "runs/some-base"},
)


def paths(folder: Path, record: RunRecord = TAUGHT_HERE) -> list[str]:
    found = [*models_of(record, folder, True), base_of(record, folder)]
    return [one[2]["model_path"] for one in found]


def test_a_models_folder_is_found_wherever_the_run_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = tmp_path / "elsewhere"
    mine, step, base = (lying(moved / at) for at in ("mine", "mine/at/step-9", "some-base"))
    assert [Path(one) for one in paths(moved / "mine")] == [step, mine, base]
    (tmp_path / "runs").symlink_to(moved)
    monkeypatch.chdir(tmp_path)  # where it was trained: named as then, so that logs name it alike
    assert paths(moved / "mine") == ["runs/mine/at/step-9", "runs/mine", "runs/some-base"]
    (step / "model.safetensors").write_bytes(bytes(9))
    with pytest.raises(InputError, match=r"no whole model lies in runs/mine/at/step-9.*cut off"):
        paths(moved / "mine")


def test_another_run_at_the_recorded_path_is_never_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lying(tmp_path / "here" / "runs" / "mine")
    copied = lying(tmp_path / "copied" / "mine")
    (copied / "model.safetensors").unlink()
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(InputError, match=r"runs/mine.*model\.safetensors is missing"):
        list(models_of(TAUGHT_HERE, copied, False))


def test_a_base_that_is_another_one_now_is_not_asked(tmp_path: Path) -> None:
    mine, base = lying(tmp_path / "mine"), lying(tmp_path / "some-base")
    record = TAUGHT_HERE.changed(base_version=identity_of(str(base)))
    assert base_of(record, mine)[2]["model_path"] == str(base)
    (base / "model.safetensors").write_bytes((base / "model.safetensors").read_bytes() + b"1")
    with pytest.raises(InputError, match=r"not the base that the run was trained from"):
        base_of(record, mine)
    hub = TAUGHT_HERE.changed(base_model="hf/some/base", base_args={}, base_version="commit:abc")
    assert base_of(hub, mine)[2] == {"revision": "abc"}


def test_a_record_that_names_no_folder_is_said(tmp_path: Path) -> None:
    for wrong in ({}, {"model_path": 5}):
        with pytest.raises(InputError, match="names no folder of the model"):
            list(models_of(TAUGHT_HERE.changed(model_args=wrong), tmp_path, False))
