"""Where a baseline is written, and how: whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from inspect_finetune.errors import InputError

_OTHER = "Name another file with --baseline"


def writable(path: str | Path) -> Path:
    """The file that a name means, links followed.

    Raises:
        InputError: If it is on another machine, or there is something else than a file.
    """
    name = str(path).removeprefix("file://")
    if not name.strip():
        fix = "Name a file with --baseline; a variable of the shell may be unset"
        raise InputError("an empty name of a baseline", fix=fix)
    if "://" in name:
        what = "a baseline is written to this machine only"
        raise InputError(what, where=name, fix="Name a path, and copy the file")
    try:
        target = Path(name).resolve()
        if target.exists() and not target.is_file():
            kind = "is a folder" if target.is_dir() else "is no regular file"
            raise InputError(f"the baseline can't be written (it {kind})", where=name, fix=_OTHER)
    except (OSError, RuntimeError, ValueError) as error:  # links in a ring, a NUL character
        if isinstance(error, InputError):
            raise
        raise _unwritable(name, error) from None
    return target


def write_whole(path: Path, text: str) -> None:
    """Write a file in one step, so that nobody ever reads half of it.

    Raises:
        InputError: If it can't be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(
            "w",
            encoding="ascii",
            newline="\n",
            dir=path.parent,
            prefix=f".{path.name}.",
            delete=False,
        ) as file:
            try:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).chmod(_mode(path))
                Path(file.name).replace(path)
            except BaseException:
                with suppress(OSError):
                    Path(file.name).unlink()
                raise
    except OSError as error:
        raise _unwritable(str(path), error) from None


def _unwritable(path: str, error: Exception) -> InputError:
    said = getattr(error, "strerror", None) or str(error)
    return InputError(f"the baseline can't be written ({said})", where=path, fix=_OTHER)


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced; those of any new file else."""
    with suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
