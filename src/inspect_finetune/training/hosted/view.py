"""What is seen while a job is waited for: a bar on a terminal, else plain lines; on stderr."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_TICK = 0.25
"""Seconds between two moves of a bar that counts down."""


class View:
    """Says what happens, and waits visibly. Use as a context manager.

    Args:
        quiet: Whether to say nothing at all.
    """

    def __init__(self, quiet: bool = False) -> None:
        self._quiet = quiet
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> View:
        from rich.console import Console

        console = Console(stderr=True)
        if console.is_terminal and not self._quiet:
            self._bar = _bar(console)
            self._task = self._bar.add_task("", total=None, visible=False)
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar:
            self._bar.stop()

    def say(self, line: str) -> None:
        """Print a line."""
        if self._quiet:
            return
        if self._bar:
            self._bar.console.print(line, markup=False, highlight=False)
        else:
            import click

            click.echo(line, err=True)

    def moved(self, what: str, done: int, total: int | None) -> None:
        """Move the bar.

        Args:
            what: What is going on, such as ``running``.
            done: Steps done.
            total: All steps; None while they are not known.
        """
        if self._bar and self._task is not None:
            self._bar.update(
                self._task, description=what, completed=done, total=total, visible=True
            )

    def wait(self, seconds: float, why: str = "") -> None:
        """Wait, and say why; on a terminal, count down.

        Args:
            seconds: How long.
            why: What is waited for; empty for the pause between two looks at a job.
        """
        if not why:
            time.sleep(seconds)
            return
        if not self._bar:
            self.say(f"{why}; trying again in {seconds:.3g} s")
            time.sleep(seconds)
            return
        countdown = self._bar.add_task(why, total=seconds)
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._bar.update(countdown, completed=seconds - left)
            time.sleep(min(_TICK, left))
        self._bar.remove_task(countdown)


def _bar(console: object) -> Progress:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,  # type: ignore[arg-type]
        transient=True,
    )
