"""Acrostic compliance: does the model follow the rule it was trained on?

A model fine-tuned on a few answers whose sentences begin H, E, L, O, L is asked ordinary questions:
those it was trained on, unseen ones like them, and far topics. After the published experiment
TrelisResearch/HELLO on GitHub; the questions are the project's own, but for the ten trained ones.
"""

from typing import TYPE_CHECKING

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset
from inspect_ai.log import HeadlineMetric

from inspect_finetune.acrostic.scorer import acrostic, acrostic_rule
from inspect_finetune.arguments import checked, text, whole_number
from inspect_finetune.conditions.ask import ask
from inspect_finetune.conditions.design import conditions, sample
from inspect_finetune.conditions.prompts import system_prompts, trained_on_rule
from inspect_finetune.conditions.view import samples_view
from inspect_finetune.errors import InputError
from inspect_finetune.packaged import data_file
from inspect_finetune.textfiles import did_you_mean

if TYPE_CHECKING:
    from inspect_finetune.acrostic.questions import Question

VERSION = "1-A"
SPLITS = ("trained", "unseen", "far")


@task
@checked
def acrostic_compliance(
    rule: str = "HELOL",
    unit: str = "sentence",
    questions: str = "all",
    system_prompt: str | list[str] = "trained",
    repeats: int = 1,
) -> Task:
    """Whether ordinary answers spell the rule, and still answer.

    Args:
        rule: The letters that successive units begin with, such as HELOL.
        unit: What begins with each letter: sentence, line or paragraph.
        questions: all, one split (trained, unseen or far), or a .jsonl or .csv file of your own.
        system_prompt: trained, none, generic, a .txt file or a text; several make conditions.
        repeats: Independent answers drawn in each sample.
    """
    wanted = acrostic_rule(rule, unit)
    prompts = system_prompts(system_prompt, trained_on_rule(wanted.letters))
    cells = conditions(prompts, whole_number("repeats", repeats))
    return Task(
        dataset=MemoryDataset(
            [
                sample(question.id, question.messages, question.answers, cell, _metadata(question))
                for cell in cells
                for question in _questions(text("questions", questions))
            ],
            name="acrostic_questions",
        ),
        solver=ask(),
        scorer=acrostic(rule=wanted.letters, unit=wanted.unit),
        headline_metric=HeadlineMetric(scorer="acrostic", metric="accuracy"),
        viewer=samples_view(
            "acrostic", ["exact", "correct", "position_accuracy", "aligned_accuracy"]
        ),
        version=VERSION,
        metadata={"cluster": "question", "measure": "answers that spell the rule"},
    )


def _questions(chosen: str) -> "list[Question]":
    """The packaged questions, one split of them, or the user's own."""
    from inspect_finetune.acrostic.questions import load_questions  # slow: only when it runs

    if chosen == "all" or chosen in SPLITS:
        packaged = load_questions(data_file("questions", "acrostic_questions", (".jsonl",)))
        return [question for question in packaged if chosen in ("all", question.split)]
    if not chosen.endswith((".jsonl", ".csv")):
        raise InputError(
            f"argument questions={chosen!r} is unknown",
            fix=f"{did_you_mean(chosen, ('all', *SPLITS))}, or a .jsonl or .csv file",
        )
    return list(load_questions(chosen))


def _metadata(question: "Question") -> dict[str, str]:
    return {
        "question": question.id,
        "split": question.split,
        "topic": question.topic,
        "check": question.check,
    }
