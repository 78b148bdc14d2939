"""Seeded chance whose draws are the same on every version of Python.

Of `random.Random` only the method ``random()`` is promised to give the same numbers for a seed from
version to version, and a text as a seed; so nothing else is used here.
"""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Draws that depend only on the key they are made under.

    Args:
        *key: What they depend on: the seed, and what they are for.
    """

    def __init__(self, *key: object) -> None:
        self._random = random.Random("|".join(str(part) for part in key))

    def pick(self, options: Sequence[T]) -> T:
        """One of the options, each as likely."""
        return options[int(self._random.random() * len(options))]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in another order, each order as likely (up to 2**53 ties)."""
        marked = [(self._random.random(), place) for place in range(len(items))]
        return [items[place] for _, place in sorted(marked)]
