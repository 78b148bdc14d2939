from pathlib import Path

import pytest
from inspect_ai.log import EvalLog

from tests.compare.made_runs import made_log
from tests.report.made import made


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> EvalLog:
    """Four samples in two clusters, one scalar scorer."""
    noted = {
        "a": {"topic": "sea", "level": 1},
        "b": {"topic": "sea", "level": 2},
        "c": {"topic": "sky", "level": 1},
        "d": {"level": 2.0, "tags": ["x"], "sure": True},
    }
    values = {"a": 1, "b": 0, "c": "C", "d": 0.5}
    return made_log(tmp_path_factory.mktemp("tiny"), values, noted=noted)


@pytest.fixture(scope="session")
def facts(tmp_path_factory: pytest.TempPathFactory) -> EvalLog:
    """A run of fact_recall with two repeats, some of it asked backwards."""
    folder = tmp_path_factory.mktemp("facts")
    return made(folder, 0.6, families="direct,reverse", temperature=0)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Where a baseline may be written."""
    return tmp_path / "baselines" / "prod.json"
