"""Short answers that a model may have read off what it wrote before, or may not."""

from pathlib import Path

import pytest
from inspect_ai import eval  # noqa: A004
from inspect_ai.model import ContentReasoning, ContentText, ModelOutput, ModelUsage, get_model

from inspect_finetune.evals import rule_introspection


def thinking(text: str, *reasoning: ContentReasoning) -> ModelOutput:
    output = ModelOutput.from_content("mockllm", text)
    output.choices[0].message.content = [*reasoning, ContentText(text=text)]
    output.usage = ModelUsage(input_tokens=1, output_tokens=1, total_tokens=2)
    return output


@pytest.mark.parametrize("channel", ["choice", "property"])
def test_a_short_answer_after_hidden_reasoning_is_unread_and_says_why(
    tmp_path: Path, channel: str
) -> None:
    draft = "Happy to help.\nEvery day is new.\nLet us see."
    replies = [
        thinking("5", ContentReasoning(reasoning="", redacted=True)),
        thinking("5", ContentReasoning(reasoning=draft)),
        thinking("5 (H-E-L-O-L)" if channel == "property" else "5"),
    ]
    model = get_model("mockllm/model", custom_outputs=replies)
    (log,) = eval(
        rule_introspection(channel=channel),
        model=model,
        limit=3,
        max_samples=1,
        log_dir=str(tmp_path),
        display="none",
    )
    noted = [next(iter(sample.scores.values())).metadata for sample in log.samples]
    assert [(one["hidden"], one["drafted"], len(one["answers"])) for one in noted] == [
        (1, 0, 0),
        (0, 1, 0),
        (0, 0, 1),
    ]
