"""What is wrong or odd in recorded answers: refused, or counted and said."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from inspect_finetune.errors import InputError
from inspect_finetune.facts.load import Fact, is_number, shortened
from inspect_finetune.facts.names import REVERSE, TAUGHT, VERIFICATION, WORLD
from inspect_finetune.logs.agreement import named_lines, saved_as_decimal
from inspect_finetune.logs.fact_rows import level_of, set_of
from inspect_finetune.logs.groups import Group
from inspect_finetune.logs.recorded import Recorded
from inspect_finetune.logs.repeats import repeated_lines
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
        (
            "answers at temperature 0 that are an earlier one again, byte for byte",
            _repeated(groups) if facts else [],
            "counted in the rates, not as information",
        ),
        (
            "expected numbers with fewer digits than the others, as if a spreadsheet had dropped"
            " leading zeros",
            _short(groups) if facts else [],
            "scored as they stand",
        ),
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
    for row in _asked_for_value(group.rows):
        known = first.setdefault(plain_words(row.object), row)
        if known.expected != row.expected:
            what = f"{row.object!r} expects {row.expected} here and {known.expected} on line"
            raise InputError(
                f"{what} {known.line}", where=f"{path}:{row.line}", fix="Keep the right one"
            )


def _asked_for_value(rows: Iterable[Recorded]) -> Iterator[Recorded]:
    """The rows that ask for the value of a taught object, and say both."""
    for row in rows:
        asks = set_of(row) == TAUGHT and level_of(row) not in (REVERSE, VERIFICATION)
        if asks and row.object and row.expected:
            yield row


def _short(groups: Iterable[Group]) -> list[int]:
    lines = []
    for group in groups:
        rows = [row for row in _asked_for_value(group.rows) if is_number(row.expected)]
        facts = {plain_words(row.object): row for row in rows}
        short = shortened([Fact(name, row.expected) for name, row in facts.items()])
        lines += [row.line for row in rows if plain_words(row.object) in short]
    return sorted(lines)


def _repeated(groups: Iterable[Group]) -> list[int]:
    return sorted(line for group in groups for line in repeated_lines(group.rows))


def _empty(rows: Iterable[Recorded]) -> list[int]:
    return [row.line for row in rows if not row.response.strip()]


def _without_object(rows: Iterable[Recorded]) -> list[int]:
    """Rows of other files than our own, where some questions misspell the object on purpose."""
    return [
        row.line
        for row in rows
        if row.object and not row.log and level_of(row) != REVERSE and set_of(row) != WORLD
        if not names_in(plain_words(row.question), row.object)
        and row.object.casefold() not in row.question.casefold()
    ]


def _again(groups: Iterable[Group]) -> list[int]:
    """Rows that say what an earlier one says; without a number of the repeat, to the letter."""
    lines = []
    for group in groups:
        seen = set()
        for row in group.rows:
            factors = (row.object, row.level, row.set, row.turns, row.temperature)
            which = (row.system_prompt, row.epoch, row.repeat)
            key = (*factors, *which, "" if row.repeat else row.response)
            if key in seen:
                lines.append(row.line)
            seen.add(key)
    return sorted(lines)


def _decimals(rows: Iterable[Recorded]) -> list[int]:
    return [row.line for row in rows if saved_as_decimal(row.extracted)]


def _unread(groups: Iterable[Group]) -> list[int]:
    unread = (group for group in groups if group.label and group.examples is None)
    return sorted(row.line for group in unread for row in group.rows)
