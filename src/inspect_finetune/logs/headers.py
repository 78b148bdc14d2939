"""The header of a log: what was run, and how it ended, without its samples."""

import re
from importlib.metadata import version

from inspect_ai.log import EvalLog, read_eval_log

from inspect_finetune.errors import InputError, UnusableError

_INSPECT = "inspect_ai"
_FORMAT: int = EvalLog.model_fields["version"].default
_NUMBERS = re.compile(r"\d+(?:\.\d+)*")


def read_header(place: str) -> EvalLog:
    """Read a log's header.

    Args:
        place: A path, or a URL that Inspect reads.

    Raises:
        InputError: If there is no readable log.
        UnusableError: If it is of a format that the installed Inspect does not know.
    """
    where = place.removeprefix("file://")
    try:
        return read_eval_log(place, header_only=True)
    except FileNotFoundError:
        raise InputError("there is no such log", where=where, fix="Name a .eval file") from None
    except Exception as error:  # whatever a broken archive makes its readers raise
        if "version" in str(error) and "log format" in str(error):
            what = "the log is of a newer format than the installed inspect_ai reads"
            raise UnusableError(what, where=where, fix="Install a newer inspect_ai") from None
        what = f"not a readable Inspect log ({type(error).__name__})"
        raise InputError(what, where=where, fix="Name a .eval file written by Inspect") from None


def place_of(log: EvalLog) -> str:
    """Where a log lies, as a path if it is on this machine, else as a URL."""
    return log.location.removeprefix("file://")


def refuse_unknown(log: EvalLog) -> None:
    """Refuse a log of which nobody can say whether it is read as it was meant.

    Raises:
        UnusableError: If it is a JSON log, or written by a newer Inspect than is installed.
    """
    place = place_of(log)
    if not place.endswith(".eval"):
        fix = "Convert it: inspect log convert LOG --to eval --output-dir DIR"
        raise UnusableError("it is a JSON log", where=place, fix=fix)
    if log.version > _FORMAT:
        what = f"it is of format {log.version}, and the installed inspect_ai reads {_FORMAT}"
        raise UnusableError(what, where=place, fix="Install a newer inspect_ai")
    told, here = str(log.eval.packages.get(_INSPECT, "")), version(_INSPECT)
    if _numbers(told) > _numbers(here):
        what = f"it was written by inspect_ai {told}, which is newer than {here}, installed here"
        fix = f"Install that: pip install 'inspect_ai>={told}'"
        raise UnusableError(what, where=place, fix=fix)


def _numbers(version: str) -> tuple[int, ...]:
    """The release that a version is of or leads up to: (0, 3, 285) of ``0.3.285.dev3+g1``."""
    found = _NUMBERS.match(version)
    return tuple(map(int, found[0].split("."))) if found else ()
