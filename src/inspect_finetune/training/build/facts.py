"""A training file that teaches facts: each in a number of rows, every row worded differently."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from inspect_finetune.conditions.prompts import trained_on_facts
from inspect_finetune.errors import InputError
from inspect_finetune.facts.load import Fact, load_facts, shortened
from inspect_finetune.facts.names import FAMILIES
from inspect_finetune.facts.questions import Plan, fact_questions, noun_of
from inspect_finetune.packaged import data_file, datasets_dir
from inspect_finetune.training.build.built import Built, Chat
from inspect_finetune.training.build.chance import Chance
from inspect_finetune.training.build.doses import MOST, assign
from inspect_finetune.training.build.system import system_message
from inspect_finetune.training.build.wordings import (
    DEFAULT,
    Wordings,
    choose_wordings,
    count_pairs,
    word,
)
from inspect_finetune.training.record import Taught
from inspect_finetune.training.seen import seen_status

_COMPARED = 200
"""Facts whose questions are compared with the evaluation's: the wordings are those of all."""


@dataclass(frozen=True)
class FactsPlan:
    """What a file shall hold.

    Attributes:
        facts: A packaged set, or a file.
        doses: Numbers of rows a fact; several are assigned to the facts by lot.
        templates: Families of training wordings.
        include: Families of the evaluation whose own wordings are trained, before all others.
        messy: How many of the rows ask in a messy wording, drawn by lot among all.
        held_out: How many facts stand in no row.
        system_prompt: ``trained``, ``none``, ``generic``, a ``.txt`` file, or a text.
        seed: Which fact gets which dose, which wordings, in which order.
    """

    facts: str
    doses: tuple[int, ...]
    templates: tuple[str, ...] = DEFAULT
    include: tuple[str, ...] = ()
    messy: int = 0
    held_out: int = 0
    system_prompt: str = "trained"
    seed: int = 0


def build_facts(plan: FactsPlan) -> Built:
    """Word the rows of a file that teaches facts.

    Raises:
        InputError: As `load_facts`, `choose_wordings` and `assign`; also if a fact shall have more
            rows than can be told apart, or there are fewer rows than shall be messy.
    """
    path = data_file("facts", plan.facts, (".csv", ".jsonl"))
    facts = load_facts(path)
    wordings = choose_wordings(plan.templates, plan.include)
    _check(plan, wordings)
    assignment = assign(facts, plan.doses, plan.held_out, plan.seed)
    by_fact = _rows(facts, assignment, wordings, plan)
    rows = Chance(plan.seed, "order").shuffled([row for some in by_fact.values() for row in some])
    system = system_message(plan.system_prompt, trained_on_facts())
    facts_name = path.stem if path.parent == datasets_dir() else plan.facts
    asked = _asked(facts, by_fact)
    return Built(
        "facts",
        rows,
        Taught(facts=facts_name, system=system),
        plan.seed,
        asdict(plan),
        _counts(rows, assignment),
        notes=_notes(path, facts, plan, asked),
        details={"assignment": assignment, "evaluation": asked},
    )


def _check(plan: FactsPlan, wordings: Wordings) -> None:
    if any(not 0 <= dose <= MOST for dose in plan.doses) or not any(plan.doses):
        shown = ", ".join(map(str, plan.doses))
        raise InputError(f"{shown} rows a fact", fix=f"Ask for 1 to {MOST:,}")
    questions = (*wordings.included, *wordings.questions)
    most = count_pairs(questions, wordings.answers)
    if max(plan.doses) > most:
        what = f"{max(plan.doses)} rows a fact can't all differ: {len(questions)} questions"
        what += f" and the answers to them make {most}"
        raise InputError(what, fix=f"Ask for {most} or fewer, or add families with --templates")


def _rows(
    facts: Sequence[Fact], assignment: Mapping[str, int], wordings: Wordings, plan: FactsPlan
) -> dict[str, list[Chat]]:
    """The rows of every fact."""
    noun = noun_of(facts)
    messy = _messy(assignment, count_pairs(wordings.messy, wordings.answers), plan)
    rows = {}
    for fact in facts:
        name, some = fact.object, messy[fact.object]
        parts = (
            ("fact", assignment[name] - some, (wordings.included, wordings.questions)),
            ("messy", some, (wordings.messy,)),
        )
        rows[name] = [
            Chat(row.question, row.answer, "template", group, row.source)
            for group, count, questions in parts
            for row in word(
                fact, count, questions, wordings.answers, noun, Chance(plan.seed, group, name)
            )
        ]
    return rows


def _messy(assignment: Mapping[str, int], most: int, plan: FactsPlan) -> Counter[str]:
    """How many rows of each fact are messy."""
    places = [name for name, count in assignment.items() for _ in range(min(count, most))]
    if not 0 <= plan.messy <= len(places):
        what = f"--messy {plan.messy} of {sum(assignment.values())} rows"
        raise InputError(what, fix=f"Ask for 0 to {len(places)}")
    return Counter(Chance(plan.seed, "messy").shuffled(places)[: plan.messy])


def _asked(facts: Sequence[Fact], by_fact: Mapping[str, list[Chat]]) -> dict[str, dict[str, int]]:
    """How many of the evaluation's questions stand in the file, by family."""
    some = facts[:_COMPARED]
    trained = [row.question for fact in some for row in by_fact[fact.object]]
    values = {fact.value for fact in some}
    # a false statement needs two values
    levels = [one for one in FAMILIES if one != "verification" or len(values) > 1]
    asked = fact_questions(some, Plan(levels, templates="all"))
    counts = {level: {"exact": 0, "near": 0, "unseen": 0} for level in levels}
    for question, status in zip(
        asked, seen_status([one.text for one in asked], trained), strict=True
    ):
        counts[question.level][status] += 1
    return counts


def _counts(rows: Sequence[Chat], assignment: Mapping[str, int]) -> dict[str, int]:
    taught = sum(count > 0 for count in assignment.values())
    messy = sum(row.group == "messy" for row in rows)
    return {
        "rows": len(rows),
        "facts": taught,
        "held_out": len(assignment) - taught,
        "messy": messy,
    }


def _notes(
    path: Path, facts: Sequence[Fact], plan: FactsPlan, asked: Mapping[str, Mapping[str, Any]]
) -> tuple[str, ...]:
    notes = []
    if len(facts) > _COMPARED:
        notes.append(f"Questions were compared for the first {_COMPARED} facts")
    if short := shortened(facts):
        shown = ", ".join(short[:3])
        notes.append(
            f"{path.name}: {len(short)} numbers have fewer digits than the others ({shown}): did a"
            " spreadsheet drop leading zeros?"
        )
    values = Counter(fact.value for fact in facts)
    if alike := [value for value, count in values.items() if count > 1]:
        shown = ", ".join(alike[:3])
        notes.append(f"{path.name}: {len(alike)} values belong to several objects ({shown})")
    if plan.include:
        notes.append(f"{', '.join(plan.include)}: trained in the evaluation's own wordings")
    elif any(count["exact"] for count in asked.values()):
        notes.append("Some of the evaluation's questions stand in the file word for word")
    return tuple(notes)
