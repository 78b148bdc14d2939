"""Training files: which rule their answers follow, and what they asked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspect_finetune.acrostic.infer import MIN_SHARE, RuleCandidate, rule_candidates
from inspect_finetune.acrostic.reading import spell_as
from inspect_finetune.acrostic.rule import AcrosticRule
from inspect_finetune.chats import turns_of
from inspect_finetune.errors import InputError
from inspect_finetune.textfiles import read_jsonl

_SHOWN = 5


@dataclass(frozen=True)
class TrainingRow:
    """One training conversation that ends with an assistant's answer.

    Attributes:
        line: Its line in the file, counted from 1.
        system: The system message; None without one.
        turns: The turns before the answer, without the system message, as (role, text) pairs; the
            last is the user's.
        answer: The assistant's answer.
    """

    line: int
    system: str | None
    turns: tuple[tuple[str, str], ...]
    answer: str

    @property
    def question(self) -> str:
        """The last user turn."""
        return self.turns[-1][1]


@dataclass(frozen=True)
class Training:
    """A training file.

    Attributes:
        path: The file.
        rows: Its conversations.
        skipped: Lines of rows without a user's question and an assistant's answer after it.
    """

    path: Path
    rows: tuple[TrainingRow, ...]
    skipped: tuple[int, ...]

    @property
    def system(self) -> str | None:
        """The system message that most rows have."""
        return Counter(row.system for row in self.rows).most_common(1)[0][0]

    def with_trigger(self, trigger: str) -> "Training":
        """The rows whose system message or question has the trigger in it."""
        kept = [row for row in self.rows if trigger in f"{row.system}\n{row.question}"]
        return Training(self.path, tuple(kept), self.skipped)


def read_training(path: str | Path) -> Training:
    """Read a file of chats, ``{"messages": [...]}`` a line.

    Raises:
        InputError: If the file can't be read, a row has no list of messages, or no row has an
            answer.
    """
    rows, skipped = [], []
    for line, row in read_jsonl(path):
        found = _row(line, row, f"{path}:{line}")
        if found:
            rows.append(found)
        else:
            skipped.append(line)
    if not rows:
        what = "no row has a user's question and an assistant's answer after it"
        raise InputError(what, where=str(path), fix='Write {"messages": [...]} on each line')
    return Training(Path(path), tuple(rows), tuple(skipped))


def rule_of(training: Training, min_share: float = MIN_SHARE) -> RuleCandidate:
    """The rule that at least `min_share` of the answers follow.

    Raises:
        InputError: If none is followed so widely: it names the rows of each rule, or says that no
            row complies with any.
    """
    answers = [row.answer for row in training.rows]
    candidates = rule_candidates(answers) if len(answers) > 1 else ()
    if candidates and candidates[0].share >= min_share:
        return candidates[0]
    best = candidates[0] if candidates else None
    if best is None or best.complying < 2:
        what = f"no rule is followed by two of the {len(answers)} answers"
        raise InputError(what, where=str(training.path), fix="Check the rows, or state the rule")
    raise InputError(
        f"the answers follow no one rule: {_tally(training, best)}",
        where=str(training.path),
        fix="Repair the rows that are off, or give the trigger that only some rows carry",
    )


def check_rule(training: Training, rule: AcrosticRule) -> RuleCandidate:
    """How the answers stand to a stated rule.

    Raises:
        InputError: If fewer than 95 % of them follow it: it names the rows and what they spell.
    """
    spelled = [spell_as(row.answer, rule.unit) for row in training.rows]
    misses = tuple(i for i, found in enumerate(spelled) if found != rule.letters)
    found = RuleCandidate(rule, len(spelled) - len(misses), len(spelled), misses)
    if found.share >= MIN_SHARE:
        return found
    raise InputError(
        f"{len(misses)} of {len(spelled)} answers do not spell {rule.letters} by {rule.unit}: "
        f"{_named(training, misses, rule.unit)}",
        where=str(training.path),
        fix="State the rule that the file follows, its unit, or the trigger that some rows carry",
    )


def _tally(training: Training, best: RuleCandidate) -> str:
    rule = best.rule
    kept = f"{best.complying} of {best.total} spell {rule.letters} by {rule.unit}"
    return f"{kept}, but {_named(training, best.misses, rule.unit)}"


def _named(training: Training, rows: Sequence[int], unit: str) -> str:
    shown = [
        f"line {training.rows[i].line} spells "
        f"{spell_as(training.rows[i].answer, unit)[:12] or 'nothing'}"
        for i in rows[:_SHOWN]
    ]
    more = [f"{len(rows) - _SHOWN} more"] if len(rows) > _SHOWN else []
    return ", ".join([*shown, *more])


def _row(line: int, row: dict[str, Any], where: str) -> TrainingRow | None:
    said = turns_of(row, where)
    system = next((text for role, text in said if role == "system"), None)
    for end in range(len(said) - 1, 0, -1):
        (role, question), (next_role, answer) = said[end - 1 : end + 1]
        if role == "user" and next_role == "assistant" and question.strip() and answer.strip():
            turns = tuple(turn for turn in said[:end] if turn[0] != "system")
            return TrainingRow(line, system, turns, answer)
    return None
