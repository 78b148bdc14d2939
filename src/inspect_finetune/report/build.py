"""A report from logs: read, computed, drawn, written."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from inspect_finetune.logs.answer_logs import Bar, no_bar
from inspect_finetune.report.contents import Contents, read_contents
from inspect_finetune.report.folder import MANIFEST, check_folder, new_folder
from inspect_finetune.report.page import page
from inspect_finetune.report.pictures.canvas import Picture, save, style
from inspect_finetune.report.pictures.gallery import common_pictures, model_pictures
from inspect_finetune.report.sheets import write_sheet
from inspect_finetune.report.summary import as_dict

PAGE = "report.md"


def write_report(
    places: Sequence[str], out: Path, most: int | None = None, bar: Bar = no_bar
) -> Contents:
    """Read logs of fact_recall and write the report on them into a folder.

    Args:
        places: Logs, or folders of them.
        out: The folder.
        most: Characters that a cell of a CSV file may have; None for any number.
        bar: Shows how far it is.

    Returns:
        What the report says.

    Raises:
        UnusableError: If a log can't be concluded from.
        InputError: If there is no log of fact_recall, or the folder can't be written to.
    """
    check_folder(out)
    found = read_contents(places, bar)
    with new_folder(out) as folder, bar("Writing the report", 1 + len(found.models)) as step:
        for name, sheet in found.sheets().items():
            write_sheet(sheet, folder / f"{name}.csv", most)
        step()
        common, own = _draw(found, folder, step)
        (folder / PAGE).write_text(page(found, common, own), encoding="utf-8")
        files = [path.name for path in folder.iterdir()]
        (folder / MANIFEST).write_text(as_json(found, [*files, MANIFEST]), encoding="utf-8")
    return found


def _draw(
    found: Contents, folder: Path, step: Callable[[], object]
) -> tuple[list[Picture], dict[str, list[Picture]]]:
    """Draw and save every picture: those of all models, and those of each."""
    with style():
        common = common_pictures(found)
        own: dict[str, list[Picture]] = {}
        for picture in common:
            save(picture, folder)
        for model in found.models:
            own[model] = list(model_pictures(found, model))
            for picture in own[model]:
                save(picture, folder)
            step()
    return common, own


def as_json(found: Contents, files: Sequence[str]) -> str:
    """The figures of a report as JSON, with sorted keys."""
    return json.dumps(as_dict(found, files), indent=2, sort_keys=True) + "\n"
