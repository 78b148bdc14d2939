"""One problem of a training file, and how its words are kept harmless."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from inspect_finetune.training.check.codes import SEVERITIES, Severity, codes

SECRETS: Final = re.compile(
    r"\bsk-[A-Za-z0-9_-]{16,}|\bAKIA[0-9A-Z]{16}\b|\bgh[opsur]_[A-Za-z0-9]{20,}"
    r"|\bgithub_pat_\w{20,}|\bglpat-[\w-]{16,}|\bxox[abprs]-[\w-]{10,}|\bAIza[\w-]{30,}"
    r"|\bhf_[A-Za-z0-9]{20,}|\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.?[\w-]*|\bBearer\s+[\w.~+/-]{20,}=*"
    r"|-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----"
    r"|\b(?:password|passwd|pwd|api[_-]?key|secret|access[_-]?token)\s{0,2}[:=]\s{0,2}"
    r"[\"']?(?=[^\s\"']*\d)[^\s\"',;]{8,}",
    re.IGNORECASE,
)
"""What looks like a key or a password."""

_MOST: Final = 60


@dataclass(frozen=True)
class Problem:
    """What is wrong at one place.

    Attributes:
        code: Its kind, a key of `codes`.
        line: The line of the file, from 1; None if it is of the file as a whole.
        message: What is there, in one line; what it quotes is escaped, and keys are masked.
        file: Another file that it is of (the validation file); empty for the file checked.
    """

    code: str
    line: int | None
    message: str
    file: str = ""

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        return codes()[self.code].severity


def quoted(text: object, most: int = _MOST) -> str:
    """A text in quotes, for a message: clipped, escaped, with keys and passwords masked."""
    raw = str(text)[: 20 * most]  # masked before it is clipped, lest half a key is shown
    masked = SECRETS.sub("(a secret)", raw)
    return f"'{printable(masked[:most])}{'...' if len(masked) > most else ''}'"


def printable(text: str) -> str:
    """A text of one line in which whatever does not print stands as its escape."""
    return "".join(c if c.isprintable() else _escape(c) for c in text)


def _escape(char: str) -> str:
    short = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return short.get(char) or (
        f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
    )


def lines_said(lines: Iterable[int], most: int = 3) -> str:
    """Line numbers as words: ``lines 4, 9, 12 and 30 more``."""
    found = sorted(set(lines))
    shown = [f"{line:,}" for line in found[:most]]
    if len(found) > most + 1:
        return f"lines {', '.join(shown)} and {len(found) - most:,} more"
    shown = [f"{line:,}" for line in found]
    if len(shown) == 1:
        return f"line {shown[0]}"
    return f"lines {', '.join(shown[:-1])} and {shown[-1]}"


def by_weight(problems: Iterable[Problem]) -> list[Problem]:
    """Problems in order: the worst first, then by kind, then by line."""
    order = {name: place for place, name in enumerate(codes())}
    return sorted(
        problems,
        key=lambda one: (
            SEVERITIES.index(one.severity),
            order[one.code],
            one.file,
            one.line or 0,
        ),
    )
