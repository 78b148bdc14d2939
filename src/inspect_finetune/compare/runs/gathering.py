"""What the epochs of one sample say together."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from math import fsum
from sys import intern
from typing import Any, NamedTuple

from inspect_finetune.compare.runs.rows import Row
from inspect_finetune.compare.runs.run import SampleValues
from inspect_finetune.compare.runs.sometimes import sometimes
from inspect_finetune.compare.runs.values import is_word, numbers_in
from inspect_finetune.logs.raw import text_of

KEPT = 5120
"""Characters of each text that Inspect keeps in a summary; what follows them is not compared."""
_LONGEST_GROUP = 100


class Epoch(NamedTuple):
    """One epoch of one sample; a tuple, as there may be a hundred thousand."""

    values: Mapping[str, float]
    answers: float
    cluster: str | None
    asked: str
    groups: Mapping[str, str]
    failed: bool
    scorers: Mapping[str, bool]
    """Each scorer that said something, and whether it said a number."""


class Gathered:
    """The samples of one run, gathered epoch by epoch.

    Args:
        cluster: The metadata key of the cluster; may be empty.
        own: Whether the scores are this package's, which note how many answers they are of.

    Attributes:
        keys: Every key that the metadata of some sample has.
    """

    def __init__(self, cluster: str, own: bool) -> None:
        self.cluster, self.own = cluster, own
        self.keys: set[str] = set()
        self._epochs: dict[str, dict[int, Epoch]] = {}

    def add(self, row: Row) -> None:
        """Take one epoch of a sample; it replaces an earlier attempt at the same."""
        metadata = row.get("metadata") or {}
        self.keys.update(metadata)
        failed = row.get("error") is not None
        scores = {} if failed else {**(row.get("scores") or {})}
        found = {name: numbers_in(name, _value(one)) for name, one in scores.items()}
        self._epochs.setdefault(str(row["id"]), {})[int(row.get("epoch") or 1)] = Epoch(
            values={key: number for numbers in found.values() for key, number in numbers.items()},
            answers=_answers(scores, found) if self.own else float(any(found.values())),
            cluster=_cluster(metadata.get(self.cluster)) if self.cluster else None,
            asked=asked_hash(row),
            groups=_groups(metadata),
            failed=failed,
            scorers={
                intern(name): bool(numbers)
                for name, numbers in found.items()
                if numbers or is_word(_value(scores[name]))
            },
        )

    def _all(self) -> Iterator[Epoch]:
        return (epoch for epochs in self._epochs.values() for epoch in epochs.values())

    @property
    def count(self) -> int:
        """How many samples there are, epochs counted apart."""
        return sum(len(epochs) for epochs in self._epochs.values())

    @property
    def scored(self) -> int:
        """Of how many of them some scorer said something."""
        return sum(bool(epoch.scorers) for epoch in self._all())

    @property
    def errors(self) -> int:
        """How many of them ended in an error."""
        return sum(epoch.failed for epoch in self._all())

    def unscored(self, scorers: Sequence[str]) -> dict[str, int]:
        """For every scorer, of how many samples without an error it says no number.

        A scorer that only ever gives words (categories) measures nothing that can be compared; it
        is left out.

        Args:
            scorers: Scorers that the log names, which may have said nothing at all.
        """
        said: dict[str, set[bool]] = {}
        numbered: dict[str, int] = {}
        for epoch in self._all():
            for name, number in epoch.scorers.items():
                said.setdefault(name, set()).add(number)
                numbered[name] = numbered.get(name, 0) + number
        whole = self.count - self.errors
        known = sorted(
            {*scorers, *said} - {name for name, kinds in said.items() if True not in kinds}
        )
        return {name: whole - numbered.get(name, 0) for name in known}

    @property
    def ids(self) -> dict[str, int]:
        """The samples, and how many epochs of each there are."""
        return {name: len(epochs) for name, epochs in self._epochs.items()}

    def partial(self) -> dict[str, int]:
        """What dictionaries have only sometimes; see `sometimes`.

        Of scores of this package it is nothing: they are NaN by design where a question is not
        about something.
        """
        return {} if self.own else sometimes([[*each.values()] for each in self._epochs.values()])

    def samples(self) -> dict[str, SampleValues]:
        """What each sample was given, over all its epochs, sorted by id."""
        return {name: together([*self._epochs[name].values()]) for name in sorted(self._epochs)}

    def epochs(self) -> dict[str, list[SampleValues]]:
        """What each sample was given in each of its epochs."""
        return {
            name: [together([one]) for one in self._epochs[name].values()]
            for name in sorted(self._epochs)
        }


def together(epochs: Sequence[Epoch | SampleValues]) -> SampleValues:
    """What several epochs of one sample say together.

    Args:
        epochs: At least one.
    """
    first = epochs[0]
    values = first.values if len(epochs) == 1 else _means([epoch.values for epoch in epochs])
    answers = sum(epoch.answers for epoch in epochs)
    return SampleValues(values, answers, first.cluster, first.asked, first.groups)


def _means(several: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The mean of every measure over the epochs that know it, whatever their order."""
    found: dict[str, list[float]] = {}
    for values in several:
        for name, value in values.items():
            found.setdefault(name, []).append(value)
    return {name: fsum(known) / len(known) for name, known in found.items()}


def _value(score: object) -> object:
    return score.get("value") if isinstance(score, Mapping) else None


def _answers(scores: Mapping[str, Any], found: Mapping[str, Mapping[str, float]]) -> float:
    """How many answers tell something each; byte-identical ones at temperature 0 count once."""
    for name, numbers in found.items():
        for key in ("counted", "answers"):
            number = numbers.get(f"{name}.{key}")
            if number is not None:
                return max(number, 0.0)
    return float(any(found.values()))


def label(value: object) -> str | None:
    """A value of metadata as filters and clusters name it; None for what is not one value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value) if isinstance(value, int | str) else None


def _groups(metadata: Mapping[str, Any]) -> dict[str, str]:
    found = (
        _group(key, value)
        for key, value in metadata.items()
        if isinstance(value, str | int | float)
    )
    return {key: name for key, name in found if name is not None}


@lru_cache(maxsize=16384, typed=True)
def _group(key: str, value: str | float) -> tuple[str, str | None]:
    """One object for names that a hundred thousand samples share; None for what is too long."""
    name = label(value)
    short = name is not None and len(name) <= _LONGEST_GROUP
    return intern(str(key)), intern(name) if name is not None and short else None


def _cluster(value: object) -> str | None:
    if value is None:
        return None
    name = label(value)
    return intern(json.dumps(value, sort_keys=True, default=str) if name is None else name)


def asked_hash(row: Row) -> str:
    """A short hash of input, choices and target; of each text the part that summaries keep."""
    sent, target, choices = row.get("input"), row.get("target"), row.get("choices") or []
    attached = row.get("attachments") or {}
    plain = isinstance(sent, str) and len(sent) <= KEPT and isinstance(target, str)
    if plain and not choices and not attached:
        return _asked_plainly(sent, target)
    texts = [*_turns(sent, attached), ["choices", *map(_kept, choices)]]
    texts.append(["target", *map(_kept, [target] if isinstance(target, str) else target or [])])
    return _hashed(texts)


@lru_cache(maxsize=4096)
def _asked_plainly(sent: str, target: str) -> str:
    """The same of a text and a target alone, as most samples are; two runs ask the same."""
    return _hashed([["user", _kept(sent)], ["choices"], ["target", _kept(target)]])


def _hashed(texts: list[list[str]]) -> str:
    return sha256(json.dumps(texts, ensure_ascii=True).encode()).hexdigest()[:16]


def _turns(sent: object, attached: dict[str, str]) -> Iterator[list[str]]:
    if isinstance(sent, str):
        yield ["user", _kept(text_of(sent, attached))]
    for message in sent if isinstance(sent, list) else []:
        content = message.get("content")
        parts = content if isinstance(content, list) else [content]
        texts = [_kept(_part(part, attached)) for part in parts]
        yield [str(message.get("role")), *texts]


def _part(part: object, attached: dict[str, str]) -> str:
    """A part of a message as summaries have it: of what is no text, the kind alone."""
    if isinstance(part, dict) and part.get("type") != "text":
        return f"({str(part.get('type')).capitalize()})"
    return text_of(part if isinstance(part, str) else [part], attached)


def _kept(text: object) -> str:
    return str(text)[:KEPT]
