"""What all tests share."""

import os

from hypothesis import settings

# a busy machine is no failure; what must be quick is benchmarked
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are processors: tests of real processes mostly wait."""
    return (os.cpu_count() or 1) + 1
