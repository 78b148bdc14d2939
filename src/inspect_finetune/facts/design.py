"""Which question asks for which fact: every object meets several wordings, in a balanced way.

If one wording served one object only, a hard wording could not be told from a badly learned
fact. Either every template is crossed with every object, or a Latin square deals them out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from inspect_finetune.errors import InputError
from inspect_finetune.facts.load import Fact, FactTemplate
from inspect_finetune.textfiles import did_you_mean


@dataclass(frozen=True)
class FactQuestion:
    """One question about one fact.

    Attributes:
        object: The object that is asked about.
        expected: The number that was taught for it, as digits.
        level: Level of the template.
        template: Id of the template.
        text: The question as it is asked.

    """

    object: str
    expected: str
    level: str
    template: str
    text: str


def design_questions(
    facts: Sequence[Fact],
    templates: Sequence[FactTemplate],
    levels: Sequence[str],
    per_level: int | Literal["all"] = 1,
) -> tuple[FactQuestion, ...]:
    """Return the questions, object by object, within an object level by level.

    With ``per_level=k`` every object gets k templates of every level. Which ones is a Latin
    square: with T templates, object number a + T b (a < T) starts at template (a + l b) mod T of
    the level at place l. So every template of a level serves the same number of objects (to
    within one), and where T is prime every pairing of the templates of two levels occurs equally
    often, if there are at most T levels and T squared divides the number of objects.
    Nothing is drawn at random: the same arguments give the same questions.

    Args:
        facts: The facts, in a fixed order.
        templates: Templates of every level that is asked for; further levels are left out.
        levels: The levels to ask at, each once.
        per_level: Templates for each object and level, from 1 to the number that the level has,
            or ``"all"`` for all of them.

    Raises:
        InputError: If there is no fact, a level is unknown or named twice, or `per_level` is not
            "all" or a whole number from 1 to the number of templates of every level.

    """
    shares = [_templates_of(level, templates) for level in _check(facts, templates, levels)]
    return tuple(
        FactQuestion(fact.object, fact.number, chosen.level, chosen.id, chosen.fill(fact.object))
        for place, fact in enumerate(facts)
        for row, share in enumerate(shares)
        for chosen in _deal(share, place, row, _count(per_level, share))
    )


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
