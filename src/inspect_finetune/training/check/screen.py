"""What a check found, on the screen: the file at a glance, then every problem with its lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from inspect_finetune.grids import Grid, screen_table
from inspect_finetune.training.check.codes import Severity, codes
from inspect_finetune.training.check.diversity import meanings
from inspect_finetune.training.check.leaks import Leak
from inspect_finetune.training.check.problems import Problem, lines_said, printable, quoted
from inspect_finetune.training.check.questions import RECALL
from inspect_finetune.training.check.result import Checked
from inspect_finetune.training.check.rule import RuleFound
from inspect_finetune.training.tokens import ESTIMATE

MOST: Final = 8
"""Different messages of one kind that the screen shows; ``--json`` has all."""
_MOSTLY: Final = 0.5
_WORDING: Final = (
    "near, of questions about facts: another row has the wording, not with this object; a note, no "
    "fault"
)
_COLOURS: Final[dict[Severity, str]] = {"error": "red", "warning": "yellow", "note": "cyan"}


def show(found: Checked, strict: bool, console: Console) -> None:
    """Print a result."""
    console.print(Text(printable(found.path), style="bold"))
    glance = Table.grid(padding=(0, 2))
    for name, said in _glance(found):
        glance.add_row(Text(name, style="dim"), Text(said))
    _print(console, glance)
    if found.leaks:
        _print(console, screen_table(_leaks(found.leaks)))
        if any(one.task == RECALL and one.near and not one.intended for one in found.leaks):
            console.print(Text(_WORDING, style="dim"))
    for line in _problem_lines(found.problems):
        console.print(line, soft_wrap=True)
    console.print(_verdict(found, strict), soft_wrap=True)


def _print(console: Console, table: Table) -> None:
    """Print a table; where no terminal is, without the blanks that fill its lines."""
    if console.is_terminal:
        console.print(table)
        return
    with console.capture() as held:
        console.print(table)
    for line in held.get().splitlines():
        console.print(Text(line.rstrip()), soft_wrap=True)


def _glance(found: Checked) -> Iterator[tuple[str, str]]:
    size = found.size
    usable = "" if size.usable == size.rows else f", {size.usable:,} with question and answer"
    roles = ", ".join(f"{count:,} {role}" for role, count in size.roles.items()) or "none"
    turns = ", ".join(str(turn) for turn in list(size.turns)[:6])
    yield "rows", f"{size.rows:,}{usable}"
    yield "messages", f"{roles}; {turns} a row" if turns else roles
    yield "system message", _system(found)
    yield "tokens", _tokens(found)
    yield "rule", _rule(found.rule)
    yield "facts", _facts(found)
    if found.diversity is None:
        return
    for place, (name, figure, meaning) in enumerate(meanings(found.diversity)):
        yield "" if place else "dartboard", f"{figure} {name} ({meaning})"
    if found.diversity.sampled < size.usable:
        yield "", f"the first two over {found.diversity.sampled:,} rows, evenly spaced"


def _system(found: Checked) -> str:
    if not found.size.usable:
        return "none"
    message = "none" if found.system is None else quoted(found.system, 120)
    return f"{message} ({found.system_share:.0%} of rows)"


def _tokens(found: Checked) -> str:
    size = found.size
    if not size.rows:
        return "none"
    how = "an estimate" if size.counted_with == ESTIMATE else size.counted_with
    whose = "as asked" if size.epochs_stated else "the service's usual"
    total = size.tokens * size.epochs
    epochs = f"{size.epochs} epoch{'s' if size.epochs != 1 else ''}"
    return f"{size.tokens:,} ({how}), x {epochs} ({whose}) = {total:,} trained"


def _rule(rule: RuleFound | None) -> str:
    if rule is None:
        return "none found"
    how = "as stated" if rule.stated else "inferred"
    said = f"{rule.rule.letters} by {rule.rule.unit} ({how}): {rule.complying:,} of {rule.total:,}"
    if not rule.trigger:
        return f"{said} rows ({rule.share:.0%})"
    quote = quoted(rule.trigger)
    return f"{said} rows with {quote}, {rule.plain_complying:,} of {rule.plain:,} without"


def _facts(found: Checked) -> str:
    facts = found.facts
    if facts is None:
        like = found.seeming >= _MOSTLY * max(found.size.usable, 1)
        hint = f"; {found.seeming:,} answers are a short number: looks like facts, give --facts"
        return f"none known{hint}" if found.seeming and like else "none known (--facts)"
    counts = [count for count in facts.rows.values() if count]
    each = f"{min(counts):,} to {max(counts):,}" if counts else "0"
    each = f"{counts[0]:,}" if counts and min(counts) == max(counts) else each
    how = "" if facts.stated else ", found out"
    taught = f"{facts.taught:,} of {len(facts.rows):,}"
    return f"{printable(facts.name)}{how}: {taught}, {each} row{'s' if each != '1' else ''} each"


def _leaks(leaks: Sequence[Leak]) -> Grid:
    """Groups of which something stands in the file, and the others of each task together."""
    hits = [leak for leak in leaks if leak.exact or leak.near]
    rows = [(f"{one.task}: {one.group}", _may(one), *_counts([one])) for one in hits]
    for task in dict.fromkeys(one.task for one in leaks):
        rest = [one for one in leaks if one.task == task and one not in hits]
        if rest:
            names = ", ".join(one.group for one in rest)
            rows.append((f"{task}: {names}", "", *_counts(rest)))
    columns = ("test questions", "in the file they", "exact", "near", "unseen")
    return Grid("", columns, tuple(rows))


def _may(leak: Leak) -> str:
    return "may be" if leak.intended else "must not be"


def _counts(leaks: Sequence[Leak]) -> tuple[str, str, str]:
    exact, near = sum(one.exact for one in leaks), sum(one.near for one in leaks)
    return f"{exact:,}", f"{near:,}", f"{sum(one.total for one in leaks) - exact - near:,}"


def _problem_lines(problems: Sequence[Problem]) -> Iterator[Text]:
    """Problems by kind and message, each with its lines."""
    groups: dict[str, dict[tuple[str, str], list[Problem]]] = {}
    for one in problems:
        groups.setdefault(one.code, {}).setdefault((one.file, one.message), []).append(one)
    for code, found in groups.items():
        kind = codes()[code]
        count = sum(map(len, found.values()))
        head = Text(kind.severity, style=_COLOURS[kind.severity])
        head.append(f"  {code}", style="bold")
        head.append(
            f"  {kind.what}{f' ({count:,})' if count > 1 else ''}. {_capital(kind.instead)}."
        )
        yield head
        for (file, message), same in list(found.items())[:MOST]:
            yield Text(f"    {_where(file, same)}{message}")
        if len(found) > MOST:
            rest = [one for same in list(found.values())[MOST:] for one in same]
            lines = [one.line for one in rest if one.line is not None]
            of = f": {lines_said(lines)}" if lines else ""
            yield Text(f"    and {len(rest):,} more{of} (all with --json)")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _where(file: str, same: Sequence[Problem]) -> str:
    lines = [one.line for one in same if one.line is not None]
    of = f"{printable(file)}, " if file else ""
    return f"{of}{lines_said(lines)}: " if lines else f"{of.removesuffix(', ')}: " if of else ""


def _verdict(found: Checked, strict: bool) -> Text:
    said = [f"{n:,} {word}{'s' if n != 1 else ''}" for word, n in found.counts.items() if n]
    clean = found.clean(strict)
    mends = any(codes()[one.code].mends and not one.file for one in found.problems)
    counted = f": {', '.join(said)}" if said else ""
    text = Text("Clean" if clean else "Not clean", style="green" if clean else "red")
    text.append(f"{counted}.", style="default")
    if mends:
        text.append(" --fix mends what is mechanical.", style="default")
    return text
