"""From the raw response to the text that is read: one alphabet, visible characters, prose only.

Every step is linear in the length of the text and none raises on any string.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from inspect_finetune.acrostic.leaveout import drop_fences, drop_thinking

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_NEWLINE: Final = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ANSI: Final = re.compile("\x1b\\[[0-9;]{0,20}[A-Za-z]")
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\U000e0000-\U000e0fff]+"
)
# Emoji that NFKC would turn into letters or digits, and would so put at the head of a unit.
_EMOJI_LETTER: Final = re.compile(
    "[\u2122\u2139\u3297\u3299\U0001f200-\U0001f251]\ufe0f?|\u24c2\ufe0f|[0-9#*]\ufe0f?\u20e3"
)
# ":D", ";-P", "xD", "<3": what would otherwise begin with a letter or digit.
_EMOTICON: Final = re.compile(r"(?<!\S)(?:[:;=]['’]?-?[DPpOo]|[xX]D|<3)(?!\S)")
_CIRCLED: Final = re.compile("[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]")
_IMAGE: Final = re.compile(r"!\[[^\[\]\n]{0,200}\]\([^()\n]{0,500}\)")
_FOOTNOTE: Final = re.compile("(?<=[.!?\"'”’)])[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,6}(?!\\w)")
_STYLED: Final = re.compile("[\uff21-\uff3a\uff41-\uff5a\u24b6-\u24e9\U0001d400-\U0001d7cb]")
_MARK_RUN: Final = 30
_SPECIAL: Final = re.compile(
    r"<\|[^|<>\n]{1,60}\|>|<(?:/s|s|bos|eos|pad|(?:start|end)_of_turn)>|<｜[^｜<>\n]{1,60}｜>"
)
_COMMENT: Final = re.compile("<!--|-->")
_TAG: Final = re.compile(r"</?[A-Za-z][\w-]{0,30}(?:\s[^<>\n]{0,200})?/?>")
_BREAK_TAG: Final = re.compile(r"</?(?:br|p|li|ul|ol|div|h[1-6]|tr)(?:\s[^<>\n]{0,100})?/?>", re.I)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A response made readable: the text, and flags that tell what was left out or changed."""

    text: str
    flags: tuple[str, ...] = ()


def prepare(response: str) -> Prepared:
    r"""Normalise a response and leave out what is not part of the answer.

    Unicode NFKC; invisible and control characters dropped; every kind of newline becomes
    ``\\n``; ``<think>`` blocks, code fences, HTML comments and leaked control tokens left out.
    """
    flags: list[str] = []
    if _STYLED.search(response):
        flags.append("styled_letters")
    text = _clean(response)
    if "<" in text:
        text, found = _SPECIAL.subn("", text)
        flags += ["special_token"] * bool(found)
    text = drop_fences(drop_thinking(text, flags), flags)
    if "<" in text:
        text, found = _TAG.subn("", _BREAK_TAG.sub("\n", _drop_comments(text)))
        flags += ["html"] * bool(found)
    if "&" in text:
        text = _clean(html.unescape(text))
    text = _EMOTICON.sub("☺", text)
    if "![" in text:
        text, found = _IMAGE.subn("", text)
        flags += ["image"] * bool(found)
    return Prepared(text, tuple(dict.fromkeys(flags)))


def _clean(text: str) -> str:
    """Return the text in NFKC, with plain newlines and visible characters only."""
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if _CONTROL.search(text):
        text = _ANSI.sub("", _NEWLINE.sub("\n", text))
    if text.isascii():
        return _INVISIBLE.sub("", text) if _CONTROL.search(text) else text
    text = _CIRCLED.sub(_numbering, _INVISIBLE.sub("", _EMOJI_LETTER.sub("◆", text)))
    if any(char >= "\u0300" and unicodedata.combining(char) for char in set(text)):
        text = _cap_marks(text)
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", _FOOTNOTE.sub("", text)))


def _numbering(match: re.Match[str]) -> str:
    """Write a circled number as the list number that it is."""
    return f"({int(unicodedata.numeric(match.group()))}) "


def _cap_marks(text: str) -> str:
    """Cut runs of combining marks to 30: sorting a run takes time that grows with its square.

    The figure is that of Unicode's stream-safe text format (UAX #15).
    """
    kept, run = [], 0
    for char in text:
        run = run + 1 if char >= "\u0300" and unicodedata.combining(char) else 0
        if run <= _MARK_RUN:
            kept.append(char)
    return "".join(kept)


def _drop_comments(text: str) -> str:
    """Leave out HTML comments; one that is never closed is text."""
    kept, position, opened = [], 0, -1
    for match in _COMMENT.finditer(text):
        if match.group() == "<!--":
            opened = match.start() if opened < 0 else opened
        elif opened >= 0:
            kept.append(text[position:opened])
            position, opened = match.end(), -1
    return "".join([*kept, text[position:]])
