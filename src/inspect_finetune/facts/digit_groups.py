"""Whether runs of digits with like gaps between them are one number, and how it is written."""

from collections.abc import Sequence
from typing import Literal

Form = Literal["plain", "separated", "spaced", "decimal", "fraction", "scientific", "other"]


def drop_zeros(whole: str, fraction: str) -> tuple[str, Form]:
    """Return the digits of a decimal, without a fraction of zeros, and how it is written."""
    if not fraction.strip("0"):
        return whole, "decimal"
    return whole + fraction, "decimal" if whole.strip("0") else "fraction"


def split_spaces(runs: Sequence[str]) -> list[tuple[int, int, Form | None]]:
    """Return the numbers among runs with blanks between them.

    Blanks alone separate no two numbers in prose, so short runs belong together, and so do groups
    of four; a run of five or more stands alone. "8 3309", with nothing beside it, is one too.
    """
    if [len(run) for run in runs] == [1, 4]:
        return [(0, 1, "spaced")]
    parts: list[tuple[int, int, Form | None]] = []
    place = 0
    while place < len(runs):
        end = place
        if len(runs[place]) == 4:
            while end + 1 < len(runs) and len(runs[end + 1]) == 4:
                end += 1
            end += end + 2 == len(runs) and len(runs[end + 1]) < 4
        elif len(runs[place]) < 4:
            while end + 1 < len(runs) and len(runs[end + 1]) < 4:
                end += 1
        grouped = _is_grouped(runs[place : end + 1])
        parts.append(
            (place, end, "plain" if end == place else "separated" if grouped else "spaced")
        )
        place = end + 1
    return parts


def join(runs: Sequence[str], gap: str) -> Form | None:
    """Return the form of the one number that the runs are, or None if they are several."""
    lengths = [len(run) for run in runs]
    if len(runs) > 2 and max(lengths) == 1:
        return "spaced"
    if gap in ("-", "c") and len(runs) > 2 and max(lengths[:-1]) == 1 and _is_chunk(runs[-1], gap):
        return "spaced"
    if gap in (",", "'", "c", "_") and (_is_grouped(runs) or (gap == "," and _is_lakh(lengths))):
        return "separated"
    if gap == ".":
        return _join_dotted(runs)
    if gap == "," and len(runs) == 2 and lengths[1] < 3:
        return "decimal"
    if gap == "-":
        return _join_dashed(lengths)
    if gap == "," and min(lengths) < 4:
        # Grouped in a way of its own; a list of numbers would have blanks.
        return "spaced"
    return "other" if gap in "/:" and max(lengths) <= 4 else None


def _is_chunk(run: str, gap: str) -> bool:
    """Tell whether a longer run after single digits is more of the same number."""
    return len(run) <= 3 and (gap == "-" or run[0] == "0")


def _is_grouped(runs: Sequence[str]) -> bool:
    """Tell whether the runs are one number with thousands separators."""
    return len(runs) > 1 and len(runs[0]) <= 3 and all(len(run) == 3 for run in runs[1:])


def _is_lakh(lengths: Sequence[int]) -> bool:
    """Tell whether the runs are one number grouped as in India: 12,34,567."""
    middle = lengths[1:-1]
    return bool(middle) and lengths[0] <= 2 and set(middle) == {2} and lengths[-1] == 3


def _join_dotted(runs: Sequence[str]) -> Form:
    if _is_grouped(runs) and runs[0].strip("0"):
        return "separated"
    return "decimal" if len(runs) == 2 else "other"


def _join_dashed(lengths: Sequence[int]) -> Form | None:
    if len(lengths) > 1 and min(lengths) >= 4 and len(set(lengths)) == 1:
        return None
    dated = len(lengths) == 3 and sorted(lengths)[-1] == 4 and sorted(lengths)[1] <= 2
    small_range = len(lengths) == 2 and max(lengths) <= 2
    return "other" if dated or small_range else "spaced"
