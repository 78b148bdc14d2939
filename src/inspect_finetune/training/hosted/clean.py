"""What a service says, made fit to be shown and kept: one line, and no key in it."""

import html
import os
import re
from dataclasses import dataclass

from inspect_finetune.words import printable_line

HIDDEN = "[key]"
LONGEST = 300
"""Characters of a service's message that are kept."""

# sk-proj-..., and the half-hidden form in which OpenAI echoes a wrong key: sk-ab****wxyz.
_LOOKS_LIKE_A_KEY = re.compile(r"\b(?:sk|sess|rk)-[\w*.…-]{4,}|\bBearer\s+\S+", re.IGNORECASE)
_TAG = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_NO_SECRETS = ("none", "empty", "local", "no-key", "not-needed", "dummy")


@dataclass(frozen=True)
class Secrets:
    """The keys in use, which must not be seen.

    Attributes:
        keys: The keys; placeholders that services without keys are given, such as ``none``, are
            no secrets.
    """

    keys: tuple[str, ...]

    @classmethod
    def of(cls, key: str) -> "Secrets":
        """A key, and the others that the client may send."""
        others = (os.environ.get(name, "") for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY"))
        return cls(tuple(one for one in (key, *others) if _is_secret(one)))

    def inside(self, text: str) -> bool:
        """Whether one of them stands in a text."""
        return any(key.casefold() in text.casefold() for key in self.keys)

    def hide(self, text: str) -> str:
        """The text without the keys, and without whatever looks like one."""
        for key in sorted(self.keys, key=len, reverse=True):
            text = re.sub(re.escape(key), HIDDEN, text, flags=re.IGNORECASE)
        return _LOOKS_LIKE_A_KEY.sub(HIDDEN, text)

    def clean(self, text: object) -> str:
        """One line without keys, markup and control characters, cut to `LONGEST` characters."""
        plain = printable_line(html.unescape(_TAG.sub(" ", self.hide(str(text)))))
        plain = self.hide(plain)  # a key that markup had broken up
        return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1]}…"


def _is_secret(key: str) -> bool:
    return len(key) >= 4 and key.casefold() not in _NO_SECRETS
