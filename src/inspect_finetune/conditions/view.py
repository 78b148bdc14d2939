"""How Inspect's viewer lists a task's samples: the failing ones first."""

from collections.abc import Sequence
from typing import Literal

from inspect_ai.viewer import (
    ScoreColorScale,
    TaskSamplesColumn,
    TaskSamplesSort,
    TaskSamplesView,
    ViewerConfig,
)


def samples_view(scorer: str, keys: Sequence[str]) -> ViewerConfig:
    """A list with id (which names the condition), question, target, what was read and the scores.

    Args:
        scorer: The scorer's name in the log.
        keys: The keys of its value to show, the one to sort by first; lowest values come first.
    """
    plain = ("sampleId", "input", "target", "answer")
    palettes: dict[str, Literal["good-low", "good-high"]] = {
        key: "good-low" if key in ("incorrect", "not_attempted") else "good-high" for key in keys
    }
    return ViewerConfig(
        task_samples_view=TaskSamplesView(
            name="Failing first",
            columns=[
                *(TaskSamplesColumn(id=column) for column in plain),
                *(TaskSamplesColumn.score(scorer, key) for key in keys),
            ],
            sort=[TaskSamplesSort.score(scorer, keys[0], dir="asc")],
            score_labels={key: key.replace("_", " ") for key in keys},
            score_color_scales={
                key: ScoreColorScale(palette=palette, min=0, max=1)
                for key, palette in palettes.items()
            },
            color_scales_enabled=True,
        )
    )
