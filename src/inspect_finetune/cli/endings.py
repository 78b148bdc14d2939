"""How a verb ends where something goes wrong: in one line, and never with a verdict's exit code.

Exit code 1 is bad news about the model, and a release waits for it. So a fault of this package, a
full disk or a reader that went away must not end in 1, as Python and click would have it.
"""

import codecs
import errno
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO

import click

from inspect_finetune.arguments import ArgumentError
from inspect_finetune.cli.options import CANNOT_SAY
from inspect_finetune.errors import InputError, UnusableError

READER_LEFT = 141
"""As a shell says of git and grep: 128 and the number of SIGPIPE."""
INTERRUPTED = 130
"""128 and the number of SIGINT."""
_ASCII = {"✓": "+", "✗": "x", "·": ".", "–": "-", "−": "-", "…": "..."}
"""What stands for a sign that the output can't encode; for any other a question mark does."""
_SIGNS = "inspect-finetune.signs"
_LONGEST = 300
"""Characters of an exception's message; it may hold whole values."""


class _CannotSayError(ArgumentError):
    """A log that cannot be concluded from, or a fault: exit code 3."""

    exit_code = CANNOT_SAY


class Verbs(click.Group):
    """A group of verbs that end in one line, whichever of them a mistake or a fault was in."""

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 - click's own
        """Run the command line; comes back only where it is not `standalone_mode`."""
        _encode_what_can_be(sys.stdout)
        ends, called = extra.get("standalone_mode", True), {**extra, "standalone_mode": False}
        if not ends:
            return super().main(*args, **called)
        try:
            code = super().main(*args, **called)
        except click.ClickException as error:
            code = _after(error.show, error.exit_code)
        except click.Abort:  # of Ctrl-C too
            code = _after(lambda: click.echo("Aborted!", err=True), INTERRUPTED)
        except OSError as error:  # of --help, before there is a verb
            _hush(sys.stdout)
            said = f"Error: {error}"
            code = _after(lambda: click.echo(said, err=True), CANNOT_SAY)
        raise SystemExit(code)

    def invoke(self, ctx: click.Context) -> None:
        """Run the verb."""
        try:
            super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except SystemExit as error:
            if _reader_left(error):
                raise SystemExit(READER_LEFT) from None
            raise
        except UnusableError as error:
            raise _CannotSayError(error) from None
        except InputError as error:
            raise ArgumentError(error) from None
        except Exception as error:
            if ctx.params.get("traceback"):
                traceback.print_exc()
            raise _CannotSayError(_told(error)) from None


@contextmanager
def ending(code: int = 0) -> Iterator[None]:
    """Print what was found, and exit with the code, even if nobody reads to the end.

    Args:
        code: The exit code; 0 goes on.
    """
    try:
        yield
    except (OSError, SystemExit) as error:
        _hush(sys.stdout)
        if not _reader_left(error):
            if isinstance(error, SystemExit):
                raise
            what = f"the output can't be written: {error.strerror or error}"
            raise _CannotSayError(InputError(what)) from None
        _hush(sys.stderr)
    if code:
        raise SystemExit(code) from None


def _reader_left(error: BaseException) -> bool:
    """Whether a pipe's other end is closed; of that rich makes an exit with code 1."""
    if isinstance(error, SystemExit) and not error.__suppress_context__:
        return isinstance(error.__context__, BrokenPipeError)
    return isinstance(error, OSError) and error.errno == errno.EPIPE


def _told(error: Exception) -> InputError:
    """A fault in one line; whose it is, decides what the line says."""
    if isinstance(error, OSError):
        if _is_broken(sys.stdout):
            _hush(sys.stdout)
            if _reader_left(error):
                raise SystemExit(READER_LEFT) from None
        return InputError(f"cannot go on: {error}"[:_LONGEST])
    if isinstance(error, MemoryError):
        return InputError("there is not enough memory")
    what = f"{type(error).__name__}: {error}"[:_LONGEST]
    return InputError(
        f"internal error ({what}); this is a fault of inspect-finetune, please report it; "
        "--traceback (or INSPECT_FINETUNE_TRACEBACK=1) shows where"
    )


def _after(show: Callable[[], None], code: int) -> int:
    """The exit code, which stays where there is nobody to show a message to."""
    try:
        show()
    except OSError:
        _hush(sys.stderr)
    return code


def _is_broken(stream: TextIO | None) -> bool:
    """Whether writing fails: what could not be written is still held, and fails again."""
    try:
        if stream is not None:
            stream.flush()
    except (OSError, ValueError):
        return True
    return False


def _hush(stream: TextIO | None) -> None:
    """Let what a broken stream still holds go nowhere, as it would fail again at the very end."""
    if stream is None:
        return
    with suppress(OSError, ValueError):  # a stream in memory has no number
        number = stream.fileno()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, number)
        os.close(nowhere)


def _encode_what_can_be(stream: TextIO | None) -> None:
    """Replace what the output can't encode: a verdict is not lost for the want of a check mark."""
    codecs.register_error(_SIGNS, _in_ascii)
    with suppress(AttributeError, OSError, ValueError):  # none there, or not one of Python's own
        stream.reconfigure(errors=_SIGNS)  # type: ignore[union-attr]


def _in_ascii(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(_ASCII.get(sign, "?") for sign in bad), error.end
