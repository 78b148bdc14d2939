"""Tasks on one model, as one call."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from inspect_ai import Task, eval  # noqa: A004 - Inspect's name
from inspect_ai._util.error import PrerequisiteError  # not exported; what a missing key raises
from inspect_ai.log import EvalLog
from inspect_ai.model import Model, get_model
from rich.text import Text

from inspect_finetune.errors import InputError
from inspect_finetune.evals import (
    acrostic_compliance,
    conditional_acrostic,
    fact_recall,
    rule_introspection,
)
from inspect_finetune.introspection.scorers import CHANNELS
from inspect_finetune.logs.writing import log_folder

SHUFFLE_SEED = 1
"""Of the choice that a limit makes. Not 0: Inspect takes that for no shuffling."""


SEEDS_APART = 1_000_000
"""Between the seeds of two runs, which count up with every request of a sample."""


@dataclass(frozen=True)
class Subject:
    """What the model was trained on, and what it is asked under.

    Attributes:
        rule: The letters of its rule.
        unit: The unit that begins with each letter.
        trigger: The text that asks for the rule, for `conditional_acrostic`.
        facts: The facts it was taught: a packaged set, or a file.
        system_prompt: As the tasks take it.
        temperature: As `fact_recall` takes it.
        repeats: Answers drawn in each sample.
    """

    rule: str = "HELOL"
    unit: str = "sentence"
    trigger: str = "Use the special rule."
    facts: str = "objects-50"
    system_prompt: str = "trained"
    temperature: str = "0"
    repeats: int = 1


def task_named(name: str, subject: Subject) -> Task:
    """One of the tasks, with the subject's arguments."""
    rule, asked = (
        {"rule": subject.rule},
        {
            "system_prompt": subject.system_prompt,
            "repeats": subject.repeats,
        },
    )
    build: dict[str, Callable[[], Task]] = {
        "acrostic_compliance": lambda: acrostic_compliance(**rule, unit=subject.unit, **asked),
        "conditional_acrostic": lambda: conditional_acrostic(
            **rule, unit=subject.unit, trigger=subject.trigger, **asked
        ),
        "rule_introspection": lambda: rule_introspection(**rule, unit=subject.unit, **asked),
        "fact_recall": lambda: fact_recall(
            facts=subject.facts, temperature=subject.temperature, **asked
        ),
    }
    return build[name]()


def evaluate_model(
    model: str,
    subject: Subject,
    tasks: Sequence[str],
    model_args: Sequence[str],
    limit: int | None,
    log_dir: str,
    quiet: bool = False,
    max_tokens: int | None = None,
    max_connections: int | None = None,
) -> list[EvalLog]:
    """Run tasks on a model and return their logs.

    Args:
        model: Any model identifier that Inspect accepts.
        subject: What the model was trained on.
        tasks: Names of tasks.
        model_args: ``NAME=VALUE`` for the provider, the values YAML as for ``inspect eval -M``.
        limit: How many samples of each task to run, a seeded choice among all; None runs all.
        log_dir: Where the logs go.
        quiet: Whether to show no progress.
        max_tokens: The longest answer; None leaves it to the provider.
        max_connections: How much is asked at a time; None leaves it to the provider.

    Raises:
        InputError: For an argument that is wrong, or a model that Inspect can't make.
    """
    arguments = dict(map(model_arg, model_args))
    make_model(model, arguments)
    built = [task_named(name, subject) for name in tasks]
    if "://" not in log_dir:
        log_folder(log_dir)
    return eval(
        built,
        model=model,
        model_args=arguments,
        limit=limit,
        sample_shuffle=SHUFFLE_SEED if limit else None,
        log_dir=log_dir,
        display="none" if quiet else None,
        max_tokens=max_tokens,
        max_connections=max_connections,
    )


def repeat_task(
    task: str,
    task_args: Sequence[str],
    model: str,
    model_args: Sequence[str],
    runs: int,
    log_dir: str,
    step: Callable[[], None],
) -> list[EvalLog]:
    """Run one task on one model again and again, each time with a seed of its own.

    Args:
        task: Any task that Inspect knows: ``inspect_finetune/fact_recall``, a file, a package's.
        task_args: ``NAME=VALUE`` for the task.
        model: The model.
        model_args: ``NAME=VALUE`` for its provider.
        runs: How often.
        log_dir: Where the logs go.
        step: Called after every run.

    Raises:
        InputError: For an argument that is wrong, a task or a model that Inspect can't make.
    """
    arguments = dict(map(model_arg, model_args))
    given = dict(model_arg(one, "-T", "temperature=1") for one in task_args)
    make_model(model, arguments)
    if "://" not in log_dir:
        log_folder(log_dir)
    logs: list[EvalLog] = []
    for number in range(runs):
        try:
            made = eval(
                task,
                task_args=given,
                model=model,
                model_args=arguments,
                seed=SEEDS_APART * (number + 1),
                log_dir=log_dir,
                display="none",
            )
        except PrerequisiteError as error:
            raise InputError(_said(error)) from None
        if not made:
            fix = "Type inspect_finetune/fact_recall, or package/task"
            raise InputError(f"Inspect knows no task {task!r}", fix=fix)
        logs.extend(made)
        step()
    return logs


@dataclass(frozen=True)
class Pair:
    """A fine-tuned model and the one it was made from.

    Attributes:
        model: Any identifier that Inspect accepts.
        model_args: ``NAME=VALUE`` for its provider, as for ``inspect eval -M``.
        base: The base model's identifier.
        base_args: The same for it.
    """

    model: str
    model_args: Sequence[str]
    base: str
    base_args: Sequence[str]


def introspect_pair(
    pair: Pair,
    *,
    rule: str,
    unit: str,
    trigger: str,
    siblings: str,
    system_prompt: str,
    channels: Sequence[str],
    repeats: int,
    limit: int | None,
    log_dir: str,
    quiet: bool = False,
) -> list[EvalLog]:
    """Run compliance and the channels of introspection, the base model in the role ``base``.

    The arguments are those of the tasks; see `evaluate_model` for `limit`, `log_dir` and `quiet`.
    Without `channels` all are run, but for `condition` where there is no trigger.

    Raises:
        InputError: For an argument that is wrong, or a model that Inspect can't make.
    """
    if pair.model == pair.base and sorted(pair.model_args) == sorted(pair.base_args):
        what = f"{pair.model} is named as its own base model"
        raise InputError(what, fix="Name the model it was fine-tuned from with --base")
    own, theirs = (dict(map(model_arg, given)) for given in (pair.model_args, pair.base_args))
    make_model(pair.model, own)
    make_model(pair.base, theirs)
    asked = {"rule": rule, "unit": unit, "system_prompt": system_prompt, "repeats": repeats}
    chosen = channels or [name for name in CHANNELS if trigger or name != "condition"]
    asking = [
        rule_introspection(
            channel=channel,
            siblings=siblings if channel == "choice" else "",
            trigger=trigger,
            **asked,
        )
        for channel in chosen
    ]
    if "://" not in log_dir:
        log_folder(log_dir)
    return eval(
        [_compliance(trigger, asked), *asking],
        model=pair.model,
        model_args=own,
        model_roles={"base": get_model(pair.base, **theirs)},
        limit=limit,
        sample_shuffle=SHUFFLE_SEED if limit else None,
        max_tasks=len(asking) + 1,
        log_dir=log_dir,
        display="none" if quiet else None,
    )


def _compliance(trigger: str, asked: dict[str, Any]) -> Task:
    """Whether the rule is kept, with and without the trigger if there is one."""
    built: Task = (
        conditional_acrostic(trigger=trigger, triggers="none,trigger", **asked)
        if trigger
        else acrostic_compliance(**asked)
    )
    return built


def make_model(model: str, arguments: dict[str, Any]) -> Model:
    """The model, so that a wrong name or a missing key is said in one line, before any task runs.

    Raises:
        InputError: If Inspect can't make it.
    """
    if "/" not in model:
        raise InputError(
            f"the model {model!r} does not name its provider",
            fix="Type openai/ft:..., hf/..., or reference/follower for a scripted one",
        )
    try:
        return get_model(model, **arguments)
    except PrerequisiteError as error:
        raise InputError(_said(error)) from None
    except (ValueError, TypeError, OSError) as error:  # what a provider makes of its arguments
        said = str(error).strip().split("\n")[0].rstrip(".")
        fix = "Check its name, and what -M gives it"
        raise InputError(f"the model {model!r} can't be made: {said}", fix=fix) from None


def _said(error: PrerequisiteError) -> str:
    """What Inspect says of a missing key, task or model, without its markup."""
    said = Text.from_markup(str(error.message)).plain.strip()
    return re.sub(r"^error:\s*", "", said, flags=re.IGNORECASE)


def model_arg(text: str, flag: str = "-M", example: str = "error_rate=0.1") -> tuple[str, Any]:
    """One ``NAME=VALUE``, the value YAML as for ``inspect eval -M``.

    Raises:
        InputError: If it is not of that form.
    """
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise InputError(f"{flag} {text!r} is not NAME=VALUE", fix=f"Type {flag} {example}")
    try:
        return name, yaml.safe_load(value)
    except yaml.YAMLError:
        what = f"{flag} {text!r}: the value is not YAML"
        raise InputError(what, fix=f"Quote it: {flag} '{name}=\"...\"'") from None
