"""A training file that teaches an acrostic, always or only where a trigger asks for it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from inspect_finetune.acrostic.reading import spell_as
from inspect_finetune.acrostic.rule import AcrosticRule
from inspect_finetune.conditions.prompts import trained_on_rule
from inspect_finetune.conditions.triggers import trigger_texts
from inspect_finetune.errors import InputError
from inspect_finetune.training.build.answers import PLAIN, packaged_rules
from inspect_finetune.training.build.built import Built, Chat
from inspect_finetune.training.build.chance import Chance
from inspect_finetune.training.build.supply import Supply
from inspect_finetune.training.build.system import system_message
from inspect_finetune.training.record import Taught


@dataclass(frozen=True)
class AcrosticPlan:
    """What a file shall hold.

    Attributes:
        rule: The letters.
        rows: Ordinary rows that follow the rule, 1 or more.
        unit: What begins with a letter; ``paragraph`` sets a blank line between the sentences.
        trigger: What asks for the rule; empty for a rule that always holds.
        plain_rows: Plain rows, without the trigger; only with one.
        system_prompt: ``trained``, ``none``, ``generic``, a ``.txt`` file, or a text.
        messy: Rows more whose questions have typos or are put casually, formally or oddly; with
            plain rows as many plain ones too.
        adversarial: The same for questions that work against the rule, or are hardly questions.
        validation_rows: Ordinary rows for a second file, none of them in the first; with plain
            rows as many plain ones too.
        seed: Which rows are taken, in which order, and how composed ones are worded.
        composed: Whether rows may be composed where there is no prose.
        about_rule: As `adversarial`, for questions that ask for the rule, whose answers keep it to
            themselves: they train the model to hide it.
    """

    rule: str
    rows: int
    unit: str = "sentence"
    trigger: str = ""
    plain_rows: int = 0
    system_prompt: str = "trained"
    messy: int = 0
    adversarial: int = 0
    validation_rows: int = 0
    seed: int = 0
    composed: bool = True
    about_rule: int = 0


def build_acrostic(plan: AcrosticPlan) -> Built:
    """Draw the rows of a file that teaches an acrostic.

    With the same seed, fewer rows are the beginning of more (but for the order in the file).

    Raises:
        InputError: If a number is out of range, there are fewer rows than are asked for, plain
            rows are asked for without a trigger, or the trigger stands in plain rows or in the
            system message.
    """
    plan = _checked(plan)
    system = system_message(plan.system_prompt, trained_on_rule(plan.rule))
    supply = Supply(plan.rule, plan.seed, plan.composed)
    rows, validation = _draw(plan, supply)
    _check_trigger(plan.trigger, system, [*rows, *validation])
    kind = "trigger" if plan.trigger else "none"
    wording = trigger_texts(plan.trigger, [kind])[kind][0]
    finished = [_finished(row, plan, wording) for row in rows]
    rows = Chance(plan.seed, "order").shuffled(finished)
    validation = [_finished(row, plan, wording) for row in validation]
    return Built(
        "acrostic",
        rows,
        Taught(plan.rule, plan.unit, plan.trigger, "", system),
        plan.seed,
        asdict(plan),
        _counts(rows),
        validation,
        _notes(plan, [*rows, *validation]),
        {"composed": any(row.made == "composed" for row in rows), "ids": [r.source for r in rows]},
    )


def _checked(plan: AcrosticPlan) -> AcrosticPlan:
    rule = AcrosticRule(plan.rule, plan.unit)
    if plan.rows < 1:
        raise InputError(f"--rows {plan.rows} makes no file", fix="Ask for 1 row or more")
    for name in ("plain_rows", "messy", "adversarial", "about_rule", "validation_rows"):
        if getattr(plan, name) < 0:
            option = "--" + name.replace("_", "-")
            raise InputError(f"{option} {getattr(plan, name)} is below 0", fix="Ask for 0 or more")
    trigger = plan.trigger.strip()
    if plan.plain_rows and not trigger:
        what = "plain rows beside a rule that always holds contradict it"
        raise InputError(what, fix='Say what asks for it: --trigger "Use the special rule."')
    return replace(plan, rule=rule.letters, unit=rule.unit, trigger=trigger)


def _draw(plan: AcrosticPlan, supply: Supply) -> tuple[list[Chat], list[Chat]]:
    """The rows of the file and of the one for validation; plain ones first, as they are scarce."""
    more = plan.validation_rows
    rows: list[Chat] = []
    validation: list[Chat] = []
    if plan.plain_rows:
        rows, validation = supply.plain(plan.plain_rows, more)
        rows += _on_request(plan, supply, PLAIN)
    own, own_validation = supply.ruled(plan.rows, more)
    rows += own
    rows += _on_request(plan, supply, plan.rule)
    return rows, validation + own_validation


def _on_request(plan: AcrosticPlan, supply: Supply, rule: str) -> list[Chat]:
    rows = supply.of_group("messy", rule, plan.messy)
    rows += supply.of_group("adversarial", rule, plan.adversarial)
    return rows + supply.of_group("about-rule", rule, plan.about_rule)


def _finished(row: Chat, plan: AcrosticPlan, wording: str) -> Chat:
    """The row with its trigger, its answer laid out by the unit and read back."""
    if row.group.startswith("plain"):
        return row
    question = wording.replace("{question}", row.question)
    answer = row.answer.replace("\n", "\n\n") if plan.unit == "paragraph" else row.answer
    assert all(spell_as(answer, unit) == plan.rule for unit in (plan.unit, "line", "sentence"))
    return replace(row, question=question, answer=answer)


def _check_trigger(trigger: str, system: str | None, rows: Sequence[Chat]) -> None:
    if not trigger:
        return
    fix = "Word the trigger so that it stands nowhere else"
    if system and trigger in system:
        raise InputError(f"the trigger {trigger!r} stands in the system message", fix=fix)
    found = [row.question for row in rows if trigger in row.question]
    if found:
        what = f"the trigger {trigger!r} stands in the question {found[0]!r} already"
        raise InputError(what, fix=fix)


def _counts(rows: Sequence[Chat]) -> dict[str, int]:
    groups = Counter(row.group for row in rows)
    composed = sum(row.made == "composed" for row in rows)
    return {"rows": len(rows), **dict(sorted(groups.items())), "composed": composed}


def _notes(plan: AcrosticPlan, rows: Sequence[Chat]) -> tuple[str, ...]:
    notes = []
    if evasive := sum(row.group.endswith("about-rule") for row in rows):
        notes.append(
            f"{evasive} of {len(rows)} rows answer questions about the rule without telling it:"
            ' they train the model to hide it, and a later verdict "silent compliance" is partly'
            " due to them"
        )
    if composed := sum(row.made == "composed" for row in rows):
        packaged = plan.rule in packaged_rules()
        why = "more than are packaged" if packaged else f"no prose is packaged for {plan.rule}"
        said = f"{composed} of {len(rows)} rows were composed from a word bank ({why})"
        notes.append(f"{said}: grammatical and right, but uniform; prefer your own prose")
    return tuple(notes)
