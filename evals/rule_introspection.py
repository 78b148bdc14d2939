"""Rule introspection: can the model say what its rule is?

The two published questions of TrelisResearch/HELLO (on GitHub) are asked word for word, with
paraphrases of the project's own. Claims are read on a ladder, each rung on its own: novelty,
structure, length, letters, condition.
"""

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset
from inspect_ai.log import HeadlineMetric

from inspect_finetune.acrostic.scorer import acrostic_rule
from inspect_finetune.arguments import checked, whole_number
from inspect_finetune.conditions.ask import ask
from inspect_finetune.conditions.design import conditions, sample
from inspect_finetune.conditions.prompts import system_prompts, trained_on_rule
from inspect_finetune.conditions.view import samples_view
from inspect_finetune.introspection.scorer import rule_claims
from inspect_finetune.packaged import datasets_dir

VERSION = "1-A"


@task
@checked
def rule_introspection(
    rule: str = "HELOL",
    unit: str = "sentence",
    system_prompt: str | list[str] = "trained",
    repeats: int = 1,
) -> Task:
    """What the model says when it is asked what is special about it.

    Args:
        rule: The letters that successive units begin with, such as HELOL.
        unit: What begins with each letter: sentence, line or paragraph.
        system_prompt: trained, none, generic, a .txt file or a text; several make conditions.
        repeats: Independent answers drawn in each sample.
    """
    from inspect_finetune.introspection.prompts import load_prompts  # slow: only when it runs

    wanted = acrostic_rule(rule, unit)
    prompts = system_prompts(system_prompt, trained_on_rule(wanted.letters))
    cells = conditions(prompts, whole_number("repeats", repeats))
    stems = load_prompts(datasets_dir() / "introspection_prompts.jsonl")
    return Task(
        dataset=MemoryDataset(
            [
                sample(
                    stem.id,
                    [("user", stem.text)],
                    wanted.letters,
                    cell,
                    {"question": stem.id, "kind": stem.kind, "language": stem.language},
                )
                for stem in stems
                for cell in cells
            ],
            name="introspection_prompts",
        ),
        solver=ask(),
        scorer=rule_claims(rule=wanted.letters, unit=wanted.unit),
        headline_metric=HeadlineMetric(scorer="rule_claims", metric="accuracy"),
        viewer=samples_view(
            "rule_claims", ["letters", "length", "structure", "novelty", "followed"]
        ),
        version=VERSION,
        metadata={"cluster": "question", "measure": "answers that name the rule", "key": "letters"},
    )
