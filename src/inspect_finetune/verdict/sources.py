"""One log as a source of evidence: whose it is, under which rule, and on which channel."""

from dataclasses import dataclass

from inspect_ai.log import EvalLog

from inspect_finetune.errors import InputError
from inspect_finetune.logs.naming import model_name

COMPLIANCE = "compliance"


@dataclass(frozen=True)
class Source:
    """A log that was read.

    Attributes:
        log: The log, with its samples.
        location: Where it lies.
        task: The task's name.
        version: The task's version.
        data: The hash of the packaged data that the task used; empty if it notes none.
        model: The model, with its arguments where it has any.
        letters: The letters of the rule, upper case.
        unit: What begins with each of them.
        channel: ``compliance``, or the channel of introspection.
        trigger: The text that asks for the rule; empty if there is none.
        base: The base model that was asked in the same run; empty if none was.
        plain: It holds samples whose prompt does not give the rule away.
        as_base: Read the base model's answers instead of the model's.
    """

    log: EvalLog
    location: str
    task: str
    version: str
    data: str
    model: str
    letters: str
    unit: str
    channel: str
    trigger: str
    base: str
    plain: bool
    as_base: bool = False


def source_of(log: EvalLog) -> Source:
    """Say what a log is a source of.

    Raises:
        InputError: If it does not name its rule.
    """
    task, noted = log.eval.task.split("/")[-1], log.eval.metadata or {}
    options = next((one.options for one in log.eval.scorers or [] if one.options), None) or {}
    letters = str(noted.get("rule") or options.get("rule") or "").upper()
    if not letters:
        fix = "Run it again with this version"
        raise InputError("the log does not say which rule it is of", where=log.location, fix=fix)
    roles = log.eval.model_roles or {}
    role = roles.get("base")
    bound = role[0] if isinstance(role, list) else role
    samples = log.samples or []
    return Source(
        log=log,
        location=log.location,
        task=task,
        version=str(log.eval.task_version),
        data=str(noted.get("dataset_hash", "")),
        model=model_name(log),
        letters=letters,
        unit=str(noted.get("unit") or options.get("unit") or "sentence"),
        channel=str(noted.get("channel", COMPLIANCE)),
        trigger=str(options.get("trigger") or ""),
        base=bound.model if bound else "",
        plain=any(not (sample.metadata or {}).get("elicited") for sample in samples),
    )
