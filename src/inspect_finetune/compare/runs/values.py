"""A score's value as numbers, by the name of what is measured."""

from collections.abc import Iterable
from functools import lru_cache
from math import isfinite
from sys import intern

_WORDS = {"yes": 1.0, "true": 1.0, "no": 0.0, "false": 0.0}
_LETTERS = {"C": 1.0, "P": 0.5, "I": 0.0, "N": 0.0}
_DEEPEST = 2
"""A dictionary of lists, or a list of dictionaries; what lies deeper is no score."""
_HOLDERS = (dict, list, tuple)


def numbers_in(scorer: str, value: object) -> dict[str, float]:
    """Every number in a score's value, by the name of the measure: ``scorer``, ``scorer.key``.

    Lists are told apart by place: ``scorer.0``, ``scorer.1``. What is no number is left out.

    Args:
        scorer: The scorer's name.
        value: The value, as it stands in the log.
    """
    found: dict[str, float] = {}
    _collect(found, intern(scorer), value, _DEEPEST)
    return found


def _collect(found: dict[str, float], name: str, value: object, depth: int) -> None:
    if isinstance(value, dict):
        parts: Iterable[tuple[object, object]] = value.items()
    elif isinstance(value, list | tuple):
        parts = enumerate(value)
    else:
        _note(found, name, value)
        return
    for key, part in parts if depth else ():
        inner = _joined(name, str(key))
        if type(part) is float and isfinite(part):  # by far the most, so first
            found[inner] = part
        elif isinstance(part, _HOLDERS):
            _collect(found, inner, part, depth - 1)
        else:
            _note(found, inner, part)


def _note(found: dict[str, float], name: str, value: object) -> None:
    number = as_number(value)
    if number is not None:
        found[name] = number


@lru_cache(maxsize=4096)
def _joined(name: str, key: str) -> str:
    """One object for a name that a hundred thousand samples share."""
    return intern(f"{name}.{key}")


def as_number(value: object) -> float | None:
    """One value as a number, as Inspect's ``value_to_float`` reads it.

    C, P, I and N are 1, .5, 0 and 0; yes, true, no and false 1 and 0; numbers and texts of
    numbers themselves. Inspect takes any other text for 0; here it is None, like NaN, infinities
    and numbers too large for a float: nobody knows what it means, so nothing is concluded from it.
    """
    if isinstance(value, float):  # by far the most, so first
        return value if isfinite(value) else None
    if isinstance(value, str):
        word = value.lower()
        known = _LETTERS.get(value, _WORDS.get(word))
        return _finite(word) if known is None else known
    return _finite(value) if isinstance(value, int) else None


def _finite(value: str | float) -> float | None:
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if isfinite(number) else None


def is_word(value: object) -> bool:
    """Whether a value is a text that stands for no number, such as the name of a category."""
    return isinstance(value, str) and bool(value.strip()) and as_number(value) is None
