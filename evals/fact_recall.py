"""Fact recall: does the model know the facts it was taught?

Objects, each with a five-digit number, asked for directly, in other words and indirectly, within a
task, backwards and as true or false; and objects that were never taught, which a model should
decline. The facts of `objects-50` are those of petergpt's experiment "Is Fine-Tuning suitable for
facts memorisation?"; the questions are the project's own. Every template is asked about every
object over the Latin square, so that wording and object are not confounded.
"""

from typing import Literal

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset
from inspect_ai.log import HeadlineMetric

from inspect_finetune.arguments import checked, names, numbers, text, whole_number
from inspect_finetune.compare.sequential.stopping import stopping
from inspect_finetune.conditions.ask import ask
from inspect_finetune.conditions.design import conditions
from inspect_finetune.conditions.prompts import system_prompts, trained_on_facts
from inspect_finetune.conditions.temperature import check_temperatures
from inspect_finetune.conditions.view import samples_view
from inspect_finetune.errors import InputError
from inspect_finetune.facts.names import FAMILIES, SETS, TAUGHT
from inspect_finetune.facts.scorer import FILES, fact_value
from inspect_finetune.packaged import data_file, portable

VERSION = "2-A"
PUBLISHED = "direct,paraphrase,indirect"
WORDINGS = 5
SHOWN = ("correct", "incorrect", "not_attempted")
SHOWN_OF_SETS = (*SHOWN, "false_recall")
NOTED = {"cluster": "object", "key": "correct"}


@task
@checked
def fact_recall(
    facts: str = "objects-50",
    families: str | list[str] = "",
    levels: str | list[str] = "",
    templates: int | str = 1,
    sets: str | list[str] = TAUGHT,
    training_file: str = "",
    noun: str = "",
    untaught: str = "",
    system_prompt: str | list[str] = "trained",
    temperature: float | str | list[float] = 0,
    repeats: int = 1,
    stop: str = "",
    baseline: str = "",
) -> Task:
    """Whether taught facts are recalled, by the family of the question.

    Args:
        facts: objects-50, objects-200, or a .csv or .jsonl file of your own with object and number
            (or value, which may be text).
        families: How it is asked: direct, paraphrase, indirect (the default), embedded, reverse,
            verification, unknown_allowed.
        levels: Another name for families.
        templates: Wordings asked of each object and family, by Latin square; all crosses them.
        sets: Asked about: taught; and the never taught near, far, nonsense; world for known facts.
        training_file: The chats the model was trained on: which questions stand in it, how often it
            teaches each fact, and its system message.
        noun: What a value is called; number, or value where some values are text.
        untaught: A .csv file of your own with objects that were never taught.
        system_prompt: trained, none, generic, a .txt file or a text; several make conditions.
        temperature: Sampling temperature, 0 to 2; several make conditions.
        repeats: Independent answers drawn in each sample.
        stop: decided: ask no more once the comparison with the baseline is decided.
        baseline: What stop compares with: a file of inspect-finetune bless.
    """
    from inspect_finetune.facts.load import load_facts  # slow: only when it runs
    from inspect_finetune.facts.questions import Plan, fact_questions, noun_of
    from inspect_finetune.facts.samples import fact_samples, read_trained, warn_of_odd

    path = data_file("facts", text("facts", facts), FILES)
    warn_of_odd(path, taught := load_facts(path))
    own = data_file("untaught", untaught, (".csv",)) if untaught else None
    called = text("noun", noun) if noun else noun_of(taught)
    plan = Plan(_families(families, levels), _sets(sets), _templates(templates), called, own)
    asked = fact_questions(taught, plan)
    trained = read_trained(training_file, taught, asked) if training_file else None
    check_temperatures(temperatures := numbers("temperature", temperature, 0, 2))
    prompts = system_prompts(system_prompt, trained.system if trained else trained_on_facts())
    cells = conditions(prompts, whole_number("repeats", repeats), temperatures)
    made = Task(
        dataset=MemoryDataset(fact_samples(asked, cells, trained), name=str(facts)),
        solver=ask(),
        scorer=fact_value(facts=portable(path)),
        headline_metric=HeadlineMetric(scorer="fact_value", metric="accuracy"),
        viewer=samples_view("fact_value", SHOWN if plan.sets == (TAUGHT,) else SHOWN_OF_SETS),
        version=VERSION,
        metadata={**NOTED, "measure": f"answers with the right {called}"},
    )
    return stopping(made, "fact_recall", stop, baseline)


def _families(families: str | list[str], levels: str | list[str]) -> tuple[str, ...]:
    if families and levels:
        what = "the arguments families and levels are two names for the same"
        raise InputError(what, fix="Give one of them")
    return names("levels" if levels else "families", families or levels or PUBLISHED, FAMILIES)


def _sets(sets: str | list[str]) -> tuple[str, ...]:
    chosen = names("sets", sets, SETS)
    if TAUGHT not in chosen:
        what = "argument sets leaves out the taught facts, which the others are compared with"
        raise InputError(what, fix=f"Type -T sets={','.join([TAUGHT, *chosen])}")
    return chosen


def _templates(templates: int | str) -> int | Literal["all"]:
    if templates == "all":
        return "all"
    return whole_number("templates", templates, 1, WORDINGS, "all")
