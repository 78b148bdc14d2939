"""All pictures of a report."""

from collections.abc import Iterator

from inspect_finetune.facts.names import TAUGHT
from inspect_finetune.report.contents import Contents
from inspect_finetune.report.frame import APART, RECALL
from inspect_finetune.report.pictures.canvas import Picture
from inspect_finetune.report.pictures.dose import dose_picture
from inspect_finetune.report.pictures.heatmap import heatmap_picture
from inspect_finetune.report.pictures.levels import levels_picture
from inspect_finetune.report.pictures.outcomes import outcomes_picture
from inspect_finetune.report.pictures.swaps import swaps_picture

MOST_MODELS = 12
"""Models that get pictures of their own; of all there are tables."""


def common_pictures(found: Contents) -> list[Picture]:
    """Pictures of all models: error by level, dose curve."""
    drawn = [levels_picture(found.errors.get(("level",), [])), dose_picture(found.frame)]
    return [picture for picture in drawn if picture]


def model_pictures(found: Contents, model: str) -> Iterator[Picture]:
    """Pictures of one model: how its answers fail, which objects fail, which are mixed up."""
    place = found.models.index(model)
    if place >= MOST_MODELS:
        return
    ending = f"-{place + 1}" if len(found.models) > 1 else ""
    taught = [one for one in found.outcomes if one.model == model and one.set == TAUGHT]
    asked = set(found.frame.loc[found.frame["part"].isin([RECALL, APART]), "level"])
    own = found.frame[found.frame["model"] == model]
    for picture in (
        outcomes_picture([one for one in taught if one.level in asked], f"outcomes{ending}"),
        heatmap_picture(own, f"heatmap{ending}"),
        swaps_picture([swap for swap in found.swaps if swap.model == model], f"swaps{ending}"),
    ):
        if picture:
            yield picture
