"""Whether a log can be built upon: finished, whole, and as the run left it."""

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
    header = read_header(location)
    if header.status != "success":
        what = f"the run did not succeed (status {header.status})"
        raise UnusableError(what, where=location, fix="Finish it with inspect eval-retry")
    try:
        log = read_eval_log(location)
    except Exception as error:  # whatever a broken archive makes its readers raise
        what = f"the samples can't be read ({type(error).__name__})"
        raise UnusableError(what, where=location, fix="Try inspect log recover") from None
    samples = log.samples or []
    if not samples:
        raise UnusableError(
            "the log holds no samples", where=location, fix="Run without --no-log-samples"
        )
    if not any(sample.scores for sample in samples):
        fix = "Score it: inspect score LOG"
        raise UnusableError("the log is not scored", where=location, fix=fix)
    _refuse_edited(log, samples, location)
    planned = len(log.eval.dataset.sample_ids or []) * (log.eval.config.epochs or 1)
    failed = sum(sample.error is not None for sample in samples)
    return log, Missing(failed, max(planned - len(samples), 0))


def _refuse_edited(log: EvalLog, samples: list[EvalSample], location: str) -> None:
    edited = [
        str(sample.id)
        for sample in samples
        if any(score.history for score in (sample.scores or {}).values())
    ]
    if edited or log.invalidated:
        which = f"scores were edited after the run ({', '.join(edited[:3])}, ...)"
        what = which if edited else "samples were invalidated after the run"
        raise UnusableError(
            what, where=location, fix="Score it again: inspect score LOG --overwrite"
        )
    _refuse_other_results(log, samples, location)


def _refuse_other_results(log: EvalLog, samples: list[EvalSample], location: str) -> None:
    """The headline of our own tasks is a mean of the samples' scores; so it has to be still."""
    key, headline = (log.eval.metadata or {}).get("key"), log.eval.headline_metric
    if log.results is None or headline is None:
        return
    for result in log.results.scores:
        told = result.metrics.get("accuracy") if result.scorer == headline.scorer else None
        found = [
            float(share)
            for sample in samples
            for name, score in (sample.scores or {}).items()
            if name == result.scorer and isinstance(score.value, dict)
            if isinstance(share := score.value.get(str(key)), int | float) and share == share
        ]
        if told is None or not found or told.value != told.value:
            continue
        mean = sum(found) / len(found)
        if abs(mean - float(told.value)) > 1e-6 and log.eval.config.epochs in (None, 1):
            what = f"results say {told.value:.4f} and the samples {mean:.4f}: changed after the run"
            raise UnusableError(
                what, where=location, fix="Score it again: inspect score LOG --overwrite"
            )
