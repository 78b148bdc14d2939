"""Which rule the answers of a training file follow."""

from collections.abc import Sequence

from inspect_finetune.acrostic.infer import MIN_SHARE, RuleCandidate, rule_candidates
from inspect_finetune.acrostic.reading import spell_as
from inspect_finetune.acrostic.rule import AcrosticRule
from inspect_finetune.errors import InputError
from inspect_finetune.training.files import Training

_SHOWN = 5


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
