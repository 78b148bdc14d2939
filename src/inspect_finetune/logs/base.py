"""The base model as a control: its share on the same sample, from a log of its own run."""

from collections.abc import Sequence
from statistics import fmean
from typing import Any

from inspect_ai.dataset import Sample
from inspect_ai.log import EvalLog, read_eval_log_sample_summaries
from inspect_ai.model import ChatMessage

from inspect_finetune.errors import InputError
from inspect_finetune.logs.headers import read_header

BASE_KEY = "base_exact"
"""Where a sample's metadata names the base model's share of exact answers."""


def with_base(
    samples: Sequence[Sample], base_log: str, task: str, **arguments: str
) -> dict[str, Any]:
    """Note the base model's share on every sample that its log also has.

    Args:
        samples: The samples; their metadata is added to.
        base_log: The log of the base model; empty for none.
        task: The task that the log must be of.
        **arguments: Scorer arguments that the log must agree on.

    Returns:
        What the task's metadata should say of it: the model and how many samples are matched.

    Raises:
        InputError: If the log can't be read, did not succeed, is of another task or rule, or shares
            no sample.
    """
    if not base_log:
        return {}
    log = read_header(base_log)
    _check(log, base_log, task, arguments)
    shares: dict[tuple[str, str], list[float]] = {}
    for summary in read_eval_log_sample_summaries(base_log):
        share = _exact(summary.scores)
        if share is not None:
            shares.setdefault((str(summary.id), _asked(summary.input)), []).append(share)
    matched = 0
    for sample in samples:
        found = shares.get((str(sample.id), _asked(sample.input)))
        if found and sample.metadata is not None:
            sample.metadata[BASE_KEY] = fmean(found)
            matched += 1
    if not matched:
        raise InputError(
            "the base log shares no sample with this run",
            where=base_log,
            fix="Run the base model with the same questions and system prompts",
        )
    counts = {"base_samples": matched, "base_samples_missing": len(samples) - matched}
    return {"base_model": log.eval.model, **counts}


def _check(log: EvalLog, path: str, task: str, arguments: dict[str, str]) -> None:
    if log.status != "success":
        what = f"the base run did not succeed (status {log.status})"
        raise InputError(what, where=path, fix="Finish it with inspect eval-retry")
    if log.eval.task.split("/")[-1] != task:
        raise InputError(f"the base log is of the task {log.eval.task}, not {task}", where=path)
    options = (log.eval.scorers or [])[0].options or {} if log.eval.scorers else {}
    for name, value in arguments.items():
        given = options.get(name, value)
        if given != value:
            what = f"the base log has {name} {given}, this run {value}"
            raise InputError(what, where=path, fix=f"Score the base model with -T {name}={value}")


def _asked(sent: str | list[ChatMessage]) -> str:
    """The beginning of what was sent, so that one id for two questions does not pair them."""
    texts = [sent] if isinstance(sent, str) else [message.text for message in sent]
    return " ".join(" ".join(texts).split())[:150]


def _exact(scores: dict[str, Any] | None) -> float | None:
    value = scores["acrostic"].value if scores and "acrostic" in scores else None
    found = value.get("exact") if isinstance(value, dict) else None
    return float(found) if isinstance(found, int | float) and found == found else None
