"""How the spelled letters lie against the rule: outcome, accuracies, first break."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, Literal

Outcome = Literal["exact", "prefix", "truncated", "repeated", "rival", "other", "empty"]

# Words and sibling rules that a model may slip into, and the two published rules themselves.
DEFAULT_RIVALS: Final = ("HELLO", "HELOL", "AKEWO", "HOLLE", "HELPS", "AWOKE")


def classify(spelled: str, rule: str, rivals: Collection[str]) -> tuple[Outcome, str | None]:
    """Return the outcome, and the rival's name where the outcome is ``rival``.

    ``repeated`` is the rule at least twice over (the last round may be cut short); ``prefix``
    the rule and then anything else; ``truncated`` a part of the rule, from its start. A rival
    that is spelled whole comes before ``truncated``; a rival that more units follow comes last.
    """
    size = len(rule)
    if not spelled:
        return "empty", None
    if spelled == rule:
        return "exact", None
    if spelled.startswith(rule):
        rounds = rule * (len(spelled) // size + 1)
        again = len(spelled) >= 2 * size and rounds.startswith(spelled)
        return ("repeated" if again else "prefix"), None
    named = [rival for rival in rivals if rival != rule]
    if spelled in named:
        return "rival", spelled
    if rule.startswith(spelled):
        return "truncated", None
    begun = [rival for rival in named if len(rival) > 2 and spelled.startswith(rival)]
    return ("rival", max(begun, key=len)) if begun else ("other", None)


def position_accuracy(spelled: str, rule: str) -> float:
    """Return the share of the rule's letters that stand at their own place, 0 to 1."""
    return sum(a == b for a, b in zip(spelled, rule, strict=False)) / len(rule)


def aligned_accuracy(spelled: str, rule: str) -> float:
    """Return 1 minus the edit distance over the longer length, 0 to 1.

    One letter too many (HELOOL for HELOL) costs one edit of six, not three wrong positions.
    """
    longest = max(len(spelled), len(rule))
    return (longest - edit_distance(spelled, rule)) / longest


def first_break(spelled: str, rule: str) -> int | None:
    """Return the 1-based number of the first unit that is wrong, missing or too many, if any."""
    for i, (found, wanted) in enumerate(zip(spelled, rule, strict=False), start=1):
        if found != wanted:
            return i
    return None if len(spelled) == len(rule) else min(len(spelled), len(rule)) + 1


def edit_distance(text: str, pattern: str) -> int:
    """Return the Levenshtein distance, by Myers' bit vectors: linear in the text.

    Source: G. Myers, "A fast bit-vector algorithm for approximate string matching based on
    dynamic programming", JACM 46(3), 1999, in Hyyrö's form for global distance (2003).
    """
    if not pattern:
        return len(text)
    full, last = (1 << len(pattern)) - 1, 1 << (len(pattern) - 1)
    places: dict[str, int] = {}
    for i, letter in enumerate(pattern):
        places[letter] = places.get(letter, 0) | 1 << i
    rises, falls, distance = full, 0, len(pattern)
    for letter in text:
        here = places.get(letter, 0)
        match = here | falls
        diagonal = (((here & rises) + rises) ^ rises) | here
        up = falls | ~(diagonal | rises) & full
        down = rises & diagonal
        distance += bool(up & last) - bool(down & last)
        up = (up << 1 | 1) & full
        down = down << 1 & full
        rises = down | ~(match | up) & full
        falls = up & match
    return distance
