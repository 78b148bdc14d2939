"""The tiny model as a run of its own: built once in the runs' folder, and found there again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from inspect_finetune.errors import InputError
from inspect_finetune.training.local.extra import machine, versions
from inspect_finetune.training.local.settings import BASE_NAME, TINY
from inspect_finetune.training.local.tiny.build import Recipe, build
from inspect_finetune.training.lock import held
from inspect_finetune.training.record import (
    FILE,
    RunRecord,
    TrainingFile,
    now,
    read_record,
    write_record,
)

SERVED: dict[str, object] = {"do_sample": False}
"""What ``hf/`` is told beside a model's path: the likeliest token, as at temperature 0. Left alone
it samples, and raises at a temperature of 0."""


def tiny_base(
    runs_dir: Path, recipe: Recipe | None = None, say: Callable[[str], None] = print
) -> Path:
    """The folder of the tiny model, built if it isn't there.

    Args:
        runs_dir: Where runs lie.
        recipe: How it is built; the usual way if left out.
        say: Told that it is built.

    Raises:
        InputError: If it can't be written, or another process is building it.
    """
    recipe = recipe or Recipe()
    key = recipe.key()
    usual, own = runs_dir / BASE_NAME, runs_dir / f"{BASE_NAME}-{key}"
    for folder in (usual, own):
        if key_of(folder) == key:
            return folder
    folder = own if usual.exists() else usual
    with held(runs_dir, "builds the tiny model here"):
        return _built(recipe, key, folder, say)


def _built(recipe: Recipe, key: str, folder: Path, say: Callable[[str], None]) -> Path:
    """Build the model beside where it will stand, then move it there."""
    from inspect_finetune.cli.progress import progress  # the command loads all verbs

    if key_of(folder) == key:  # another process has built it meanwhile
        return folder
    say(f"Building the tiny model in {folder}, from scratch; once for all runs")
    fresh, started = folder.with_name(f".{folder.name}.partial"), now()
    with progress("Building the tiny model", recipe.steps) as moved:
        losses = build(recipe, fresh, moved)
    write_record(_record(folder, recipe, key, losses, started), fresh)
    try:
        fresh.replace(folder)
    except OSError as error:
        what = f"the tiny model can't be written ({error.strerror})"
        raise InputError(what, where=str(folder), fix="Name another --runs-dir") from None
    return folder


def key_of(folder: Path) -> str:
    """The key of the recipe that a folder's model was built by; empty if there is none."""
    if not (folder / FILE).is_file():
        return ""
    return str(read_record(folder).settings.get("recipe", ""))


def _record(
    folder: Path, recipe: Recipe, key: str, losses: list[tuple[int, float]], started: str
) -> RunRecord:
    return RunRecord(
        name=folder.name,
        backend="local",
        status="succeeded",
        base="",
        training=TrainingFile("generated text", key, recipe.sentences + recipe.chats),
        model="hf/local",
        model_args={"model_path": str(folder), **SERVED},
        settings={"model": TINY, "recipe": key, **vars(recipe)},
        seed=recipe.seed,
        loss=tuple(losses),
        dates={"created": started, "started": started, "finished": now()},
        packages=versions(),
        machine=machine(),
    )
