"""Whether an answer calls a statement true."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from inspect_finetune.facts.outcomes import classify_verdict
from inspect_finetune.facts.truth import read_truth

CASES = yaml.safe_load((Path(__file__).parent / "truth.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_reads_the_labelled_answer(case):
    reading = read_truth(case["text"], "65451")
    assert reading.true == case["true"], reading
    assert {*case.get("flags", ())} <= {*reading.flags}


@given(st.text())
def test_any_text_is_read(text):
    assert read_truth(text, "65451").true in (True, False, None)


@pytest.mark.parametrize(
    ("text", "expected", "kind"),
    [
        ("True.", True, "correct"),
        ("True.", False, "misjudged"),
        ("No.", False, "correct"),
        ("No.", True, "misjudged"),
        ("I do not know.", True, "abstained"),
        ("Perhaps true, perhaps false.", False, "several"),
    ],
)
def test_a_statement_is_judged_rightly_wrongly_or_not_at_all(text, expected, kind):
    outcome = classify_verdict(text, expected, "65451")
    assert outcome.kind == kind
    assert outcome.answered in ("true", "false", None)
