"""Whether a run can be concluded from: it succeeded, and every sample of it is there and scored."""

from inspect_finetune.compare.runs.run import Run
from inspect_finetune.errors import UnusableError


def reasons(run: Run, max_unscored: float = 0.0) -> list[str]:
    """All that keeps a run from being concluded from, a sentence each, without full stop.

    Args:
        run: The run.
        max_unscored: The largest share of samples that a scorer may leave unscored, in [0, 1].
    """
    total = sum(1 for _ in run.samples) * run.epochs
    found = list(run.problems)
    if run.errors:
        found.append(f"{run.errors:,} of {total:,} samples ended in an error (inspect eval-retry)")
    if run.missing:
        found.append(f"{run.missing:,} samples are missing (inspect eval-retry)")
    if run.samples and not run.measures:
        found.append("no scorer gave a number")
    whole = max(total - run.errors, 1)
    for scorer, count in run.unscored.items():
        if count / whole > max_unscored:
            found.append(f"{scorer} left {count:,} of {whole:,} samples unscored (--max-unscored)")
    return found


def refuse(run: Run, max_unscored: float = 0.0) -> None:
    """Refuse a run that can't be concluded from.

    Raises:
        UnusableError: If there are `reasons`.
    """
    found = reasons(run, max_unscored)
    if found:
        raise UnusableError("; ".join(found), where=run.location or run.task)
