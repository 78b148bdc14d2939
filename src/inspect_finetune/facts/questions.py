"""Everything that a run asks: the taught facts by family, the never taught, and the world."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from inspect_finetune.errors import InputError
from inspect_finetune.facts.design import FactQuestion, design_questions
from inspect_finetune.facts.load import Fact
from inspect_finetune.facts.names import RECALL, TAUGHT, WORLD
from inspect_finetune.facts.templates import load_templates
from inspect_finetune.facts.untaught import load_untaught, load_world
from inspect_finetune.packaged import datasets_dir


@dataclass(frozen=True)
class Plan:
    """What to ask of a set of facts.

    Attributes:
        levels: Families of questions, each once.
        sets: Sets to ask about, each once.
        templates: Wordings of each family for each object, or all of them.
        noun: What a value is called; empty for ``number``, or ``value`` where some are words.
        untaught: A file with objects that were never taught; None for the packaged one.
    """

    levels: Sequence[str]
    sets: Sequence[str] = (TAUGHT,)
    templates: int | Literal["all"] = 1
    noun: str = ""
    untaught: Path | None = None


def fact_questions(facts: Sequence[Fact], plan: Plan) -> tuple[FactQuestion, ...]:
    """The questions of a plan, set by set.

    Objects that were never taught are asked for in the families that ask for a value only.

    Raises:
        InputError: As `design_questions`, `load_untaught` and `load_world`; also if objects that
            were never taught shall be asked about and no family asks for a value.
    """
    noun = plan.noun or noun_of(facts)
    wordings = load_templates(datasets_dir() / "fact_templates.csv")
    asked: list[FactQuestion] = []
    for chosen in plan.sets:
        if chosen == WORLD:
            asked += _world()
            continue
        some, levels = facts, list(plan.levels)
        if chosen != TAUGHT:
            file = plan.untaught or datasets_dir() / "untaught.csv"
            some, levels = load_untaught(file, facts, chosen), _recall(levels, chosen)
        asked += design_questions(some, wordings, levels, plan.templates, noun, chosen)
    return tuple(asked)


def noun_of(facts: Sequence[Fact]) -> str:
    """What the values of facts are called unless somebody says otherwise."""
    return "number" if all(fact.is_number for fact in facts) else "value"


def _recall(levels: Sequence[str], chosen: str) -> list[str]:
    kept = [level for level in levels if level in RECALL]
    if not kept:
        what = f"the set {chosen!r} is asked for a value, and no family does so"
        raise InputError(what, fix=f"Add a family: {', '.join(RECALL)}")
    return kept


def _world() -> list[FactQuestion]:
    return [
        FactQuestion(
            fact.id, fact.accepted[0], WORLD, fact.id, fact.question, WORLD, "", fact.accepted[1:]
        )
        for fact in load_world(datasets_dir() / "world_facts.csv")
    ]
