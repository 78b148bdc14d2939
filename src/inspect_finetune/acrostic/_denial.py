"""Plain denial of a found answer: "it is not Paris", "unlike Mars", "Paris is wrong"."""

import re

from inspect_finetune.acrostic._answer_text import CLAUSE

WINDOW = 100
"""Characters of folded text before and after a finding that are enough to judge it."""

_DENIALS = frozenset(
    ["not", "never", "neither", "nor", "cannot", "unlike", "except", "excluding", "hardly", "isnt",
     "arent", "wasnt", "werent", "dont", "doesnt", "didnt", "non", "non-"]
)  # fmt: skip
_TWO_WORD_DENIALS = frozenset(
    ["rather than", "instead of", "other than", "confused with", "mistaken for", "opposed to",
     "contrary to", "anything but", "no longer"]
)  # fmt: skip
_PREPOSITIONS = frozenset(["in", "at", "of", "on", "by", "from", "for", "to", "as", "with"])
# Words that may stand between a denial and what it denies. "only" and "just" are none of them:
# "not only Paris" affirms Paris.
_FILLERS = _PREPOSITIONS | frozenset(
    ["the", "a", "an", "be", "been", "is", "are", "was", "were", "called", "named", "really",
     "actually", "quite", "exactly", "necessarily", "even", "equal", "city", "country",
     "planet", "king", "queen", "river", "mount", "lake", "number", "element", "s"]
)  # fmt: skip
_OPINIONS = frozenset(["think", "believe", "say", "suppose", "mean"])
_SOFTENED = frozenset(["only", "just", "merely", "simply", "solely", "far", "surprisingly"])
_PARTICIPLE = re.compile(r"\w{2,20}(?:ed|en|wn|nd|nt|lt|de|ng)")
_AFTER = re.compile(
    r"(?:[ -]s)?\s(?:is|was|are|were|would be) "
    r"(?:not (?:the )?(?:right|correct|answer|right answer|correct answer|one)|wrong|incorrect"
    r"|false|a (?:common )?(?:myth|mistake|misconception))(?!\w)"
)


def is_denied(before: str, after: str) -> bool:
    """Tell whether folded text around a finding plainly denies it.

    Only the clause that the finding stands in counts, and only a denial right before it
    (articles and the like between) or a verdict right after it ("... is wrong").

    Args:
        before: Folded text that ends where the finding starts; `WINDOW` characters are enough.
        after: Folded text that starts where the finding ends.
    """
    return bool(_AFTER.match(after)) or _denies(before.rsplit(CLAUSE, 1)[-1].split())


def _denies(words: list[str]) -> bool:
    after_preposition = False
    while words:
        pair = words[-2:]
        if " ".join(pair) in _TWO_WORD_DENIALS:
            return "none" not in words[-3:-2]  # "none other than Paris" affirms it
        if words[-1] in _OPINIONS or (words[-1] == "it" and pair[0] in _OPINIONS):
            words.pop()  # "I do not think it is Paris"
            continue
        if words[-1] not in _FILLERS:
            break
        after_preposition |= words.pop() in _PREPOSITIONS
    if not words or words[-1] in _DENIALS:
        return bool(words)
    # "not written by", "never located in"
    return (
        after_preposition
        and len(words) > 1
        and words[-2] in _DENIALS
        and words[-1] not in _SOFTENED
        and bool(_PARTICIPLE.fullmatch(words[-1]))
    )
