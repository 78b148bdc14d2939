from pathlib import Path

import pytest
from inspect_ai.log import EvalLog

from tests.report.made import standard


@pytest.fixture(scope="session")
def log(tmp_path_factory: pytest.TempPathFactory) -> EvalLog:
    return standard(tmp_path_factory.mktemp("standard"))


@pytest.fixture(scope="session")
def place(log: EvalLog) -> str:
    return str(Path(log.location.removeprefix("file://")))
