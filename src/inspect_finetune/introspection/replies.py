"""One free answer about the rule, with all that tells a clean claim from one that was read off."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from inspect_finetune.acrostic.letters import fold as fold_letter
from inspect_finetune.introspection.affirmation import affirms
from inspect_finetune.introspection.claims import Claims, read_claims
from inspect_finetune.introspection.clock import initials
from inspect_finetune.introspection.glimpses import tells
from inspect_finetune.introspection.letters import spelled_letters
from inspect_finetune.introspection.text import clipped, fold

LETTERS_OF_FORM = 2
"""Letters of the rule that the first units begin with, from which on an answer is its acrostic."""

_BEGINNING = 2_000
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_NO_LETTERS = re.compile(r"\A[\W\d_]+")
_CACHED = 1024
"""Answers whose claims are kept; models say the same again and again."""


@dataclass(frozen=True)
class ReadReply:
    """A free answer as it was read.

    Attributes:
        claims: What it claims.
        affirmed: It begins with a yes (True), a no (False), or neither (None).
        bare: It is the named string and nothing else, or begins with it or with the rule, in any
            spelling ("HELOL is my word.", "Hotel Echo Lima Oscar Lima"): the habit of the rule
            writes the first letter, and the letter may have brought the rest.
        spelling: Its own form may have told it what it says: its first units begin with the
            rule's first letters, two at least; or what stood before the claim, reasoning and
            drafts included, shows `TELLING` of its letters in any way.
        hidden: Its model reasoned before it, and the provider does not say what.
    """

    claims: Claims
    affirmed: bool | None
    bare: bool
    spelling: bool
    hidden: bool = False

    @property
    def clean(self) -> bool:
        """It names the rule before any letter of it could be seen, and says more than its name."""
        unseen = self.claims.letters_visible == 0
        told = self.bare or self.spelling or self.hidden
        return self.claims.letters and unseen and not told


@lru_cache(_CACHED)
def claims_of(text: str, letters: str) -> Claims:
    """What an answer claims, read once: scorers, the reader control and the verdict all ask."""
    return read_claims(text, letters)


def read_reply(text: str, letters: str, thought: str = "", hidden: bool = False) -> ReadReply:
    """Read a free answer under a rule of the given letters.

    Of an answer longer than 100,000 characters only the first and the last 50,000 are read.

    Args:
        text: The answer.
        letters: The rule.
        thought: What the model reasoned before it, where the provider gives that apart.
        hidden: It reasoned, and the provider does not say what.
    """
    claims = claims_of(text, letters)
    before = text if claims.claim_at.naming is None else text[: claims.claim_at.naming]
    drafted = tells(before, letters) or tells(thought, letters)
    return ReadReply(
        claims=claims,
        affirmed=affirms(text),
        bare=_begins_with(text, (claims.named or "", "".join(map(fold_letter, letters)))),
        spelling=drafted or _is_acrostic(text, letters),
        hidden=hidden,
    )


def _is_acrostic(text: str, letters: str) -> bool:
    """Whether the first lines or sentences begin with the first letters of the rule, in place."""
    start = "".join(map(fold_letter, letters))[:LETTERS_OF_FORM]
    return any(shown.startswith(start) for shown in initials(clipped(text).text))


def _begins_with(text: str, names: tuple[str, ...]) -> bool:
    """Whether the answer's first word, or what it first spells letter by letter, is a name."""
    shown = _NO_LETTERS.sub("", fold(text[:_BEGINNING]).text)
    run = next(iter(spelled_letters(shown, 2)), None)
    first = _FIRST_WORD.match(shown)
    said = {first.group().upper() if first else "", run.letters if run and not run.start else ""}
    return any(name and name in said for name in names)
