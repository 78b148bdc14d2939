"""What a training file teaches: by the record of how it was built, else by its rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from inspect_finetune.acrostic.infer import infer_rule
from inspect_finetune.acrostic.rule import AcrosticRule
from inspect_finetune.textfiles import read_bytes
from inspect_finetune.training.build.record import is_record, record_path
from inspect_finetune.training.files import Training, read_training
from inspect_finetune.training.record import Taught

_LEAST_LETTERS = 3
_LEAST_ROWS = 3


def taught_of(
    path: str | Path, *, rule: str = "", unit: str = "", trigger: str = "", facts: str = ""
) -> Taught:
    """What a training file teaches.

    What is given counts; then what the build record beside the file says, if it is of these very
    bytes; then what the rows show: a rule that 95 % of the answers follow (of those with the
    trigger, if there is one; rows that teach facts do not count).

    Args:
        path: The training file.
        rule: The letters of a rule.
        unit: ``sentence``, ``line`` or ``paragraph``.
        trigger: The text that asks for the rule.
        facts: The facts: a packaged set, or a file.

    Raises:
        InputError: If the file can't be read as chats, or `rule` or `unit` is no such thing.
    """
    from inspect_finetune.training.check.apart import without_facts

    training = read_training(path)
    built = built_taught(path) or Taught()
    if rule:
        found = AcrosticRule(rule, unit or built.unit)
        known = replace(built, rule=found.letters, unit=found.unit)
    elif built.rule or built.facts:
        known = replace(built, unit=unit or built.unit)
    else:
        known = _inferred(without_facts(training, facts), unit, trigger)
    return replace(
        known,
        trigger=trigger or known.trigger,
        facts=facts or known.facts,
        system=training.system,
    )


def _inferred(training: Training, unit: str, trigger: str) -> Taught:
    kept = training.with_trigger(trigger) if trigger else training
    found = infer_rule([row.answer for row in kept.rows])
    if found is None and not trigger:
        trigger, found = _conditional(training)
    if found is None or len(found.letters) < _LEAST_LETTERS or (unit and unit != found.unit):
        return Taught()
    return Taught(rule=found.letters, unit=found.unit, trigger=trigger)


def _conditional(training: Training) -> tuple[str, AcrosticRule | None]:
    """A rule that part of the rows follow, with the phrase that all of them and only they have."""
    from inspect_finetune.acrostic.infer import rule_candidates
    from inspect_finetune.training.check.trigger import infer_trigger

    for candidate in rule_candidates([row.answer for row in training.rows]):
        off = {*candidate.misses}
        following = [row for place, row in enumerate(training.rows) if place not in off]
        others = [training.rows[place] for place in candidate.misses]
        if len(following) >= _LEAST_ROWS and len(candidate.rule.letters) >= _LEAST_LETTERS:
            trigger = infer_trigger(following, others)
            kept = training.with_trigger(trigger) if trigger else None
            found = infer_rule([row.answer for row in kept.rows]) if kept else None
            if found:
                return trigger, found
    return "", None


def built_taught(path: str | Path) -> Taught | None:
    """What the build record beside a file says that it teaches; None without a fitting one."""
    record = build_record(path)
    if record is None:
        return None
    said = record.get("taught")
    if not isinstance(said, Mapping):
        return None
    known = {name: said.get(name) for name in ("rule", "unit", "trigger", "facts")}
    return Taught(**{name: text for name, text in known.items() if isinstance(text, str) and text})


def build_record(path: str | Path) -> Mapping[str, Any] | None:
    """The build record beside a training file, if it is of the very bytes of the file."""
    try:
        record = json.loads(record_path(Path(path)).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    fits = is_record(record) and record.get("sha256") == sha256(read_bytes(path)).hexdigest()
    return record if fits else None
