"""Whether a run can be concluded from: it succeeded, and every sample of it is there and scored."""

from inspect_finetune.compare.runs.run import Run
from inspect_finetune.errors import UnusableError


def reasons(run: Run, max_unscored: float = 0.0) -> list[str]:
    """All that keeps a run from being concluded from, a sentence each, without full stop.

    Args:
        run: The run.
        max_unscored: The largest share of samples that a scorer may leave unscored, in [0, 1].
    """
    total = len(run.samples) * run.epochs
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


def unfit(run: Run, max_unscored: float = 0.0, limited: bool = False) -> list[str]:
    """All that keeps a run from being a baseline, a sentence each, without full stop.

    Args:
        run: The run.
        max_unscored: As for `reasons`; of each key of a dictionary too.
        limited: Whether a run of a part of its dataset is let pass.
    """
    found = reasons(run, max_unscored)
    if run.skipped:
        found.append("it was stopped early, and a baseline has to be whole")
    if run.limited and not limited:
        found.append(f"it ran {run.limited} (--limited lets that pass)")
    total = len(run.samples) * run.epochs
    for measure, count in run.partial.items():
        if count / total > max_unscored:
            found.append(
                f"{measure} has no value in {count:,} of {total:,} samples (--max-unscored)"
            )
    return found


def refuse(run: Run, max_unscored: float = 0.0) -> None:
    """Refuse a run that can't be concluded from.

    Raises:
        UnusableError: If there are `reasons`.
    """
    found = reasons(run, max_unscored)
    if found:
        raise UnusableError("; ".join(found), where=run.location or run.task)
