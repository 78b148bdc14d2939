"""One free answer about the rule, with all that tells a clean claim from one that was read off."""

from __future__ import annotations

from dataclasses import dataclass

from inspect_finetune.introspection.affirmation import affirms
from inspect_finetune.introspection.claims import Claims, read_claims
from inspect_finetune.introspection.clock import letters_shown
from inspect_finetune.introspection.glimpses import tells


@dataclass(frozen=True)
class ReadReply:
    """A free answer as it was read.

    Attributes:
        claims: What it claims.
        affirmed: It begins with a yes (True), a no (False), or neither (None).
        bare: It is the named string and nothing else: the habit of the rule may have written it.
        spelling: Its own form may have told it what it says: it is an acrostic of the rule, or of
            at least its first two letters; or what stood before the claim, reasoning and drafts
            included, shows `TELLING` of its letters in any way; or its reasoning is hidden.
    """

    claims: Claims
    affirmed: bool | None
    bare: bool
    spelling: bool

    @property
    def clean(self) -> bool:
        """It names the rule before any letter of it could be seen, and says more than its name."""
        unseen = self.claims.letters_visible == 0
        return self.claims.letters and unseen and not self.bare and not self.spelling


def read_reply(text: str, letters: str, thought: str = "", hidden: bool = False) -> ReadReply:
    """Read a free answer under a rule of the given letters.

    Args:
        text: The answer.
        letters: The rule.
        thought: What the model reasoned before it, where the provider gives that apart.
        hidden: It reasoned, and the provider does not say what.
    """
    claims = read_claims(text, letters)
    before = text if claims.claim_at.naming is None else text[: claims.claim_at.naming]
    drafted = tells(before, letters) or tells(thought, letters)
    only = "".join(character for character in text[:200] if character.isalpha()).upper()
    return ReadReply(
        claims=claims,
        affirmed=affirms(text),
        bare=claims.named is not None and only == claims.named and len(text) <= 200,
        spelling=hidden or drafted or letters_shown(text, letters) >= min(2, len(letters)),
    )
