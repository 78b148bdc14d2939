"""A model's answer made ready for reading numbers, with the way back to the original text.

Reasoning blocks are blanked, every decimal digit becomes an ASCII digit, spaces, dashes and
apostrophes lose their variants, and emphasis and LaTeX wrappers go. Positions in the original
survive, so that a number can be shown where it stands.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

_REASONING = r"think|thinking|thought|thoughts|reasoning|scratchpad"
_TAG = re.compile(rf"<(/?)(?:{_REASONING})>|\[(/?)THINK\]", re.IGNORECASE)
_SINGLE = {
    **dict.fromkeys("\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", "\n"),
    **dict.fromkeys("‘’ʼʹ′´", "'"),
    **dict.fromkeys("⁄∕", "/"),
    **dict.fromkeys("٬،、", ","),
    **dict.fromkeys("−⁃", "-"),
    "٫": ".",
}
_MARK = "\0"
# The first alternative is a terminal's colour code. Each is bounded or a run of one class, so that
# the pass stays linear.
_REWRITE = re.compile(
    rf"(?P<gone>{_MARK}\[[0-9;]{{0,8}}m|{_MARK}+"
    r"|`+|(?<!\d)\*+|\*+(?!\d)|(?<=\d)\*\*(?=\d)|\{(?=,\})|(?<=\{,)\}"
    r"|</?(?:b|i|em|strong|u|span|code|mark)(?: [^<>]{0,99})?>|(?<![^\W_])_+|_+(?![^\W_]))"
    r"|\\(?:text|mathrm|mathpunct|mathord)\{(?P<kept>[,.]?)\}"
    r"|(?P<command>\\[A-Za-z]{1,12}\*?\{)"
    r"|(?P<space>\\[,;:! ]|(?<=\d)~(?=\d)|&(?:nbsp|thinsp|#160|#8201|#8239);)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class AnswerText:
    """The readable form of an answer.

    Attributes:
        text: What is left to read.
        cut_thought: Whether a reasoning block was opened and never closed.

    """

    text: str
    cut_thought: bool
    _starts: tuple[int, ...]
    _origins: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return where ``text[start:end]``, not empty, stands in the original."""
        return self._original(start), self._original(end - 1) + 1

    def _original(self, place: int) -> int:
        piece = bisect_right(self._starts, place) - 1
        return self._origins[piece] + place - self._starts[piece]


def clean_answer(text: str) -> AnswerText:
    """Return the readable form of any text, in time linear in its length."""
    blanked, cut = _blank_reasoning(text)
    plain = blanked.translate(_CHARACTERS)
    pieces, starts, origins = [], [0], [0]
    place = length = 0
    for match in _REWRITE.finditer(plain):
        # A command leaves nothing, but what it wraps must not touch what stood before it.
        new = match["kept"] or (" " if match["space"] or match["command"] else "")
        pieces += [plain[place : match.start()], new]
        length += match.start() - place + len(new)
        place = match.end()
        starts.append(length)
        origins.append(place)
    pieces.append(plain[place:])
    return AnswerText("".join(pieces), cut, tuple(starts), tuple(origins))


def _blank_reasoning(text: str) -> tuple[str, bool]:
    """Return the text with reasoning as newlines, and whether the last block is still open.

    A closing tag without an opening one ends a block that the prompt had opened.
    """
    pieces: list[str] = []
    place = depth = opened = 0
    for tag in _TAG.finditer(text):
        if not (tag[1] or tag[2]):
            opened = tag.start() if depth == 0 else opened
            depth += 1
        elif depth <= 1:
            if depth == 0:
                pieces, place, opened = [], 0, 0
            pieces += [text[place:opened], "\n" * (tag.end() - opened)]
            place, depth = tag.end(), 0
        else:
            depth -= 1
    if depth:
        pieces += [text[place:opened], "\n" * (len(text) - opened)]
        place = len(text)
    return "".join([*pieces, text[place:]]), depth > 0


class _Characters(dict[int, str]):
    """One character for one character, filled as they are met."""

    def __missing__(self, point: int) -> str:
        self[point] = plain = _plain_character(chr(point))
        return plain


def _plain_character(char: str) -> str:
    if char in "\n\t":
        return char
    if char in _SINGLE:
        return _SINGLE[char]
    digit = unicodedata.decimal(char, None)
    if digit is None and unicodedata.decomposition(char).startswith("<circle>"):
        digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    kind = unicodedata.category(char)
    if kind == "Cf" or kind == "Cc" or "\ufe00" <= char <= "\ufe0f" or char in "\u20e3\u034f":
        return _MARK
    if kind in ("Zs", "Pd"):
        return " " if kind == "Zs" else "-"
    folded = unicodedata.normalize("NFKC", char)
    # A superscript is a footnote or an exponent, never a digit of the number before it.
    return folded if len(folded) == 1 and not folded.isdigit() else char


_CHARACTERS = _Characters()
