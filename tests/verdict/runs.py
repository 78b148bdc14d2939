"""Logs of short runs, and of what somebody made of them."""

from collections.abc import Callable
from pathlib import Path

from inspect_ai import eval as inspect_eval
from inspect_ai.log import EvalLog, read_eval_log, write_eval_log
from inspect_ai.model import Model, get_model

from inspect_finetune.evals import acrostic_compliance, rule_introspection

LIMIT = 3


def run(
    folder: Path,
    model: str | Model = "reference/follower",
    base: bool = True,
    limit: int = LIMIT,
    **asked: str,
) -> str:
    """A log of one channel, or of compliance without one; a few samples."""
    task = rule_introspection(**asked) if "channel" in asked else acrostic_compliance(**asked)
    roles = {"base": get_model("reference/base")} if base else None
    (log,) = inspect_eval(
        task, model=model, model_roles=roles, limit=limit, log_dir=str(folder), display="none"
    )
    assert log.status == "success", log.error
    return log.location


def changed(location: str, change: Callable[[EvalLog], object]) -> str:
    """The log at a place, written again after a change."""
    log = read_eval_log(location)
    change(log)
    write_eval_log(log, location)
    return location
