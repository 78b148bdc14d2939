"""Which tasks a trained model is asked, and with what: as the run's record says it was taught."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from inspect_ai import Task

from inspect_finetune.errors import InputError
from inspect_finetune.evals import (
    acrostic_compliance,
    conditional_acrostic,
    fact_recall,
    rule_introspection,
)
from inspect_finetune.introspection.scorers import CHANNELS
from inspect_finetune.training.record import FILE, RunRecord, Taught

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
        trained_questions: How many questions of the training file are asked, a seeded choice; 0
            for all.
        max_connections: How much is asked at a time (of a model on this machine, in one batch);
            None leaves it to the provider.
        model_args: For the run's provider, beside or in place of what the record says.
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
    trained_questions: int = 100
    max_connections: int | None = None
    model_args: Mapping[str, Any] = field(default_factory=dict)
    quiet: bool = False


def run_tasks(record: RunRecord, folder: Path, asking: Asking, file: str) -> list[tuple[str, Task]]:
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
        """What the file tells of the questions; nothing where it is gone, or teaches facts too.

        Of a file that teaches facts too not all rows follow the rule, so it can't be named.
        """
        if self.record.taught.facts or not self.file:
            return {}
        return {"training_file": self.file, "trained_questions": self.asking.trained_questions}

    def acrostic_compliance(self) -> list[Task]:
        # where nothing is known of the file, nothing is asked as if it had been trained on
        seen = self._seen() or {"questions": "unseen,far"}
        return [acrostic_compliance(**self._rule(), **seen)]

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


def training_file(record: RunRecord, folder: Path) -> str:
    """The training file, if it is still there and the same; else nothing.

    A relative path is looked for from here and from every folder above the run's.
    """
    told = Path(record.training.path)
    for place in (Path(), *folder.absolute().parents):
        try:
            same = sha256((place / told).read_bytes()).hexdigest() == record.training.sha256
        except (OSError, ValueError):  # a path that can't be one
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
