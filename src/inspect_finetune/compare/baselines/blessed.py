"""What became a baseline, for the screen and as JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from inspect_finetune.compare.baselines.baseline import Baseline
from inspect_finetune.compare.runs.measures import HEADLINE, choose
from inspect_finetune.compare.runs.pairing import cluster_of, shares_of
from inspect_finetune.compare.runs.run import Run
from inspect_finetune.compare.wording import plain
from inspect_finetune.grids import Grid
from inspect_finetune.inference.level import interval_of
from inspect_finetune.metrics.differences import Estimate

_NONE = "–"


@dataclass(frozen=True)
class Blessed:
    """One run of a baseline.

    Attributes:
        run: The run.
        measure: Its headline's measure; empty if it has none.
        value: The mean of that, with its 95 % interval where it is a share; None without.
        samples: How many samples the run has.
        clusters: In how many clusters they lie.
    """

    run: Run
    measure: str
    value: Estimate | None
    samples: int
    clusters: int

    @property
    def told(self) -> Mapping[str, object]:
        """The same for JSON."""
        known = self.value
        ends = [
            end if isfinite(end) else None for end in ((known.lower, known.upper) if known else ())
        ]
        return {
            "task": self.run.task,
            "version": self.run.version,
            "model": self.run.model,
            "measure": self.measure or None,
            "value": None if known is None else known.value,
            "lower": ends[0] if ends else None,
            "upper": ends[1] if ends else None,
            "samples": self.samples,
            "clusters": self.clusters,
        }


def blessed(run: Run) -> Blessed:
    """What is shown of a run."""
    clusters = len({cluster_of(name, one) for name, one in run.samples.items()})
    for measure in choose(run, HEADLINE, strict=False):
        shares = shares_of(run, measure)
        value = interval_of(shares)
        return Blessed(run, measure.name, value, len(run.samples), clusters)
    return Blessed(run, "", None, len(run.samples), clusters)


def tables(baseline: Baseline) -> list[Grid]:
    """A table for each model, with a line for each of its runs."""
    runs = [blessed(run) for run in baseline.runs]
    models = dict.fromkeys(one.run.model for one in runs)
    return [_table(model, [one for one in runs if one.run.model == model]) for model in models]


def _table(model: str, runs: Sequence[Blessed]) -> Grid:
    columns = ("task", "mean", "95 % interval", "samples", "clusters")
    means = [f"{one.measure} of {one.run.task}" for one in runs if one.measure]
    note = plain(f"Means of {', '.join(means)}.", 2000) if means else ""
    return Grid(plain(model), columns, tuple(map(_row, runs)), note)


def _row(one: Blessed) -> tuple[str, ...]:
    value = one.value
    mean = ends = _NONE
    if value is not None:
        mean = f"{value.value:.4g}"
        known = isfinite(value.lower) and isfinite(value.upper)
        ends = f"{value.lower:.3f} to {value.upper:.3f}" if known else _NONE
    return plain(one.run.task), mean, ends, f"{one.samples:,}", f"{one.clusters:,}"


def as_json(baseline: Baseline) -> str:
    """The same as JSON, keys sorted."""
    told = {
        "baseline": baseline.path,
        "checksum": baseline.checksum,
        "runs": [blessed(run).told for run in baseline.runs],
    }
    return json.dumps(told, indent=2, sort_keys=True, allow_nan=False)
