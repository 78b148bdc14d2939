"""What makes a service reject a training file, found before it is uploaded.

`inspect-finetune data check` looks at far more; this is the part without which a service does not
even begin.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from inspect_finetune.chats import turns_of
from inspect_finetune.errors import InputError
from inspect_finetune.textfiles import read_jsonl
from inspect_finetune.training.files import read_training
from inspect_finetune.training.record import TrainingFile
from inspect_finetune.training.tokens import Turns, count_tokens

LEAST_ROWS = 10
"""Rows that OpenAI wants at least (its fine-tuning guide, "Example count recommendations")."""
MOST_BYTES = 512 * 2**20
"""Bytes of one file that OpenAI takes (its API reference, "Upload file")."""
_SHOWN = 5


def look_at(path: Path, base: str) -> tuple[TrainingFile, tuple[str, ...]]:
    """A training file for the record, and why a service would reject it.

    Args:
        path: The file.
        base: The base model, whose tokens are counted.

    Raises:
        InputError: If it can't be read, or a row is no chat.
    """
    training = read_training(path)
    data = path.read_bytes()
    chats = [turns_of(row, f"{path}:{line}") for line, row in read_jsonl(path)]
    tokens = count_tokens(chats, base)
    sha256 = hashlib.sha256(data).hexdigest()
    file = TrainingFile(str(path), sha256, len(chats), tokens.count, tokens.counted_with)
    lines = [line for line, _ in read_jsonl(path)]
    bad = [
        line
        for line, turns in zip(lines, chats, strict=True)
        if line in training.skipped or not _is_trainable(turns)
    ]
    return file, _objections(len(chats), bad, len(data))


def refuse(path: Path, objections: tuple[str, ...]) -> None:
    """Say the first objection as an error.

    Raises:
        InputError: If there is one.
    """
    if objections:
        fix = f"Mend it (see `inspect-finetune data check {path}`), or add --unchecked"
        raise InputError(f"{objections[0]}; nothing was sent", where=str(path), fix=fix)


def _is_trainable(turns: Turns) -> bool:
    """Whether a chat ends with an answer, as OpenAI wants it."""
    return bool(turns) and turns[-1][0] == "assistant" and bool(turns[-1][1].strip())


def _objections(rows: int, bad: list[int], size: int) -> tuple[str, ...]:
    found = []
    if bad:
        shown = ", ".join(map(str, bad[:_SHOWN])) + (" ..." if len(bad) > _SHOWN else "")
        lines = f"line {shown}" if len(bad) == 1 else f"lines {shown}"
        verb = "doesn't" if len(bad) == 1 else "don't"
        found.append(f"{len(bad)} of {rows} rows {verb} end with an assistant's answer: {lines}")
    if rows < LEAST_ROWS:
        found.append(f"{rows} row{'s' * (rows != 1)}, where OpenAI wants {LEAST_ROWS} at least")
    if size > MOST_BYTES:
        found.append(f"{size:,} bytes, where OpenAI takes {MOST_BYTES:,}")
    return tuple(found)
