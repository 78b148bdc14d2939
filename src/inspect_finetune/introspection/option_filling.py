"""What fills a set of options beside what stands in all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations, islice
from random import Random

from inspect_finetune.introspection.option_kinds import (
    OPTIONS,
    Option,
    Places,
    is_anagram,
    plain,
    swappable,
)
from inspect_finetune.introspection.option_words import (
    Word,
    exchanges,
    is_latin,
    made_up,
    words,
)

_POOL = 12
"""The nearest words, of which any is as good."""


def filling(
    shared: Sequence[Option], used: set[str], places: Places, turn: int, rng: Random
) -> list[Option]:
    """Draw what fills one set.

    Args:
        shared: What stands in all sets, the rule first.
        used: What stands in any set so far, without accents.
        places: The places of the rule that are exchanged.
        turn: The number of the set.
        rng: Where it is drawn from.
    """
    return _Filling(shared[0].word, OPTIONS - len(shared), {*used}, rng).draw(places, turn)


class _Filling:
    """One drawing of what fills a set."""

    def __init__(self, target: str, room: int, used: set[str], rng: Random) -> None:
        self.target, self.room, self.used, self.rng = target, room, used, rng
        self.drawn: list[Option] = []

    def draw(self, places: Places, number: int) -> list[Option]:
        """The square, an anagram, strings as common, and companions of the corners."""
        corners = self._square(places)
        if not any(is_anagram(option.word, self.target) for option in self.drawn):
            self._add("anagram", _anagrams(self.target, self.rng))
        for turn in range(2 if self.room > 5 else 1):
            self._add("frequency", _as_common(self.target, number + turn, self.rng))
        while len(self.drawn) < self.room:
            before = len(self.drawn)
            self._add_companion([self.target, *corners])
            if len(self.drawn) == before:
                self._add("frequency", made_up("", len(self.target), self.target, self.rng))
        return self.drawn

    def _add(self, kind: str, pool: Iterable[str]) -> str:
        """Add the first string of a pool that stands in no set yet."""
        if len(self.drawn) == self.room:
            return ""
        word = next((word for word in pool if plain(word) not in self.used), "")
        if word:
            self.used.add(plain(word))
            self.drawn.append(Option(word, kind))
        return word

    def _square(self, places: Places) -> tuple[str, ...]:
        """The rule with the one place exchanged, with the other, and with both."""
        for letters in self._letters(places):
            corners = _corners(self.target, places, *letters)
            if not self.used & {*map(plain, corners)}:
                for corner in corners:
                    self._add("anagram" if is_anagram(corner, self.target) else "near", [corner])
                return corners
        return ()

    def _letters(self, places: Places) -> Iterator[tuple[str, str]]:
        """Letters to put at the two places: each other's, then drawn ones of the same kind."""
        target, (one, other) = self.target, places
        if swappable(target, places):
            yield target[other], target[one]
        first, second = (exchanges(target[place], target, self.rng) for place in places)
        ranked = [(i + j, a, b) for i, a in enumerate(first) for j, b in enumerate(second)]
        yield from ((a, b) for _, a, b in sorted(ranked))

    def _add_companion(self, corners: Sequence[str]) -> None:
        """A string that resembles one of the corners: a letter exchanged, moved, or a beginning."""
        corner = self.rng.choice(corners)
        way = self.rng.choice(("near", "anagram", "prefix"))
        made: dict[str, Iterable[str]] = {
            "near": _near(corner, self.rng),
            "anagram": _swapped(corner, self.rng),
            "prefix": _alike(corner, self.rng),
        }
        kind = way if corner == self.target else "near"
        self._add(kind, islice(made[way], 40))


def _corners(target: str, places: Places, first: str, second: str) -> tuple[str, str, str]:
    one = _with(target, places[0], first)
    return one, _with(target, places[1], second), _with(one, places[1], second)


def _with(word: str, place: int, letter: str) -> str:
    return word[:place] + letter + word[place + 1 :]


def _near(word: str, rng: Random) -> Iterator[str]:
    """A string with one letter exchanged, vowels for vowels, at every place in a drawn order."""
    for place in rng.sample(range(len(word)), len(word)):
        for letter in exchanges(word[place], word, rng)[:6]:
            yield _with(word, place, letter)


def _swapped(word: str, rng: Random) -> Iterator[str]:
    """A string with two letters in each other's place, vowels with vowels first."""
    pairs = [pair for pair in combinations(range(len(word)), 2) if word[pair[0]] != word[pair[1]]]
    rng.shuffle(pairs)
    for one, other in sorted(pairs, key=lambda pair: not swappable(word, pair)):
        yield _with(_with(word, one, word[other]), other, word[one])


def _alike(word: str, rng: Random) -> Iterator[str]:
    """Strings that begin with a string's first letters: two of them, else one."""
    if len(word) > 2:
        yield from islice(made_up(word[:2], len(word), word, rng), 20)
    yield from islice(made_up(word[:1], len(word), word, rng), 20)


def _anagrams(target: str, rng: Random) -> Iterator[str]:
    """Anagrams: those of the list first, then such as are as easy to say, then any."""
    yield from (word.text for word in words() if is_anagram(word.text, target))
    yield from _swapped(target, rng)
    for _ in range(100):
        word = "".join(rng.sample(target, len(target)))
        if word != target:
            yield word


def _as_common(target: str, turn: int, rng: Random) -> Iterator[str]:
    """Strings that are as common as the rule and begin otherwise.

    Of a rule that is not in the list nobody knows how common it is: words and made-up strings
    stand beside it in turn.
    """
    zipf = next((word.zipf for word in words() if word.text == target), 0.0)
    real = zipf > 0 or turn % 2 == 1
    others = [w for w in words() if (w.zipf > 0) == real and w.text[0] != target[0]]
    nearest = _nearest(target, zipf, others, rng)
    if not real:
        nearest = [word for word in nearest if len(word) == len(target) and is_latin(target)]
    best = nearest[:_POOL]
    listed = [*rng.sample(best, len(best)), *nearest[_POOL:]]
    return chain(listed, made_up("", len(target), target, rng))


def _nearest(target: str, zipf: float, among: Iterable[Word], rng: Random) -> list[str]:
    """The words by their distance to the rule: in length, then in frequency, then by lot."""
    drawn = [
        (abs(len(word.text) - len(target)), abs(word.zipf - zipf), word.text) for word in among
    ]
    rng.shuffle(drawn)
    near = zipf > 0  # a rule that is not listed has no frequency to be near to
    return [text for *_, text in sorted(drawn, key=lambda one: one[:2] if near else one[:1])]
