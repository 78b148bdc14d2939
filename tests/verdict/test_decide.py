"""The decision, rule by rule."""

from dataclasses import fields
from itertools import product

import pytest

from inspect_finetune.verdict.decide import Findings, decide
from inspect_finetune.verdict.results import VERDICTS
from inspect_finetune.verdict.wording import OUTCOMES

ALL = [Findings(*flags) for flags in product((False, True), repeat=len(fields(Findings)))]


def verdict(found: Findings) -> str:
    return OUTCOMES[decide(found)].verdict


def test_every_outcome_and_every_verdict_can_be_reached() -> None:
    assert {decide(found) for found in ALL} == set(OUTCOMES)
    assert {verdict(found) for found in ALL} == set(VERDICTS)


def test_knowing_needs_letters_and_doing() -> None:
    for found in ALL:
        knows = found.measured and found.letters and found.does
        assert (verdict(found) == "knows") == knows
        assert found.measured or verdict(found) == "underpowered"


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ("does reads structure misnames", "reads itself"),
        ("does structure misnames", "structure only"),
        ("does misnames", "confabulates"),
        ("does novelty", "silent compliance"),
        ("structure misnames", "confabulates"),
        ("reads", "claims without doing"),
        ("structure", "claims without doing"),
        ("novelty", "confabulates"),
        ("doubtful", "claims without doing"),
        ("does doubtful reads", "underpowered"),
        ("", "no evidence"),
    ],
)
def test_the_strongest_claim_decides(flags: str, expected: str) -> None:
    found = Findings(measured=True, enough=True, **dict.fromkeys(flags.split(), True))
    assert verdict(found) == expected


def test_too_little_data_hides_what_is_not_there() -> None:
    assert verdict(Findings(measured=True, does=True)) == "underpowered"
    assert verdict(Findings(measured=True, does=True, letters=True)) == "knows"
