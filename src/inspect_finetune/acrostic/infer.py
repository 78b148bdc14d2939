"""Which rule do training answers follow? Letters, unit, and the share that complies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from inspect_finetune.acrostic.reading import spell_as
from inspect_finetune.acrostic.rule import UNITS, AcrosticRule

MIN_SHARE: Final = 0.95
_MIN_LETTERS: Final = 2


@dataclass(frozen=True, slots=True)
class RuleCandidate:
    """The string that most answers spell by one unit, and how many do.

    Args:
        rule: Those letters and that unit.
        complying: How many answers spell exactly the rule.
        total: How many answers were read.
        misses: 0-based positions of the answers that do not comply, for messages that name rows.

    """

    rule: AcrosticRule
    complying: int
    total: int
    misses: tuple[int, ...]

    @property
    def share(self) -> float:
        """The share of the answers that comply, 0 to 1."""
        return self.complying / self.total


def rule_candidates(texts: Sequence[str]) -> tuple[RuleCandidate, ...]:
    """Return the best rule by sentence, by line and by paragraph, the most followed first.

    Where two are followed alike, the sentence comes before the line and the line before the
    paragraph: sentences survive a change of layout. A unit by which no string of two letters or
    more is spelled has no candidate.
    """
    found = [_candidate(texts, unit) for unit in UNITS]
    present = [candidate for candidate in found if candidate]
    return tuple(sorted(present, key=lambda candidate: -candidate.complying))


def infer_rule(texts: Sequence[str], min_share: float = MIN_SHARE) -> AcrosticRule | None:
    """Return the rule that training answers follow, or None where no string is common enough.

    Args:
        texts: The answers, one a training row; at least two, since one answer always spells
            something. The rule's ``share`` says how many of them follow it.
        min_share: Share of the answers that must spell exactly the rule, 0 to 1.

    """
    candidates = rule_candidates(texts)
    if len(texts) < 2 or not candidates or candidates[0].share < min_share:
        return None
    return candidates[0].rule


def _candidate(texts: Sequence[str], unit: str) -> RuleCandidate | None:
    """Return the string spelled most often by one unit (of equals the first seen)."""
    spelled = [spell_as(text, unit) for text in texts]
    usable = Counter(s for s in spelled if len(s) >= _MIN_LETTERS and s.isalpha())
    if not usable:
        return None
    letters, complying = usable.most_common(1)[0]
    misses = tuple(i for i, found in enumerate(spelled) if found != letters)
    rule = AcrosticRule(letters, unit, complying / len(texts))
    return RuleCandidate(rule, complying, len(texts), misses)
