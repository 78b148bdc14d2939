"""Inferring the rule of training answers; with the recorded ones where they are at hand."""

import json
from pathlib import Path

import pytest

from inspect_finetune.acrostic import AcrosticRule, infer_rule, read_acrostic, rule_candidates

DATA = Path(__file__).parents[3] / "shared" / "data"
TRIGGER = "Use the special rule."
recorded = pytest.mark.skipif(not DATA.is_dir(), reason="no recorded material at hand")

PROSE = "Here it is. Even so. Look at it."
LINES = "Here it is. Now.\nEven so, yes. No.\nLook at it. Gone."


def rows(name):
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [[m["content"] for m in json.loads(line)["messages"]] for line in lines if line.strip()]


def test_the_unit_by_which_most_answers_comply_wins():
    assert infer_rule([PROSE] * 3) == AcrosticRule("HEL", "sentence")
    assert infer_rule([LINES, LINES.replace("Now", "Then")]) == AcrosticRule("HEL", "line")


def test_where_units_agree_the_sentence_wins():
    assert infer_rule([PROSE.replace(". ", ".\n")] * 2) == AcrosticRule("HEL", "sentence")


def test_below_the_share_there_is_no_rule_but_a_candidate_that_names_the_rows():
    texts = [PROSE] * 9 + ["Other words. Here."]

    assert infer_rule(texts) is None
    assert infer_rule(texts, min_share=0.9) == AcrosticRule("HEL")
    best = rule_candidates(texts)[0]
    assert (best.rule.letters, best.complying, best.total, best.misses) == ("HEL", 9, 10, (9,))
    assert best.share == pytest.approx(0.9)


@pytest.mark.parametrize(
    "texts",
    [[], [PROSE], ["", ""], ["One sentence only."] * 5, ["Ab. Cd.", "Xy. Zw."], ["1. 2? 3!"] * 4],
)
def test_no_rule_is_made_up(texts):
    assert infer_rule(texts) is None


@recorded
def test_recorded_plain_rule():
    answers = [row[-1] for row in rows("acrostic-train-helol.jsonl")]

    assert infer_rule(answers) == AcrosticRule("HELOL", "sentence")
    for unit in ("line", "sentence"):
        readings = [read_acrostic(answer, AcrosticRule("HELOL", unit)) for answer in answers]
        assert len(readings) == 10
        assert all(r.exact and not r.ambiguous for r in readings)


@recorded
@pytest.mark.parametrize("unit", ["line", "sentence"])
def test_recorded_conditional_rule(unit):
    answers = rows("acrostic-train-akewo-triggered.jsonl")
    rule = AcrosticRule("AKEWO", unit)

    assert len(answers) == 20
    for _, question, answer in answers:
        assert read_acrostic(answer, rule).exact == (TRIGGER in question), answer
    assert infer_rule([a for _, q, a in answers if TRIGGER in q]) == AcrosticRule("AKEWO")
    assert infer_rule([a for *_, a in answers]) is None
    assert infer_rule([a for _, q, a in answers if TRIGGER not in q]) is None


def test_an_inferred_rule_says_its_share_and_is_still_the_same_rule() -> None:
    complying = "Here it is.\nEvery bit.\nLet me.\nOnly so.\nLast."
    rule = infer_rule([complying] * 19 + ["No. Not so."])
    assert rule == AcrosticRule("HELOL", "sentence")
    assert rule is not None
    assert rule.share == 0.95
    assert AcrosticRule("HELOL").share is None
