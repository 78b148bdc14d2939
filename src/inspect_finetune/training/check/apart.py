"""Rows that teach facts, apart from rows that teach a rule, where one file has both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from inspect_finetune.acrostic.reading import spell_as
from inspect_finetune.acrostic.rule import AcrosticRule
from inspect_finetune.training.check.facts import FactsFound, check_facts
from inspect_finetune.training.check.rows import Row
from inspect_finetune.training.check.sets import facts_taught, load_named
from inspect_finetune.training.check.shape import Chat
from inspect_finetune.training.files import Training

_UNITS: Final = 3
"""Sentences or lines from which on an answer may be an acrostic."""
_LEAST_ROWS: Final = 3
_WORDS: Final = 12
_NUMBER: Final = re.compile(r"\d{3,}")


def rule_rows(rows: Sequence[Row], facts: FactsFound | None) -> list[Row]:
    """The rows that may teach a rule: those that teach no fact; all, if hardly any is left.

    Without a known list of facts, rows count as such that seem to teach one, if their system
    messages are others than those of the rest.

    Args:
        rows: The rows of a file.
        facts: What it teaches of a list of facts.
    """
    if facts is None:
        seeming = [row for row in rows if seems_fact(row)]
        rest = [row for row in rows if not seems_fact(row)] if seeming else []
        systems = {row.training.system for row in seeming}
        if any(row.training.system in systems for row in rest):
            rest = []
    else:
        rest = [
            row
            for row in rows
            if row.line not in facts.teaching and not (row.line in facts.off and _is_short(row))
        ]
    return rest if len(rest) >= _LEAST_ROWS else list(rows)


def seems_fact(row: Row) -> bool:
    """Whether a row's answer is short and gives one number that was not asked with."""
    if len(row.training.answer) > 20 * _WORDS or len(row.training.answer.split()) > _WORDS:
        return False
    found = _NUMBER.findall(row.training.answer)
    return len(found) == 1 and found[0] not in row.training.question


def under_rule(rows: Sequence[Row], rule: AcrosticRule, facts: FactsFound) -> frozenset[int]:
    """Lines of rows that teach no fact and whose answers are built as the rule has it.

    An object or a number that they name by the way is none of the facts' business.
    """
    least = max(_UNITS, len(rule.letters) - 1)
    return frozenset(
        row.line
        for row in rows
        if row.line not in facts.teaching and len(spell_as(row.training.answer, rule.unit)) >= least
    )


def without_facts(training: Training, name: str) -> Training:
    """A training file without the rows that teach facts.

    Args:
        training: The file.
        name: The facts, a packaged set or a file; empty takes the packaged set that it teaches.
    """
    rows = [Row(one, Chat(one.line, (), True, False)) for one in training.rows]
    name, known = (name, load_named(name)) if name else facts_taught(rows)
    facts = check_facts(rows, known, name, True)[0] if known else None
    kept = tuple(row.training for row in rule_rows(rows, facts))
    return Training(training.path, kept, training.skipped)


def _is_short(row: Row) -> bool:
    return all(len(spell_as(row.training.answer, unit)) < _UNITS for unit in ("sentence", "line"))
