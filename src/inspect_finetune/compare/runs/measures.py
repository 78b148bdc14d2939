"""Names of measures: which values of a run are meant, and of which samples."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from inspect_finetune.compare.runs.gathering import label
from inspect_finetune.compare.runs.run import Run
from inspect_finetune.errors import InputError
from inspect_finetune.textfiles import did_you_mean

HEADLINE = "headline"
"""Stands for the measure that a task reports first."""

_FILTERED = re.compile(r"(?P<name>[^\[\]]+)(?:\[(?P<filters>[^\[\]]+)\])?")
_FILTER = re.compile(r"\s*(?P<key>[^=!,]+?)\s*(?P<sign>!?=)\s*(?P<values>[^=!,]+?)\s*")
_BOOKKEEPING = re.compile(r"answers|counted|cut|flip|agreement|unread|digits|digit_\d+|base_.*")


@dataclass(frozen=True)
class Filter:
    """A condition on the metadata of a sample.

    Attributes:
        key: The metadata key.
        values: The values that are meant, as texts.
        negated: Whether those with one of these values are left out, instead of kept.
    """

    key: str
    values: tuple[str, ...]
    negated: bool

    def __str__(self) -> str:
        return f"{self.key}{'!=' if self.negated else '='}{'|'.join(self.values)}"

    def keeps(self, groups: Mapping[str, str]) -> bool:
        """Whether a sample with this metadata is meant; without the key it has no value."""
        found = groups.get(self.key)
        return self.negated != (found is not None and _is_one_of(found, self.values))


def _is_one_of(found: str, values: Iterable[str]) -> bool:
    return any(found == value or found == _as_number(value) for value in values)


def _as_number(value: str) -> str | None:
    """The same number as metadata name it: ``0`` for ``0.0``."""
    try:
        return label(float(value))
    except ValueError:
        return None


@dataclass(frozen=True)
class Measure:
    """Values of a run, of all samples or some.

    Attributes:
        name: In full: ``fact_value.correct[level=direct]``.
        scorer: The scorer; empty where it is not said.
        key: The key of its value; empty for a scalar score.
        where: Conditions on a sample's metadata, all of which must hold.
    """

    name: str
    scorer: str
    key: str
    where: tuple[Filter, ...] = ()

    @property
    def column(self) -> str:
        """Its name without conditions, as `SampleValues.values` has it."""
        return ".".join(filter(None, (self.scorer, self.key)))

    def keeps(self, groups: Mapping[str, str]) -> bool:
        """Whether a sample with this metadata counts."""
        return all(condition.keeps(groups) for condition in self.where)

    def values(self, run: Run) -> Iterator[tuple[str, float]]:
        """Id and value of every sample of a run that counts and has one."""
        for name, sample in run.samples.items():
            value = sample.values.get(self.column)
            if value is not None and self.keeps(sample.groups):
                yield name, value


def parse_measure(text: str) -> Measure:
    """A measure as a user writes it: ``correct``, ``fact_value.correct[level=direct|reverse]``.

    What stands before the first dot is taken for the scorer; `choose` finds what a run calls so.

    Raises:
        InputError: If it is not of this form.
    """
    match = _FILTERED.fullmatch(text.strip())
    filters = (match["filters"] or "").split(",") if match else []
    found = [_FILTER.fullmatch(part) for part in filters if part.strip() or len(filters) > 1]
    if match is None or not all(found):
        fix = "Write it as scorer.key[level=direct|reverse,set!=world]"
        raise InputError(f"'{text}' names no measure", fix=fix)
    where = tuple(
        Filter(one["key"], tuple(v.strip() for v in one["values"].split("|")), one["sign"] == "!=")
        for one in found
        if one is not None
    )
    return _measure(match["name"].strip(), where)


def _measure(column: str, where: tuple[Filter, ...]) -> Measure:
    scorer, _, key = column.partition(".")
    told = f"[{','.join(map(str, where))}]" if where else ""
    return Measure(f"{column}{told}", scorer, key, where)


def named(run: Run, text: str) -> Measure:
    """A measure as `parse_measure` reads it; one that the run knows to the letter is that one."""
    return _measure(text, ()) if text in run.measures else parse_measure(text)


def choose(run: Run, pattern: str, strict: bool = True) -> list[Measure]:
    """The measures of a run that a pattern names.

    Args:
        run: The run.
        pattern: A measure, whose scorer may be left out where only one has such a key;
            ``headline``; or a pattern with ``*`` and ``?``, which leaves bookkeeping out (how many
            answers there were, how many were cut short).
        strict: Whether a measure that the run has not got is an error; else it is nothing.

    Raises:
        InputError: If the run has none that is named so, or several where one is meant.
    """
    asked = named(run, pattern)
    if asked.column == HEADLINE and run.headline:
        known = named(run, run.headline)
        asked = _measure(known.column, (*known.where, *asked.where))
    columns = _columns(run, asked.column, strict)
    found = [_measure(column, asked.where) for column in columns]
    kept = [one for one in found if next(one.values(run), None) is not None]
    if found and not kept and strict and not _is_glob(asked.column):
        raise InputError(
            f"no sample has a value of '{pattern}'",
            where=run.location or run.task,
            fix=_known_values(run, asked.where),
        )
    return kept


def _columns(run: Run, name: str, strict: bool) -> Sequence[str]:
    known = run.measures
    if name in known:
        return [name]
    if _is_glob(name):
        plain = [one for one in known if not _BOOKKEEPING.fullmatch(_key(run, one))]
        return [one for one in plain if fnmatchcase(one, name) or fnmatchcase(_key(run, one), name)]
    found = [one for one in known if _key(run, one) == name]
    if len(found) > 1:
        what = f"several scorers of {run.task} have '{name}'"
        raise InputError(what, where=run.location or None, fix=f"Write {' or '.join(found)}")
    if not found and strict:
        plain = [one for one in known if not _BOOKKEEPING.fullmatch(_key(run, one))]
        what = f"{run.task} has no measure '{name}'"
        raise InputError(what, where=run.location or None, fix=did_you_mean(name, plain))
    return found


def _is_glob(name: str) -> bool:
    return "*" in name or "?" in name


def _key(run: Run, column: str) -> str:
    """What follows the scorer's name, whatever dots are in either; empty for a scalar score."""
    names = [name for name in run.unscored if column.startswith(f"{name}.")]
    return column[len(max(names, key=len)) + 1 :] if names else column.partition(".")[2]


def _known_values(run: Run, where: Sequence[Filter]) -> str | None:
    """What the first condition could have asked for."""
    if not where:
        return None
    key = where[0].key
    values = {one.groups[key] for one in run.samples.values() if key in one.groups}
    if not values:
        keys = {key for one in run.samples.values() for key in one.groups}
        return did_you_mean(key, sorted(keys)) if keys else None
    return did_you_mean(where[0].values[0], sorted(values)[:20])
