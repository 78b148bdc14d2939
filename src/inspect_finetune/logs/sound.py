"""Whether a log can be built upon: finished, whole, and as the run left it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from inspect_ai.log import EvalLog, EvalSample, read_eval_log

from inspect_finetune.errors import UnusableError
from inspect_finetune.logs.headers import read_header


@dataclass(frozen=True)
class Missing:
    """What of a run is not there.

    Attributes:
        errors: Samples that ended in an error.
        samples: Samples that were planned and are not in the log.
    """

    errors: int
    samples: int

    def __bool__(self) -> bool:
        return bool(self.errors or self.samples)

    def __str__(self) -> str:
        parts = [(self.errors, "ended in an error"), (self.samples, "are missing")]
        return " and ".join(f"{count} samples {what}" for count, what in parts if count)


def read_sound(location: str) -> tuple[EvalLog, Missing]:
    """Read a whole log whose run succeeded, and say what of it is missing.

    Args:
        location: A path, or a URL that Inspect reads.

    Raises:
        UnusableError: If the run did not succeed, or a score of the log was changed after it.
        InputError: If there is no readable log.
    """
    refuse_failed(read_header(location), location)
    try:
        log = read_eval_log(location)
    except Exception as error:  # whatever a broken archive makes its readers raise
        raise unreadable(error, location) from None
    samples = log.samples or []
    edited = [
        str(sample.id)
        for sample in samples
        if any(score.history for score in (sample.scores or {}).values())
    ]
    refuse_unscored(len(samples), sum(bool(sample.scores) for sample in samples), location)
    refuse_edited(edited, log.invalidated, location)
    refuse_other_results(log, lambda scorer: _shares(log, samples, scorer), location)
    failed = sum(sample.error is not None for sample in samples)
    return log, Missing(failed, max(planned(log) - len(samples), 0))


def planned(log: EvalLog) -> int:
    """How many samples the run should have, over all epochs."""
    return len(log.eval.dataset.sample_ids or []) * (log.eval.config.epochs or 1)


def unreadable(error: Exception, location: str) -> UnusableError:
    """What to raise where a log's samples can't be read."""
    what = f"the samples can't be read ({type(error).__name__})"
    return UnusableError(what, where=location, fix="Try inspect log recover")


def refuse_failed(header: EvalLog, location: str) -> None:
    """Refuse a run that did not succeed."""
    if header.status != "success":
        what = f"the run did not succeed (status {header.status})"
        raise UnusableError(what, where=location, fix="Finish it with inspect eval-retry")


def refuse_unscored(samples: int, scored: int, location: str) -> None:
    """Refuse a log without samples, or without a score of any."""
    if not samples:
        raise UnusableError(
            "the log holds no samples", where=location, fix="Run without --no-log-samples"
        )
    if not scored:
        fix = "Score it: inspect score LOG"
        raise UnusableError("the log is not scored", where=location, fix=fix)


def refuse_edited(edited: Sequence[str], invalidated: bool, location: str) -> None:
    """Refuse a log whose scores were edited (the samples named) or whose samples are invalid."""
    if edited or invalidated:
        which = f"scores were edited after the run ({', '.join(edited[:3])}, ...)"
        what = which if edited else "samples were invalidated after the run"
        raise UnusableError(
            what, where=location, fix="Score it again: inspect score LOG --overwrite"
        )


def refuse_altered(altered: Sequence[str], amiss: Sequence[str], location: str) -> None:
    """Refuse a log whose list of summaries is not that of its samples.

    Args:
        altered: Ids of samples that have other scores than their summaries tell.
        amiss: Names of samples that only the summaries tell of, or only the samples.
        location: Where the log lies.
    """
    if altered:
        what = f"the summaries tell other scores than the samples have ({_some(altered)})"
    elif amiss:
        what = f"the summaries tell of other samples than there are ({_some(amiss)})"
    else:
        return
    raise UnusableError(what, where=location, fix="Take the log as Inspect wrote it")


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - 3:,} more" if len(names) > 3 else ""
    return f"{', '.join(name[:60] for name in names[:3])}{more}"


def refuse_other_results(
    log: EvalLog, shares: Callable[[str], Sequence[float]], location: str
) -> None:
    """Refuse results that are not those of the samples.

    The headline of our own tasks is a mean of the samples' scores; so it has to be still.

    Args:
        log: The log, header or whole.
        shares: The known values of the headline's key in the scores of the scorer so named.
        location: Where the log lies.
    """
    headline = log.eval.headline_metric
    if log.results is None or headline is None:
        return
    for result in log.results.scores:
        told = result.metrics.get("accuracy") if result.scorer == headline.scorer else None
        found = shares(result.scorer) if told is not None else ()
        if told is None or not found or told.value != told.value:
            continue
        mean = sum(found) / len(found)
        if abs(mean - float(told.value)) > 1e-6 and log.eval.config.epochs in (None, 1):
            what = f"results say {told.value:.4f} and the samples {mean:.4f}: changed after the run"
            raise UnusableError(
                what, where=location, fix="Score it again: inspect score LOG --overwrite"
            )


def _shares(log: EvalLog, samples: list[EvalSample], scorer: str) -> list[float]:
    key = str((log.eval.metadata or {}).get("key"))
    return [
        float(share)
        for sample in samples
        for name, score in (sample.scores or {}).items()
        if name == scorer and isinstance(score.value, dict)
        if isinstance(share := score.value.get(key), int | float) and share == share
    ]
