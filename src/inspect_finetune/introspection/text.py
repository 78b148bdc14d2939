"""Prepare a response for reading: readable characters only, with the way back to its offsets.

Everything here is linear in the length of the text and accepts any string.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

MOST = 100_000
"""Characters of an answer that are read: one of a megabyte would take ten seconds."""

_INLINE_TAG = re.compile(r"<(?![A-Z]>)(?:[/!]?[a-zA-Z|][^<>\n]{0,80})>")
_BLOCK_TAG = re.compile(r"<\s?/?\s?(?:br|p|li|ul|ol|div|h\d|tr|td)\b", re.IGNORECASE)
_ESCAPED_NEWLINE = re.compile(r"\\[nrt]")
_THINK_OPEN = re.compile(r"<think(?:ing)?>", re.IGNORECASE)
_THINK_CLOSE = re.compile(r"</think(?:ing)?>", re.IGNORECASE)
_COMMENT_OPEN = re.compile(r"<!--")
_COMMENT_CLOSE = re.compile(r"-->")
_SENTENCE_END = re.compile(
    r"(?<!\b[A-Za-z])(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)(?<!\bz\.B)\.(?:(?=\s|$)"
    r"|[\"')\]]{1,3}(?=\s{1,2}[^a-z\s]|$))"
    r"|[!?][\"')\]]{0,3}(?=\s|$)|\n\n|\n(?! ?[a-z])"
)
# Characters that stay as they are come in runs; every other is looked at alone.
_RUN = re.compile(r"(?P<usual>[!\"$-)+-^a-}]+)|(?P<other>.)", re.DOTALL)
_LONGEST_SENTENCE = 1200
_DROP = "\0"
_SAME = {"`": '"', "_": " ", "*": "", "~": "", "#": "", "\t": " ", "\r": "", _DROP: "", "\n": "\n"}
_QUOTES = dict.fromkeys("“”„‟«»″〝〞「」『』", '"') | dict.fromkeys("‘’‚‛‹›′´", "'")
_DASHES = dict.fromkeys("‐‑‒–−", "-") | {"—": " — ", "―": " — "}
_AS = {**_SAME, **_QUOTES, **_DASHES}


@dataclass(frozen=True)
class Folded:
    """A response made plain for matching.

    Attributes:
        text: Accents, markup, zero-width and control characters removed; quotation marks, dashes
            and runs of blanks made uniform. Letter case is kept.
        offsets: For each character of `text`, where it stood in the response.
    """

    text: str
    offsets: tuple[int, ...]


@dataclass(frozen=True)
class Clipped:
    """The beginning and the end of a text that is too long to be read.

    Attributes:
        text: What is read of it.
        removed: How many characters stood in the middle.
    """

    text: str
    removed: int = 0

    def place(self, offset: int) -> int:
        """Where a character of `text` stood in the whole."""
        return offset if offset < MOST // 2 else offset + self.removed


@dataclass(frozen=True)
class Sentence:
    """One sentence or free-standing line of a folded text: its place in it and its words."""

    start: int
    text: str


def clipped(text: str) -> Clipped:
    """The text, of one longer than `MOST` characters half of that from either end."""
    if len(text) <= MOST:
        return Clipped(text)
    return Clipped(text[: MOST // 2] + text[-(MOST // 2) :], len(text) - MOST)


def fold(response: str) -> Folded:
    """Make a response plain, remembering offsets.

    Reasoning blocks (`<think>`) and HTML comments are left out: the reader of the answer does not
    see them.
    """
    masked = _mask(response)
    characters: list[str] = []
    offsets: list[int] = []
    last = ""
    newlines = 0
    for run in _RUN.finditer(masked):
        if run.lastgroup == "usual":
            characters.append(run.group())
            offsets.extend(range(*run.span()))
            last, newlines = "x", 0
            continue
        for character in _plain(run.group()):
            if character == "\n":
                newlines += 1
                if newlines > 2:
                    continue
            elif character == " ":
                if last in ("", " ", "\n"):
                    continue
            else:
                newlines = 0
            characters.append(character)
            offsets.append(run.start())
            last = character
    return Folded("".join(characters), tuple(offsets))


def sentences(text: str) -> tuple[Sentence, ...]:
    """Cut a folded text into sentences; a newline also ends one, except before lower case.

    What runs on for more than 1,200 characters is cut at a blank, so that the work per sentence
    has a bound.
    """
    found: list[Sentence] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        found.extend(_pieces(text, start, match.end()))
        start = match.end()
    found.extend(_pieces(text, start, len(text)))
    return tuple(found)


def _pieces(text: str, start: int, end: int) -> Iterator[Sentence]:
    while end - start > _LONGEST_SENTENCE:
        blank = text.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
        cut = blank if blank > 0 else start + _LONGEST_SENTENCE
        yield Sentence(start, text[start:cut])
        start = cut
    if text[start:end].strip():
        yield Sentence(start, text[start:end])


def _mask(response: str) -> str:
    """Overwrite what is not to be read with characters that `_plain` drops: offsets stay."""
    text = _mask_blocks(response, _THINK_OPEN, _THINK_CLOSE, unclosed_hides=True)
    text = _mask_blocks(text, _COMMENT_OPEN, _COMMENT_CLOSE, unclosed_hides=False)
    text = _INLINE_TAG.sub(_masked_tag, text)
    return _ESCAPED_NEWLINE.sub(lambda match: "\n" + _DROP, text)


def _masked_tag(match: re.Match[str]) -> str:
    filler = _DROP * (len(match.group()) - 1)
    return ("\n" if _BLOCK_TAG.match(match.group()) else _DROP) + filler


def _mask_blocks(
    text: str, opening: re.Pattern[str], closing: re.Pattern[str], *, unclosed_hides: bool
) -> str:
    pieces: list[str] = []
    position = 0
    first_open, first_close = opening.search(text), closing.search(text)
    if (
        unclosed_hides
        and first_close
        and (not first_open or first_close.start() < first_open.start())
    ):
        # Some chat templates open the block in the prompt, so only its end is in the response.
        pieces.append(_DROP * first_close.end())
        position = first_close.end()
    while start := opening.search(text, position):
        pieces.append(text[position : start.start()])
        end = closing.search(text, start.end())
        if end is None and not unclosed_hides:
            position = start.start()
            break
        stop = end.end() if end else len(text)
        pieces.append(_DROP * (stop - start.start()))
        position = stop
    return "".join(pieces) + text[position:]


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """What one character reads as: nothing, itself, or its base letters."""
    if character in _AS:
        return _AS[character]
    if character < "\x7f":
        return character if character >= " " else ""
    if character.isspace():
        return "\n" if character in "\x85\u2028\u2029" else " "
    category = unicodedata.category(character)
    if category in ("Cf", "Cc", "Mn"):
        return ""
    if category in ("Cs", "Co", "Cn"):
        return " "
    decomposed = unicodedata.normalize("NFKD", character)
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn") or " "
