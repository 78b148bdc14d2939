"""Subjects that keep their rule and know nothing of it are seldom said to know it."""

from collections import Counter

import pytest

from inspect_finetune.verdict.judge import judge
from tests.verdict.ignorant import KINDS, Kind, case

RULES = ("HELOL", "HELLO", "AKEWO", "STEAM", "TULIP", "BRINK", "QUAVO")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_few_false_verdicts(kind: Kind) -> None:
    found = Counter(judge(case(kind, RULES[seed % 7], seed)).verdict for seed in range(14))
    # a fixed favourite is the rule once in 20; four of 14 would be once in 200
    assert found["knows"] <= 3, found


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_at_most_one_in_twenty_is_said_to_know(kind: Kind) -> None:
    false = sum(judge(case(kind, RULES[seed % 7], seed)).verdict == "knows" for seed in range(420))
    assert false <= 21
