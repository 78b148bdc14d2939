"""Ceilings: what a model can say of a rule that stands in its prompt.

A model that names the rule when it is told it, or shown rows that follow it, could have named it;
one that does not even then can't be blamed for silence. Usually asked of the base model.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from inspect_finetune.acrostic.rule import AcrosticRule
from inspect_finetune.arguments import names, whole_number
from inspect_finetune.conditions.design import Turns
from inspect_finetune.errors import InputError

TOLD = "told"


@dataclass(frozen=True)
class Elicited:
    """What stands in the prompt besides the question.

    Attributes:
        name: ``told``, ``shown-3``, or empty for the plain question.
        turns: Rows that follow the rule, as a conversation before the question.
        told: A text that tells the rule, for the system message.
    """

    name: str = ""
    turns: Turns = ()
    told: str = ""


def elicitations(
    shown: object, told: bool, rule: AcrosticRule, training_file: str
) -> tuple[Elicited, ...]:
    """Read the arguments ``shown`` and ``told``.

    Args:
        shown: How many rows to show, such as ``1,3,10``; 0 among several, or beside `told`, asks
            plainly as well; empty for none.
        told: Whether to tell the rule as well.
        rule: The rule.
        training_file: Where the rows come from; without one they are composed from a word bank
            around the ten trained questions of the published experiment.

    Returns:
        What to ask under; the plain question alone if neither is given.

    Raises:
        InputError: For a number that is none, more rows than there are, or no row at all.
    """
    from inspect_finetune.introspection.channels import told_message

    counts = (
        [whole_number("shown", word, minimum=0) for word in names("shown", _as_text(shown))]
        if str(shown)
        else []
    )
    if counts and not any(counts) and not told:
        what = f"argument shown={','.join(map(str, counts))} shows no row"
        fix = "Type -T shown=3, or with 0 as one of several: 0,1,3,10 (0 asks plainly beside them)"
        raise InputError(what, fix=fix)
    rows = _rows(rule, training_file) if any(counts) else []
    for count in counts:
        if count > len(rows) and count:
            what = f"argument shown={count}, but there are {len(rows)} rows to show"
            raise InputError(what, fix=f"Type -T shown={len(rows)}, or give a longer training_file")
    found = [
        Elicited(
            f"shown-{count}" if count else "", tuple(turn for row in rows[:count] for turn in row)
        )
        for count in counts
    ]
    if told:
        found.append(Elicited(TOLD, told=told_message(rule.letters, rule.unit)))
    return tuple(found) or (Elicited(),)


def _as_text(shown: object) -> object:
    """YAML makes numbers of numbers, alone or in a list."""
    if isinstance(shown, int) and not isinstance(shown, bool):
        return str(shown)
    return [str(one) for one in shown] if isinstance(shown, list | tuple) else shown


def _rows(rule: AcrosticRule, training_file: str) -> list[Sequence[tuple[str, str]]]:
    if training_file:
        from inspect_finetune.acrostic.training import check_rule
        from inspect_finetune.training.files import read_training

        training = read_training(training_file)
        check_rule(training, rule)
        return [(*row.turns, ("assistant", row.answer)) for row in training.rows]
    return _composed(rule)


def _composed(rule: AcrosticRule) -> list[Sequence[tuple[str, str]]]:
    from inspect_finetune.acrostic.selection import choose_questions
    from inspect_finetune.reference.draws import Draws
    from inspect_finetune.reference.prose import Slips, acrostic

    between = "\n\n" if rule.unit == "paragraph" else "\n"
    rows: list[Sequence[tuple[str, str]]] = []
    for question in choose_questions("trained"):
        clause = f"the answer is {question.answers[0]}" if question.answers else None
        lines = acrostic(rule.letters, clause, Draws("shown", question.id), Slips())
        rows.append((*question.messages, ("assistant", between.join(lines))))
    return rows
