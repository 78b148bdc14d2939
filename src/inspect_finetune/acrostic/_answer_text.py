"""Text made comparable: one spelling for case, accents, widths, markup and punctuation.

Two stages. `clean` gives one spelling to characters and keeps punctuation, for reading numbers.
`fold` goes on and leaves words only, with `CLAUSE` where a clause ends, for finding phrases.
All of it takes time linear in the length of the text, whatever the text.
"""

import re
import unicodedata
from functools import lru_cache

CLAUSE = "\n"
"""What `fold` writes for punctuation that ends a clause, and for an empty line."""

_SPACED_SCRIPTS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
)
_LETTERS_WITHOUT_DECOMPOSITION = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae",
                                  "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}  # fmt: skip
_HYPHENS = "‐‑–−﹣－-"
_CLAUSE_ENDS = ",;:!?…—()[]{}。、؟،¿¡।"
_SYMBOLS = "+#=<>%^~@$/"


class _CleanTable(dict[int, str]):
    """Map of code points, filled as characters are met: a case, an accent, a width."""

    def __missing__(self, point: int) -> str:
        self[point] = folded = _clean_character(chr(point))
        return folded


class _FoldTable(dict[int, str]):
    """Map of cleaned code points: words stay, clause ends become CLAUSE, the rest a blank."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        word = unicodedata.category(char)[0] in "LMN" or char in _SYMBOLS + "-."
        self[point] = kept = char if word else CLAUSE if char in _CLAUSE_ENDS else " "
        return kept


class _MarkTable(dict[int, str | None]):
    """Map that drops combining marks, before any normalisation has to sort long runs of them."""

    def __missing__(self, point: int) -> str | None:
        char = chr(point)
        drop = unicodedata.combining(char) and char not in "\u3099\u309a"
        self[point] = kept = None if drop else char
        return kept


_MARKS, _CLEAN, _FOLD = _MarkTable(), _CleanTable(), _FoldTable()

_THOUGHTS = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_SUPERSCRIPTS = re.compile("[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_LATEX_WRAPPER = re.compile(r"\\(?:text|mathrm|mathbf|boxed|ce)\{([^{}]{0,200})\}")
_LATEX_SUBSCRIPT = re.compile(r"_\{?(\d{1,9})\}?")
_EMPHASIS = re.compile(r"(?<![\d*])\*+|\*{1,3}(?![\d*])")
_SHORT_NOT = re.compile(r"n't\b")
_SHORT_VERB = re.compile(r"(?<=\w)'(?:(m)|(ll)|(ve)|(re)|(d))\b")
_LONG_VERBS = ("am", "will", "have", "are", "would")
_INITIALS = re.compile(r"(?<!\w)([^\W\d_])\. ?(?=[^\W\d_](?:\.|(?!\w)))")
_THOUSANDS = re.compile(r"(?<!\d)(?<!\d[.,])([1-9]\d{0,2}(?:,\d{3}){1,8})(?!,?\d)")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_SPACED_HYPHEN = re.compile(r"(?<=\s)-+(?=\s)")
_LOOSE_HYPHEN = re.compile(r"(?<!\w)-|-(?!\w)")
_LOOSE_DOT = re.compile(r"(?<!\d)\.|\.(?!\d)")
_LIST_NUMBER = re.compile(r"^[ \t]*\(?\d{1,2}[.)](?=[ \t]+\S)", re.MULTILINE)
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_WORD_OR_SYMBOL = re.compile(rf"[^\s{re.escape(_SYMBOLS)}-]+|[{re.escape(_SYMBOLS)}]")


def _clean_character(char: str) -> str:
    if char in "\n\t ":
        return char
    if char in _HYPHENS:
        return "-"
    if char in "’‘ʼ´`":
        return "'" if char != "`" else " "
    if _SPACED_SCRIPTS.match(char):
        return f" {char} "
    kind = unicodedata.category(char)
    if kind == "Cf":
        return ""
    if kind[0] in "CZ":
        return " "
    decomposed = unicodedata.normalize("NFD", char.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return "".join(_LETTERS_WITHOUT_DECOMPOSITION.get(c, c) for c in bare)


def clean(text: str) -> str:
    """Return the text in one spelling, punctuation kept; reasoning in `<think>` is left out.

    Lower case, no accents, no width variants or invisible characters, ASCII hyphens and
    apostrophes, superscripts as ``^n``, no emphasis marks; characters of scripts written without
    blanks (Chinese, Japanese, Thai, Korean syllables) stand apart. Never raises.
    """
    text = _THOUGHTS.sub(" ", text).translate(_MARKS).replace("º", "°")
    text = _SUPERSCRIPTS.sub(lambda m: f"^{m[0]}", text)
    text = unicodedata.normalize("NFKC", text).translate(_CLEAN)
    if len(_LIST_NUMBER.findall(text)) > 1:  # a single "8. " may be the answer itself
        text = _LIST_NUMBER.sub("", text)
    text = _LATEX_SUBSCRIPT.sub(r"\1", _LATEX_WRAPPER.sub(r"\1", text))
    return _EMPHASIS.sub("", text)


def fold(cleaned: str) -> str:
    """Return the words of a cleaned text, a blank between them, with `CLAUSE` where a clause ends.

    Thousands separators go, a decimal point stays (a decimal comma becomes one), "n't" becomes
    "not", initials join ("d.c." is "dc"), a hyphen within a word stays, and so do symbols that
    tell names apart ("c++").
    """
    text = _EMPTY_LINE.sub(" ; ", cleaned).replace("\n", " ").replace("&", " and ")
    text = text.replace("can't", "cannot").replace("won't", "will not")
    text = _INITIALS.sub(r"\1", _SHORT_NOT.sub(" not", text))
    text = _SHORT_VERB.sub(lambda m: f" {_LONG_VERBS[(m.lastindex or 1) - 1]}", text)
    text = _DECIMAL_COMMA.sub(".", _THOUSANDS.sub(lambda m: m[1].replace(",", ""), text))
    text = _LOOSE_HYPHEN.sub(" ", _SPACED_HYPHEN.sub(";", text))
    clauses = _LOOSE_DOT.sub(";", text).translate(_FOLD).split(CLAUSE)
    return CLAUSE.join(filter(None, (" ".join(clause.split()) for clause in clauses)))


@lru_cache(maxsize=8192)
def phrase_pattern(phrase: str) -> re.Pattern[str] | None:
    """Return what finds a phrase, as whole words, in a folded text; None if it has no words."""
    words = _WORD_OR_SYMBOL.findall(fold(clean(phrase)))
    if not words:
        return None
    start = rf"(?<!{re.escape(words[0])})" if words[0] in _SYMBOLS else r"(?<!\w)(?<!\d\.)"
    end = rf"(?!{re.escape(words[-1])})" if words[-1] in _SYMBOLS else r"(?!\w|\.\d|\+\+|#)"
    # Between words: any separator, or none ("spiderman" for "spider-man").
    return re.compile(start + r"[\s-]?".join(map(re.escape, words)) + end)
