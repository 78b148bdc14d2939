"""One process at a time on a run: a second one is refused.

The lock is the operating system's, on the file ``.lock`` in the run's folder, so that it goes with
the process that held it, however that ended.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inspect_finetune.errors import InputError

FILE = ".lock"


class HeldError(InputError):
    """Another process works on the run."""


@contextmanager
def held(folder: Path, doing: str = "works on this run") -> Iterator[None]:
    """Hold a run, making its folder if it isn't there.

    Args:
        folder: The run's folder.
        doing: What another process that holds it does, in words.

    Raises:
        HeldError: If another process holds it.
        InputError: If the folder can't be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / FILE, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        what = f"the run's folder can't be written to ({error.strerror})"
        raise InputError(what, where=str(folder), fix="Name another --runs-dir") from None
    try:
        if not _lock(handle):
            raise HeldError(
                f"another process ({_holder(handle)}) {doing}",
                where=str(folder),
                fix="Let it go on, or end it and type the same command again",
            )
        _sign(handle)
        yield
    finally:
        os.close(handle)  # which lets the lock go


def is_held(folder: Path) -> bool:
    """Whether a process works on the run now."""
    try:
        handle = os.open(folder / FILE, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _lock(handle)
    finally:
        os.close(handle)


def _lock(handle: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def _sign(handle: int) -> None:
    try:
        os.ftruncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())
    except OSError:  # a full disk; the record's writer says so
        pass


def _holder(handle: int) -> str:
    try:
        return os.read(handle, 20).decode(errors="replace").strip() or "unknown"
    except OSError:  # Windows locks what is in the file
        return "unknown"
