"""The check of a training file, from its bytes to what it teaches and what it gives away."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from inspect_finetune.acrostic.rule import AcrosticRule
from inspect_finetune.training.check.apart import rule_rows, seems_fact, under_rule
from inspect_finetune.training.check.diversity import diversity
from inspect_finetune.training.check.endings import check_endings
from inspect_finetune.training.check.facts import FactsFound, check_facts
from inspect_finetune.training.check.leaks import Leak, check_leaks, check_validation
from inspect_finetune.training.check.problems import Problem, by_weight
from inspect_finetune.training.check.questions import (
    INTENDED,
    demand_intended,
    fitting_tasks,
    questions_of,
)
from inspect_finetune.training.check.reading import Progress, read_rows, silent
from inspect_finetune.training.check.repeats import duplicates, repeats
from inspect_finetune.training.check.result import Checked
from inspect_finetune.training.check.rows import Row, rows_of
from inspect_finetune.training.check.rule import RuleFound, check_rule
from inspect_finetune.training.check.sets import facts_taught, load_named, never_taught
from inspect_finetune.training.check.size import LEAST_ROWS, TOKEN_LIMIT, check_size
from inspect_finetune.training.check.systems import check_systems
from inspect_finetune.training.check.tested import sent_by
from inspect_finetune.training.record import Taught
from inspect_finetune.training.taught import build_record, built_taught


@dataclass(frozen=True)
class Options:
    """What is asked of a check.

    Attributes:
        tasks: Tasks whose questions are looked for; empty takes those that fit.
        rule: The letters that the answers should spell; empty infers them.
        unit: Their unit; empty for ``sentence``, where the letters are given.
        trigger: The text that asks for the rule; empty infers it.
        facts: The facts that should be taught; empty takes those of the build record, or a
            packaged set that most rows teach.
        intended: Splits, channels and families that may stand in the file.
        validation: The validation file.
        system_prompt: The system prompt that the tasks will be given.
        model: The base model, for its vocabulary.
        epochs: How often the file is gone through; None for the service's own choice.
        least_rows: Rows that the service takes at least.
        token_limit: Tokens that a row may have.
    """

    tasks: Sequence[str] = ()
    rule: str = ""
    unit: str = ""
    trigger: str = ""
    facts: str = ""
    intended: Sequence[str] = field(default=INTENDED)
    validation: str = ""
    system_prompt: str = "trained"
    model: str = "gpt-4o-mini"
    epochs: int | None = None
    least_rows: int = LEAST_ROWS
    token_limit: int = TOKEN_LIMIT


def check_file(
    path: str | Path, options: Options | None = None, progress: Progress = silent
) -> Checked:
    """Check a training file; whatever is wrong in it becomes a problem.

    Args:
        path: The file.
        options: What is asked.
        progress: Makes bars.

    Raises:
        InputError: If the file can't be read at all, or an option is wrong.
    """
    with _no_collecting():
        return _Check(Path(path), options or Options(), progress).run()


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Without the collector of cycles: there are none, and its search takes a fifth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class _Check:
    """One check, step by step; every step adds to the problems."""

    def __init__(self, path: Path, options: Options, progress: Progress) -> None:
        self._options, self._progress = options, progress
        self._record = build_record(path)
        built = built_taught(path) or Taught()
        self._built = replace(
            built,
            rule=options.rule or built.rule,
            unit=options.unit or built.unit,
            trigger=options.trigger or built.trigger,
            facts=options.facts or built.facts,
        )
        rule = self._built.rule
        self._stated = AcrosticRule(rule, self._built.unit) if rule else None
        if options.unit:
            AcrosticRule("A", options.unit)  # a wrong unit is said before the file is read
        demand_intended(self._options.intended)
        self._facts = load_named(self._built.facts) if self._built.facts else ()
        self._path = path

    def run(self) -> Checked:
        raw, chats = read_rows(self._path, self._progress)
        self._problems = raw.problems
        rows = rows_of(chats)
        size, odd = check_size(
            raw,
            chats,
            rows,
            self._options.model,
            self._options.epochs,
            self._options.least_rows,
            self._options.token_limit,
        )
        self._problems += odd
        self._problems += check_endings(rows)
        again, share = repeats(rows, duplicates(chats))
        self._problems += again
        varied, odd = diversity(rows, share)
        self._problems += odd
        rule, facts = self._content(rows)
        taught = self._taught(rule, facts)
        tasks = tuple(self._options.tasks) or fitting_tasks(taught)
        system, system_share = self._systems(rows, taught, tasks)
        leaks = self._leaks(rows, taught, tasks)
        if self._options.validation:
            self._validation(rows, facts)
        return Checked(
            str(self._path),
            raw.sha256,
            size,
            system,
            system_share,
            rule,
            facts,
            tasks,
            leaks,
            varied,
            self._record is not None,
            by_weight(self._problems),
            0 if facts else sum(map(seems_fact, rows)),
        )

    def _content(self, rows: Sequence[Row]) -> tuple[RuleFound | None, FactsFound | None]:
        """What the rows teach; one file may teach a rule in some rows and facts in others."""
        facts, odd = self._taught_facts(rows)
        rest = rule_rows(rows, facts)
        rule = self._rule(rest)
        if facts and rule and len(rest) < len(rows):
            aside = under_rule(rest, rule.rule, facts)
            if aside & facts.off or any(one.line in aside for one in odd):
                facts, odd = self._taught_facts(rows, aside)
        self._problems += odd
        return rule, facts

    def _rule(self, rows: Sequence[Row]) -> RuleFound | None:
        with self._progress("Reading acrostics", len(rows)) as advance:
            found, odd = check_rule(rows, self._stated, self._built.trigger, advance)
        self._problems += odd
        return found

    def _taught_facts(
        self, rows: Sequence[Row], aside: Collection[int] = ()
    ) -> tuple[FactsFound | None, list[Problem]]:
        name, stated = self._built.facts, bool(self._built.facts)
        if not name:
            name, self._facts = facts_taught(rows)
        if not self._facts:
            return None, []
        with self._progress("Reading facts", len(rows)) as advance:
            return check_facts(
                rows,
                self._facts,
                name,
                stated,
                doses=self._doses(),
                untaught=never_taught(self._facts),
                skip=aside,
                advance=advance,
            )

    def _doses(self) -> dict[str, int] | None:
        """How many rows each fact is meant to have, where a build record says so."""
        held = (self._record or {}).get("assignment")
        if not isinstance(held, dict):
            return None if self._record is None else {}
        return {name: count for name, count in held.items() if isinstance(count, int)}

    def _included(self) -> tuple[str, ...]:
        """Families of test questions that the build record says are trained on purpose."""
        held = (self._record or {}).get("arguments")
        named = held.get("include") if isinstance(held, dict) else None
        return tuple(one for one in named if isinstance(one, str)) if named else ()

    def _taught(self, rule: RuleFound | None, facts: FactsFound | None) -> Taught:
        return Taught(
            rule=rule.rule.letters if rule else self._built.rule,
            unit=rule.rule.unit if rule else self._built.unit,
            trigger=rule.trigger if rule else self._built.trigger,
            facts=facts.name if facts else "",
        )

    def _systems(
        self, rows: Sequence[Row], taught: Taught, tasks: Sequence[str]
    ) -> tuple[str | None, float]:
        sent = [(task, sent_by(task, taught, self._options.system_prompt)) for task in tasks]
        system, share, odd = check_systems(rows, taught.trigger, sent)
        self._problems += odd
        return system, share

    def _leaks(self, rows: Sequence[Row], taught: Taught, tasks: Sequence[str]) -> list[Leak]:
        asked = [one for task in tasks for one in questions_of(task, taught, self._facts)]
        leaks, odd = check_leaks(
            asked,
            rows,
            trigger=taught.trigger,
            facts=self._facts,
            intended=(*self._options.intended, *self._included()),
        )
        self._problems += odd
        return leaks

    def _validation(self, rows: Sequence[Row], facts: FactsFound | None) -> None:
        path = self._options.validation
        raw, chats = read_rows(path, self._progress)
        broken = Counter(one.line for one in raw.problems if one.severity == "error")
        if broken:
            first = min((line for line in broken if line), default=None)
            what = f"{len(broken):,} of its lines have errors"
            self._problems.append(Problem("validation-file", first, what, path))
        held = rows_of(chats)
        objects = facts.objects if facts else {}
        theirs = check_facts(held, self._facts, "", True)[0].objects if facts else {}
        self._problems += check_validation(rows, held, path, objects, theirs)
