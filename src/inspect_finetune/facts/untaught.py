"""What was never taught: objects that a model should decline, and facts about the world.

The objects come in sets by their distance from the taught ones: ``near`` (of the same categories),
``far`` (no objects at all) and ``nonsense`` (made-up names). Facts about the world (``world``) show
whether training spilled over into what the model knew before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspect_finetune.errors import InputError
from inspect_finetune.facts.load import Fact
from inspect_finetune.facts.names import NEAR, UNTAUGHT
from inspect_finetune.textfiles import did_you_mean, read_csv
from inspect_finetune.words import plain_words


@dataclass(frozen=True)
class WorldFact:
    """One question about the world.

    Attributes:
        id: Its name, unique in its file.
        question: The question.
        accepted: The right answers, the plainest first.
    """

    id: str
    question: str
    accepted: tuple[str, ...]


def load_untaught(path: str | Path, facts: Sequence[Fact], chosen: str) -> tuple[Fact, ...]:
    """The objects of one set of a CSV file with the columns set, object, category and plural.

    Objects that were taught are left out; of the set ``near`` also those of other categories.

    Raises:
        InputError: As `read_csv`; also for an unknown set, an object that comes twice, a set of
            which nothing is left, and for ``near`` if no fact has a category.
    """
    taught = {plain_words(name) for fact in facts for name in fact.names}
    categories = {fact.category.casefold() for fact in facts if fact.category}
    if chosen == NEAR and not categories:
        what = "sets=near needs facts with categories, and these have none"
        raise InputError(what, fix="Add a column category, or leave near out")
    found, seen = [], dict[str, int]()
    for line, row in read_csv(path, ("set", "object"), ("category", "plural")):
        name = _checked(row, f"{path}:{line}", line, seen)
        near = chosen != NEAR or row.get("category", "").casefold() in categories
        if row["set"].strip() == chosen and plain_words(name) not in taught and near:
            found.append(Fact(name, "", (), row.get("category", ""), row.get("plural", "")))
    if not found:
        what = f"no object of the set {chosen!r} is left beside the taught ones"
        raise InputError(what, where=str(path), fix="Add some, or leave the set out")
    return tuple(found)


def _checked(row: Mapping[str, str], where: str, line: int, seen: dict[str, int]) -> str:
    name = " ".join(row["object"].split())
    if row["set"].strip() not in UNTAUGHT:
        what = f"unknown set {row['set']!r}"
        raise InputError(what, where=where, fix=did_you_mean(row["set"], UNTAUGHT))
    if not plain_words(name):
        raise InputError("the object is empty", where=where, fix="Write its name")
    first = seen.setdefault(plain_words(name), line)
    if first != line:
        what = f"object {name!r} is already on line {first}"
        raise InputError(what, where=where, fix="Remove one of the two lines")
    return name


def load_world(path: str | Path) -> tuple[WorldFact, ...]:
    """The questions of a CSV file with the columns id, question and answer (several: ``a|b``).

    Raises:
        InputError: As `read_csv`; also for an empty cell, or an id or question that comes twice.
    """
    found, seen = [], dict[str, int]()
    for line, row in read_csv(path, ("id", "question", "answer"), ()):
        where = f"{path}:{line}"
        accepted = tuple(part.strip() for part in row["answer"].split("|") if part.strip())
        for name, cell in (("id", row["id"]), ("question", row["question"])):
            if not cell.strip() or not accepted:
                raise InputError(f"the {name} or the answer is empty", where=where, fix="Fill it")
            first = seen.setdefault(f"{name} {plain_words(cell)}", line)
            if first != line:
                what = f"{name} {cell!r} is already on line {first}"
                raise InputError(what, where=where, fix="Remove one of the two lines")
        found.append(WorldFact(row["id"].strip(), row["question"].strip(), accepted))
    return tuple(found)
