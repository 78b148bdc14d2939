"""How many processor threads a model computes on: one, if it is small.

Threads that share a small matrix wait for each other more than they compute, and wait a hundred
times longer while another process uses a core: a step of ``tiny`` that takes 3 ms on one thread
took 440 ms on two of two cores, one of them busy. On one thread its curve is also the same on
machines of any number of cores.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

SMALL = 10_000_000
"""Weights; below, one thread is used."""


def suit(weights: int) -> None:
    """Compute on one thread from here on if a model has few weights."""
    import torch

    if weights < SMALL:
        torch.set_num_threads(1)


@contextmanager
def threads_kept() -> Iterator[None]:
    """Afterwards as many threads as before."""
    import torch

    before = torch.get_num_threads()
    try:
        yield
    finally:
        torch.set_num_threads(before)


@contextmanager
def one_thread(wanted: bool = True) -> Iterator[None]:
    """Meanwhile one thread, if wanted; without torch there is nothing to set."""
    if not wanted or find_spec("torch") is None:
        yield
        return
    with threads_kept():
        suit(0)
        yield
