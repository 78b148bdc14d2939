"""The tasks on a trained model and on its base, as the run's record says what it was taught."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from logging import getLogger
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inspect_ai import Task, eval  # noqa: A004 - Inspect's name
from inspect_ai.log import EvalLog

from inspect_finetune.conditions.roles import BASE_ROLE
from inspect_finetune.errors import InputError, UnusableError
from inspect_finetune.evals import (
    acrostic_compliance,
    conditional_acrostic,
    fact_recall,
    rule_introspection,
)
from inspect_finetune.evaluation import SHUFFLE_SEED, make_model
from inspect_finetune.introspection.scorers import CHANNELS
from inspect_finetune.logs.writing import log_folder
from inspect_finetune.training.record import FILE, RunRecord, Taught, read_record

if TYPE_CHECKING:
    from inspect_ai.model import Model

logger = getLogger(__name__)

RUNS = "runs"
"""The folder that runs lie in unless another is named."""
PROMPT_FILE = "as-trained.txt"
"""In the run's folder: the system message of the training file, where it is not packaged."""


@dataclass(frozen=True)
class Asking:
    """How a run is evaluated.

    Attributes:
        tasks: Only these; empty for all that fit what was taught.
        channels: Only these of rule_introspection; empty for all with the base, `free` without.
        base: Whether the base model is asked too, the same in the same logs.
        checkpoints: Whether every checkpoint is asked for behaviour and recall.
        system_prompt: As the tasks take it; empty for that of the training file.
        temperature: As `fact_recall` takes it.
        repeats: Answers drawn in each sample.
        limit: How many samples of each task; None for all.
        max_tokens: The longest answer; None leaves it to the provider.
        quiet: Whether to show no progress.
    """

    tasks: Sequence[str] = ()
    channels: Sequence[str] = ()
    base: bool = False
    checkpoints: bool = False
    system_prompt: str = ""
    temperature: str = "0"
    repeats: int = 1
    limit: int | None = None
    max_tokens: int | None = None
    quiet: bool = False


def is_run(place: str) -> bool:
    """Whether a name means a run: a folder, or a name in ``runs`` that should be one."""
    path = Path(place)
    return "://" not in place and (path.is_dir() or path.parent.name == RUNS)


def evaluate_run(
    folder: Path, changes: Mapping[str, str], asking: Asking, log_dir: str
) -> list[EvalLog]:
    """Run the tasks on a trained model, and on its checkpoints and its base if asked.

    Args:
        folder: The run's folder.
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
    if not record.model:
        what = f"the run has no model yet (status {record.status})"
        raise UnusableError(what, where=str(folder), fix="Type the train command again to go on")
    record = record.changed(taught=replace(record.taught, **changes))
    file = _training_file(record, folder)
    if not file:
        logger.warning(
            f"{record.training.path}: gone, or changed since {record.name} was trained on it; the"
            " logs don't tell which questions it had seen"
        )
    tasks, noted = _tasks(record, folder, asking, file), _noted(record, file)
    if "://" not in log_dir:
        log_folder(log_dir)
    roles = _base(record) if asking.base else None
    logs: list[EvalLog] = []
    for who, model, arguments in _models(record, asking):
        mine = [task for name, task in tasks if who == "run" or name != "rule_introspection"]
        if not mine:
            continue
        logs += eval(
            mine,
            model=make_model(model, dict(arguments)),
            model_roles=roles if who == "run" else None,
            limit=asking.limit,
            sample_shuffle=SHUFFLE_SEED if asking.limit else None,
            log_dir=log_dir,
            metadata={"run": noted, "run_model": who},
            display="none" if asking.quiet else None,
            max_tokens=asking.max_tokens,
        )
    return logs


def _models(record: RunRecord, asking: Asking) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Who is asked: the checkpoints before the last, and the run."""
    if asking.checkpoints:
        for one in record.checkpoints:
            if (one.model, dict(one.model_args)) != (record.model, dict(record.model_args)):
                yield one.name, one.model, one.model_args
    yield "run", record.model, record.model_args


def _base(record: RunRecord) -> dict[str, Model]:
    """The base model in the role in which every task asks it the same, in the same run."""
    if not record.base_model:
        what = f"the record names no base model that Inspect could ask (base {record.base})"
        raise InputError(what, fix="Leave out --base, or evaluate the base by its name")
    return {BASE_ROLE: make_model(record.base_model, dict(record.base_args))}


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
        "dates": dict(record.dates),
        "packages": dict(record.packages),
    }


def _tasks(record: RunRecord, folder: Path, asking: Asking, file: str) -> list[tuple[str, Task]]:
    """The tasks that fit what was taught, by name; channels are tasks of their own."""
    fitting = _fitting(record.taught)
    wanted = [name for name in fitting if not asking.tasks or name in asking.tasks]
    if not fitting:
        what = "the record names nothing taught that a task asks for"
        fix = "Say what was taught: --rule HELOL, --facts objects-50"
        raise InputError(what, where=str(folder / FILE), fix=fix)
    if not wanted:
        fix = f"Name {' or '.join(fitting)}"
        raise InputError("none of the named tasks fits", where=str(folder / FILE), fix=fix)
    prompt = asking.system_prompt or _prompt(record.taught, folder)
    build = _Build(record, asking, prompt, file)
    return [(name, task) for name in wanted for task in getattr(build, name)()]


@dataclass(frozen=True)
class _Build:
    """Makes each task by its name.

    Attributes:
        record: What was taught.
        asking: How it is asked.
        prompt: The argument system_prompt.
        file: The training file; empty if it is gone.
    """

    record: RunRecord
    asking: Asking
    prompt: str
    file: str

    def _rule(self) -> dict[str, Any]:
        taught = self.record.taught
        asked = {"system_prompt": self.prompt, "repeats": self.asking.repeats}
        return {"rule": taught.rule, "unit": taught.unit, **asked}

    def _seen(self) -> dict[str, Any]:
        """Of a file that teaches facts too not all rows follow the rule, so it can't be named."""
        return {} if self.record.taught.facts else {"training_file": self.file}

    def acrostic_compliance(self) -> list[Task]:
        return [acrostic_compliance(**self._rule(), **self._seen())]

    def conditional_acrostic(self) -> list[Task]:
        trigger = self.record.taught.trigger
        return [conditional_acrostic(trigger=trigger, **self._rule(), **self._seen())]

    def rule_introspection(self) -> list[Task]:
        trigger = self.record.taught.trigger
        return [
            rule_introspection(channel=channel, trigger=trigger, **self._rule())
            for channel in _channels(self.record.taught, self.asking)
        ]

    def fact_recall(self) -> list[Task]:
        return [
            fact_recall(
                facts=self.record.taught.facts,
                training_file=self.file,
                system_prompt=self.prompt,
                temperature=self.asking.temperature,
                repeats=self.asking.repeats,
            )
        ]


def _fitting(taught: Taught) -> list[str]:
    behaviour = "conditional_acrostic" if taught.trigger else "acrostic_compliance"
    return [
        *([behaviour, "rule_introspection"] if taught.rule else []),
        *(["fact_recall"] if taught.facts else []),
    ]


def _channels(taught: Taught, asking: Asking) -> Sequence[str]:
    if asking.channels:
        return asking.channels
    if not asking.base:
        return ("free",)
    return [name for name in CHANNELS if taught.trigger or name != "condition"]


def _training_file(record: RunRecord, folder: Path) -> str:
    """The training file, if it is still there and the same; else nothing.

    A relative path is looked for from here and from every folder above the run's.
    """
    told = Path(record.training.path)
    for place in (Path(), *folder.absolute().parents):
        try:
            same = sha256((place / told).read_bytes()).hexdigest() == record.training.sha256
        except OSError:
            continue
        if same:
            return str(place / told)
    return ""


def _prompt(taught: Taught, folder: Path) -> str:
    """The argument system_prompt that sends what the model was trained under."""
    from inspect_finetune.conditions.prompts import trained_on_facts, trained_on_rule

    if taught.system is None:
        return "none"
    packaged = {trained_on_rule(taught.rule)} if taught.rule else set[str]()
    if taught.facts:
        packaged.add(trained_on_facts())
    if packaged == {taught.system}:
        return "trained"
    path = folder / PROMPT_FILE
    try:
        path.write_text(taught.system, encoding="utf-8")
    except OSError as error:
        what = f"the system message can't be written beside the record ({error.strerror})"
        raise InputError(what, where=str(path), fix="Name it with --system-prompt") from None
    return str(path)
