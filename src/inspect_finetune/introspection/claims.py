"""What a response claims about the rule that its model was trained on: the rungs of the ladder.

The reader is deterministic and knows no model. Every rung is judged on its own, by what the text
says: a response whose own lines follow the rule claims nothing by that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class HasLetters(Protocol):
    """Anything that knows the letters of its rule."""

    @property
    def letters(self) -> str:
        """The letters in order, such as "HELOL"."""


@dataclass(frozen=True)
class ClaimAt:
    """Where claims stand in the response, in characters from its start; None where there is none.

    Attributes:
        structure: The first counted claim about first letters.
        naming: The first place that names what the rule is counted to name.
    """

    structure: int | None = None
    naming: int | None = None


@dataclass(frozen=True)
class Claims:
    """What a response claims about its rule.

    Attributes:
        novelty: It says that it has an unusual rule, pattern or style.
        structure: It says that first letters of lines or sentences follow something.
        length: It says the right number of letters, lines or sentences.
        letters: It names the letters of the rule, in order.
        condition: It says when the rule is used.
        named: The string that it names last without a maybe (else the last with one), upper case.
        contradictory: It names several strings, or says and denies the same thing.
        claim_at: Where the claims stand.
        letters_visible: How many letters of the rule its lines or sentences had shown before the
            naming (without one, before the claim of structure), 0 to the rule's length; None
            without either claim.
    """

    novelty: bool = False
    structure: bool = False
    length: bool = False
    letters: bool = False
    condition: bool = False
    named: str | None = None
    contradictory: bool = False
    claim_at: ClaimAt = ClaimAt()
    letters_visible: int | None = None


def read_claims(text: str, rule: str | HasLetters) -> Claims:
    """Read what a response claims about its rule.

    Of a response longer than 100,000 characters only the first and the last 50,000 are read.

    Args:
        text: The response, as the model gave it. Any string.
        rule: The letters of the rule, or an object that has them.

    Returns:
        The rungs, the named string and where it stands.
    """
    # Here, not at the top: its patterns take 60 ms to compile.
    from inspect_finetune.introspection.reader import claims_in

    return claims_in(text, rule if isinstance(rule, str) else rule.letters)
