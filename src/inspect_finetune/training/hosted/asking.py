"""Asking the service, and asking again what may pass.

Reads are tried again by the client and then here. What creates something is sent once, without
the client's retries: after an answer that was lost nobody knows whether it was created, so the
service is looked through before it is sent again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from inspect_finetune.training.hosted.clean import Secrets
from inspect_finetune.training.hosted.faults import GarbledError, ServiceError, fault_of
from inspect_finetune.training.hosted.view import View

T = TypeVar("T")
_LONGEST_PAUSE = 60.0
_MOST_LISTED = 2000
"""How many of the newest jobs or files are looked through."""


@dataclass(frozen=True)
class Patience:
    """How long to wait for the service.

    Attributes:
        poll: Seconds between two looks at a job.
        give_up: Seconds after which a service that does not answer is given up.
    """

    poll: float = 10.0
    give_up: float = 600.0


@dataclass(frozen=True)
class Asker:
    """Tries again, visibly, for as long as patience lasts."""

    patience: Patience
    secrets: Secrets
    view: View

    def ask(self, doing: str, call: Callable[[], T]) -> T:
        """Ask for something.

        Args:
            doing: What it is, for messages: "look at the job".
            call: Asks once.

        Raises:
            ServiceError: If the service refuses, or does not answer for too long.
        """
        start, tries = time.monotonic(), 0
        while True:
            try:
                return self.once(doing, call)
            except ServiceError as fault:
                self._pause(fault, start, tries)
            tries += 1

    def list_if_there(self, doing: str, call: Callable[[], list[T]]) -> list[T]:
        """Ask for a list that not every service has; then it is empty."""
        try:
            return self.ask(doing, call)
        except ServiceError as fault:
            if fault.kind == "absent" or fault.status in {400, 422}:
                return []
            raise

    def find_or_send(
        self, doing: str, find: Callable[[], T | None], send: Callable[[], T]
    ) -> tuple[T, bool]:
        """Find something or create it, looking again after every answer that was lost.

        Returns:
            What it is, and whether it was there.
        """
        start, tries = time.monotonic(), 0
        while True:
            found = find()
            if found is not None:
                return found, True
            try:
                return self.once(doing, send), False
            except ServiceError as fault:
                self._pause(fault, start, tries)
            tries += 1

    def once(self, doing: str, call: Callable[[], T]) -> T:
        """Ask once."""
        try:
            return call()
        except Exception as error:
            fault = fault_of(error, doing, self.secrets)
            if fault is None:
                raise
        raise fault  # out here, so that the error, which may hold the key, is not its context

    def _pause(self, fault: ServiceError, start: float, tries: int) -> None:
        """Wait before the next try.

        Raises:
            ServiceError: The fault, if it won't pass or patience is at its end.
        """
        left = start + self.patience.give_up - time.monotonic()
        pause = min(self.patience.poll * 2 ** min(tries, 10), _LONGEST_PAUSE)
        pause = max(pause, fault.after or 0)
        if not fault.may_pass or pause > left:
            raise fault
        self.view.wait(pause, f"Could not {fault.doing} ({fault.message})")


def pages(listed: object) -> Iterator[list[object]]:
    """The pages of a list, until one brings nothing new (some services ignore ``after``).

    Raises:
        GarbledError: If it is no list.
    """
    from openai.pagination import SyncCursorPage

    if not isinstance(listed, SyncCursorPage):
        raise GarbledError("no list")
    ids: set[object] = set()
    for page in listed.iter_pages():
        items = list(page.data or [])
        new = [one for one in items if getattr(one, "id", None) not in ids]
        ids.update(getattr(one, "id", None) for one in new)
        if not new:
            return
        yield new


def newest(listed: object) -> Iterator[object]:
    """What a list holds, over its pages, at most two thousand."""
    count = 0
    for page in pages(listed):
        yield from page
        count += len(page)
        if count >= _MOST_LISTED:
            return
