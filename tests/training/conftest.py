"""What tests of `data check` share."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from inspect_finetune.cli.data_check import check


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
