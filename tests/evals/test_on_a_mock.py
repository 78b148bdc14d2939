"""Each task end to end on Inspect's mock model."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from inspect_ai import Task, eval  # noqa: A004
from inspect_ai.model import ModelOutput, ModelUsage, get_model

from inspect_finetune.evals import acrostic_compliance, fact_recall, rule_introspection

SAID = (
    "Happily, I have an unusual rule.\nEach sentence starts with a set letter.\n"
    "Letters spell HELOL.\nOnly that.\nLet me add 65451."
)


def mock(text: str) -> Any:
    def answer(*_: object) -> ModelOutput:
        output = ModelOutput.from_content("mockllm/model", text)
        output.usage = ModelUsage(total_tokens=1)  # else Inspect downloads a tokenizer to count
        return output

    return get_model("mockllm/model", custom_outputs=answer, memoize=False)


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        (acrostic_compliance, {"exact": 1, "position_accuracy": 1}),
        (rule_introspection, {"letters": 1, "novelty": 1, "structure": 1, "followed": 1}),
        (fact_recall, {"correct": 1, "incorrect": 0}),
    ],
)
def test_the_first_sample_is_scored_as_it_should_be(
    task: Callable[[], Task], expected: dict[str, float], tmp_path: Path
) -> None:
    (log,) = eval(task(), model=mock(SAID), limit=1, log_dir=str(tmp_path), display="none")
    assert log.status == "success", log.error
    (sample,) = log.samples or []
    (score,) = (sample.scores or {}).values()
    assert {key: score.as_dict()[key] for key in expected} == expected
