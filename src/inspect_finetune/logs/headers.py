"""The header of a log: what was run, and how it ended, without its samples."""

from inspect_ai.log import EvalLog, read_eval_log

from inspect_finetune.errors import InputError


def read_header(place: str) -> EvalLog:
    """Read a log's header.

    Args:
        place: A path, or a URL that Inspect reads.

    Raises:
        InputError: If there is no readable log.
    """
    try:
        return read_eval_log(place, header_only=True)
    except FileNotFoundError:
        raise InputError("there is no such log", where=place, fix="Name a .eval file") from None
    except Exception as error:  # whatever a broken archive makes its readers raise
        what = f"not a readable Inspect log ({type(error).__name__})"
        raise InputError(what, where=place, fix="Name a .eval file written by Inspect") from None
