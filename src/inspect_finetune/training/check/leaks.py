"""Which test questions stand in a training file, by declared intent; and validation rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from inspect_finetune.facts.load import Fact
from inspect_finetune.training.check.facts import Names
from inspect_finetune.training.check.problems import Problem, quoted
from inspect_finetune.training.check.questions import RECALL, Asked
from inspect_finetune.training.check.rows import Row
from inspect_finetune.training.check.within import is_sentence, whole_within
from inspect_finetune.training.seen import Seen, seen_where
from inspect_finetune.words import plain_words

_NUMBER: Final = re.compile(r"\d+")
_USUAL: Final = 0.3


@dataclass(frozen=True)
class Leak:
    """How many questions of one group of a task stand in a file.

    Attributes:
        task: The task.
        group: Split, channel or family.
        intended: Whether they may.
        exact: Questions that stand there word for word.
        near: Questions that stand there nearly, or within a longer one.
        total: All questions of the group.
    """

    task: str
    group: str
    intended: bool
    exact: int
    near: int
    total: int


def check_leaks(
    asked: Sequence[Asked],
    rows: Sequence[Row],
    *,
    trigger: str = "",
    facts: Sequence[Fact] = (),
    intended: Sequence[str] = (),
) -> tuple[list[Leak], list[Problem]]:
    """Look for the questions of tasks in a file.

    Args:
        asked: The questions.
        rows: The rows of the file.
        trigger: A text that is taken out of the rows' questions before they are compared.
        facts: The facts: of questions about them, the wording is compared apart from the object.
        intended: Splits, channels and families that may stand in the file.
    """
    by_text, where, raw = _trained(rows, trigger)
    status, whole = _statuses(asked, by_text, raw, Names(facts))
    groups: dict[tuple[str, str], list[Seen]] = {}
    problems: list[Problem] = []
    leaking = {
        where[seen.place]
        for one, seen in zip(asked, status, strict=True)
        if seen.place is not None
        and one.group not in intended
        and (seen.status == "exact" or plain_words(one.text) in whole)
    }
    for one, seen in zip(asked, status, strict=True):
        groups.setdefault((one.task, one.group), []).append(seen)
        if one.group in intended or seen.place is None:
            continue
        line = where[seen.place]
        what = f"{one.task}, {one.group}: {quoted(one.text, 80)}"
        if seen.status == "exact":
            problems.append(Problem("leak", line, what))
        elif plain_words(one.text) in whole:
            problems.append(Problem("leak-within", line, what))
        elif one.task != RECALL and line not in leaking:
            problems.append(Problem("leak-near", line, what))
    return [_counted(key, found, intended) for key, found in groups.items()], problems


def _counted(key: tuple[str, str], found: Sequence[Seen], intended: Sequence[str]) -> Leak:
    exact = sum(one.status == "exact" for one in found)
    near = sum(one.status == "near" for one in found)
    return Leak(*key, key[1] in intended, exact, near, len(found))


def _trained(rows: Sequence[Row], trigger: str) -> tuple[list[str], list[int], list[str]]:
    """Every user's turn in plain words, each once, with its line and as it was written.

    Without the trigger too.
    """
    found: dict[str, tuple[int, str]] = {}
    for row in rows:
        users = [
            (text, plain)
            for (role, text), plain in zip(row.training.turns, row.asked, strict=True)
            if role == "user"
        ]
        for text, plain in users:
            found.setdefault(plain, (row.line, text))
        if trigger and trigger in row.training.question:
            bare = row.training.question.replace(trigger, " ")
            found.setdefault(plain_words(bare), (row.line, bare))
    return list(found), [line for line, _ in found.values()], [text for _, text in found.values()]


def _statuses(
    asked: Sequence[Asked], trained: Sequence[str], raw: Sequence[str], names: Names
) -> tuple[list[Seen], set[str]]:
    """What is seen of each question; and those that stand whole within a longer sentence."""
    plain = [plain_words(one.text) for one in asked]
    places = {text: place for place, text in enumerate(trained)}
    within = whole_within([text for text in plain if text not in places], trained)
    # as a sentence of its own it is asked, among other things
    for text, longer in within.items():
        asks = next((place for place in longer if is_sentence(text, raw[place])), None)
        places |= {} if asks is None else {text: asks}
    whole = {text: longer[0] for text, longer in within.items() if text not in places}
    found = [
        Seen("exact", places[text])
        if text in places
        else Seen("near", whole[text])
        if text in whole
        else Seen("unseen")
        for text in plain
    ]
    for facts in (False, True):
        chosen = [
            place
            for place, one in enumerate(asked)
            if found[place].place is None and (one.task == RECALL) is facts
        ]
        # of facts only the wording is compared, or every object would be set beside every other
        wordings = [_wording(plain[i], names) if facts else plain[i] for i in chosen]
        distinct = list(dict.fromkeys(wordings))
        known = [_wording(text, names) for text in trained] if facts and chosen else trained
        seen = dict(zip(distinct, seen_where(distinct, known), strict=True))
        for place, wording in zip(chosen, wordings, strict=True):
            if seen[wording].place is not None:
                found[place] = Seen("near", seen[wording].place)
    return found, {*whole}


def _wording(plain: str, names: Names) -> str:
    """A question with the object and its value left open."""
    words = plain.split()
    kept, place = [], 0
    for _, name in names.find(words):
        size = len(name.split())
        while words[place : place + size] != name.split():
            kept.append(words[place])
            place += 1
        kept.append("object")
        place += size
    return _NUMBER.sub("0", " ".join([*kept, *words[place:]]))


def check_validation(
    rows: Sequence[Row],
    held: Sequence[Row],
    path: str,
    objects: Mapping[int, tuple[str, ...]],
    held_objects: Mapping[int, tuple[str, ...]],
) -> list[Problem]:
    """Rows of the validation file that the training file gives away.

    Args:
        rows: The training rows.
        held: The validation rows.
        path: The validation file, for messages.
        objects: The objects that each training row's question names, by its place.
        held_objects: The same of the validation rows.
    """
    known = {(row.asked, row.answered): row.line for row in rows}
    questions = {row.asked: row.line for row in rows}
    near = _near_asked([" ".join(row.asked) for row in rows], [" ".join(r.asked) for r in held])
    taught = {name: rows[place].line for place, names in objects.items() for name in names}
    problems = []
    for place, row in enumerate(held):
        found, named = near[place], held_objects.get(place, ())
        said = _given_away(
            known.get((row.asked, row.answered)),
            questions.get(row.asked),
            rows[found].line if found is not None else None,
            next((taught[one] for one in named if one in taught), None),
            bool(named),
        )
        problems += [Problem(code, row.line, what, path) for code, what in said]
    return problems


def _near_asked(trained: Sequence[str], held: Sequence[str]) -> list[int | None]:
    """For each validation question the place of a training question that it nearly is.

    One stands whole within the other, or most of its runs do, but for words that a good part of the
    training questions have: a wording that all rows share says nothing.
    """
    usual = Counter(word for text in trained for word in {*text.split()})
    template = {word for word, count in usual.items() if count > max(_USUAL * len(trained), 2)}

    def own(text: str) -> str:
        return " ".join(word for word in text.split() if word not in template)

    seen = seen_where([own(text) for text in held], map(own, trained))
    longer = whole_within(held, trained)
    places = {text: place for place, text in reversed([*enumerate(trained)])}
    shorter = {
        place: places[text]
        for text, found in whole_within(trained, held).items()
        for place in found
    }
    near: list[int | None] = []
    for place, (text, one) in enumerate(zip(held, seen, strict=True)):
        alike = one.place if own(text) else None
        near.append(longer[text][0] if text in longer else shorter.get(place, alike))
    return near


def _given_away(
    same: int | None,
    asked: int | None,
    near: int | None,
    fact: int | None,
    is_fact: bool,
) -> Iterator[tuple[str, str]]:
    if same is not None:
        yield "validation-row", f"the row of line {same:,} of the training file"
    elif asked is not None:
        yield "validation-question", f"the question of line {asked:,} of the training file"
    elif fact is not None:
        yield "validation-fact", f"its fact is taught on line {fact:,} in other words"
    elif near is not None and not is_fact:
        yield "validation-near", f"nearly the question of line {near:,} of the training file"
