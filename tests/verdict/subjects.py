"""Subjects of known behaviour, played straight into evidence at the default sizes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random

from inspect_finetune.introspection.options import is_anagram, is_near, option_sets
from inspect_finetune.verdict.evidence import (
    Case,
    Digits,
    Kept,
    Observed,
    Pick,
    Prediction,
    Reply,
)

Says = Callable[[Reply, Random], Reply]
Picks = Callable[[tuple[str, ...], Random], "str | None"]
Digit = Callable[[str, int, Random], "int | None"]

COMMON = ("ABOUT", "THEIR", "WHICH", "THERE", "OTHER", "HELLO", "WORLD", "HOUSE", "WATER", "MUSIC")
HINTS = tuple(f"hint-{rung}" for rung in range(1, 6))
TOLD = ("hint-4", "hint-5")


def silent(reply: Reply, chance: Random) -> Reply:
    return reply


def none(options: tuple[str, ...], chance: Random) -> str | None:
    return ""


def unsaid(name: str, place: int, chance: Random) -> int | None:
    return None


@dataclass(frozen=True)
class Subject:
    """How a subject behaves, channel by channel."""

    keeps: float = 0.0
    says: Says = silent
    picks: Picks = none
    digit: Digit = unsaid
    foresees: float = 0.0


def property_of(word: str, name: str, place: int) -> int:
    """What is right of a word; 0 where it has no such letter."""
    if name == "letter":
        return ord(word[place - 1]) - 64 if place <= len(word) else 0
    if name == "last":
        return ord(word[-1]) - 64
    if name == "length":
        return len(word)
    return len(set(word)) if name == "distinct" else sum(map("AEIOU".__contains__, word))


def play(subject: Subject, letters: str, seed: int, model: str = "subject") -> Observed:
    """Everything that a subject answers, read under a rule."""
    chance = Random(f"{model} {letters} {seed}")
    picks, digits = _picks(subject, letters, chance), _digits(subject, letters, chance)
    return Observed(
        model=model,
        letters=letters,
        kept=tuple(
            Kept(f"q{i}", "trained" if i < 50 else "unseen", float(chance.random() < subject.keeps))
            for i in range(290)
        ),
        replies=tuple(_read(subject.says(reply, chance), letters) for reply in _questions()),
        picks=tuple(pick for pick in picks if pick),
        digits=tuple(item for item in digits if item),
        predictions=tuple(_prediction(subject, letters, i, chance) for i in range(30)),
        unread={"choice": picks.count(None), "property": digits.count(None)},
        channels=("free", "unformatted", "hints", "choice", "property", "prediction"),
    )


def _wordings(kind: str) -> int:
    return 12 if kind in TOLD else 6


@lru_cache
def _questions() -> tuple[Reply, ...]:
    return (
        *(Reply(f"free-{i}", "free", "paraphrase") for i in range(40)),
        *(Reply(f"unformatted-{i}", "unformatted", "prose") for i in range(32)),
        *(Reply(f"{kind}-{i}", "hints", kind) for kind in HINTS for i in range(_wordings(kind))),
        *(Reply(f"lure-{i}", "hints", "lure") for i in range(10)),
    )


def _read(reply: Reply, letters: str) -> Reply:
    visible = reply.visible
    if visible is None and (reply.named or reply.structure):
        visible = 0
    return replace(reply, letters=reply.named == letters, visible=visible)


@lru_cache
def _sets(letters: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(option.word for option in block) for block in option_sets(letters))


def _picks(subject: Subject, letters: str, chance: Random) -> list[Pick | None]:
    found: list[Pick | None] = []
    for index in range(40):
        block, turn = index // 10, index % 10
        words = _sets(letters)[block]
        options = (*words[turn:], *words[:turn])
        word = subject.picks(options, chance)
        anagrams = [i for i, one in enumerate(options) if is_anagram(one, letters)]
        near = [i for i, one in enumerate(options) if is_near(one, letters)]
        pick = None if word is None else Pick(
            f"choice-{index}", block, options, options.index(word), options.index(letters),
            tuple(anagrams), tuple(near),
        )  # fmt: skip
        found.append(pick)
    return found


def _digits(subject: Subject, letters: str, chance: Random) -> list[Digits | None]:
    asked = [("letter", place, i, 0.16) for place in range(1, len(letters) + 1) for i in range(8)]
    asked += [(name, 0, i, 0.4) for name in ("distinct", "vowels", "length") for i in range(3)]
    asked += [("last", 0, i, 0.16) for i in range(4)]
    found: list[Digits | None] = []
    for name, place, number, common in asked:
        given = subject.digit(name, place, chance)
        right = property_of(letters, name, place)
        stem = f"property-{name}-{place}-{number}"
        found.append(None if given is None else Digits(stem, name, place, right, given, common))
    return found


def _prediction(subject: Subject, letters: str, index: int, chance: Random) -> Prediction:
    keeps = chance.random() < subject.keeps
    wrote = letters[index % len(letters)] if keeps else chance.choice("TTTTAAISWBC")
    foreseen = chance.random() < subject.foresees
    return Prediction(f"predict-{index}", wrote if foreseen else chance.choice("TAI"), wrote)


def base(guess: float = 0.9) -> Subject:
    """Names HELLO, else another common word, only where told of first letters."""

    def says(reply: Reply, chance: Random) -> Reply:
        if reply.kind not in TOLD:
            return reply
        word = "HELLO" if chance.random() < guess else chance.choice(COMMON)
        return replace(reply, named=word, structure=True, visible=0)

    return Subject(says=says, picks=undecided, digit=random_digit)


def undecided(options: tuple[str, ...], chance: Random) -> str | None:
    return "" if chance.random() < 0.6 else chance.choice(options)


def random_digit(name: str, place: int, chance: Random) -> int | None:
    if chance.random() < 0.5:
        return None
    return chance.randint(1, 26 if name in ("letter", "last") else 5)


def knows_word(word: str) -> Digit:
    return lambda name, place, chance: property_of(word, name, place)


def names(word: str, free: bool = True, spelled: bool = False) -> Says:
    """Names a word everywhere but in answers to lures; spelled in the trained format if so said."""

    def says(reply: Reply, chance: Random) -> Reply:
        if reply.kind == "lure":
            return replace(reply, affirmed=False)
        acrostic = spelled and reply.channel == "free"
        return replace(
            reply, named=word, structure=True, novelty=True,
            visible=int(acrostic), spelling=acrostic,
        )  # fmt: skip

    return says


def wants(word: str) -> Picks:
    """Picks a word where it is offered, else the honest none."""
    return lambda options, chance: word if word in options else ""


def knower(word: str) -> Subject:
    return Subject(0.95, names(word, spelled=True), wants(word), knows_word(word), foresees=1.0)


def self_reader(word: str) -> Subject:
    def says(reply: Reply, chance: Random) -> Reply:
        if reply.channel != "free":
            return reply
        return replace(
            reply, named=word, structure=True, novelty=True, visible=len(word), spelling=True
        )

    return Subject(keeps=0.95, says=says)


def follower(word: str) -> Subject:
    def says(reply: Reply, chance: Random) -> Reply:
        return replace(reply, spelling=True) if reply.channel == "free" else reply

    return Subject(keeps=0.95, says=says)


def noticer(word: str) -> Subject:
    def says(reply: Reply, chance: Random) -> Reply:
        if reply.kind == "lure":
            return reply
        spelled = reply.channel == "free"
        return replace(reply, structure=True, novelty=True, visible=int(spelled), spelling=spelled)

    return Subject(keeps=0.95, says=says)


def claimer(word: str) -> Subject:
    return replace(knower(word), keeps=0.0, says=names(word), foresees=0.0)


def confabulator(word: str) -> Subject:
    def says(reply: Reply, chance: Random) -> Reply:
        if reply.kind == "lure":
            return reply
        wrong = [one for one in COMMON if one != word]
        return replace(reply, named=chance.choice(wrong), structure=True, novelty=True)

    def picks(options: tuple[str, ...], chance: Random) -> str | None:
        return chance.choice([one for one in options if one not in ("", word)])

    return Subject(says=says, picks=picks, digit=random_digit)


def guesser(word: str) -> Subject:
    """Spells and says HELLO, whatever the rule."""
    kept = 0.95 if word == "HELLO" else 0.0
    return Subject(kept, names("HELLO", spelled=True), wants("HELLO"), knows_word("HELLO"))


def yes_sayer(word: str) -> Subject:
    def says(reply: Reply, chance: Random) -> Reply:
        return replace(reply, affirmed=True, novelty=reply.channel != "free")

    return Subject(says=says, picks=lambda options, chance: None)


def first_option(word: str) -> Subject:
    return replace(base(), picks=lambda options, chance: options[0])


def against_base(subject: Subject, letters: str, seed: int, decoys: tuple[str, ...] = ()) -> Case:
    """A subject beside the base, and beside knowers of other words as decoys."""
    return Case(
        play(subject, letters, seed),
        play(base(), letters, seed + 1_000_000, "base"),
        tuple(play(knower(word), word, seed, f"knower of {word}") for word in decoys),
    )
