"""The samples of a log as plain dictionaries, one at a time, without their messages and events.

A summary holds a sample's scores, metadata and thinned input: a fiftieth of the log, and read
without building objects of it. The samples themselves are looked through for scores that are not
those of the summaries. Samples of logs that hold no summaries are read whole.
"""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

# importing inspect_ai teaches zipfile the compression (zstd) that .eval files use
from inspect_ai.log import EvalLog, read_eval_log_sample_summaries

from inspect_finetune.compare.runs.bodies import Bodies, is_changed
from inspect_finetune.logs.raw import opened, raw_samples

Row = dict[str, Any]

_SUMMARIES, _HEADER = "summaries.json", "header.json"
_PIECE = 1 << 22
_BETWEEN = re.compile(r"[\s,]*")


class Rows:
    """The samples of an .eval log, each epoch of its own; of a sample that was run again, the last.

    Attributes:
        edited: After reading, the ids of samples whose scores were changed after the run.
        altered: After reading, those whose summaries tell other scores than the samples do.
        amiss: After reading, the names of samples that only the summaries tell of, or only the
            samples.
    """

    def __init__(self, header: EvalLog) -> None:
        self.header = header
        self.edited: list[str] = []
        self.altered: list[str] = []
        self.amiss: list[str] = []

    def __iter__(self) -> Iterator[Row]:
        with opened(self.header.location) as file, ZipFile(file) as archive:
            names = set(archive.namelist())
            if _SUMMARIES in names:
                yield from self._told(archive)
                return
        if _HEADER in names:
            yield from self._whole()
        else:  # the run goes on, or was cut off
            for summary in read_eval_log_sample_summaries(self.header.location):
                yield summary.model_dump()

    def _told(self, archive: ZipFile) -> Iterator[Row]:
        bodies = Bodies()
        for row in _summaries(archive):
            yield row
            bodies.expect(row)
        bodies.look_through(archive)
        self.edited, self.altered, self.amiss = bodies.edited, bodies.altered, bodies.amiss

    def _whole(self) -> Iterator[Row]:
        for raw in raw_samples(self.header):
            if is_changed(raw):
                self.edited.append(str(raw["id"]))
            yield raw


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
