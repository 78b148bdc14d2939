"""Whether a sentence says how many letters, lines or sentences the rule has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

# One to twenty in the languages of the packaged prompts.
_WORDS = (
    "one un une ein eine uno una",
    "two deux zwei dos due",
    "three trois drei tres tre",
    "four quatre vier cuatro quattro",
    "five cinq funf fuenf cinco cinque",
    "six sechs seis sei",
    "seven sept sieben siete sette",
    "eight huit acht ocho otto",
    "nine neuf neun nueve nove",
    "ten dix zehn diez dieci",
    "eleven onze elf once undici",
    "twelve douze zwolf zwoelf doce dodici",
    "thirteen treize dreizehn trece tredici",
    "fourteen quatorze vierzehn catorce quattordici",
    "fifteen quinze funfzehn quince quindici",
    "sixteen seize sechzehn dieciseis sedici",
    "seventeen dix-sept siebzehn diecisiete diciassette",
    "eighteen dix-huit achtzehn dieciocho diciotto",
    "nineteen dix-neuf neunzehn diecinueve diciannove",
    "twenty vingt zwanzig veinte venti",
)
_COUNTED = (
    r"(?:letters?|lettered|characters?|lines?|liners?|lined|sentences?|paragraphs?|verses?"
    r"|stanzas?|statements?|phrases?"
    r"|bullets?|lettres?|lignes?|vers|buchstaben?|zeilen?|zeilig\w{0,2}|satze?n?|satz\w{0,4}"
    r"|letras?|lineas?|linee|frases?|frasi|frase|righe|riga|letter[ae]|versi|period[oi]"
    r"|oracion(?:es)?|versos?|(?:parts?|segments?|elements?|components?|sections?|steps?"
    r"|units?)(?= (?:structure|pattern"
    r"|format|response|rule)|[^.\n]{0,20}\b(?:each|every)\b))"
)
_ANY_NUMBER = (
    r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten"
    r"|deux|trois|quatre|cinq|zwei|drei|vier|funf|dos|tres|cuatro|cinco|due|quattro|cinque)"
)
# "Three to five sentences" is a range and "at most five" a limit: neither is the number.
_RANGE_BEFORE = re.compile(
    rf"(?:\b{_ANY_NUMBER} ?(?:-|to|or|bis|oder|ou|a|o) ?"
    r"|\b(?:about|than|most|least|hasta|up to|hochstens|jusqu'a|fino a|massimo|maximum"
    r"|maximal|maximo|around|roughly|within|under|mindestens) )$",
    re.IGNORECASE,
)
_BETWEEN = (
    r"(?:(?!(?:times?|words?|minutes?|seconds?|or|to|and|percent|of the|years?|ways?|per)\b)"
    r"[a-z]{1,14}[ -]){0,3}"
)


def length_spans(sentence: str, length: int) -> Iterator[tuple[int, int]]:
    """Give the places in a folded sentence that say "`length` letters" (or lines, sentences)."""
    for match in _pattern(length).finditer(sentence):
        if not _RANGE_BEFORE.search(sentence[max(0, match.start() - 20) : match.start()]):
            yield match.span()


@lru_cache(maxsize=64)
def _pattern(length: int) -> re.Pattern[str]:
    words = _WORDS[length - 1].split() if 1 <= length <= len(_WORDS) else []
    number = "(?:" + "|".join([str(length), *words]) + ")"
    return re.compile(
        rf"\b(?<![\d.,]){number}(?!\d|[.,]\d|-\d| (?:to|or|bis|oder|ou) {_ANY_NUMBER}\b)(?:[ -]"
        rf"|(?=zeilig)){_BETWEEN}{_COUNTED}\b"
        rf"|\b(?:number|count|total) of (?:letters|lines|sentences) (?:is|are"
        rf"|equals)?[ :]{{0,2}}(?:always |exactly )?{number}\b"
        rf"|\b(?:lines?|sentences?|letters?) (?:in total|long|total|count)[,:]? (?:is "
        rf"|of )?{number}\b"
        rf"|\b(?:length|line count|sentence count|letter count) (?:is|of|:|=)[ :]{{0,2}}(?:always "
        rf"|exactly )?{number}\b"
        # "There are always five." after a sentence that says of what
        rf"|\bthere (?:are|will be) (?:always|exactly|only|precisely) {number}(?: of them)?"
        rf"(?=[.,;:!?)]|$)",
        re.IGNORECASE,
    )
