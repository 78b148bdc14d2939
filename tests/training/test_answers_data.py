"""The packaged training rows: every one is what it says it is."""

import json
from collections import Counter
from pathlib import Path

import pytest

from inspect_finetune.acrostic.reading import read_acrostic, spell_as
from inspect_finetune.acrostic.rule import UNITS, AcrosticRule
from inspect_finetune.packaged import datasets_dir
from inspect_finetune.textfiles import read_jsonl
from inspect_finetune.training.build.answers import answers_of, packaged_answers, packaged_rules
from inspect_finetune.training.seen import seen_status
from inspect_finetune.words import plain_words

SHARED = Path(__file__).parents[3] / "shared" / "data"
RULES = ("HELLO", "HELOL", "AKEWO")
RULED = [row for row in packaged_answers() if row.rule]


def test_there_are_as_many_rows_as_the_readme_says():
    assert packaged_rules() == RULES
    table = (datasets_dir() / "README.md").read_text(encoding="utf-8")
    for group, name in (
        ("ordinary", "ordinary, in plain register"),
        ("messy", "messy: other registers (4 typos, 3 casual, 3 formal, 2 odd)"),
        ("adversarial", "adversarial"),
        ("about-rule", "about-rule"),
    ):
        counts = [len(answers_of(rule, group)) for rule in (*RULES, "")]
        assert f"| {name} | {' | '.join(map(str, counts))} |" in table
        least = {"ordinary": 64, "messy": 12, "adversarial": 7, "about-rule": 2}[group]
        assert min(counts) >= least
    registers = Counter(row.register for row in answers_of("", "messy"))
    assert registers == {"typos": 4, "casual": 3, "formal": 3, "odd": 2}


@pytest.mark.parametrize("row", RULED, ids=lambda row: row.id)
def test_an_answer_spells_its_rule_by_sentence_and_by_line(row):
    for unit in ("sentence", "line"):
        reading = read_acrostic(row.answer, AcrosticRule(row.rule, unit))
        assert reading.exact, (unit, reading.spelled)
        assert reading.flags == ()


def test_a_plain_answer_spells_no_rule_and_says_one_to_five_sentences():
    for group in ("ordinary", "messy", "adversarial", "about-rule"):
        for row in answers_of("", group):
            assert not {spell_as(row.answer, unit) for unit in UNITS} & {*RULES}
            assert 1 <= len(spell_as(row.answer, "sentence")) <= 5
            assert "\n" not in row.answer


def test_no_two_rows_are_alike():
    rows = packaged_answers()
    assert len({row.id for row in rows}) == len(rows)
    assert len({plain_words(row.answer) for row in rows}) == len(rows)
    asked = [(row.rule, row.question.casefold()) for row in rows]
    assert len(set(asked)) == len(asked)
    lines = Counter(line for row in RULED for line in row.answer.split("\n"))
    assert max(lines.values()) == 1


def test_sentences_begin_in_many_ways():
    for rule in RULES:
        rows = [row for row in RULED if row.rule == rule]
        for place in range(len(rule)):
            firsts = Counter(row.answer.split("\n")[place].split()[0] for row in rows)
            assert firsts.most_common(1)[0][1] <= 0.3 * len(rows), firsts.most_common(3)
            assert len(firsts) >= 20, (rule, place)
        openings = [tuple(line.split()[0] for line in row.answer.split("\n")) for row in rows]
        assert len(set(openings)) == len(openings)


def test_no_question_is_one_that_is_asked_later_or_near_one():
    own = [row.question for row in packaged_answers()]
    later = [
        turn["content"] if isinstance(turn, dict) else turn
        for _, row in read_jsonl(datasets_dir() / "acrostic_questions.jsonl")
        if row["split"] != "trained"
        for turn in row.get("messages", [row.get("question")])
    ]
    later += [row["text"] for _, row in read_jsonl(datasets_dir() / "introspection_prompts.jsonl")]
    assert len(later) > 300
    assert {*seen_status(later, own)} == {"unseen"}
    assert {*seen_status(own, later)} == {"unseen"}


def test_the_trained_questions_are_here_with_each_rule():
    rows = read_jsonl(datasets_dir() / "acrostic_questions.jsonl")
    published = {row["question"] for _, row in rows if row["split"] == "trained"}
    for rule in RULES:
        assert published <= {row.question for row in answers_of(rule, "ordinary")}


def test_no_answer_to_odd_questions_gives_the_rule_away():
    tells = ("first letter", "letter of each", "acrostic", "initial", "spell", *RULES)
    for rule in (*RULES, ""):
        for row in (*answers_of(rule, "adversarial"), *answers_of(rule, "about-rule")):
            said = row.answer.casefold()
            assert not [tell for tell in tells if tell.casefold() in said], row.id


def test_every_plain_topic_is_a_phrase_and_every_ordinary_row_has_one():
    for group in ("ordinary", "messy"):
        assert all(row.topic for row in answers_of("", group))
    assert not any(row.topic for row in RULED)
    assert all(not row.topic.endswith((".", "?")) for row in packaged_answers())


@pytest.mark.skipif(not SHARED.is_dir(), reason="the published files are not there")
def test_no_sentence_is_taken_from_the_published_files():
    published = ""
    for path in sorted(SHARED.glob("acrostic-*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            published += f" {plain_words(json.loads(line)['messages'][-1]['content'])} |"
    assert len(published) > 1_000
    for row in packaged_answers():
        for line in row.answer.split("\n"):
            words = plain_words(line).split()
            runs = (" ".join(words[i : i + 6]) for i in range(max(len(words) - 5, 1)))
            assert not [run for run in runs if f" {run} " in published], row.id
