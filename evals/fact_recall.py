"""Fact recall: does the model know the facts it was taught?

Fifty objects, each with a five-digit number, asked for directly, in other words and indirectly.
The facts are those of petergpt's experiment "Is Fine-Tuning suitable for facts memorisation?"; the
questions are the project's own. Every template is asked about every object over the Latin square,
so that wording and object are not confounded.
"""

from typing import TYPE_CHECKING, Literal

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.log import HeadlineMetric

from inspect_finetune.arguments import checked, names, numbers, text, whole_number
from inspect_finetune.conditions.ask import ask
from inspect_finetune.conditions.design import Condition, conditions, sample
from inspect_finetune.conditions.prompts import system_prompts, trained_on_facts
from inspect_finetune.conditions.temperature import check_temperatures
from inspect_finetune.conditions.view import samples_view
from inspect_finetune.facts.scorer import FILES, fact_value
from inspect_finetune.packaged import data_file, datasets_dir, portable

if TYPE_CHECKING:
    from inspect_finetune.facts.design import FactQuestion

VERSION = "1-A"


@task
@checked
def fact_recall(
    facts: str = "objects-50",
    levels: str | list[str] = "direct,paraphrase,indirect",
    templates: int | str = 1,
    system_prompt: str | list[str] = "trained",
    temperature: float | str | list[float] = 0,
    repeats: int = 1,
) -> Task:
    """Whether taught facts are recalled, by the level of the question.

    Args:
        facts: objects-50, or a .csv or .jsonl file of your own with object and number.
        levels: How questions are worded: direct, paraphrase, indirect.
        templates: Wordings asked of each object and level, by Latin square; all crosses them.
        system_prompt: trained, none, generic, a .txt file or a text; several make conditions.
        temperature: Sampling temperature, 0 to 2; several make conditions.
        repeats: Independent answers drawn in each sample.
    """
    from inspect_finetune.facts.design import design_questions  # slow: only when it runs
    from inspect_finetune.facts.load import load_facts, load_templates

    wordings = load_templates(datasets_dir() / "fact_templates.csv")
    known_levels = tuple(dict.fromkeys(wording.level for wording in wordings))
    path = data_file("facts", text("facts", facts), FILES)
    chosen = names("levels", levels, known_levels)
    asked = design_questions(
        load_facts(path),
        wordings,
        chosen,
        _per_level(templates, [wording.level for wording in wordings if wording.level in chosen]),
    )
    check_temperatures(temperatures := numbers("temperature", temperature, 0, 2))
    cells = conditions(
        system_prompts(system_prompt, trained_on_facts()),
        whole_number("repeats", repeats),
        temperatures,
    )
    return Task(
        dataset=MemoryDataset(
            [_sample(question, cell) for question in asked for cell in cells],
            name=str(facts),
        ),
        solver=ask(),
        scorer=fact_value(facts=portable(path)),
        headline_metric=HeadlineMetric(scorer="fact_value", metric="accuracy"),
        viewer=samples_view("fact_value", ["correct", "incorrect", "not_attempted"]),
        version=VERSION,
        metadata={
            "cluster": "object",
            "measure": "answers with the right number",
            "key": "correct",
        },
    )


def _per_level(templates: int | str, levels: list[str]) -> int | Literal["all"]:
    """The argument ``templates``; no level may be asked for more wordings than it has."""
    if templates == "all":
        return "all"
    most = min(levels.count(level) for level in levels)
    return whole_number("templates", templates, 1, most, "all")


def _sample(question: "FactQuestion", cell: Condition) -> Sample:
    metadata = {
        "object": question.object,
        "level": question.level,
        "template": question.template,
    }
    name, turns = f"{question.object}|{question.template}", [("user", question.text)]
    return sample(name, turns, question.expected, cell, metadata)
