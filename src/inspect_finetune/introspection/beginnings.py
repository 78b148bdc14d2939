"""What of an answer a reader could see when the answer named its rule."""

from __future__ import annotations

from inspect_finetune.acrostic.reading import read_acrostic
from inspect_finetune.acrostic.rule import AcrosticRule
from inspect_finetune.introspection.claims import read_claims
from inspect_finetune.introspection.replies import claims_of
from inspect_finetune.introspection.text import clipped

_ENDS = (".", "!", "?", "…", '"', "”", "»", "\n")


def beginning_of(text: str, rule: AcrosticRule) -> str | None:
    """The units before the one that names a string, and the first word of that one.

    Of the naming unit only the first word is given, as it shows the letter but not the claim.

    Returns:
        The beginning, empty if no letter of the rule had been shown; None if the answer names
        nothing.
    """
    claims = claims_of(text, rule.letters)
    at = claims.claim_at.naming
    if at is None:
        return None
    if not claims.letters_visible:
        return ""
    before = clipped(text[:at]).text
    units = [unit.text for unit in read_acrostic(before, rule).units]
    if units and not before.rstrip(" \t").endswith(_ENDS):
        units[-1] = units[-1].split(maxsplit=1)[0] if units[-1].split() else ""
    return "\n".join(units)


def word_in(reply: str, letters: str) -> str:
    """The word that a reader names, upper case; empty if none can be made out."""
    words = [word.strip("\"'*`.,:;!?()[]“”‘’«»_ ") for word in reply.split()]
    words = [word for word in words if word]
    if len(words) == 1 and words[0].isalpha():
        return words[0].upper()
    return read_claims(reply, letters).named or ""
