"""What tests of `data check` share, and those that train on this machine."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from inspect_finetune.cli.data_check import check
from tests.training.local_models import micro_base, write_rows


@pytest.fixture
def run(tmp_path, monkeypatch):
    """The command on a file of these bytes; None leaves the file as it is."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")

    def call(data, *arguments):
        if data is not None:
            Path("train.jsonl").write_bytes(data)
        return CliRunner().invoke(check, ["train.jsonl", *arguments])

    return call


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """The folder of a base model of a few thousand weights."""
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    return micro_base(tmp_path_factory.getbasetemp())


@pytest.fixture
def folder(tmp_path):
    """A folder with twelve rows to train on."""
    write_rows(tmp_path / "rows.jsonl")
    return tmp_path
