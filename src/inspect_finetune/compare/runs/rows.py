"""The samples of a log as plain dictionaries, one at a time, without their messages and events.

A summary holds a sample's scores, metadata and thinned input: a fiftieth of the log, and read
without building objects of it. Samples of logs that hold none are read whole.
"""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

# importing inspect_ai teaches zipfile the compression (zstd) that .eval files use
from inspect_ai.log import EvalLog, read_eval_log_sample_summaries

from inspect_finetune.logs.raw import opened, raw_samples

Row = dict[str, Any]

_SUMMARIES = "summaries.json"
_PIECE = 1 << 22
_BETWEEN = re.compile(r"[\s,]*")
_CHANGED = re.compile(rb'"history":\s*\[\s*[^\s\]]|"invalidation":\s*\{')


class Rows:
    """The samples of a log, each epoch of its own; of a sample that was run again, the last.

    Attributes:
        edited: After reading, the ids of samples whose scores were changed after the run.
    """

    def __init__(self, header: EvalLog) -> None:
        self.header = header
        self.edited: list[str] = []

    def __iter__(self) -> Iterator[Row]:
        if not self.header.location.endswith(".eval"):
            yield from self._whole()
            return
        with opened(self.header.location) as file, ZipFile(file) as archive:
            names = set(archive.namelist())
            if _SUMMARIES in names:
                self.edited = [*dict.fromkeys(_changed(archive))]
                yield from _summaries(archive)
                return
            unfinished = any(name.startswith("_journal/summaries/") for name in names)
        yield from self._journal() if unfinished else self._whole()

    def _whole(self) -> Iterator[Row]:
        for raw in raw_samples(self.header):
            if _is_changed(raw):
                self.edited.append(str(raw["id"]))
            yield raw

    def _journal(self) -> Iterator[Row]:
        for summary in read_eval_log_sample_summaries(self.header.location):
            yield summary.model_dump()


def _is_changed(raw: Row) -> bool:
    scores = (raw.get("scores") or {}).values()
    return bool(raw.get("invalidation")) or any(score.get("history") for score in scores)


def _changed(archive: ZipFile) -> Iterator[str]:
    """Ids of samples that were changed after the run; only those that may be are parsed."""
    for name in dict.fromkeys(archive.namelist()):
        if name.startswith("samples/") and name.endswith(".json"):
            text = archive.read(name)
            if _CHANGED.search(text) and _is_changed(raw := json.loads(text)):
                yield str(raw["id"])


def _summaries(archive: ZipFile) -> Iterator[Row]:
    """The elements of the list in ``summaries.json``, without ever holding all of it."""
    decoder, utf8 = json.JSONDecoder(), codecs.getincrementaldecoder("utf-8")()
    with archive.open(_SUMMARIES) as file:
        text, last = utf8.decode(file.read(_PIECE)).lstrip(), False
        if not text.startswith("["):
            raise ValueError("no list of summaries")
        place = 1
        while True:
            place = _after(text, place)
            if text.startswith("]", place):
                return
            try:
                row, place = decoder.raw_decode(text, place)
            except json.JSONDecodeError:
                if last:
                    raise
                piece = file.read(_PIECE)
                last = not piece
                text, place = text[place:] + utf8.decode(piece, final=last), 0
                continue
            yield row


def _after(text: str, place: int) -> int:
    match = _BETWEEN.match(text, place)
    return match.end() if match else place
