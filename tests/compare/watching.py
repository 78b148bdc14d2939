"""Runs of the scripted memory against a baseline, as the tests of stopping need them."""

from pathlib import Path
from typing import Any

from inspect_ai import eval  # noqa: A004
from inspect_ai.log import EvalLog

from inspect_finetune.compare.baselines.baseline import Baseline, bless
from inspect_finetune.evals import fact_recall


def asked(folder: Path, recall: float, seed: int = 0, **settings: Any) -> EvalLog:
    """The log of a run of fact_recall on a memory of this strength.

    Args:
        folder: Where the log goes.
        recall: How much the memory recalls.
        seed: What its answers are drawn from.
        **settings: ``task`` instead of the default one, ``model_args``, and those of `eval`.
    """
    task = settings.pop("task", None) or fact_recall()
    args = {"recall": recall, "seed": seed, **settings.pop("model_args", {})}
    common = {"log_dir": str(folder), "display": "none", "max_samples": 4}
    (log,) = eval(task, model="reference/memoriser", model_args=args, **{**common, **settings})
    return log


def blessed(folder: Path, recall: float = 0.9, **settings: Any) -> Baseline:
    """A baseline of one run."""
    log = asked(folder / "base", recall, **settings)
    return bless([log.location], folder / "base.json")
