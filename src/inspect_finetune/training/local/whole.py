"""Whether the model in a folder is whole, told by its files alone: neither torch nor safetensors.

A file that was cut off is found by the sizes that its own header tells; its numbers are not read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

CONFIG = "config.json"
SINGLE, SHARDED = "model.safetensors", "model.safetensors.index.json"
_PICKLED, _PICKLED_SHARDS = "pytorch_model.bin", "pytorch_model.bin.index.json"
TOKENIZERS = (
    "tokenizer.json", "tokenizer.model", "vocab.json", "vocab.txt", "spiece.model",
    "sentencepiece.bpe.model", "tekken.json",
)  # fmt: skip
"""Files of which a folder has one at least if it has a tokenizer."""

_LARGEST_HEADER = 100_000_000
"""That safetensors itself would read."""


class _BrokenError(Exception):
    """Says in words what is wrong."""


def unusable(folder: Path) -> str:
    """What is wrong with the model in a folder, in words; empty if it is whole.

    Args:
        folder: Config, weights (safetensors or pickled, in one file or several) and tokenizer.
    """
    try:
        _object(folder / CONFIG)
        for path in weights_of(folder):
            _check_weights(path)
        found = [folder / name for name in TOKENIZERS if (folder / name).is_file()]
        if not found:
            return "it has no tokenizer"
        if found[0].suffix == ".json":
            _object(found[0])
    except _BrokenError as error:
        return str(error)
    return ""


def unreadable(path: Path) -> str:
    """What is wrong with a file of safetensors, in words; empty if it is whole."""
    try:
        _check_weights(path)
    except _BrokenError as error:
        return str(error)
    return ""


def weights_of(folder: Path) -> tuple[Path, ...]:
    """The files of a folder's weights, whether each of them is there or not.

    Raises:
        _BrokenError: If there are none, or the list of them can't be read.
    """
    for single, sharded in ((SINGLE, SHARDED), (_PICKLED, _PICKLED_SHARDS)):
        if (folder / single).is_file():
            return (folder / single,)
        if (folder / sharded).is_file():
            return tuple(_shards(folder / sharded))
    raise _BrokenError(f"{SINGLE} is missing")


def _shards(index: Path) -> Iterable[Path]:
    named = _object(index).get("weight_map")
    if not isinstance(named, dict) or not named:
        raise _BrokenError(f"{index.name} names no weights")
    return [index.parent / name for name in sorted({str(one) for one in named.values()})]


def _check_weights(path: Path) -> None:
    """Raise `_BrokenError` if a file of weights is missing, empty, or was cut off."""
    try:
        size = path.stat().st_size
        if path.suffix != ".safetensors":
            if not size:
                raise _BrokenError(f"{path.name} is empty")
            return
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            if size < 8 or not 0 < length <= min(size - 8, _LARGEST_HEADER):
                raise _BrokenError(f"{path.name} is cut off or no file of safetensors")
            header = file.read(length)
    except FileNotFoundError:
        raise _BrokenError(f"{path.name} is missing") from None
    except OSError as error:
        raise _BrokenError(f"{path.name} can't be read ({error.strerror})") from None
    wanted = 8 + length + _end_of(header, path)
    if size < wanted:
        raise _BrokenError(f"{path.name} is cut off: {size:,} of {wanted:,} bytes")


def _end_of(header: bytes, path: Path) -> int:
    """Where the last tensor ends, counted from the header's end."""
    try:
        held: dict[str, Any] = json.loads(header)
        return max(
            (int(one["data_offsets"][1]) for key, one in held.items() if key != "__metadata__"),
            default=0,
        )
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        raise _BrokenError(f"{path.name} is broken (its header)") from None


def _object(path: Path) -> dict[str, Any]:
    """A file's JSON object.

    Raises:
        _BrokenError: If it is missing or none.
    """
    try:
        held = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise _BrokenError(f"{path.name} is missing") from None
    except OSError as error:
        raise _BrokenError(f"{path.name} can't be read ({error.strerror})") from None
    except (ValueError, RecursionError):
        held = None
    if not isinstance(held, dict):
        raise _BrokenError(f"{path.name} is cut off or no JSON")
    return held
