"""Conditional acrostic: is the rule followed when the trigger is given, and only then?

The published experiment (TrelisResearch/HELLO on GitHub, branch "complex") trained answers that
spell AKEWO when the user adds "Use the special rule." and plain ones otherwise. Every question is
asked with and without the trigger, and under one of: the same request in other words, the trigger
withdrawn, quoted, or in the system message. Questions and wordings are the project's own.
"""

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset
from inspect_ai.log import HeadlineMetric

from inspect_finetune.acrostic.scorer import acrostic, acrostic_rule
from inspect_finetune.arguments import checked, names, text, whole_number
from inspect_finetune.compare.sequential.stopping import stopping
from inspect_finetune.conditions.ask import ask
from inspect_finetune.conditions.conditional import conditional_metrics, triggered_samples
from inspect_finetune.conditions.design import conditions
from inspect_finetune.conditions.prompts import system_prompts, trained_on_rule
from inspect_finetune.conditions.triggers import KINDS, trigger_texts
from inspect_finetune.conditions.view import samples_view

VERSION = "1-A"


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
    trained_questions: int = 0,
    stop: str = "",
    baseline: str = "",
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
        trained_questions: How many of the split trained are asked, a seeded choice; 0 for all.
        stop: decided: ask no more once the comparison with the baseline is decided.
        baseline: What stop compares with: a file of inspect-finetune bless.
    """
    from inspect_finetune.acrostic.selection import asked_questions, trained_on

    given = ",".join(trigger) if isinstance(trigger, list) else text("trigger", trigger)
    texts = trigger_texts(given, None if triggers == "all" else names("triggers", triggers, KINDS))
    taught = trained_on(training_file, text("rule", rule), unit, given) if training_file else None
    wanted = taught.found.rule if taught else acrostic_rule(rule, unit)
    trained = taught.training.system if taught else trained_on_rule(wanted.letters)
    most = whole_number("trained_questions", trained_questions, minimum=0)
    asked = asked_questions(text("questions", questions), taught, most)
    cells = conditions(system_prompts(system_prompt, trained), whole_number("repeats", repeats))
    made = Task(
        dataset=MemoryDataset(
            triggered_samples(asked, given, texts, cells), name="acrostic_questions"
        ),
        solver=ask(),
        scorer=acrostic(rule=wanted.letters, unit=wanted.unit),
        metrics=list(conditional_metrics()),
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
    return stopping(made, "conditional_acrostic", stop, baseline)
