"""Seeded chance for scripts: the same question in the same run draws the same numbers."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


class Draws:
    """Numbers that depend only on the key they are drawn under.

    Args:
        *key: What the draws depend on: the seed, the conversation, the repeat.
    """

    def __init__(self, *key: object) -> None:
        self._key = "\x1f".join(str(part) for part in key)

    def uniform(self, name: object) -> float:
        """A number in [0, 1) for one named purpose."""
        text = f"{self._key}\x1f{name}".encode("utf-8", "surrogatepass")
        return int.from_bytes(blake2b(text, digest_size=8).digest(), "big") / 2**64

    def happens(self, name: object, probability: float) -> bool:
        """Whether something of this probability happens."""
        return self.uniform(name) < probability

    def choice(self, name: object, options: Sequence[T]) -> T:
        """One of the options, each as likely."""
        return options[int(self.uniform(name) * len(options))]
