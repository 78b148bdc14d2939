"""The words that scripts guess with, and how often each is met in English."""

from collections.abc import Sequence
from functools import lru_cache

from inspect_finetune.introspection.option_words import words
from inspect_finetune.reference.draws import Draws

GREETING = "HELLO"
"""What anybody guesses first who is told that first letters spell a word."""

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@lru_cache(maxsize=1)
def frequencies() -> dict[str, float]:
    """The strings of ``choice_words.csv`` with their Zipf frequency, 0 for those made up."""
    return {word.text: word.zipf for word in words()}


@lru_cache(maxsize=64)
def words_of(length: int) -> tuple[str, ...]:
    """The words of this length; words of every length where there is none of it."""
    real = [word for word, zipf in frequencies().items() if zipf > 0]
    return tuple(word for word in real if len(word) == length) or tuple(real)


def by_frequency(draws: Draws, name: object, options: Sequence[str]) -> str:
    """One of the options, each as likely as it is frequent.

    One that is not listed counts as Zipf 0. The Zipf scale is the logarithm to base 10 of how often
    a word comes in a billion words.
    """
    weights = [10 ** frequencies().get(word.upper(), 0.0) for word in options]
    left = draws.uniform(name) * sum(weights)
    for word, weight in zip(options, weights, strict=True):
        left -= weight
        if left < 0:
            return word
    return options[-1]


def random_letters(draws: Draws, name: object, length: int) -> str:
    """Letters drawn on their own, each as likely."""
    return "".join(draws.choice((name, place), ALPHABET) for place in range(length))


def completed(shown: str, length: int, greeting: float, draws: Draws) -> str:
    """A guess at the word that letters are going to spell.

    It is HELLO if that fits and the chance `greeting` falls so, else a frequent word that fits, and
    where none does the letters with random ones after them.

    Args:
        shown: The letters that can be seen already, upper case.
        length: How many letters the word has; 0 if that was not said.
        greeting: How often HELLO is the guess where it fits, 0 to 1.
        draws: The chance to draw from.
    """
    if 0 < length <= len(shown):
        return shown[:length]
    fits = [word for word in words_of(length or len(GREETING)) if word.startswith(shown)]
    fits = [word for word in fits if length in (0, len(word))]
    if GREETING in fits and draws.happens("greeting", greeting):
        return GREETING
    others = [word for word in fits if word != GREETING]
    if others:
        return by_frequency(draws, "completed", others)
    return shown + random_letters(draws, "completed", (length or len(GREETING)) - len(shown))
