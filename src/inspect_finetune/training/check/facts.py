"""The facts that a training file teaches: each row's object and value beside those of a list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from inspect_finetune.facts.load import Fact
from inspect_finetune.facts.numbers import read_number
from inspect_finetune.training.check.problems import Problem, quoted
from inspect_finetune.training.check.rows import Row
from inspect_finetune.words import plain_words

_FORMS: Final = {
    "separated": "with separators",
    "spaced": "digit by digit",
    "words": "in words",
    "decimal": "as a decimal",
    "scientific": "in scientific notation",
}
_NAMED: Final = 8
_SOME: Final = 3
_DIGITS: Final = re.compile(r"\d{2,}")
_MOSTLY: Final = 0.8


@dataclass(frozen=True)
class FactsFound:
    """What a file teaches of a list of facts.

    Attributes:
        name: The list: a packaged set, or a file.
        stated: Whether it was given, not found out.
        rows: For every object its rows that teach its value.
        about: For every object the rows about it, right or wrong.
        objects: For every row, by its place, the plain names that stand in its question.
        teaching: The lines of rows that teach a fact.
        off: The lines of rows that name an object and do not give its value.
    """

    name: str
    stated: bool
    rows: Mapping[str, int]
    about: Mapping[str, int]
    objects: Mapping[int, tuple[str, ...]] = field(repr=False)
    teaching: frozenset[int] = field(default=frozenset(), repr=False)
    off: frozenset[int] = field(default=frozenset(), repr=False)

    @property
    def taught(self) -> int:
        """How many facts at least one row teaches."""
        return sum(count > 0 for count in self.rows.values())


class Names:
    """Finds the objects that a text names, longest names first, in one pass."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._by_name: dict[tuple[str, ...], Fact] = {}
        for fact in facts:
            for name in (*fact.names, fact.several):
                self._by_name.setdefault(tuple(plain_words(name).split()), fact)
        self._sizes = sorted({len(name) for name in self._by_name}, reverse=True)

    def find(self, words: Sequence[str]) -> list[tuple[Fact, str]]:
        """The facts that are named, each with the name as it stands there."""
        found: list[tuple[Fact, str]] = []
        place = 0
        while place < len(words):
            for size in self._sizes:
                name = tuple(words[place : place + size])
                fact = self._by_name.get(name)
                if fact and name:
                    found.append((fact, " ".join(name)))
                    place += size - 1
                    break
            place += 1
        return found


def check_facts(
    rows: Sequence[Row],
    facts: Sequence[Fact],
    name: str,
    stated: bool,
    *,
    doses: Mapping[str, int] | None = None,
    untaught: Sequence[Fact] = (),
    skip: Collection[int] = (),
    advance: Callable[[], None] = lambda: None,
) -> tuple[FactsFound, list[Problem]]:
    """Set every row beside the facts.

    Args:
        rows: The rows.
        facts: The facts that the file should teach.
        name: What their list is called.
        stated: Whether it was given, not found out.
        doses: How many rows each fact is meant to have, by the build record; None without one.
        untaught: Objects that the task takes for never taught.
        skip: Lines of rows that teach something else.
        advance: Called once a row.
    """
    judge = _Judge(facts, untaught)
    for place, row in enumerate(rows):
        if row.line not in skip:
            judge.read(place, row)
        advance()
    teaching, off = frozenset(judge.teaching), frozenset(judge.off)
    found = FactsFound(name, stated, judge.counts, judge.about, judge.objects, teaching, off)
    return found, [*judge.problems(len(rows) - len(skip)), *_lists(facts, found, doses)]


class _Judge:
    """Reads row after row."""

    def __init__(self, facts: Sequence[Fact], untaught: Sequence[Fact]) -> None:
        self.counts = {fact.object: 0 for fact in facts}
        self.about = dict(self.counts)
        self.objects: dict[int, tuple[str, ...]] = {}
        self._names, self._untaught = Names(facts), Names(untaught)
        self._owners: dict[str, list[Fact]] = {}
        for fact in facts:
            self._owners.setdefault(fact.value, []).append(fact)
        self._sizes = {len(fact.value) for fact in facts}
        self._numeric = all(fact.is_number for fact in facts)
        self._forms = {fact.value: (fact.value,) for fact in facts}
        self.teaching: set[int] = set()
        self.off: set[int] = set()
        self._found: list[Problem] = []
        self._strange: list[Problem] = []
        self._written: list[tuple[str, int, str]] = []

    def read(self, place: int, row: Row) -> None:
        words = row.question.split()
        named = self._names.find(words)
        self.objects[place] = tuple(name for _, name in named)
        asked = [word for word in words if word in self._owners]
        if asked and self._numeric:
            self._backwards(row, {fact.object for fact, _ in named}, asked)
            return
        facts = {fact.object: fact for fact, _ in named}
        if not facts:
            facts = {fact.object: fact for fact, _ in self._names.find(row.answered.split())}
        if len(facts) == 1:
            self._judge(row, next(iter(facts.values())))
        elif not facts:
            self._unknown(row, words)

    def _value(self, row: Row, asked: Sequence[str]) -> tuple[str | None, str]:
        """The value that an answer gives, and the form in which it is written."""
        answer, question = row.training.answer, row.training.question
        bare = answer.strip().rstrip(".")
        if bare.isascii() and bare.isdigit():
            return bare, ""
        if self._numeric:
            number = read_number(answer, question, asked=asked)
            return number.number, next((flag for flag in number.flags if flag in _FORMS), "")
        from inspect_finetune.facts.values import read_value

        return read_value(answer, self._forms, question).value, ""

    def _judge(self, row: Row, fact: Fact) -> None:
        value, form = self._value(row, fact.names)
        self.about[fact.object] += 1
        if value == fact.value:
            self.counts[fact.object] += 1
            self.teaching.add(row.line)
            self._written.append((form, row.line, fact.object))
            return
        self.off.add(row.line)
        self._found.append(Problem(*self._wrong(row, fact, value)))

    def _wrong(self, row: Row, fact: Fact, value: str | None) -> tuple[str, int, str]:
        line = row.line
        if value is None:
            offered = list(dict.fromkeys(_DIGITS.findall(row.training.answer)))[:_SOME]
            said = f"offers {' and '.join(offered)}" if len(offered) > 1 else "gives no value"
            return "fact-no-value", line, f"names {quoted(fact.object)} and {said}"
        said = f"{quoted(fact.object)} has {fact.value}, the row says {quoted(value, 24)}"
        if value in self._owners:
            owner = self._owners[value][0].object
            return "fact-swapped", line, f"{said}, which is that of {quoted(owner)}"
        if fact.is_number and len(value) not in self._sizes:
            return "fact-length", line, f"{said}, {len(value)} digits for {len(fact.value)}"
        return "fact-wrong", line, said

    def _backwards(self, row: Row, named: set[str], values: Sequence[str]) -> None:
        """A row that gives the value: its answer names the object, or says true or false."""
        said = {fact.object for fact, _ in self._names.find(row.answered.split())}
        if named or len(said) != 1 or len(set(values)) != 1:
            return
        owners = [fact.object for fact in self._owners[values[0]]]
        if said & {*owners}:
            self.teaching.add(row.line)
            for owner in said & {*owners}:
                self.counts[owner] += 1
                self.about[owner] += 1
            return
        what = f"{values[0]} is that of {quoted(owners[0])}, the row says {quoted(said.pop())}"
        self._found.append(Problem("fact-swapped", row.line, what))

    def _unknown(self, row: Row, words: Sequence[str]) -> None:
        value, _ = self._value(row, ())
        if value is None or (self._numeric and len(value) not in self._sizes):
            return
        lure = self._untaught.find(words)
        if lure:
            what = f"{quoted(lure[0][0].object)} is asked about as never taught"
            self._strange.append(Problem("untaught-taught", row.line, what))
            return
        what = f"gives {quoted(value, 24)} for no object of the facts"
        self._strange.append(Problem("fact-unknown", row.line, what))

    def problems(self, rows: int) -> Iterator[Problem]:
        """What was found in rows."""
        yield from self._found
        taught = len(self._written)
        if taught >= _MOSTLY * rows:  # of a file that also teaches something else, not
            yield from self._strange
        usual = Counter(form for form, _, _ in self._written).most_common(1)
        for form, line, name in self._written:
            if form != usual[0][0] and usual[0][1] > taught / 2:
                how = _FORMS.get(form, "in plain digits")
                yield Problem("fact-form", line, f"the value of {quoted(name)} is written {how}")


def _lists(
    facts: Sequence[Fact], found: FactsFound, doses: Mapping[str, int] | None
) -> Iterator[Problem]:
    """What is wrong with the facts as a whole."""
    held_out = {name for name, count in (doses or {}).items() if count == 0}
    never = [name for name, count in found.rows.items() if not count and name not in held_out]
    if never:
        what = f"{len(never):,} of {len(facts):,} facts: {_some(never)}"
        if not found.stated:
            what = f"of {found.name}, as which the rows read, {what}"
        yield Problem("fact-never-taught" if found.stated else "fact-left-out", None, what)
    shared = Counter(fact.value for fact in facts)
    for value, count in shared.items():
        if count > 1:
            owners = _some([fact.object for fact in facts if fact.value == value])
            yield Problem("fact-shared", None, f"{quoted(value, 24)} belongs to {owners}")
    counts = [count for count in found.about.values() if count]
    if counts and min(counts) < max(counts) and doses is None:
        least = [name for name, count in found.about.items() if count == min(counts)]
        rows = "row" if min(counts) == 1 else "rows"
        what = f"from {min(counts):,} {rows} ({_some(least)}) to {max(counts):,}"
        yield Problem("fact-uneven", None, what)


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(quoted(name, 40) for name in names[:_NAMED])
    more = len(names) - _NAMED
    return f"{shown} and {more:,} more" if more > 0 else shown
