"""What a check found, for the screen and for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from inspect_finetune.training.check.codes import SEVERITIES
from inspect_finetune.training.check.diversity import Diversity
from inspect_finetune.training.check.facts import FactsFound
from inspect_finetune.training.check.leaks import Leak
from inspect_finetune.training.check.problems import Problem
from inspect_finetune.training.check.rule import RuleFound

SCHEMA: Final = "inspect-finetune/check"
VERSION: Final = 1


@dataclass(frozen=True)
class Size:
    """How much there is.

    Attributes:
        rows: Rows of the file, readable or not.
        usable: Those with a question and an answer.
        roles: How many messages each role has.
        turns: How many rows have so many messages.
        tokens: Tokens of one epoch.
        counted_with: The vocabulary's name, or ``estimate``.
        epochs: How often the service will go through the file.
        epochs_stated: Whether that was given, not the service's own choice.
    """

    rows: int
    usable: int
    roles: Mapping[str, int] = field(default_factory=dict)
    turns: Mapping[int, int] = field(default_factory=dict)
    tokens: int = 0
    counted_with: str = ""
    epochs: int = 0
    epochs_stated: bool = False


@dataclass(frozen=True)
class Checked:
    """What a check found.

    Attributes:
        path: The file.
        sha256: The hash of its bytes.
        size: How much there is.
        system: The system message that most rows have.
        system_share: The share of the rows that have it.
        rule: The rule, if there is one.
        facts: The facts, if there are some.
        tasks: The tasks whose questions were looked for.
        leaks: What was found of them.
        diversity: How varied the rows are; None without rows.
        built: Whether a build record fits.
        problems: Every problem, the worst first.
        seeming: Rows that seem to teach a fact, where no list of facts is known.
    """

    path: str
    sha256: str
    size: Size
    system: str | None = None
    system_share: float = 0.0
    rule: RuleFound | None = None
    facts: FactsFound | None = None
    tasks: Sequence[str] = ()
    leaks: Sequence[Leak] = ()
    diversity: Diversity | None = None
    built: bool = False
    problems: Sequence[Problem] = ()
    seeming: int = 0

    def clean(self, strict: bool = False) -> bool:
        """Whether nothing is wrong: no error, and with `strict` no warning."""
        counting = SEVERITIES[: 2 if strict else 1]
        return not any(one.severity in counting for one in self.problems)

    @property
    def counts(self) -> dict[str, int]:
        """How many problems there are of each severity."""
        found = Counter(one.severity for one in self.problems)
        return {severity: found[severity] for severity in SEVERITIES}


def as_json(found: Checked, strict: bool, fixed: Sequence[Mapping[str, Any]] | None = None) -> str:
    """The result as one JSON object; every character beyond ASCII is escaped."""
    rule, facts = found.rule, found.facts
    held: dict[str, Any] = {
        "schema": SCHEMA,
        "version": VERSION,
        "file": found.path,
        "sha256": found.sha256,
        "clean": found.clean(strict),
        "counts": found.counts,
        "size": asdict(found.size),
        "system": {"message": found.system, "share": found.system_share},
        "rule": _rule(rule) if rule else None,
        "facts": {"name": facts.name, "taught": facts.taught, "rows": dict(facts.rows)}
        if facts
        else None,
        "rows_like_facts": found.seeming,
        "tasks": list(found.tasks),
        "leaks": [asdict(leak) for leak in found.leaks],
        "diversity": asdict(found.diversity) if found.diversity else None,
        "build_record": found.built,
        "problems": [
            {**asdict(one), "severity": one.severity, "file": one.file or found.path}
            for one in found.problems
        ],
    }
    if fixed is not None:
        held["fixed"] = list(fixed)
    return json.dumps(held, indent=2)


def _rule(rule: RuleFound) -> dict[str, Any]:
    return {
        "letters": rule.rule.letters,
        "unit": rule.rule.unit,
        "stated": rule.stated,
        "trigger": rule.trigger,
        "complying": rule.complying,
        "rows": rule.total,
        "share": rule.share,
        "without_trigger": rule.plain,
        "without_trigger_complying": rule.plain_complying,
    }
