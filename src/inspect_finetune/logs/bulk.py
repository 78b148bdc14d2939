"""Work on very many samples: each step counted, and what is done not gone over again."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

STEPS_PER_SWEEP = 500


@contextmanager
def steps(advance: Callable[[], object] | None = None) -> Iterator[Callable[[], None]]:
    """Give a function to be called after each step.

    The samples of a log stay in memory until it is whole. Python's garbage collector would go over
    all of them again and again, a quarter of the time at 20,000: what a step has left is set aside.

    Args:
        advance: Called at each step, to move a progress bar.
    """
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if advance is not None:
            advance()
        if done % STEPS_PER_SWEEP == 0:
            gc.collect(1)
            gc.freeze()

    try:
        yield step
    finally:
        gc.unfreeze()
