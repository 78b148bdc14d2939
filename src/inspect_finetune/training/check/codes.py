"""The kinds of problems, each with a stable code: what it is, why it matters, what to do instead.

They stand in ``datasets/check_codes.csv``; `docs/data-check.md` shows the same table.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final, Literal, cast

from inspect_finetune.packaged import datasets_dir
from inspect_finetune.textfiles import read_csv

Severity = Literal["error", "warning", "note"]
SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "note")
_COLUMNS: Final = ("code", "group", "severity", "fix", "what", "why", "instead")


@dataclass(frozen=True)
class Code:
    """One kind of problem.

    Attributes:
        name: What JSON and screen call it.
        group: What it is a problem of: file, shape, text, repeats, rule, facts, system, leakage.
        severity: ``error`` makes the command exit 1, ``warning`` with ``--strict``, ``note`` never.
        mends: Whether ``--fix`` does it.
        what: What is there.
        why: What comes of it.
        instead: What to do.
    """

    name: str
    group: str
    severity: Severity
    mends: bool
    what: str
    why: str
    instead: str


@lru_cache(maxsize=1)
def codes() -> dict[str, Code]:
    """Every kind of problem by its code, in the order in which they are shown."""
    rows = read_csv(datasets_dir() / "check_codes.csv", _COLUMNS, ())
    return {
        row["code"]: Code(
            row["code"],
            row["group"],
            cast(Severity, row["severity"]),
            row["fix"] == "yes",
            row["what"],
            row["why"],
            row["instead"],
        )
        for _, row in rows
    }


def codes_markdown() -> str:
    """The tables of the docs."""
    lines: list[str] = []
    for group, found in groupby(codes().values(), key=lambda code: code.group):
        lines += [f"### {group.capitalize()}", "", "| code | | what | why | instead |"]
        lines.append("|---|---|---|---|---|")
        for code in found:
            fixed = " (`--fix`)" if code.mends else ""
            cells = (f"`{code.name}`", code.severity, code.what, code.why, code.instead + fixed)
            lines.append(f"| {' | '.join(cells)} |")
        lines.append("")
    return "\n".join(lines)
