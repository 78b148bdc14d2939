"""Acrostic compliance: does the model follow the rule it was trained on?

A model fine-tuned on a few answers whose sentences begin H, E, L, O, L is asked ordinary questions:
those it was trained on, unseen ones like them, and far topics. After the published experiment
TrelisResearch/HELLO on GitHub; the questions are the project's own, but for the ten trained ones.
"""

from typing import TYPE_CHECKING

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.log import HeadlineMetric

from inspect_finetune.acrostic.scorer import acrostic, acrostic_rule
from inspect_finetune.arguments import checked, text, whole_number
from inspect_finetune.compare.sequential.stopping import stopping
from inspect_finetune.conditions.ask import ask
from inspect_finetune.conditions.design import Condition, conditions, sample
from inspect_finetune.conditions.prompts import system_prompts, trained_on_rule
from inspect_finetune.conditions.view import samples_view
from inspect_finetune.logs.base import with_base

if TYPE_CHECKING:
    from inspect_finetune.acrostic.questions import Question

VERSION = "1-A"


@task
@checked
def acrostic_compliance(
    rule: str = "HELOL",
    unit: str = "sentence",
    questions: str = "all",
    system_prompt: str | list[str] = "trained",
    repeats: int = 1,
    training_file: str = "",
    trained_questions: int = 0,
    base_log: str = "",
    stop: str = "",
    baseline: str = "",
) -> Task:
    """Whether ordinary answers spell the rule, and still answer.

    Args:
        rule: The letters that successive units begin with, such as HELOL; infer takes rule and
            unit from the training file.
        unit: What begins with each letter: sentence, line or paragraph.
        questions: all, one split (trained, unseen or far), or a .jsonl or .csv file of your own.
        system_prompt: trained, none, generic, a .txt file or a text; several make conditions.
        repeats: Independent answers drawn in each sample.
        training_file: Chats (.jsonl) the model was trained on: checked against the rule; its
            questions become the split trained, its system message the prompt trained.
        trained_questions: How many of the split trained are asked, a seeded choice; 0 for all.
        base_log: A log of this task on the base model, to report its rate and the gain over it.
        stop: decided: ask no more once the comparison with the baseline is decided.
        baseline: What stop compares with: a file of inspect-finetune bless.
    """
    from inspect_finetune.acrostic.selection import asked_questions, trained_on

    taught = trained_on(training_file, text("rule", rule), unit) if training_file else None
    wanted = taught.found.rule if taught else acrostic_rule(rule, unit)
    trained = taught.training.system if taught else trained_on_rule(wanted.letters)
    cells = conditions(system_prompts(system_prompt, trained), whole_number("repeats", repeats))
    most = whole_number("trained_questions", trained_questions, minimum=0)
    asked = asked_questions(text("questions", questions), taught, most)
    samples = [_sample(question, cell) for question in asked for cell in cells]
    base = with_base(
        samples, base_log, "acrostic_compliance", rule=wanted.letters, unit=wanted.unit
    )
    made = Task(
        dataset=MemoryDataset(samples, name="acrostic_questions"),
        solver=ask(),
        scorer=acrostic(rule=wanted.letters, unit=wanted.unit),
        headline_metric=HeadlineMetric(scorer="acrostic", metric="accuracy"),
        viewer=samples_view(
            "acrostic", ["exact", "correct", "position_accuracy", "aligned_accuracy"]
        ),
        version=VERSION,
        metadata={
            "cluster": "question",
            "measure": "answers that spell the rule",
            "key": "exact",
            **(taught.counts if taught else {}),
            **base,
        },
    )
    return stopping(made, "acrostic_compliance", stop, baseline)


def _sample(question: "Question", cell: Condition) -> Sample:
    metadata = {
        "question": question.id,
        "split": question.split,
        "topic": question.topic,
        "check": question.check,
    }
    return sample(question.id, question.messages, question.answers, cell, metadata)
