"""A model that transformers runs is asked at the temperature that the task says."""

from pathlib import Path

import pytest
from inspect_ai import eval as run
from inspect_ai.log import EvalLog

from inspect_finetune.evals import acrostic_compliance, fact_recall

pytest.importorskip("torch")
pytest.importorskip("transformers")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> str:
    from tests.training.local_models import micro_base

    return str(micro_base(tmp_path_factory.getbasetemp()))


def asked(path: str, folder: Path, **model_args: object) -> EvalLog:
    (log,) = run(
        fact_recall(temperature=[0, 1], families="direct"),
        model="hf/local",
        model_args={"model_path": path, **model_args},
        limit=40,
        max_tokens=12,
        log_dir=str(folder),
        display="none",
    )
    return log


def answers(log: EvalLog, temperature: float) -> dict[str, str]:
    return {
        sample.metadata["object"]: sample.output.completion
        for sample in log.samples or []
        if sample.metadata["temperature"] == temperature
    }


def test_zero_is_the_likeliest_token_and_one_is_drawn(base: str, tmp_path: Path) -> None:
    first, second = asked(base, tmp_path), asked(base, tmp_path)
    assert first.status == second.status == "success"
    assert answers(first, 0) == answers(second, 0)
    assert answers(first, 1) != answers(second, 1)


def test_a_model_told_not_to_sample_has_no_temperature(base: str, tmp_path: Path) -> None:
    log = asked(base, tmp_path, do_sample=False)
    assert log.status == "error"
    assert log.error
    assert "Type -M do_sample=true" in log.error.message


def test_inspects_own_temperature_of_zero_too(base: str, tmp_path: Path) -> None:
    (log,) = run(
        acrostic_compliance(),
        model="hf/local",
        model_args={"model_path": base},
        limit=3,
        temperature=0,
        max_tokens=12,
        log_dir=str(tmp_path),
        display="none",
    )
    assert log.status == "success"
