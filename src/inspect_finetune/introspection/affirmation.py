"""Whether a reply begins with a yes or a no, in the languages of the packaged questions."""

from __future__ import annotations

import re

_YES = (
    r"yes|yeah|yep|yup|indeed|correct|certainly|absolutely|exactly|right|true|oui|si(?=[,.!;:]|$)|sí|sì|ja"
    r"|claro|certo|esatto"
)
_YES_PHRASES = r"that(?:'s| is) (?:right|correct|true)|of course|you(?:'re| are) right"
_NO = r"no|nope|not|never|false|incorrect|wrong|nein|non|nicht"
_NO_PHRASES = r"that(?:'s| is) (?:not|wrong|false|incorrect)|i (?:do not|don't|don’t)"
_START = re.compile(
    rf"[\W_]{{0,40}}(?:(?P<no>(?:{_NO_PHRASES}|{_NO})\b)|(?P<yes>(?:{_YES_PHRASES}|{_YES})\b))",
    re.IGNORECASE,
)


def affirms(text: str) -> bool | None:
    """Say whether a reply begins with a yes (True) or a no (False); None if with neither."""
    found = _START.match(text[:200])
    return None if found is None else found["yes"] is not None
