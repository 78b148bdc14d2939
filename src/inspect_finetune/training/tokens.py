"""How many tokens conversations have: counted with tiktoken, or estimated and called so.

tiktoken downloads a vocabulary that it does not have; here it is used only if it lies in its
cache already, so that a count neither waits for a network nor needs one.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tiktoken import Encoding

ESTIMATE = "estimate"
BYTES_A_TOKEN = 4
"""Of English prose, in UTF-8; other languages have fewer bytes to a token, so count low here."""

# OpenAI cookbook, "How to count tokens with tiktoken": every message is framed by three tokens,
# and the answer is primed with three.
_A_MESSAGE = 3
_A_CHAT = 3
_VOCABULARIES = "https://openaipublic.blob.core.windows.net/encodings/{}.tiktoken"
_NEWEST = "o200k_base"

Turns = Sequence[tuple[str, str]]
"""A conversation: (role, text) pairs."""


@dataclass(frozen=True)
class Tokens:
    """A number of tokens.

    Attributes:
        count: How many there are, in one epoch.
        counted_with: The vocabulary's name, or ``estimate``.
    """

    count: int
    counted_with: str


def count_tokens(chats: Iterable[Turns], model: str) -> Tokens:
    """Count the tokens of conversations, as OpenAI's chat format frames them.

    Args:
        chats: The conversations.
        model: The base model, for its vocabulary; that of GPT-4o if it is not known.
    """
    encoding = _at_hand(model)
    total = 0
    for turns in chats:
        total += _A_CHAT
        for role, text in turns:
            total += _A_MESSAGE + _length(role, encoding) + _length(text, encoding)
    return Tokens(total, encoding.name if encoding else ESTIMATE)


def _length(text: str, encoding: Encoding | None) -> int:
    if encoding is None:
        return -(-len(text.encode("utf-8", "surrogatepass")) // BYTES_A_TOKEN)
    return len(encoding.encode_ordinary(text))


def _at_hand(model: str) -> Encoding | None:
    """The model's vocabulary, if it lies in tiktoken's cache."""
    import tiktoken

    try:
        name = tiktoken.encoding_name_for_model(model)
    except KeyError:
        name = _NEWEST
    key = hashlib.sha1(_VOCABULARIES.format(name).encode(), usedforsecurity=False).hexdigest()
    try:
        return tiktoken.get_encoding(name) if (_cache() / key).is_file() else None
    except Exception:  # a broken cache, or no folder for one: there is the estimate
        return None


def _cache() -> Path:
    """Where tiktoken keeps vocabularies."""
    for name in ("TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR"):
        if name in os.environ:
            return Path(os.environ[name])
    return Path(tempfile.gettempdir()) / "data-gym-cache"
