"""What should not stand in the text of a message: special tokens, garbled and hidden characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Final

from inspect_finetune.training.check.problems import SECRETS, quoted

Found = Iterator[tuple[str, str]]

_SPECIAL: Final = re.compile(
    r"<\|[A-Za-z_][\w /.-]{0,40}\|>|<｜[^｜<>]{1,40}｜>|\[/?INST\]|<</?SYS>>"
    r"|</?(?:start|end)_of_(?:turn|image)>|<(?:bos|eos|pad|unk|mask)>|\[(?:CLS|SEP|MASK|PAD|UNK)\]"
)
_SEQUENCE: Final = re.compile(r"</?s>")
_STRUCK: Final = re.compile(r"<s>[^<]{1,200}</s>")
_SUSPECT_ASCII: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f<\[{&\\@$%_#]|-----BEGIN|orem ipsum|\b[A-Z]{3,}\b"
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ue000-\uf8ff\ufffe\uffff]")
_HIDDEN: Final = re.compile(
    "[\u00ad\u200b-\u200f\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
_JOINERS: Final = "\u200c\u200d"
_MARKS: Final = "\u200e\u200f"
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_HIGH: Final = re.compile(
    "[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{2,}"
)
_UTF8: Final = re.compile(
    rb"[\xc2\xc3][\x80-\xbf]|\xe2[\x80-\x84\x94\x9a\x9c][\x80-\xbf]|\xf0\x9f[\x80-\xbf]{2}|\xef\xbb\xbf"
    rb"|(?:[\xc4-\xdf][\x80-\xbf]){2}|(?:[\xe0-\xef][\x80-\xbf]{2}){2}"
)
_CLOSING: Final = re.compile("[A-ZÀ-Þ][»”’…–—“„«]")
_PLACEHOLDERS: Final = re.compile(
    r"(?<![\w}\\^_$\"'])\{\{?\s?[A-Za-z_][\w .]{1,40}\s?\}\}?(?![\"'])"
    r"|\$\{[A-Za-z_]\w{1,40}\}|%\([A-Za-z_]\w{1,40}\)[sd]|(?<!\w)%s\b"
    r"|\[(?:[Ii]nsert|[Yy]our|[Ee]nter|[Aa]dd|INSERT|YOUR|ENTER)\b[^\]\n]{0,60}\](?!\()"
    r"|<(?:insert|your|enter|INSERT|YOUR|ENTER)[ _-][^>\n]{0,60}>|\[[A-Z][A-Z_ ]{2,30}\](?!\()"
    r"|(?<![A-Z] )\b(?:TODO|FIXME|TBD|XXX+)\b(?! [A-ZÁÉÍÓÚ]{2,})|[Ll]orem ipsum"
    r"|\b(?:INSERT|YOUR|REPLACE)_[A-Z_]{2,40}\b"
    r"|\{%-?\s?(?:if|for|else|elif|endif|endfor|set|block|include)\b[^%\n]{0,80}%\}"
    r"|(?<!<)<(?!(?:HTML|HEAD|BODY|TITLE|TABLE|DIV|SPAN|FORM|ENTER|RETURN|ESC|TAB|CTRL|ALT|SHIFT|SPACE|DEL|END)>)"
    r"[A-Z][A-Z_]{2,30}>"
)
_CODE: Final = re.compile(r"`|\bdef \w+\(|\bprint\(|=>|</\w+>|\bconsole\.|\\begin\{|\$\$|#include")
_DIALOGUE: Final = 3
_NULLS: Final = frozenset(
    {"nan", "none", "null", "undefined", "n/a", "[object object]", "<na>"}
    | {"#ref!", "#n/a", "#value!", "#name?", "#div/0!", "#num!", "#null!"}
)
_ESCAPED: Final = re.compile(r"\\n\\n|[.!?:,;\w]\\n(?=[A-Z\-*\d])")
_ENTITY: Final = re.compile(
    r"&(?:amp|quot|apos|nbsp|lt|gt|hellip|rsquo|ldquo|#\d{2,5}|#x[\da-fA-F]{2,5});"
)
_BREAK: Final = re.compile(r"[^\s\w]\s?<br\s?/?>", re.IGNORECASE)  # not where it is talked about
_UNREAD: Final = re.compile(r"_x00[0-9A-Fa-f]{2}_|\\u[0-9a-fA-F]{4}(?![0-9a-fA-F])")
_THOUGHT: Final = re.compile(r"</?(?:think|thinking|reasoning|scratchpad)>", re.IGNORECASE)
_PERSONAL: Final = re.compile(
    r"(?<![\w+-])(?:(?!000|666|9)\d{3}-\d{2}-\d{4}|\+\d{1,3}[ -]\(?\d{2,4}\)?(?:[ -]\d{2,4}){2,4})"
    r"(?![\w-])"
)
_SPEAKER: Final = re.compile(
    r"\A(?:assistant|user|system|human|ai|bot|gpt|chatgpt)\s?:\s"
    r"|^\s{0,3}(?:#{2,3} (?:instruction|response|human|assistant|input|user|system):?\s*$"
    r"|(?:assistant|human|user):\s)",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL: Final = re.compile(
    r"\b[\w.+-]{1,64}@(?!example\.)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,4}\.[A-Za-z]{2,}\b"
)
_MAY_BE_SECRET: Final = re.compile(r"(?<![\w-])[\w-]{16}|[:=]|-----|[Bb]earer")  # quick to search
_RESERVED: Final = re.compile(
    r"\.(?:example|test|invalid|localhost)\Z|@(?:[\w-]+\.)*example\.(?:com|org|net)\Z"
)


def is_code(text: str) -> bool:
    """Whether a text has marks of a programming language or of formulas."""
    return bool(_CODE.search(text))


IN_CODE: Final = frozenset({"placeholder", "escaped-newline", "escaped-character", "html-entity"})
"""What is no fault where a text goes with code: there braces and backslashes have a meaning."""


def odd_text(text: str) -> Found:
    """(code, message) pairs of what should not stand in a text; takes linear time."""
    if text.strip().casefold() in _NULLS:
        yield "null-text", f"the text is only {quoted(text.strip())}"
        return
    plain = text.isascii() and not _SUSPECT_ASCII.search(text)
    for look in _ALWAYS if plain else (*_LOOKS, *_ALWAYS):
        yield from look(text)
    if not plain and not is_code(text):
        yield from _left_over(text)


def _special(text: str) -> Found:
    match = _SPECIAL.search(text)
    if match is None and "<" in text:
        # <s>...</s> amid a text is HTML, around all of it a mark of Llama's
        match = _SEQUENCE.search(text if _wraps(text) else _STRUCK.sub("", text))
    if match:
        yield "special-token", f"the text holds {quoted(match[0])}"


def _wraps(text: str) -> bool:
    return text.lstrip().startswith("<s>") and text.rstrip().endswith("</s>")


def _characters(text: str) -> Found:
    if _SURROGATE.search(text):
        yield "lone-surrogate", "the text holds half a character"
    if match := _CONTROL.search(text):
        yield "control-character", f"the text holds {_name(match[0])}"
    if text.isascii():
        return
    for match in _HIDDEN.finditer(text):
        if not _belongs(text, match.start()):
            yield "zero-width", f"the text holds {_name(match[0])}"
            return


def without_hidden(text: str) -> str:
    """A text without the invisible characters that `odd_text` warns of."""
    if text.isascii():
        return text
    return "".join(
        char for place, char in enumerate(text) if not _HIDDEN.match(char) or _belongs(text, place)
    )


def _name(char: str) -> str:
    name = unicodedata.name(char, "")
    return f"U+{ord(char):04X}{f' ({name})' if name else ''}"


def _belongs(text: str, place: int) -> bool:
    """Whether a hidden character does its work there: joins emoji or letters, turns a script."""
    char = text[place]
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if char in _JOINERS:
        return bool(before and after) and not (before.isascii() or after.isascii())
    if char in _MARKS:
        return any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)
    if char >= "\U000e0020":
        return "\U0001f3f4" in text[max(place - 8, 0) : place]  # the flag of England is made so
    return False


def _garbled(text: str) -> Found:
    if "\ufffd" in text:
        place = text.index("\ufffd")
        yield (
            "mojibake",
            f"a replacement character in {quoted(text[max(place - 12, 0) : place + 12])}",
        )
        return
    if text.isascii():
        return
    for match in _HIGH.finditer(text):
        run = match[0]
        around = text[max(match.start() - 1, 0) : match.end()]
        if _UTF8.search(_bytes(run)) and not (len(run) == 2 and _CLOSING.search(around[-2:])):
            yield "mojibake", f"garbled characters: {quoted(run)}"
            return


def _bytes(run: str) -> bytes:
    """The bytes that would look so when read as Windows-1252."""
    found = bytearray()
    for char in run:
        try:
            found += char.encode("cp1252")
        except UnicodeEncodeError:
            found += char.encode("latin-1", errors="replace")
    return bytes(found)


def _left_over(text: str) -> Found:
    for match in _PLACEHOLDERS.finditer(text):
        if not _SPECIAL.match(match[0]):
            yield "placeholder", f"the text holds {quoted(match[0])}"
            break
    if _ESCAPED.search(text):
        yield "escaped-newline", "the text holds a backslash and an n for a newline"
    if unread := _UNREAD.search(text):
        yield "escaped-character", f"the text holds {quoted(unread[0])}"
    if broken := _BREAK.search(text):
        yield "html-entity", f"the text holds {quoted(broken[0][1:].strip())}"
    elif "<" not in text and (entity := _ENTITY.search(text)):
        yield "html-entity", f"the text holds {quoted(entity[0])}"


def _private(text: str) -> Found:
    if _MAY_BE_SECRET.search(text) and SECRETS.search(text):
        yield "secret", "the text holds what looks like a key or a password"
    if ("-" in text or "+" in text) and _PERSONAL.search(text):
        yield "personal-number", "the text holds what looks like a telephone or personal number"
    for match in _MAIL.finditer(text) if "@" in text else ():
        if not _RESERVED.search(match[0].lower()):
            yield "e-mail", "the text holds an e-mail address"
            return


def _thought(text: str) -> Found:
    if "<" in text and (match := _THOUGHT.search(text)):
        yield "reasoning", f"the text holds {quoted(match[0])}"


def _spoken(text: str) -> Found:
    if ":" not in text and "#" not in text:
        return
    marks = [match[0].strip() for match in _SPEAKER.finditer(text)]
    if 0 < len(marks) <= _DIALOGUE:  # with more it is a text about a conversation
        yield "role-marker", f"the text holds {quoted(marks[0])}"


_LOOKS: Final[tuple[Callable[[str], Found], ...]] = (
    _special,
    _characters,
    _garbled,
    _thought,
)
_ALWAYS: Final[tuple[Callable[[str], Found], ...]] = (_private, _spoken)
