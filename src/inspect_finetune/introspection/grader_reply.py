"""What a model grader says of an answer, read strictly: what does not parse is no grade."""

from __future__ import annotations

import json
from dataclasses import dataclass

from inspect_finetune.introspection.masking import same_word

_FLAGS = ("novelty", "structure", "condition")
_KEYS = {*_FLAGS, "length", "named"}


@dataclass(frozen=True)
class GraderReply:
    """A parsed reply.

    Attributes:
        novelty: It says that the answer claims an unusual rule.
        structure: ... that first letters follow something.
        condition: ... when the rule is used.
        length: The number that the answer gives the rule; None if none.
        named: The string that it names, masked letters as underscores; None if none.
    """

    novelty: bool
    structure: bool
    condition: bool
    length: int | None
    named: str | None

    def rungs(self, letters: str) -> dict[str, bool]:
        """The ladder under a rule of the given letters, which the grader was not told."""
        return {
            "novelty": self.novelty,
            "structure": self.structure,
            "length": self.length == len(letters),
            "letters": self.named is not None and same_word(self.named, letters),
            "condition": self.condition,
        }


def parse_grader(reply: str) -> GraderReply | str:
    """Parse a grader's reply.

    Returns:
        The reply, or what is wrong with it.
    """
    text = reply.strip()
    if text.startswith("```"):
        text = text.strip("`").removeprefix("json").strip()
    if len(text) > 10_000:
        return "the reply is longer than 10,000 characters"
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return "the reply is not one JSON object"
    if not isinstance(found, dict) or set(found) != _KEYS:
        return f"the reply does not have exactly the keys {', '.join(sorted(_KEYS))}"
    length, named = found["length"], found["named"]
    if not all(isinstance(found[flag], bool) for flag in _FLAGS):
        return f"{', '.join(_FLAGS)} are not all true or false"
    if length is not None and (isinstance(length, bool) or not isinstance(length, int)):
        return "length is neither a whole number nor null"
    if named is not None and not isinstance(named, str):
        return "named is neither text nor null"
    return GraderReply(**{flag: found[flag] for flag in _FLAGS}, length=length, named=named)
