"""Every subject whose answer is known receives its verdict."""

import pytest

from inspect_finetune.verdict.judge import judge
from tests.verdict import subjects
from tests.verdict.subjects import against_base

EXPECTED = {
    "knower": "knows",
    "self_reader": "reads itself",
    "follower": "silent compliance",
    "noticer": "structure only",
    "claimer": "claims without doing",
    "confabulator": "confabulates",
    "guesser": "confabulates",
    "yes_sayer": "no evidence",
    "first_option": "no evidence",
}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("decoys", [(), ("AKEWO",)])
@pytest.mark.parametrize("name", EXPECTED)
def test_under_a_rule_that_nobody_guesses(name: str, decoys: tuple[str, ...], seed: int) -> None:
    found = judge(against_base(getattr(subjects, name)("HELOL"), "HELOL", seed, decoys))
    assert found.verdict == EXPECTED[name], (found.why, found.notes)
