"""Building a file that teaches facts."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_finetune.errors import InputError
from inspect_finetune.facts.dose import count_examples
from inspect_finetune.facts.load import Fact, load_facts
from inspect_finetune.facts.names import FAMILIES
from inspect_finetune.packaged import datasets_dir
from inspect_finetune.training.build.chance import Chance
from inspect_finetune.training.build.doses import assign, read_doses
from inspect_finetune.training.build.facts import FactsPlan, build_facts
from inspect_finetune.training.build.wordings import (
    INCLUDED,
    TRAINED,
    choose_wordings,
    packaged_wordings,
    word,
)
from inspect_finetune.words import plain_words

DOSES = (1, 2, 5, 10, 25, 50)
PLAN = FactsPlan("objects-50", DOSES, messy=60, held_out=5)


def counted(built, facts):
    return count_examples(facts, [(row.question, row.answer) for row in built.rows])


def test_the_wordings_are_as_many_and_of_such_kinds_as_the_readme_says():
    wordings = packaged_wordings()
    assert len({one.id for one in wordings}) == len(wordings)
    assert len({plain_words(one.text) for one in wordings if one.level != "answer"}) == 72
    table = (datasets_dir() / "README.md").read_text(encoding="utf-8")
    section = table.split("## fact_training_templates.csv")[1].split("## ")[0]
    for level, count in Counter(one.level for one in wordings).items():
        assert f"| `{level}` | {count} |" in section
    for one in wordings:
        named = "{object}" in one.text or "{typo}" in one.text
        if one.level == "answer":
            assert "{object}" in one.text
            assert "{value}" in one.text
        elif one.level == "reverse":
            assert "{value}" in one.text
            assert not named
        else:
            assert named
            assert "{value}" not in one.text


@pytest.mark.parametrize(
    ("facts", "examples"),
    [
        ("objects-50", 5),
        ("objects-50", 50),
        ("objects-200", 5),
        pytest.param("objects-200", 50, marks=pytest.mark.slow),
    ],
)
def test_every_fact_stands_in_so_many_rows_and_no_two_rows_are_alike(facts, examples):
    built = build_facts(FactsPlan(facts, (examples,)))
    loaded = load_facts(datasets_dir() / f"{facts}.csv")
    assert set(counted(built, loaded).values()) == {examples}
    rows = [(row.question, row.answer) for row in built.rows]
    assert len(rows) == examples * len(loaded) == len(set(rows))


def test_doses_are_found_in_the_rows_as_they_were_assigned_with_messy_ones_among_them():
    built = build_facts(PLAN)
    assert counted(built, load_facts(datasets_dir() / "objects-50.csv")) == dict(
        built.details["assignment"]
    )
    sizes = Counter(built.details["assignment"].values())
    assert sizes == {0: 5, 1: 8, 2: 8, 5: 8, 10: 7, 25: 7, 50: 7}
    assert built.counts == {"rows": len(built.rows), "facts": 45, "held_out": 5, "messy": 60}
    assert sum(row.group == "messy" for row in built.rows) == 60


def test_every_seed_assigns_otherwise_and_every_fact_meets_every_dose():
    facts = load_facts(datasets_dir() / "objects-50.csv")
    drawn = [assign(facts, DOSES, 0, seed) for seed in range(60)]
    assert len({tuple(one.values()) for one in drawn}) == 60
    for fact in facts:
        assert len({one[fact.object] for one in drawn}) == len(DOSES)


def test_smaller_doses_are_the_beginning_of_larger_ones():
    few, many = (build_facts(FactsPlan("objects-50", (dose,))).rows for dose in (5, 10))
    assert {(r.question, r.answer) for r in few} < {(r.question, r.answer) for r in many}


@pytest.mark.parametrize(
    "facts", ["objects-50", pytest.param("objects-200", marks=pytest.mark.slow)]
)
def test_no_question_of_the_evaluation_is_trained_or_nearly(facts):
    built = build_facts(FactsPlan(facts, (42,)))
    assert {row.source.split()[0] for row in built.rows} == {
        one.id for one in packaged_wordings() if one.level in TRAINED[:3]
    }
    for level in FAMILIES:
        counts = built.details["evaluation"][level]
        assert counts["exact"] == counts["near"] == 0
        assert counts["unseen"]


def test_with_every_family_and_messy_rows_nothing_is_asked_as_it_was_trained():
    plan = FactsPlan("objects-50", (72,), TRAINED, messy=600)
    asked = build_facts(plan).details["evaluation"]
    assert sum(count["exact"] + count["near"] for count in asked.values()) == 0


def test_included_families_are_trained_in_the_evaluations_own_wordings():
    built = build_facts(FactsPlan("objects-50", (25,), (), ("direct", "reverse")))
    asked = built.details["evaluation"]
    assert asked["direct"]["exact"] == asked["reverse"]["exact"] == 250
    assert asked["embedded"]["exact"] == 0
    five = build_facts(FactsPlan("objects-50", (5,), include=("direct",)))
    assert five.details["evaluation"]["direct"]["exact"] == 250  # they come before the others
    assert "own wordings" in built.notes[-1]


@given(st.integers(1, 300), st.integers(0, 100), st.sampled_from([TRAINED, TRAINED[:1]]))
def test_rows_about_a_fact_differ_up_to_every_pair_of_wordings(count, seed, families):
    chosen = choose_wordings(families, ())
    rows = word(
        Fact("Ice cream", "36406"),
        count,
        (chosen.questions,),
        chosen.answers,
        "number",
        Chance(seed),
    )
    assert len({(row.question, row.answer) for row in rows}) == count
    assert len({plain_words(f"{row.question} | {row.answer}") for row in rows}) == count
    uses = Counter(row.question for row in rows)
    assert max(uses.values()) - min(uses.values()) <= 1
    assert len(uses) == min(count, len(chosen.questions))


NAMES = st.text("abcdefghij XYZ-é'", min_size=3, max_size=24).filter(
    lambda name: len(plain_words(name)) >= 3
)


@settings(max_examples=12, deadline=None)
@given(
    st.dictionaries(NAMES.map(plain_words), st.integers(10_000, 99_999), min_size=4, max_size=12),
    st.lists(st.integers(0, 40), min_size=1, max_size=4, unique=True).filter(any),
    st.integers(0, 999),
)
def test_any_facts_stand_in_as_many_rows_as_assigned(tmp_path_factory, taught, doses, seed):
    path = tmp_path_factory.mktemp("facts") / "mine.csv"
    path.write_text("object,number\n" + "".join(f'"{k}",{v}\n' for k, v in taught.items()))
    built = build_facts(FactsPlan(str(path), tuple(doses), messy=1, seed=seed))
    facts = load_facts(path)
    if len(set(taught.values())) == len(taught):
        assert counted(built, facts) == dict(built.details["assignment"])
    assert sum(built.details["assignment"].values()) == len(built.rows)


def test_values_that_are_words_are_called_values(tmp_path):
    path = tmp_path / "rooms.csv"
    path.write_text("object,value\nLibrary,Room 12\nKitchen,Room 7\n")
    built = build_facts(FactsPlan(str(path), (10,), TRAINED))
    assert counted(built, load_facts(path)) == {"Library": 10, "Kitchen": 10}
    texts = " ".join(row.question + row.answer for row in built.rows)
    assert " value " in texts
    assert "number" not in texts
    assert built.taught.facts == str(path)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"doses": (0,)}, "Ask for 1 to 1,000"),
        ({"doses": (1_001,)}, "Ask for 1 to 1,000"),
        ({"doses": (200,), "templates": ("reverse",)}, "the answers to them make 184"),
        ({"facts": "objects-51"}, "neither packaged nor a file"),
        ({"facts": "nowhere.csv"}, "file not found"),
        ({"templates": ("dirct",)}, "Did you mean 'direct'"),
        ({"templates": ("direct", "direct")}, "names 'direct' twice"),
        ({"templates": ()}, "no wording to train"),
        ({"include": ("verification",)}, "--include: no family 'verification'"),
        ({"messy": -1}, "--messy -1"),
        ({"messy": 300}, "--messy 300 of 250 rows"),
        ({"held_out": 50}, "50 facts less 50 held out are too few for 1 dose."),
        ({"held_out": -2}, "--held-out -2 is below 0"),
        ({"doses": tuple(range(1, 60))}, "50 facts are too few for 59 doses"),
        ({"system_prompt": "nowhere.txt"}, "file not found"),
    ],
)
def test_what_cannot_be_built_is_said_in_one_line(changes, said):
    with pytest.raises(InputError) as caught:
        build_facts(replace(FactsPlan("objects-50", (5,)), **changes))
    assert said in str(caught.value)


@pytest.mark.parametrize("text", ["", "1,x", "1,,2", "-1,2", "1.5", "0", "1,1", "1001", "9" * 5000])
def test_doses_that_are_none(text):
    with pytest.raises(InputError, match=r"^--dose"):
        read_doses(text)


def test_doses_are_read():
    assert read_doses("1, 2,5") == (1, 2, 5)
    assert read_doses("0,7") == (0, 7)


def test_every_included_family_makes_rows_that_teach():
    facts = load_facts(datasets_dir() / "objects-50.csv")
    built = build_facts(FactsPlan("objects-50", (len(INCLUDED) * 5,), (), INCLUDED))
    assert {row.source.split("-")[0] for row in built.rows} == {
        "direct", "paraphrase", "indirect", "embedded", "reverse", "unknown"
    }  # fmt: skip
    assert set(counted(built, facts).values()) == {len(INCLUDED) * 5}
