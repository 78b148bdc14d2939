"""What is wrong or odd in recorded answers: refused, or counted and said."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from inspect_finetune.errors import InputError
from inspect_finetune.facts.names import REVERSE, VERIFICATION
from inspect_finetune.logs.agreement import named_lines, saved_as_decimal
from inspect_finetune.logs.groups import Group
from inspect_finetune.logs.recorded import Recorded
from inspect_finetune.words import names_in, plain_words


def look_over(groups: Sequence[Group], path: Path, facts: bool) -> tuple[str, ...]:
    """Refuse what can't be scored, and say what can but looks wrong.

    Args:
        groups: The answers.
        path: Their file, for messages.
        facts: Whether they answer questions of facts.

    Returns:
        A line for each kind of oddity, with how often and where.

    Raises:
        InputError: If one model's rows expect two numbers for one object.
    """
    rows = sorted((row for group in groups for row in group.rows), key=lambda row: row.line)
    if facts:
        for group in groups:
            _refuse_conflicts(group, path)
    labels = {group.label for group in groups if group.examples is None}
    unread = ", ".join(map(repr, sorted(filter(None, labels))[:5]))
    found = [
        ("empty answers", _empty(rows), "scored as not attempted" if facts else "scored"),
        ("questions without their object", _without_object(rows) if facts else [], "scored"),
        ("answers given twice to one question and condition", _again(groups), "scored each"),
        ("extracted numbers that a spreadsheet saved as decimals", _decimals(rows), ""),
        (f"examples that tell no number, such as {unread}", _unread(groups), "left out"),
    ]
    return tuple(
        f"Note: {what}: {len(lines)} ({named_lines(lines)}){', ' + then if then else ''}."
        for what, lines, then in found
        if lines
    )


def _refuse_conflicts(group: Group, path: Path) -> None:
    """One object has one number; what is asked the other way round expects something else."""
    first: dict[str, Recorded] = {}
    for row in group.rows:
        if not row.object or not row.expected or row.level.casefold() in (REVERSE, VERIFICATION):
            continue
        known = first.setdefault(plain_words(row.object), row)
        if known.expected != row.expected:
            what = f"{row.object!r} expects {row.expected} here and {known.expected} on line"
            raise InputError(
                f"{what} {known.line}", where=f"{path}:{row.line}", fix="Keep the right one"
            )


def _empty(rows: Iterable[Recorded]) -> list[int]:
    return [row.line for row in rows if not row.response.strip()]


def _without_object(rows: Iterable[Recorded]) -> list[int]:
    return [
        row.line
        for row in rows
        if row.object and row.level.casefold() != REVERSE
        if not names_in(plain_words(row.question), row.object)
        and row.object.casefold() not in row.question.casefold()
    ]


def _again(groups: Iterable[Group]) -> list[int]:
    """Rows that say what an earlier one says; without a number of the repeat, to the letter."""
    lines = []
    for group in groups:
        seen = set()
        for row in group.rows:
            factors = (row.object, row.level, row.turns, row.temperature)
            key = (*factors, row.repeat) if row.repeat else (*factors, "", row.response)
            if key in seen:
                lines.append(row.line)
            seen.add(key)
    return sorted(lines)


def _decimals(rows: Iterable[Recorded]) -> list[int]:
    return [row.line for row in rows if saved_as_decimal(row.extracted)]


def _unread(groups: Iterable[Group]) -> list[int]:
    unread = (group for group in groups if group.label and group.examples is None)
    return sorted(row.line for group in unread for row in group.rows)
