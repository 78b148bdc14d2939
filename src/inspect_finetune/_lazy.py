"""Packages that name what they offer and import it on first use.

Every ``inspect`` command imports the packages whose scorers are registered; the readers in them
compile hundreds of patterns, which only a run needs.
"""

from collections.abc import Callable, Mapping
from importlib import import_module


def on_first_use(package: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """A package's ``__getattr__`` (PEP 562).

    Args:
        package: The package's ``__name__``.
        homes: Each public name with the module of the package that defines it.
    """

    def find(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{homes[name]}"), name)

    return find
