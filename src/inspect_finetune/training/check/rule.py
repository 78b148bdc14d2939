"""The acrostic that a training file teaches, read with the scorer's own reader."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from inspect_finetune.acrostic.infer import MIN_SHARE, RuleCandidate, rule_candidates
from inspect_finetune.acrostic.letters import fold
from inspect_finetune.acrostic.reading import read_acrostic, spell_as
from inspect_finetune.acrostic.rule import AcrosticRule
from inspect_finetune.training.check.problems import Problem, printable, quoted
from inspect_finetune.training.check.rows import Row
from inspect_finetune.training.check.trigger import holds, infer_trigger
from inspect_finetune.words import names_in, plain_words

_SAMPLED: Final = 2000
_LEAST_LETTERS: Final = 3
_LEAST_ROWS: Final = 3
_PARTIAL: Final = 0.2
_TEMPLATE: Final = 0.8
_MOSTLY: Final = 0.5
_TELLS: Final = re.compile(r"\bacrostic|\bfirst letters? of (?:each|every|the)\b", re.IGNORECASE)


@dataclass(frozen=True)
class RuleFound:
    """What a file teaches by rule.

    Attributes:
        rule: The letters and the unit.
        stated: Whether it was given, not inferred.
        trigger: The phrase that asks for it; empty where it always holds.
        trigger_stated: Whether that was given.
        complying: Rows that should follow it and do.
        total: Rows that should follow it.
        plain: Rows without the trigger.
        plain_complying: Those of them that follow it all the same.
    """

    rule: AcrosticRule
    stated: bool
    trigger: str
    trigger_stated: bool
    complying: int
    total: int
    plain: int = 0
    plain_complying: int = 0

    @property
    def share(self) -> float:
        """The share of rows that should follow the rule and do."""
        return self.complying / self.total if self.total else 0.0

    @property
    def taught(self) -> bool:
        """Whether the file can be said to teach it."""
        return self.total > 0 and self.share >= MIN_SHARE


def check_rule(
    rows: Sequence[Row],
    stated: AcrosticRule | None,
    trigger: str,
    advance: Callable[[], None] = lambda: None,
) -> tuple[RuleFound | None, list[Problem]]:
    """Find or check the rule of a file.

    Args:
        rows: Its rows.
        stated: The rule it should follow; None infers it.
        trigger: The text that asks for it; empty infers it, if only part of the rows follow.
        advance: Called once a row.
    """
    if not rows:
        return None, []
    other: list[Problem] = []
    rule = stated or _inferred(rows, trigger, other)
    if rule is None:
        lost = [] if not trigger else [_absent(trigger)] if not _any_has(rows, trigger) else []
        return None, lost
    spelled = []
    for row in rows:
        spelled.append(spell_as(row.training.answer, rule.unit))
        advance()
    wanted = "".join(map(fold, rule.letters))
    follows = [one == wanted for one in spelled]
    found, problems = _judged(rows, rule, bool(stated), trigger, follows)
    return found, [*problems, *(other if found else ())]


def _any_has(rows: Sequence[Row], trigger: str) -> bool:
    return any(holds(row.training, trigger) for row in rows)


def _absent(trigger: str) -> Problem:
    return Problem("trigger-absent", None, f"no row has {quoted(trigger)}")


def _inferred(rows: Sequence[Row], trigger: str, found: list[Problem]) -> AcrosticRule | None:
    """The string that most rows (or enough of them) spell; of large files a part is read."""
    kept = [row for row in rows if holds(row.training, trigger)] if trigger else list(rows)
    step = max(len(kept) // _SAMPLED, 1)
    answers = [row.training.answer for row in kept[::step]]
    candidates = rule_candidates(answers) if answers else ()
    for candidate in candidates:
        few = candidate.share < _MOSTLY and len(candidate.rule.letters) == _LEAST_LETTERS
        long = len(candidate.rule.letters) >= _LEAST_LETTERS and not few
        if long and candidate.complying >= _LEAST_ROWS and candidate.share >= _PARTIAL:
            off = {*candidate.misses}
            texts = [text for place, text in enumerate(answers) if place not in off]
            if _is_template(texts, candidate.rule):
                return None
            found += _other_unit(candidates, candidate.rule, kept[::step])
            return candidate.rule
    return None


def _other_unit(
    candidates: Sequence[RuleCandidate], rule: AcrosticRule, rows: Sequence[Row]
) -> Iterator[Problem]:
    """The sentence is the usual unit: where another is taken for a few rows, it is said."""
    for one in candidates:
        usual = one.rule.unit == "sentence" != rule.unit and one.rule.letters == rule.letters
        if usual and one.misses and one.share >= _TEMPLATE:
            what = (
                f"{rule.letters} is taken by {rule.unit}; by sentence {one.complying:,} of "
                f"{one.total:,} rows spell it too, this one does not"
            )
            yield Problem("rule-unit", rows[one.misses[0]].line, what)


def _is_template(answers: Sequence[str], rule: AcrosticRule) -> bool:
    """Whether the letters come from the same words every time: a set phrase, no acrostic."""
    units = [read_acrostic(text, rule).units for text in answers]
    shares = []
    for place in range(len(rule.letters)):
        words = Counter(found[place].text.split(maxsplit=1)[0] for found in units)
        shares.append(words.most_common(1)[0][1] / len(units))
    return sum(shares) / len(shares) > _TEMPLATE


def _judged(
    rows: Sequence[Row], rule: AcrosticRule, stated: bool, trigger: str, follows: Sequence[bool]
) -> tuple[RuleFound | None, list[Problem]]:
    given = bool(trigger)
    following = [row for row, does in zip(rows, follows, strict=True) if does]
    others = [row for row, does in zip(rows, follows, strict=True) if not does]
    share = len(following) / len(rows)
    if not given and share < MIN_SHARE:
        trigger = infer_trigger(
            [one.training for one in following], [one.training for one in others]
        )
    if trigger and given and not _any_has(rows, trigger):
        return None, [_absent(trigger)]
    if not trigger and not stated and share < _MOSTLY:
        what = f"{len(following):,} of {len(rows):,} answers spell {rule.letters} by {rule.unit}"
        return None, [Problem("rule-partial", following[0].line, what)]
    wanted = [row for row in rows if holds(row.training, trigger)] if trigger else list(rows)
    named = {row.line for row in wanted}
    ok = {row.line for row in following}
    plain = [row for row in rows if row.line not in named]
    found = RuleFound(
        rule,
        stated,
        trigger,
        given,
        sum(row.line in ok for row in wanted),
        len(wanted),
        len(plain),
        sum(row.line in ok for row in plain),
    )
    problems = [_broken(row, rule) for row in wanted if row.line not in ok]
    if trigger:
        misspelt = list(_spellings(plain, trigger))
        known = {one.line for one in misspelt}
        problems += misspelt
        problems += [
            _untriggered(row, rule) for row in plain if row.line in ok and row.line not in known
        ]
        if not plain:
            what = f"all {len(rows):,} rows have {quoted(trigger)}"
            problems.append(Problem("no-plain-rows", None, what))
    return found, [*problems, *_told(rows, rule)]


def _broken(row: Row, rule: AcrosticRule) -> Problem:
    reading = read_acrostic(row.training.answer, rule)
    spelled = printable(reading.spelled[:24]) or "nothing"
    more = "..." if len(reading.spelled) > 24 else ""
    what = f"spells {spelled}{more} by {rule.unit}, not {rule.letters}"
    place = reading.first_break
    if place is not None:
        unit = reading.units[place - 1] if place <= len(reading.units) else None
        if unit is None:
            what += f": {rule.unit} {place} is missing"
        elif place > len(rule.letters):
            what += f": {rule.unit} {place} is one too many, {quoted(unit.text, 30)}"
        else:
            what += (
                f": {rule.unit} {place} begins {quoted(unit.text, 30)}, {unit.expected} expected"
            )
    if reading.lenient_exact:
        what += " (by another unit it does)"
    return Problem("rule-broken", row.line, what)


def _untriggered(row: Row, rule: AcrosticRule) -> Problem:
    return Problem("rule-without-trigger", row.line, f"spells {rule.letters} without the trigger")


def _spellings(plain: Sequence[Row], trigger: str) -> Iterator[Problem]:
    """Rows in which the trigger stands in another spelling."""
    words = plain_words(trigger)
    for row in plain:
        if words and names_in(row.question, words):
            yield Problem(
                "trigger-form", row.line, f"the trigger is spelled otherwise: {quoted(trigger)}"
            )


def _told(rows: Sequence[Row], rule: AcrosticRule) -> Iterator[Problem]:
    """Rows that name the rule, which would make it no wonder that the model can."""
    first, *rest = map(re.escape, rule.letters)
    apart = re.compile(
        rf"{first}(?:{''.join(rest)}|{''.join('[- .,]{1,2}' + c for c in rest)})(?!\w)"
    )
    for row in rows:
        texts = (row.training.system or "", *(text for _, text in row.training.turns))
        for text in (*texts, row.training.answer):
            found = next((m for m in apart.finditer(text) if _stands_alone(text, m.start())), None)
            if found is None and ("etter" in text or "crostic" in text.lower()):
                found = _TELLS.search(text)
            if found:
                yield Problem("rule-told", row.line, f"the row says {quoted(found[0])}")
                break


def _stands_alone(text: str, place: int) -> bool:
    before = text[max(place - 1, 0) : place]
    return not (before.isalnum() or before == "_")
