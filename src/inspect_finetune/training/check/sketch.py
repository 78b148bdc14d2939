"""Which texts are nearly earlier ones, among hundreds of thousands, without comparing all pairs.

MinHash (Broder 1997) by one permutation with rotation (Shrivastava and Li 2014): a text's runs of
five bytes are hashed once, the smallest hash in each of 128 bins is kept, and the share of bins in
which two texts agree estimates the Jaccard similarity of their runs. Texts that agree in all six
bins of one of 21 bands are compared: two that are alike by .8 meet with probability .998.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Sketches = NDArray[np.uint32]

ALIKE: Final = 0.8
"""The estimated Jaccard similarity from which on two texts are nearly one."""
RUN: Final = 5
"""Bytes in a run."""
LEAST: Final = 24
"""A text of fewer bytes has too few runs to be judged by."""

_BINS: Final = 128
_BAND: Final = 6
_BATCH: Final = 4_000_000
_ROWS: Final = 20_000
_EMPTY: Final = 0xFFFFFFFF


def near_earlier(texts: Sequence[str], alike: float = ALIKE) -> list[int | None]:
    """For each text the place of an earlier one that it is nearly; None without one.

    Args:
        texts: The texts; those of fewer than `LEAST` bytes are nearly nothing.
        alike: The similarity from which on, 0 to 1.
    """
    import numpy as np

    matched: list[int | None] = [None] * len(texts)
    encoded = [text.encode("utf-8", "replace") for text in texts]
    long = np.array([i for i, text in enumerate(encoded) if len(text) >= LEAST], dtype=np.int64)
    if len(long) < 2:
        return matched
    sketches = _sketches([encoded[i] for i in long])
    del encoded
    found = np.full(len(long), -1, dtype=np.int64)
    for band in range(0, _BINS - _BAND + 1, _BAND):
        later, earlier = _meetings(sketches[:, band : band + _BAND])
        for start in range(0, len(later), 100_000):
            mine, theirs = later[start : start + 100_000], earlier[start : start + 100_000]
            open_ = found[mine] < 0
            mine, theirs = mine[open_], theirs[open_]
            same = (sketches[mine] == sketches[theirs]).mean(axis=1) >= alike
            found[mine[same]] = theirs[same]
    for place, earlier_place in enumerate(found.tolist()):
        if earlier_place >= 0:
            matched[int(long[place])] = int(long[earlier_place])
    return matched


def _meetings(band: Sketches) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs (later, earlier) that agree in a band: each with the first, and with the one before."""
    import numpy as np

    keys = np.zeros(len(band), dtype=np.uint64)
    for column in range(band.shape[1]):
        keys = (keys ^ band[:, column]) * np.uint64(0x9E3779B97F4A7C15)
        keys ^= keys >> np.uint64(29)
    order = np.argsort(keys, kind="stable")
    ranked = keys[order]
    begins = np.r_[True, ranked[1:] != ranked[:-1]]
    starts = np.maximum.accumulate(np.where(begins, np.arange(len(order)), 0))
    inside = np.flatnonzero(~begins)
    later = np.r_[order[inside], order[inside]]
    earlier = np.r_[order[starts[inside]], order[inside - 1]]
    return later, earlier


def _sketches(texts: Sequence[bytes]) -> Sketches:
    import numpy as np

    sketches = np.full((len(texts), _BINS), _EMPTY, dtype=np.uint32)
    for first, batch in _batches(texts):
        joined = np.frombuffer(b"".join(batch), dtype=np.uint8).astype(np.uint64)
        sizes = np.array([len(text) for text in batch])
        owner = np.repeat(np.arange(len(batch)), sizes)[: len(joined) - RUN + 1]
        runs = np.zeros(len(joined) - RUN + 1, dtype=np.uint64)
        for place in range(RUN):
            runs = (runs << np.uint64(8)) | joined[place : place + len(runs)]
        # a run that begins in the last bytes of a text would end in the next one
        ends = np.repeat(np.cumsum(sizes), sizes)[: len(runs)]
        whole = np.arange(len(runs)) + RUN <= ends
        hashed = _mixed(runs[whole])
        bins = (hashed >> np.uint64(57)).astype(np.int64)
        cells = (owner[whole] + first) * _BINS + bins
        np.minimum.at(
            sketches.reshape(-1), cells, (hashed & np.uint64(0x7FFFFFFF)).astype(np.uint32)
        )
    _rotated(sketches)
    return sketches


def _mixed(runs: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finaliser of splitmix64, which spreads like runs over all bits."""
    import numpy as np

    mixed = (runs ^ (runs >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    found: NDArray[np.uint64] = mixed ^ (mixed >> np.uint64(31))
    return found


def _rotated(sketches: Sketches) -> None:
    """Fill a bin without a run from the next one that has some, marked by how far it lies."""
    import numpy as np

    columns = np.arange(2 * _BINS, dtype=np.int16)
    for start in range(0, len(sketches), _ROWS):
        part = sketches[start : start + _ROWS]
        empty = part == _EMPTY
        there = np.where(np.hstack([empty, empty]), np.int16(2 * _BINS), columns)
        following = np.minimum.accumulate(there[:, ::-1], axis=1)[:, ::-1][:, :_BINS]
        distance = (following - columns[:_BINS]).astype(np.uint32)
        taken = np.take_along_axis(part, (following % _BINS).astype(np.int64), axis=1)
        mark = (distance * np.uint32(0x9E3779B1)) & np.uint32(0x7FFFFFFF)
        part[empty] = (taken ^ mark)[empty]


def _batches(texts: Sequence[bytes]) -> Iterator[tuple[int, Sequence[bytes]]]:
    """Stretches of texts of about `_BATCH` bytes, each with the place of its first."""
    start, size = 0, 0
    for place, text in enumerate(texts):
        size += len(text)
        if size >= _BATCH or place == len(texts) - 1:
            yield start, texts[start : place + 1]
            start, size = place + 1, 0
