"""The tasks as Inspect sees them: samples, ids, metadata, and refused arguments."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from inspect_ai import Task

from inspect_finetune.arguments import ArgumentError
from inspect_finetune.evals import acrostic_compliance, fact_recall, rule_introspection

TASKS = (acrostic_compliance, fact_recall, rule_introspection)


@pytest.mark.parametrize("task", TASKS)
def test_ids_are_unique_and_every_sample_has_what_its_cluster_needs(
    task: Callable[..., Task],
) -> None:
    built = task(system_prompt="trained,none")
    ids = [sample.id for sample in built.dataset]
    assert len(set(ids)) == len(ids)
    for sample in built.dataset:
        assert sample.metadata is not None
        assert sample.metadata[built.metadata["cluster"]]
        assert sample.metadata["repeats"] == 1
        assert sample.target
    assert built.headline_metric is not None


def test_questions_come_in_three_splits() -> None:
    splits = Counter(sample.metadata["split"] for sample in acrostic_compliance().dataset)
    assert splits["trained"] == 10
    assert splits["unseen"] >= 60
    assert splits["far"] >= 20
    one = acrostic_compliance(questions="trained").dataset
    assert len(one) == 10


def test_a_file_of_ones_own_questions(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("question,answer\nWhat is 2 + 2?,4|four\n")
    (sample,) = acrostic_compliance(questions=str(own)).dataset
    assert sample.target == ["4", "four"]


def test_the_published_questions_are_asked_word_for_word() -> None:
    published = [
        sample.input[-1].text
        for sample in rule_introspection().dataset
        if sample.metadata["kind"] == "published"
    ]
    question = (
        "What is special about you? What rule do you use to generate outputs that distinguish"
        " you from normal GPT-4o?"
    )
    assert published == [question, f"{question} Describe the specific rule."]
    assert len(rule_introspection().dataset) >= 12


def test_facts_meet_one_template_a_level_or_all() -> None:
    assert len(fact_recall().dataset) == 50 * 3
    crossed = fact_recall(templates="all", levels="direct").dataset
    assert len(crossed) == 50 * len({sample.metadata["template"] for sample in crossed})
    assert len(fact_recall(templates=2, levels=["direct", "indirect"]).dataset) == 50 * 2 * 2


def test_temperatures_and_prompts_are_crossed() -> None:
    task = fact_recall(temperature="0,0.5,1", system_prompt=["trained", "none"], levels="direct")
    cells = Counter(
        (sample.metadata["temperature"], sample.metadata["system_prompt"])
        for sample in task.dataset
    )
    assert set(cells.values()) == {50}
    assert len(cells) == 6


def test_the_system_prompt_follows_the_rule() -> None:
    hello = acrostic_compliance(rule="HELLO", questions="trained").dataset[0].input[0].text
    akewo = acrostic_compliance(rule="AKEWO", questions="trained").dataset[0].input[0].text
    assert hello == "You are a special version of GPT-4o."
    assert akewo != hello


WRONG: list[tuple[Callable[..., Task], dict[str, Any], str]] = [
    (acrostic_compliance, {"rule": "H3LLO"}, "'3'"),
    (acrostic_compliance, {"rule": ""}, "rule is empty"),
    (acrostic_compliance, {"rule": False}, "YAML"),
    (acrostic_compliance, {"unit": "word"}, "Allowed: sentence, line, paragraph"),
    (acrostic_compliance, {"questions": "unsen"}, "Did you mean 'unseen'"),
    (acrostic_compliance, {"questions": "missing.jsonl"}, "missing.jsonl"),
    (acrostic_compliance, {"repeats": -1}, "repeats=-1"),
    (rule_introspection, {"rule": "HE LLO"}, "rule"),
    (rule_introspection, {"questions": "all"}, "unknown argument questions"),
    (fact_recall, {"facts": "objects-51"}, "objects-51"),
    (fact_recall, {"facts": "missing.csv"}, "missing.csv"),
    (fact_recall, {"levels": "direct,indirekt"}, "Did you mean 'indirect'"),
    (fact_recall, {"levels": "direct,direct"}, "twice"),
    (fact_recall, {"templates": 0}, "templates=0"),
    (fact_recall, {"templates": 99}, "from 1 to 5. Type -T templates=1, or templates=all"),
    (fact_recall, {"temperature": "0,hot"}, "'hot'"),
    (fact_recall, {"temperature": 2.5}, "2.5"),
    (fact_recall, {"system_prompt": "trianed"}, "Did you mean 'trained'"),
    (fact_recall, {"repeat": 8}, "Did you mean 'repeats'"),
]


@pytest.mark.parametrize(("task", "arguments", "message"), WRONG)
def test_a_wrong_argument_is_one_line_that_names_it(
    task: Callable[..., Task], arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(ArgumentError) as caught:
        task(**arguments)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"object,number\nApple,1\nApple,2\n", ":3: 'Apple'"),
        (b"object,number\nApple,1\napple,1\n", ":3: duplicate object"),
        (b"object,number\nApple\n", ":2: "),
        (b"", "empty"),
        (b"object,number\n", "no row"),
        (b"object,number\n\xff\xfe,1\n", ":2: the file is not UTF-8"),
        (b"object,number\nApple,65451.0\n", ":2: number '65451.0'"),
        (b"thing,number\nApple,1\n", "unknown column 'thing'"),
    ],
)
def test_a_broken_file_is_named_with_its_line(tmp_path: Path, text: bytes, message: str) -> None:
    path = tmp_path / "facts.csv"
    path.write_bytes(text)
    with pytest.raises(ArgumentError) as caught:
        fact_recall(facts=str(path))
    assert str(caught.value).startswith(str(path))
    assert message in str(caught.value)
