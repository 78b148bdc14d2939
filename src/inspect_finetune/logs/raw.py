"""A log's samples as plain dictionaries, one at a time.

Inspect's own reader builds objects of every message and event: 100,000 samples take it minutes
and gigabytes. Who needs a few fields of each reads them here.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZipFile

# importing inspect_ai teaches zipfile the compression (zstd) that .eval files use
from inspect_ai.log import EvalLog, read_eval_log

RawSample = dict[str, Any]

_ATTACHED = "attachment://"


def raw_samples(log: EvalLog) -> Iterator[RawSample]:
    """Every sample of a log once, in the order in which they were written.

    Args:
        log: The log's header, with its location.
    """
    if log.location.endswith(".eval"):
        yield from _members(log.location)
        return
    for sample in read_eval_log(log.location).samples or []:
        yield sample.model_dump(exclude={"events", "events_data", "store"})


def _members(location: str) -> Iterator[RawSample]:
    with opened(location) as file, ZipFile(file) as archive:
        # a sample that was logged again is a second member of its name; its name finds the last
        for name in dict.fromkeys(archive.namelist()):
            if name.startswith("samples/") and name.endswith(".json"):
                yield json.loads(archive.read(name))


@contextmanager
def opened(location: str) -> Iterator[IO[bytes]]:
    """The file itself, or a local copy of a remote one, which is fetched in one go."""
    if "://" not in location or location.startswith("file://"):
        with Path(location.removeprefix("file://")).open("rb") as file:
            yield file
        return
    import fsspec  # type: ignore[import-untyped]

    with TemporaryFile() as copy:
        with fsspec.open(location, "rb") as remote:
            copyfileobj(remote, copy)
        copy.seek(0)
        yield copy


def text_of(content: object, attachments: dict[str, str]) -> str:
    """The text of a message's content; parts that are not text (reasoning, images) are left out.

    Args:
        content: A text, or a list of parts.
        attachments: The sample's attachments, where Inspect keeps long texts.
    """
    if isinstance(content, str):
        return _resolved(content, attachments)
    parts = content if isinstance(content, list) else []
    texts = [part for part in parts if isinstance(part, dict) and part.get("type") == "text"]
    return "\n".join(_resolved(str(part.get("text", "")), attachments) for part in texts)


def _resolved(text: str, attachments: dict[str, str]) -> str:
    if not text.startswith(_ATTACHED):
        return text
    return attachments.get(text.removeprefix(_ATTACHED), text)
