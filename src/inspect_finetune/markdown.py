"""Model output inside the Markdown of Inspect's viewer: shown as it is, never as markup."""

import re

from inspect_finetune.words import printable_line

# Not <, > and &: Inspect's viewer makes HTML inert itself, and would show a backslash entity.
_ACTIVE = re.compile(r"([\\`*_{}\[\]()#+!|~$-])")


def escape(text: str, most: int = 300) -> str:
    """Text as one line of Markdown that shows its characters and does nothing else.

    Args:
        text: Anything, a megabyte of control characters included.
        most: How many characters to show; what is left out is counted.
    """
    line = printable_line(text[:most])
    rest = len(text) - most
    return _ACTIVE.sub(r"\\\1", line) + (f" … ({rest:,} more characters)" if rest > 0 else "")
