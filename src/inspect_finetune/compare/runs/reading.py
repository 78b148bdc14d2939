"""One log as a run: the values of its samples, and all that makes it comparable."""

from collections.abc import Callable
from dataclasses import replace

from inspect_ai.log import EvalLog, headline_metric

from inspect_finetune.compare.policies.policy import headline_of
from inspect_finetune.compare.runs.gathering import Gathered
from inspect_finetune.compare.runs.measures import HEADLINE, Measure, named
from inspect_finetune.compare.runs.naming import packages_of, settings_of, task_of
from inspect_finetune.compare.runs.rows import Rows
from inspect_finetune.compare.runs.run import Run, SampleValues, Scorer
from inspect_finetune.errors import InputError, UnusableError
from inspect_finetune.logs.headers import place_of, read_header, refuse_unknown
from inspect_finetune.logs.naming import entries, model_of, portable
from inspect_finetune.logs.sound import (
    refuse_altered,
    refuse_edited,
    refuse_failed,
    refuse_other_results,
    refuse_unscored,
    unreadable,
)
from inspect_finetune.textfiles import did_you_mean


def read_run(place: str, cluster: str = "") -> Run:
    """Read one log.

    A run that failed, was edited or is not scored is read all the same: `Run.problems` says so,
    and `whole.reasons` gathers all that keeps a run from being concluded from.

    Args:
        place: A path, or a URL that Inspect reads.
        cluster: The metadata key of the cluster; empty for the one that the log names, if any.

    Raises:
        InputError: If there is no readable log, or no sample has the cluster's key.
        UnusableError: If its samples can't be read, or are written as no .eval file of a version
            of Inspect that is known.
    """
    return run_of(read_header(place), cluster)


def run_of(header: EvalLog, cluster: str = "") -> Run:
    """The run whose header was read. See `read_run`."""
    return run_and_epochs(header, cluster)[0]


def run_and_epochs(
    header: EvalLog, cluster: str = "", apart: bool = False
) -> tuple[Run, dict[str, list[SampleValues]]]:
    """The run whose header was read, and what each sample was given in each of its epochs.

    Args:
        header: The log's header.
        cluster: As for `read_run`.
        apart: Whether the epochs are wanted; else there are none.
    """
    noted, location = header.eval.metadata or {}, place_of(header)
    refuse_unknown(header)
    key = cluster or str(noted.get("cluster") or "")
    gathered, rows = Gathered(key, own="key" in noted), Rows(header)
    try:
        for row in rows:
            gathered.add(row)
    except Exception as error:  # whatever a broken archive makes its readers raise
        raise unreadable(error, location) from None
    if cluster and gathered.count and cluster not in gathered.keys:
        what = f"no sample has the metadata key '{cluster}'"
        fix = did_you_mean(cluster, sorted(gathered.keys)) if gathered.keys else None
        raise InputError(what, where=location, fix=fix)
    run = _run(header, gathered, key if key in gathered.keys else "")
    if (first := headline_of(run)) is not None:
        run = replace(run, headline=first.name)
    run = replace(run, problems=tuple(_problems(header, gathered, rows, run)))
    return run, gathered.epochs() if apart else {}


def _run(header: EvalLog, gathered: Gathered, cluster: str) -> Run:
    spec = header.eval
    task, package = task_of(spec)
    scorers = tuple(
        Scorer(one.name.rpartition("/")[2], entries(one.options or {}))
        for one in sorted(spec.scorers or [], key=lambda one: one.name)
    )
    stopping = header.results.early_stopping if header.results else None
    stops = stopping.early_stops if stopping else []
    run = Run(
        task=task,
        version=str(spec.task_version),
        dataset=portable(spec.dataset.name or ""),
        scorers=scorers,
        settings=settings_of(header),
        model=model_of(spec),
        packages=packages_of(spec),
        epochs=spec.config.epochs or 1,
        headline="",
        cluster_key=cluster,
        samples=gathered.samples(),
        unscored=gathered.unscored([scorer.name for scorer in scorers]),
        errors=gathered.errors,
        missing=_missing(header, gathered, len(stops)),
        skipped=len(stops),
        stopped=dict(stopping.metadata) if stopping else None,
        location=place_of(header),
        package=package,
        partial=gathered.partial(),
        left_out=frozenset(str(one.id) for one in stopping.early_stops)
        if stopping
        else frozenset(),
        limited=_limited(header),
    )
    return replace(run, headline=_headline(header, run.measures))


def _missing(header: EvalLog, gathered: Gathered, skipped: int) -> int:
    """How many samples were planned and are not there, epochs counted apart."""
    ids, epochs = header.eval.dataset.sample_ids, header.eval.config.epochs or 1
    if not ids:
        total = header.results.total_samples if header.results else 0
        return max(total - gathered.count - skipped, 0)
    there = gathered.ids
    return max(sum(max(epochs - there.get(str(name), 0), 0) for name in ids) - skipped, 0)


def _limited(header: EvalLog) -> str:
    """How much of its dataset the run was planned to run, if not all of it."""
    whole, ids = header.eval.dataset.samples or 0, header.eval.dataset.sample_ids or []
    return f"{len(ids):,} of {whole:,} samples" if 0 < len(ids) < whole else ""


def _headline(header: EvalLog, known: tuple[str, ...]) -> str:
    """The measure behind the figure that the log reports first; empty if samples have none."""
    resolved = headline_metric(header)
    if resolved is None:
        return ""
    scorer, name = resolved.score.scorer, resolved.score.name
    key = (header.eval.metadata or {}).get("key")
    tried = [f"{scorer}.{key}", scorer, name, f"{scorer}.{name}", f"{scorer}.{resolved.name}"]
    return next((measure for measure in tried if measure in known), "")


def _problems(header: EvalLog, gathered: Gathered, rows: Rows, run: Run) -> list[str]:
    checks: list[Callable[[], None]] = [
        lambda: refuse_failed(header, run.location),
        lambda: refuse_unscored(gathered.count, gathered.scored, run.location),
        lambda: refuse_edited(rows.edited, header.invalidated, run.location),
        lambda: refuse_altered(rows.altered, rows.amiss, run.location),
        lambda: _refuse_other_results(header, run),
    ]
    return [problem for check in checks if (problem := _said(check))]


def _refuse_other_results(header: EvalLog, run: Run) -> None:
    """Refuse results that are the mean neither of all samples nor of those the headline is about.

    Only our own tasks name the key that their results are the mean of.
    """
    headline = named(run, run.headline or HEADLINE)
    key = (header.eval.metadata or {}).get("key")

    def shares(measure: Measure) -> Callable[[str], list[float]]:
        def of(scorer: str) -> list[float]:
            mine = measure.column == f"{scorer}.{key}"
            return [value for _, value in measure.values(run)] if mine else []

        return of

    try:
        refuse_other_results(header, shares(replace(headline, where=())), run.location)
    except UnusableError:
        refuse_other_results(header, shares(headline), run.location)


def _said(check: Callable[[], None]) -> str:
    """What a check refuses, with the remedy; empty if nothing."""
    try:
        check()
    except UnusableError as error:
        return f"{error.what} ({error.fix})" if error.fix else error.what
    return ""
