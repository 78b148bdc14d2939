"""Which question asks for which fact: every object meets several wordings, in a balanced way.

If one wording served one object only, a hard wording could not be told from a badly learned
fact. Either every template is crossed with every object, or a Latin square deals them out.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from inspect_finetune.errors import InputError
from inspect_finetune.facts.load import Fact
from inspect_finetune.facts.names import REVERSE, TAUGHT, VERIFICATION
from inspect_finetune.facts.templates import FactTemplate
from inspect_finetune.textfiles import did_you_mean


@dataclass(frozen=True)
class FactQuestion:
    """One question about one fact.

    Attributes:
        object: The object that is asked about.
        expected: What a right answer says: the value that was taught for it, or its name where the
            value is given, or ``true`` or ``false``; empty if it was never taught.
        level: Family of the template.
        template: Id of the template.
        text: The question as it is asked.
        set: Which set the object is of, one of `inspect_finetune.facts.names.SETS`.
        value: The value that stands in the question; empty if none does.
        accepted: Further right answers.

    """

    object: str
    expected: str
    level: str
    template: str
    text: str
    set: str = TAUGHT
    value: str = ""
    accepted: tuple[str, ...] = ()


def design_questions(
    facts: Sequence[Fact],
    templates: Sequence[FactTemplate],
    levels: Sequence[str],
    per_level: int | Literal["all"] = 1,
    noun: str = "number",
    of_set: str = TAUGHT,
) -> tuple[FactQuestion, ...]:
    """Return the questions, object by object, within an object level by level.

    A template of the family ``verification`` makes two of them: a true statement, and one with
    another object's value.

    With ``per_level=k`` every object gets k templates of every level. Which ones is a Latin
    square: with T templates, object number a + T b (a < T) starts at template (a + l b) mod T of
    the level at place l. So every template of a level serves the same number of objects (to
    within one), and where T is prime every pairing of the templates of two levels occurs equally
    often, if there are at most T levels and T squared divides the number of objects.
    The same arguments give the same questions.

    Args:
        facts: The facts, in a fixed order.
        templates: Templates of every level that is asked for; further levels are left out.
        levels: The levels to ask at, each once.
        per_level: Templates for each object and level, from 1 to the number that the level has,
            or ``"all"`` for all of them.
        noun: What a value is called, in the singular.
        of_set: The set that the facts are of.

    Raises:
        InputError: If there is no fact, a level is unknown or named twice, or `per_level` is not
            "all" or a whole number from 1 to the number of templates of every level; also if
            statements are asked for and all values are the same.

    """
    shares = [_templates_of(level, templates) for level in _check(facts, templates, levels)]
    return tuple(
        question
        for place, fact in enumerate(facts)
        for row, share in enumerate(shares)
        for chosen in _deal(share, place, row, _count(per_level, share))
        for question in _ask(fact, chosen, facts, noun, of_set)
    )


def _ask(
    fact: Fact, template: FactTemplate, facts: Sequence[Fact], noun: str, of_set: str
) -> Iterator[FactQuestion]:
    level, name = template.level, template.id
    if level == VERIFICATION:
        for expected, value in (("true", fact.value), ("false", _other(fact, name, facts))):
            text = template.fill(fact, value, noun)
            yield FactQuestion(fact.object, expected, level, name, text, of_set, value)
        return
    value = fact.value if level == REVERSE else ""
    expected = fact.object if level == REVERSE else fact.value
    text = template.fill(fact, value, noun)
    yield FactQuestion(fact.object, expected, level, name, text, of_set, value)


def _other(fact: Fact, template: str, facts: Sequence[Fact]) -> str:
    """Another object's value, by lot: one lot for every object and wording."""
    draw = random.Random(f"statement {template} {fact.object}")
    start = draw.randrange(len(facts))
    turned = (facts[(start + step) % len(facts)].value for step in range(len(facts)))
    for value in turned:
        if value != fact.value:
            return value
    what = "a false statement needs an object with another value, and there is none"
    raise InputError(what, fix="Leave the family verification out")


def _check(
    facts: Sequence[Fact], templates: Sequence[FactTemplate], levels: Sequence[str]
) -> Sequence[str]:
    if not facts:
        raise InputError("there is no fact to ask for", fix="Give at least one fact")
    if not levels:
        raise InputError("there is no level to ask at", fix="Give at least one level")
    known = list(dict.fromkeys(template.level for template in templates))
    for level in levels:
        if level not in known:
            raise InputError(f"unknown level {level!r}", fix=did_you_mean(level, known))
        if levels.count(level) > 1:
            raise InputError(f"level {level!r} is named twice", fix="Name it once")
    return levels


def _templates_of(level: str, templates: Sequence[FactTemplate]) -> list[FactTemplate]:
    return [template for template in templates if template.level == level]


def _count(per_level: object, share: Sequence[FactTemplate]) -> int:
    """Return how many of the templates of one level an object gets."""
    if per_level == "all":
        return len(share)
    whole = isinstance(per_level, int) and not isinstance(per_level, bool)
    if not whole or not 1 <= per_level <= len(share):  # type: ignore[operator]
        level, most = share[0].level, len(share)
        what = f"{per_level!r} templates a level: level {level!r} has {most}"
        raise InputError(what, fix=f"Ask for 1 to {most}, or 'all'")
    return per_level  # type: ignore[return-value]


def _deal(share: list[FactTemplate], place: int, row: int, count: int) -> list[FactTemplate]:
    """Return the templates of one level for one object, in the order of the file."""
    block, first = divmod(place, len(share))
    start = first + row * block
    chosen = {(start + step) % len(share) for step in range(count)}
    return [share[index] for index in sorted(chosen)]
