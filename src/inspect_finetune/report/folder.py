"""The folder of a report: written aside, then moved into place, so that none is half new."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from inspect_finetune.errors import InputError
from inspect_finetune.report.summary import KIND

MANIFEST = "report.json"
"""Names the files of the report that lies in a folder."""
_OURS = (".csv", ".json", ".md", ".png", ".svg")


@contextmanager
def new_folder(out: Path) -> Iterator[Path]:
    """A folder to write a report into; at the end what lies in it is moved to `out`.

    What an earlier report left in `out` is replaced, or removed where the new one has no such file;
    everything else stays.

    Raises:
        InputError: If `out` can't be written to, or holds files of such names of others.
    """
    earlier = check_folder(out)
    with _in_one_line(out), TemporaryDirectory(prefix=".report-", dir=_place(out)) as temporary:
        yield Path(temporary)
        names = sorted(path.name for path in Path(temporary).iterdir())
        _refuse_strangers(out, [name for name in names if name not in earlier])
        out.mkdir(parents=True, exist_ok=True)
        # the list of files last: until then the earlier one holds
        for name in sorted(names, key=lambda one: one == MANIFEST):
            (Path(temporary) / name).replace(out / name)
        for name in set(earlier) - set(names):
            (out / name).unlink(missing_ok=True)


def check_folder(out: Path) -> list[str]:
    """Check that a report can be written to a folder, before anything is read.

    Returns:
        The files of the report that lies there.

    Raises:
        InputError: If it can't.
    """
    fix = "Name another folder with --out"
    if out.exists() and not out.is_dir():
        raise InputError("this is a file, not a folder", where=str(out), fix=fix)
    # permissions do not tell it all: some places take no folder from anybody
    with _in_one_line(out), TemporaryDirectory(prefix=".report-", dir=_place(out)):
        pass
    earlier = _earlier(out)
    _refuse_strangers(out, [name for name in (MANIFEST, "report.md") if name not in earlier])
    return earlier


@contextmanager
def _in_one_line(out: Path) -> Iterator[None]:
    """Say what the system has against writing: no right to it, no such place, no room."""
    try:
        yield
    except OSError as error:
        what = f"the folder can't be written to ({error.strerror or error})"
        raise InputError(what, where=str(out), fix="Name another folder with --out") from None


def _place(out: Path) -> Path:
    """The folder itself, or the nearest above that exists: files can be moved from there."""
    place = out.absolute()
    return next(folder for folder in (place, *place.parents) if folder.exists())


def _earlier(out: Path) -> list[str]:
    """The files of an earlier report, as its list names them; only such as a report can have."""
    try:
        content: Any = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        named = content["files"] if content["kind"] == KIND else []
        return [
            str(name) for name in named if Path(str(name)).name == name and name.endswith(_OURS)
        ]
    except (OSError, ValueError, LookupError, TypeError):
        return []


def _refuse_strangers(out: Path, names: Sequence[str]) -> None:
    taken = [name for name in names if (out / name).exists()]
    if taken:
        what = f"it holds {', '.join(taken[:3])}, which no earlier report wrote"
        raise InputError(what, where=str(out), fix="Name another folder with --out")
