"""A place where a sentence may end, and what stands around it."""

from __future__ import annotations

from dataclasses import dataclass

from inspect_finetune.acrostic import abbreviations as words


@dataclass(slots=True)
class Candidate:
    """A place where a sentence may end, and what stands around it."""

    stop: str  # the run of end marks and closing signs
    token: str  # the word before it, without opening signs
    key: str  # that word in lower case; of "9-in" and "5kg" only the unit
    before: list[str]  # the words of the sentence before that one (at most the last 12)
    next_at: int  # where the first letter or digit after it stands
    next_char: str  # that letter or digit
    following: list[str]  # the next words (at most 4)
    glued: bool  # no space follows
    lower_writer: bool  # the response uses no capitals
    last_number: int  # the last list number seen in this block
    quoted: bool  # the sentence begins with a quote mark

    @property
    def next_word(self) -> str:
        """The word after, without what clings to its end."""
        return self.following[0].rstrip(".,;:!?)\"'”’*_") if self.following else ""


def short_key(lowered: str) -> str:
    """Return the key of a word in lower case: a number glued to its unit is left out."""
    if not lowered[:1].isdigit():
        return lowered
    unit = lowered.lstrip("0123456789.,/⁄").lstrip("-")
    return unit if unit in words.ENDING else lowered
