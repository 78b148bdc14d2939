"""The samples of a log held against its summaries, without building them.

Of each sample only what its scores are is parsed: ``"scores":`` can stand in no text of JSON, as
its quotation marks would be escaped there. Where the first that is found is not what the summary
says, the whole sample is parsed before anything is said of it.
"""

import json
from collections.abc import Mapping
from json import JSONDecodeError, JSONDecoder
from typing import Any
from zipfile import ZipFile

from inspect_finetune.compare.runs.values import numbers_in

_KEY = b'"scores":'
_INVALID = b'"invalidation":'
_DECODER = JSONDecoder()
_FOLDER, _ENDS = "samples/", (".json", "/sample.json")
"""Inspect keeps a sample as one file, or (large ones) as a folder with this file in it."""

Scores = Mapping[str, Any]


class Bodies:
    """What the summaries of a log tell of its samples, to be held against these.

    Attributes:
        edited: Ids of samples whose scores were changed after the run, as Inspect notes.
        altered: Ids of samples that have other scores than their summaries tell.
        amiss: Names of samples that only the summaries tell of, or only the samples.
    """

    def __init__(self) -> None:
        self.edited: list[str] = []
        self.altered: list[str] = []
        self.amiss: list[str] = []
        self._told: dict[str, tuple[str, dict[str, Any]]] = {}

    def expect(self, row: Mapping[str, Any]) -> None:
        """Take what a summary tells of one epoch of a sample."""
        name = f"{row['id']}_epoch_{row.get('epoch') or 1}".partition("\0")[0]  # as in archives
        self._told[name] = str(row["id"]), _values(row.get("scores"))

    def look_through(self, archive: ZipFile) -> None:
        """Read every sample of the log; of one that was logged again the last."""
        gone = dict(self._told)
        for member in dict.fromkeys(archive.namelist()):
            name = _name(member, self._told)
            if name is None:
                continue
            told = gone.pop(name, None)
            if told is None:
                self.amiss.append(name)
            else:
                self._hold(*told, archive.read(member))
        self.amiss.extend(gone)

    def _hold(self, name: str, told: dict[str, Any], text: bytes) -> None:
        scores = _scores_in(text)
        if scores is None or _INVALID in text or not _alike(told, _values(scores)):
            raw = json.loads(text)
            scores = raw.get("scores") or {}
            if not _alike(told, _values(scores)):
                self.altered.append(name)
            if is_changed(raw):
                self.edited.append(name)
        elif _is_edited(scores):
            self.edited.append(name)


def is_changed(raw: Mapping[str, Any]) -> bool:
    """Whether a whole sample's scores were edited, or it was declared invalid."""
    return bool(raw.get("invalidation")) or _is_edited(raw.get("scores") or {})


def _is_edited(scores: Scores) -> bool:
    return any(isinstance(score, Mapping) and score.get("history") for score in scores.values())


def _name(member: str, told: Mapping[str, object]) -> str | None:
    """The sample whose file a member of the archive is; None if it is of something else."""
    if not member.startswith(_FOLDER) or not member.endswith(_ENDS[0]):
        return None
    name = member[len(_FOLDER) : -len(_ENDS[0])]
    if name in told:
        return name
    inner = member[len(_FOLDER) : -len(_ENDS[1])] if member.endswith(_ENDS[1]) else ""
    if inner in told:
        return inner
    folder = name.partition("_epoch_")
    return None if "/" in folder[2] else name  # a part of a sample that is kept as a folder


def _scores_in(text: bytes) -> Scores | None:
    """The first scores of a sample's text; None if there are none or they are no dictionary."""
    place = text.find(_KEY)
    if place < 0:
        return None
    rest = text[place + len(_KEY) :].lstrip().decode("utf-8", "replace")
    try:
        found = _DECODER.raw_decode(rest)[0]
    except (JSONDecodeError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _values(scores: object) -> dict[str, Any]:
    given = scores if isinstance(scores, Mapping) else {}
    return {
        name: one.get("value") if isinstance(one, Mapping) else None for name, one in given.items()
    }


def _alike(told: dict[str, Any], found: dict[str, Any]) -> bool:
    """Whether two dictionaries of values give the same numbers; NaN, which equals none, is none."""
    return told == found or _numbers(told) == _numbers(found)


def _numbers(values: dict[str, Any]) -> dict[str, float]:
    return {
        key: number
        for name, value in values.items()
        for key, number in numbers_in(name, value).items()
    }
