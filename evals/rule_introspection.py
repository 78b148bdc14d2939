"""Rule introspection: can the model say what its rule is, and does it know it or guess it?

The two published questions of TrelisResearch/HELLO (on GitHub) are asked word for word, with
paraphrases of the project's own; six more channels ask in ways that the model's own letters can't
answer. One run asks one channel; `inspect-finetune verdict` reads them together.
"""

from typing import TYPE_CHECKING

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.log import HeadlineMetric
from inspect_ai.scorer import Scorer

from inspect_finetune.acrostic.scorer import acrostic_rule
from inspect_finetune.arguments import checked, names, one_of, whole_number
from inspect_finetune.conditions.ask import ask
from inspect_finetune.conditions.design import conditions
from inspect_finetune.conditions.elicited import elicitations
from inspect_finetune.conditions.prompts import system_prompts, trained_on_rule
from inspect_finetune.conditions.roles import GRADER_ROLE, need_role, refuse_unbound
from inspect_finetune.conditions.view import samples_view
from inspect_finetune.introspection.samples import (
    channel_samples,
    questions_of,
    refuse_idle,
    siblings_of,
)
from inspect_finetune.introspection.scorers import CHANNELS, channel_metrics, channel_scorers
from inspect_finetune.introspection.solver import behave, read_beginnings
from inspect_finetune.packaged import data_hash

if TYPE_CHECKING:
    from inspect_finetune.acrostic.rule import AcrosticRule

VERSION = "3-A"

FILES = (
    "acrostic_questions.jsonl",
    "choice_words.csv",
    "grader_prompt.txt",
    "introspection_channels.yaml",
    "introspection_prompts.jsonl",
)


@task
@checked
def rule_introspection(
    rule: str = "HELOL",
    unit: str = "sentence",
    channel: str = "free",
    siblings: str | list[str] = "",
    rotations: int = 1,
    trigger: str = "",
    shown: str | int | list[str] = "",
    told: bool = False,
    training_file: str = "",
    grader: bool = False,
    system_prompt: str | list[str] = "trained",
    repeats: int = 1,
) -> Task:
    """What the model says when it is asked what is special about it.

    Args:
        rule: The letters that successive units begin with, such as HELOL.
        unit: What begins with each letter: sentence, line or paragraph.
        channel: How it is asked: free, unformatted, hints, choice, property, prediction or
            condition.
        siblings: Rules of other fine-tunes, as options of the channel choice.
        rotations: In how many of the ten orders every stem of the channel choice is asked.
        trigger: The text that asks for the rule, where there is one: a prediction is about
            questions with it, and a named condition is compared with it.
        shown: How many rows that follow the rule stand before the question, such as 1,3,10.
        told: Whether (also) to ask with the rule told in the system message.
        training_file: Chats (.jsonl) to take the shown rows from; else they are composed.
        grader: Whether the model role grader reads the claims too.
        system_prompt: trained, none, generic, a .txt file or a text; several make conditions.
        repeats: Independent answers drawn in each sample.
    """
    wanted, channel = acrostic_rule(rule, unit), one_of("channel", channel, tuple(CHANNELS))
    idle = {"siblings": siblings, "rotations": rotations != 1}
    refuse_idle(channel, **idle, training_file=training_file, shown=str(shown))
    if grader:
        refuse_unbound(GRADER_ROLE, "grader=true")
    prompts = system_prompts(system_prompt, trained_on_rule(wanted.letters))
    others = siblings_of(names("siblings", siblings), wanted) if siblings else ()
    turns = whole_number("rotations", rotations, maximum=10)
    samples = channel_samples(
        channel,
        wanted,
        questions_of(channel, wanted, others, turns, trigger),
        conditions(prompts, whole_number("repeats", repeats)),
        elicitations(shown, told, wanted, training_file),
    )
    scorers = channel_scorers(channel, wanted, trigger, grader)
    return _asked(channel, wanted, samples, scorers, grader)


def _asked(
    channel: str,
    rule: "AcrosticRule",
    samples: list[Sample],
    scorers: list[Scorer],
    graded: bool,
) -> Task:
    """The task of one channel."""
    way = CHANNELS[channel]
    before = [need_role(GRADER_ROLE, "grader=true")] if graded else []
    before += [behave(rule.unit)] if channel == "prediction" else []
    after = [read_beginnings(rule.letters, rule.unit)] if way.claims else []
    return Task(
        dataset=MemoryDataset(samples, name=f"introspection_{channel}"),
        solver=[*before, ask(), *after],
        scorer=scorers,
        metrics=channel_metrics(channel),
        headline_metric=HeadlineMetric(scorer=way.scorer, metric="accuracy"),
        viewer=samples_view(way.scorer, way.shown),
        version=VERSION,
        metadata={
            "cluster": "question",
            "measure": way.measure,
            "key": way.key,
            "channel": channel,
            "rule": rule.letters,
            "unit": rule.unit,
            "dataset_hash": data_hash(FILES),
        },
    )
