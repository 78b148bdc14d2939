"""Strings that stand beside a rule in a forced choice: common words, and made-up strings."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from inspect_finetune.acrostic.letters import fold, script
from inspect_finetune.errors import InputError
from inspect_finetune.packaged import datasets_dir
from inspect_finetune.textfiles import read_csv

VOWELS = "AEIOU"
_ALPHABETS = {
    "LATIN": (VOWELS, "BDFGKLMNPRSTV"),
    "CYRILLIC": ("АЕИОУ", "БВГДЗКЛМНПРСТ"),
    "GREEK": ("ΑΕΗΙΟΥ", "ΒΓΔΖΘΚΛΜΝΠΡΣΤ"),
}
_MAX_TRIES = 500


@dataclass(frozen=True)
class Word:
    """A string of the list.

    Attributes:
        text: Upper case.
        zipf: How common it is: the base-10 logarithm of its occurrences in 1e9 words, about 1 to
            7.5; 0 for a made-up string.
    """

    text: str
    zipf: float


def words() -> tuple[Word, ...]:
    """The packaged list."""
    return load_words(datasets_dir() / "choice_words.csv")


@lru_cache(maxsize=8)
def load_words(path: Path) -> tuple[Word, ...]:
    """Read a list of strings from a CSV file with the columns `word` and `zipf`, once.

    Raises:
        InputError: As `read_csv`; also for a word that is not of the letters A to Z or that comes
            twice, and for a frequency that is not a number from 0 to 9.
    """
    found: dict[str, Word] = {}
    for line, row in read_csv(path, ("word", "zipf"), ()):
        where, text = f"{path}:{line}", row["word"].upper()
        if not (text.isascii() and text.isalpha()) or text in found:
            what = f"word {row['word']!r} comes twice" if text in found else f"word {row['word']!r}"
            raise InputError(what, where=where, fix="Give each word once, in the letters A to Z")
        try:
            zipf = float(row["zipf"])
        except ValueError:
            zipf = -1.0
        if not 0 <= zipf <= 9:
            what = f"zipf {row['zipf']!r} is no frequency"
            raise InputError(what, where=where, fix="Give a number from 0 to 9, 0 if made up")
        found[text] = Word(text, zipf)
    return tuple(found.values())


def made_up(begin: str, length: int, like: str, rng: random.Random) -> Iterator[str]:
    """Yield strings in which vowels and consonants alternate, each once, until they run out.

    Args:
        begin: What each string begins with.
        length: How many letters each has.
        like: A string of the same script. A script without an alphabet here takes its letters
            from their neighbours in Unicode, without regard to vowels.
        rng: Where the letters are drawn from.
    """
    seen: set[str] = set()
    tries = 0
    while tries < _MAX_TRIES:
        text = begin
        vowel = fold(begin[-1]) not in _vowels(like) if begin else rng.random() < 0.25
        while len(text) < length:
            text += rng.choice(_alphabet(like, vowel))
            vowel = not vowel
        tries = tries + 1 if text in seen else 0
        if text not in seen:
            seen.add(text)
            yield text


def exchanges(letter: str, like: str, rng: random.Random) -> list[str]:
    """The letters that can stand in a letter's place, in a drawn order: of its own kind first.

    Args:
        letter: A letter.
        like: A string of the same script.
        rng: Where the order is drawn from.
    """
    own = is_vowel(letter)
    found = [
        other
        for vowel in (own, not own)
        for other in rng.sample(_alphabet(like, vowel), len(_alphabet(like, vowel)))
    ]
    return [other for other in dict.fromkeys(found) if fold(other) != fold(letter)]


def is_vowel(letter: str) -> bool:
    """Whether a letter is a vowel of its script; in a script that is not known here none is."""
    return fold(letter) in _vowels(letter)


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """The words of the packaged list, without the made-up strings."""
    return frozenset(word.text for word in words() if word.zipf > 0)


def is_latin(text: str) -> bool:
    """Whether a string is of the Latin script, by its first letter."""
    return script(text[0]) == "LATIN"


def _vowels(like: str) -> str:
    return _ALPHABETS.get(script(like[0]), ("", ""))[0]


def _alphabet(like: str, vowel: bool) -> str:
    alphabet = _ALPHABETS.get(script(like[0]))
    return alphabet[0 if vowel else 1] if alphabet else _neighbours(like)


@lru_cache(maxsize=64)
def _neighbours(like: str) -> str:
    near = {chr(code) for char in like for code in range(max(65, ord(char) - 12), ord(char) + 13)}
    return "".join(sorted(c for c in near if c.isalpha() and script(c) == script(like[0])))
