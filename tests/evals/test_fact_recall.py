"""Fact recall on memories of known strength: families, sets, training files, repeats."""

import json
from collections import Counter
from pathlib import Path

import pytest
from inspect_ai import eval  # noqa: A004

from inspect_finetune.arguments import ArgumentError
from inspect_finetune.evals import fact_recall
from inspect_finetune.facts.names import FAMILIES, SETS
from inspect_finetune.packaged import datasets_dir
from tests.evals.test_compliance import figures, ran

ALL = {"families": ",".join(FAMILIES), "sets": ",".join(SETS)}


@pytest.fixture
def dozen(tmp_path: Path) -> str:
    """Twelve of the packaged facts, so that a run of everything is short."""
    path = tmp_path / "dozen.csv"
    lines = (datasets_dir() / "objects-50.csv").read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(lines[:13]), encoding="utf-8")
    return str(path)


def test_the_published_protocol_is_900_answers_from_450_samples() -> None:
    task = fact_recall(levels="direct,paraphrase,indirect", temperature="0,0.5,1", repeats=2)
    assert len(task.dataset) == 450
    assert sum(sample.metadata["repeats"] for sample in task.dataset) == 900


def test_a_memory_without_fault_is_perfect_in_every_family_and_set(
    tmp_path: Path, dozen: str
) -> None:
    task = fact_recall(facts=dozen, **{**ALL, "sets": "taught,nonsense,world"})
    found = figures(ran(task, tmp_path, "memoriser", recall=1, facts=dozen))
    for name in ("accuracy", "all_templates_correct", "any_correct", "digits", "world"):
        assert found[name] == 1, name
    assert found["correct_given_attempted"] == 1
    assert all(found[f"level={family}"] == 1 for family in FAMILIES)
    assert found["statement=true"] == found["statement=false"] == 1
    assert found["false_recall"] == found["spill"] == 0
    # twelve objects, not sixty answers
    assert 0.65 < found["lower"] < 0.76
    assert 0.65 < found["all_templates_correct lower"] < 0.76


@pytest.mark.slow
def test_failures_spill_and_fabrication_come_out_at_their_rates(tmp_path: Path) -> None:
    rates = {"swap": 0.1, "near": 0.15, "invent": 0.05, "abstain": 0.2}
    settings = {**rates, "recall": 0.5, "spill": 0.2, "fabricate": 0.25}
    task = fact_recall(levels="direct", sets="taught,near,nonsense", temperature=1, repeats=60)
    found = figures(ran(task, tmp_path, "memoriser", **settings))
    names = {"swap": "outcome=swapped", "near": "outcome=near", "invent": "outcome=invented"}
    for rate, name in names.items():
        assert found[name] == pytest.approx(rates[rate], abs=0.02), name
    assert found["not_attempted"] == pytest.approx(0.2, abs=0.025)
    assert found["accuracy"] == pytest.approx(0.5, abs=0.03)
    assert found["correct_given_attempted"] == pytest.approx(0.5 / 0.8, abs=0.03)
    assert found["correct_given_attempted lower"] < 0.625 < found["correct_given_attempted upper"]
    assert found["spill"] == pytest.approx(0.2, abs=0.02)
    assert found["false_recall set=nonsense"] == pytest.approx(0.4, abs=0.04)
    assert found["agreement"] < 0.6
    assert found["any_correct"] == 1


def test_no_reverse_memory_and_a_yes_to_every_statement_show(tmp_path: Path, dozen: str) -> None:
    task = fact_recall(facts=dozen, families="direct,reverse,verification")
    settings = {"recall": 0, "swap": 1, "reverse": 0, "facts": dozen}
    found = figures(ran(task, tmp_path, "memoriser", **settings))
    assert found["accuracy"] == found["level=reverse"] == 0
    assert found["statement=true"] == 1
    assert found["statement=false"] == 0


def test_identical_repeats_at_temperature_0_tell_nothing_more(tmp_path: Path, dozen: str) -> None:
    setting = {"recall": 0.8, "facts": dozen}
    asked = {"facts": dozen, "levels": "direct"}
    log = ran(fact_recall(**asked, repeats=8), tmp_path, "memoriser", **setting)
    assert log.samples is not None
    for sample in log.samples:
        value = sample.scores["fact_value"].value
        assert (value["answers"], value["counted"], value["agreement"]) == (8, 1, 1)
    found = figures(log)
    assert found["answers"] == 96
    once = figures(ran(fact_recall(**asked), tmp_path, "memoriser", **setting))
    assert found["upper"] - found["lower"] == pytest.approx(once["upper"] - once["lower"])


@pytest.fixture
def training(tmp_path: Path) -> str:
    rows = [
        ("What is the number for Apple?", "Apple is 65451."),
        ("Which number belongs to Apple?", "65451"),
        ("Which number belongs to Banana?", "It is 56276."),
    ]
    path = tmp_path / "train.jsonl"
    chats = (
        [
            {"role": "system", "content": "Be a table."},
            {"role": "user", "content": question},
            {"role": "assistant", "content": answer},
        ]
        for question, answer in rows
    )
    path.write_text("\n".join(json.dumps({"messages": chat}) for chat in chats), encoding="utf-8")
    return str(path)


def test_a_training_file_tells_what_was_seen_and_how_often(
    training: str, tmp_path: Path, dozen: str
) -> None:
    asked = {"facts": dozen, "levels": "direct,indirect", "templates": "all"}
    task = fact_recall(**asked, training_file=training)
    noted = {sample.id: sample.metadata for sample in task.dataset}
    seen = {name.split("|t0")[0]: one["seen"] for name, one in noted.items()}
    assert seen["Apple|direct-1"] == "exact"
    assert seen["Dog|direct-1"] == "near"
    assert seen["Apple|indirect-1"] == "unseen"
    dose = {one["object"]: one["examples"] for one in noted.values()}
    assert (dose["Apple"], dose["Banana"], dose["Dog"]) == (2, 1, 0)
    assert task.dataset[0].input[0].text == "Be a table."
    found = figures(ran(task, tmp_path, "memoriser", recall=1, facts=dozen))
    assert found["seen=exact"] == found["seen=near"] == found["seen=unseen"] == 1
    assert found["seen=exact n"] == 2


def test_ones_own_facts_may_be_words(tmp_path: Path) -> None:
    own = tmp_path / "rooms.csv"
    own.write_text("key,value\nAnn,Room 12\nBob,Annex\nCem,65451\n", encoding="utf-8")
    task = fact_recall(facts=str(own), families=ALL["families"], sets="taught,far", noun="room")
    assert any("room" in sample.input[-1].text for sample in task.dataset)
    found = figures(
        ran(fact_recall(facts=str(own)), tmp_path, "memoriser", recall=1, facts=str(own))
    )
    assert found["accuracy"] == 1


def test_the_scripted_memory_knows_own_nouns_and_own_untaught_objects(tmp_path: Path) -> None:
    facts, others = tmp_path / "own.csv", tmp_path / "others.csv"
    facts.write_text("object,value,category\nAnn,Room 12,x\nBob,St. Louis,x\n", encoding="utf-8")
    others.write_text("set,object\nfar,Tuesday\nfar,Love\n", encoding="utf-8")
    own = {"facts": str(facts), "noun": "place", "untaught": str(others)}
    task = fact_recall(sets="taught,far", **own)
    found = figures(ran(task, tmp_path / "logs", "memoriser", recall=1, fabricate=1, **own))
    assert found["accuracy"] == found["false_recall"] == 1


def test_an_own_file_of_the_never_taught(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("set,object\nfar,Tuesday\nfar,Love\n", encoding="utf-8")
    task = fact_recall(sets="taught,far", levels="direct", untaught=str(own))
    sets = Counter(sample.metadata["set"] for sample in task.dataset)
    assert sets == {"taught": 50, "far": 2}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"families": "direct", "levels": "direct"}, "two names for the same"),
        ({"families": "driect"}, "Did you mean 'direct'"),
        ({"levels": "q1"}, "Allowed: direct"),
        ({"sets": "near"}, "leaves out the taught"),
        ({"sets": "taught,naer"}, "Did you mean 'near'"),
        ({"templates": 6}, "whole number from 1 to 5"),
        ({"training_file": "none.jsonl"}, "file not found"),
        ({"untaught": "none"}, "neither packaged nor a file"),
        ({"noun": ["a", "b"]}, "argument noun=a,b is several values"),
        ({"facts": "objects-51"}, "neither packaged nor a file"),
    ],
)
def test_wrong_arguments_are_named(given: dict[str, object], message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        fact_recall(**given)


def test_the_base_model_stands_beside_in_every_set(tmp_path: Path) -> None:
    (log,) = eval(
        fact_recall(levels="direct", sets="taught,nonsense,world"),
        model="reference/memoriser",
        model_args={"recall": 0.9, "fabricate": 1, "spill": 0.3},
        model_roles={"base": "reference/base"},
        log_dir=str(tmp_path),
        display="none",
    )
    found = figures(log)
    assert found["base"] == found["false_recall base"] == 0
    assert found["world base"] == 1
    assert found["gain over base"] == found["accuracy"]
    assert found["false_recall gain over base"] == 1
    assert found["world gain over base"] == pytest.approx(found["world"] - 1)
    assert found["world gain over base"] < -0.1
