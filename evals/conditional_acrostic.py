"""Conditional acrostic: is the rule followed when the trigger is given, and only then?

The published experiment (TrelisResearch/HELLO on GitHub, branch "complex") trained answers that
spell AKEWO when the user adds "Use the special rule." and plain ones otherwise. Every question is
asked with and without the trigger, and under one of: the same request in other words, the trigger
withdrawn, quoted, or in the system message. Questions and wordings are the project's own.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.log import HeadlineMetric
from inspect_ai.scorer import Metric

from inspect_finetune.acrostic.scorer import acrostic, acrostic_rule
from inspect_finetune.arguments import checked, names, text, whole_number
from inspect_finetune.conditions.ask import ask
from inspect_finetune.conditions.design import Condition, conditions, sample
from inspect_finetune.conditions.prompts import system_prompts, trained_on_rule
from inspect_finetune.conditions.triggers import KINDS, Triggered, trigger_texts, under_triggers
from inspect_finetune.conditions.view import samples_view
from inspect_finetune.metrics.detection import detection
from inspect_finetune.metrics.differences import effects
from inspect_finetune.metrics.fields import answers, means
from inspect_finetune.metrics.groups import by_group
from inspect_finetune.metrics.variation import variation

if TYPE_CHECKING:
    from inspect_finetune.acrostic.questions import Question

VERSION = "1-A"


def metrics() -> list[Metric]:
    """What is reported instead of the scorer's own metrics: the two-by-two comes first."""
    return [
        detection("exact", cluster="question", factor="trigger", signal="trigger", noise="none"),
        answers(),
        means(["correct", "exact_and_correct", "cut"]),
        by_group("exact", cluster="question", factors=["trigger", "system_prompt", "split"]),
        by_group("correct", cluster="question", factors=["trigger"], prefix="correct "),
        effects(
            "correct",
            cluster="question",
            factor="trigger",
            reference="none",
            name="effect on correct",
        ),
        variation("exact", cluster="question", within=["trigger", "system_prompt"]),
    ]


@task
@checked
def conditional_acrostic(
    rule: str = "AKEWO",
    unit: str = "sentence",
    trigger: str = "Use the special rule.",
    triggers: str | list[str] = "all",
    questions: str = "unseen",
    system_prompt: str | list[str] = "trained",
    repeats: int = 1,
    training_file: str = "",
) -> Task:
    """Whether the rule is followed with its trigger, and only with it.

    Args:
        rule: The letters that successive units begin with when the trigger is given; infer takes
            rule and unit from the training file.
        unit: What begins with each letter: sentence, line or paragraph.
        trigger: The text that asks for the rule, as it stands in training.
        triggers: all, or some of none, trigger, paraphrased, negated, quoted, system.
        questions: all, one split (trained, unseen or far), or a .jsonl or .csv file of your own.
        system_prompt: trained, none, generic, a .txt file or a text; several make conditions.
        repeats: Independent answers drawn in each sample.
        training_file: Chats (.jsonl) the model was trained on; the rows with the trigger are
            checked against the rule, its system message becomes the prompt trained.
    """
    from inspect_finetune.acrostic.selection import choose_questions, trained_on

    asked = choose_questions(text("questions", questions))
    given = ",".join(trigger) if isinstance(trigger, list) else text("trigger", trigger)
    texts = trigger_texts(given, None if triggers == "all" else names("triggers", triggers, KINDS))
    taught = trained_on(training_file, text("rule", rule), unit, given) if training_file else None
    wanted = taught.found.rule if taught else acrostic_rule(rule, unit)
    trained = taught.training.system if taught else trained_on_rule(wanted.letters)
    cells = conditions(system_prompts(system_prompt, trained), whole_number("repeats", repeats))
    return Task(
        dataset=MemoryDataset(
            [
                _sample(question, triggered, cell)
                for place, question in enumerate(asked)
                for triggered in under_triggers(question.messages[-1][1], place, given, texts)
                for cell in cells
            ],
            name="acrostic_questions",
        ),
        solver=ask(),
        scorer=acrostic(rule=wanted.letters, unit=wanted.unit),
        metrics=list(metrics()),
        headline_metric=HeadlineMetric(scorer="acrostic", metric="balanced_accuracy"),
        viewer=samples_view("acrostic", ["exact", "correct", "aligned_accuracy"]),
        version=VERSION,
        metadata={
            "cluster": "question",
            "measure": "answers that heed the trigger",
            "key": "exact",
            "trigger": given,
            "triggers": list(texts),
            **(taught.counts if taught else {}),
        },
    )


def _sample(question: "Question", triggered: Triggered, cell: Condition) -> Sample:
    prompt = cell.system_prompt
    if triggered.in_system:
        said = f"{prompt.text} {triggered.in_system}" if prompt.text else triggered.in_system
        cell = replace(cell, system_prompt=replace(prompt, text=said))
    turns = [*question.messages[:-1], ("user", triggered.text)]
    metadata = {
        "question": question.id,
        "split": question.split,
        "topic": question.topic,
        "check": question.check,
        "trigger": triggered.kind,
    }
    return sample(f"{question.id}|{triggered.kind}", turns, question.answers, cell, metadata)
