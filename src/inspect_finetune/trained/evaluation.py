"""The tasks on a trained model and on its base, as the run's record says what it was taught."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from logging import getLogger
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inspect_ai import eval  # noqa: A004 - Inspect's name
from inspect_ai.log import EvalLog

from inspect_finetune.conditions.roles import BASE_ROLE
from inspect_finetune.errors import InputError, UnusableError
from inspect_finetune.evaluation import SHUFFLE_SEED, make_model
from inspect_finetune.logs.writing import log_folder
from inspect_finetune.trained.models import base_of, models_of
from inspect_finetune.trained.tasks import Asking, run_tasks, training_file
from inspect_finetune.training.local.base import hush
from inspect_finetune.training.local.extra import need_local
from inspect_finetune.training.local.settings import TINY
from inspect_finetune.training.local.threads import one_thread
from inspect_finetune.training.lock import is_held
from inspect_finetune.training.record import FILE, RUNS, RunRecord, read_record

if TYPE_CHECKING:
    from inspect_ai.model import Model

logger = getLogger(__name__)

_TINY_AT_ONCE = 64
"""Answers that `tiny` gives in one batch. A step of it costs hardly more for twice as many, but
Inspect's provider waits ten milliseconds for each request in turn, every second."""


def is_run(place: str) -> bool:
    """Whether a name means a run: a folder, or a name in ``runs`` that should be one."""
    path = Path(place)
    named = path.is_dir() or path.name == FILE or path.parent.name == RUNS
    return "://" not in place and named


def evaluate_run(
    folder: Path, changes: Mapping[str, str], asking: Asking, log_dir: str
) -> list[EvalLog]:
    """Run the tasks on a trained model, and on its checkpoints and its base if asked.

    Args:
        folder: The run's folder, or its ``run.json``.
        changes: What the user says of what was taught, in place of the record: attributes of
            `Taught`.
        asking: How.
        log_dir: Where the logs go.

    Raises:
        InputError: If there is no record, it teaches nothing that a task asks for, or a model can't
            be made.
        UnusableError: If the run is not finished.
    """
    record = read_record(folder)
    folder = folder.parent if folder.name == FILE else folder
    if not record.model:
        raise _unfinished(record, folder)
    record = record.changed(taught=replace(record.taught, **changes))
    file = training_file(record, folder)
    if not file:
        logger.warning(
            f"{record.training.path}: gone, or changed since {record.name} was trained on it; the"
            " logs don't tell which questions it had seen, and of the rule those packaged as"
            " trained are not asked"
        )
    tasks, noted = run_tasks(record, folder, asking, file), _noted(record, file)
    models = [
        (who, model, {**arguments, **asking.model_args})
        for who, model, arguments in models_of(record, folder, asking.checkpoints)
    ]
    _refuse_undrawn(models[-1][2], asking)
    if any(model.startswith("hf/") for _, model, _ in models):
        need_local()
        hush()
    if "://" not in log_dir:
        log_folder(log_dir)
    roles, tiny = (_base(record, folder, asking) if asking.base else None), record.base == TINY
    with one_thread(tiny):
        return [
            log
            for who, model, arguments in models
            if (mine := [t for name, t in tasks if who == "run" or name != "rule_introspection"])
            for log in eval(
                mine,
                model=make_model(model, dict(arguments)),
                model_roles=roles if who == "run" else None,
                limit=asking.limit,
                sample_shuffle=SHUFFLE_SEED if asking.limit else None,
                log_dir=log_dir,
                metadata={"run": noted, "run_model": who},
                display="none" if asking.quiet else None,
                max_tokens=asking.max_tokens,
                max_connections=asking.max_connections or (_TINY_AT_ONCE if tiny else None),
            )
        ]


def _refuse_undrawn(arguments: Mapping[str, Any], asking: Asking) -> None:
    """Refuse temperatures and repeats of a model that always gives the likeliest answer.

    Raises:
        InputError: If they would have no effect.
    """
    if arguments.get("do_sample") is not False:
        return
    for name, idle in (("temperature", asking.temperature != "0"), ("repeats", asking.repeats > 1)):
        if idle:
            what = f"--{name} would have no effect: the run is asked with do_sample=false"
            raise InputError(what, fix="Type -M do_sample=true as well, or leave it out")


def _unfinished(record: RunRecord, folder: Path) -> UnusableError:
    """What became of a run that has no model."""
    if is_held(folder):
        what, fix = "the run is being trained", "Wait until it is done"
    elif record.status == "running" and record.backend == "local":
        what, fix = "the run was cut off", "Type the train command again to go on"
    else:
        what = f"the run has no model yet (status {record.status})"
        fix = "Type the train command again to go on"
    return UnusableError(what, where=str(folder), fix=fix)


def _base(record: RunRecord, folder: Path, asking: Asking) -> dict[str, Model]:
    """The base model in the role in which every task asks it the same, in the same run.

    What the user says to a provider is said to the base too, if it is the same provider.
    """
    _, model, arguments = base_of(record, folder)
    same = model.split("/")[0] == record.model.split("/")[0]
    return {BASE_ROLE: make_model(model, {**arguments, **(asking.model_args if same else {})})}


def _noted(record: RunRecord, file: str) -> dict[str, Any]:
    """What the logs keep of the record: which file, settings and seed made the model."""
    return {
        "name": record.name,
        "backend": record.backend,
        "base": record.base,
        "training_file": Path(record.training.path).name,
        "training_sha256": record.training.sha256,
        "training_rows": record.training.rows,
        "training_file_found": bool(file),
        "settings": dict(record.settings),
        "seed": record.seed,
        "model": record.model,
        "job": dict(record.job),
        "checkpoints": [one.name for one in record.checkpoints],
        "loss": record.loss[-1][1] if record.loss else None,
        "validation_loss": record.validation_loss[-1][1] if record.validation_loss else None,
        "dates": dict(record.dates),
        "packages": dict(record.packages),
    }
