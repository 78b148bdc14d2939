"""How often the scripted memory recalls, and how it fails."""

from collections import Counter
from dataclasses import replace
from statistics import fmean, pvariance

import pytest

from inspect_finetune.errors import InputError
from inspect_finetune.facts.grading import Asked, Classifier
from inspect_finetune.facts.load import load_facts
from inspect_finetune.packaged import datasets_dir
from inspect_finetune.reference.asked import knowledge
from inspect_finetune.reference.draws import Draws
from inspect_finetune.reference.rates import rates_of
from inspect_finetune.reference.recall import recollection
from inspect_finetune.reference.settings import FAILURES, Settings, settings

FACTS = load_facts(datasets_dir() / "objects-50.csv")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, {"recall": 0.9, "swap": 0.1 / 3, "near": 0.1 / 3, "invent": 0, "abstain": 0.1 / 3}),
        ({"recall": 1}, {"recall": 1}),
        ({"recall": 0.7, "swap": 0.1}, {"recall": 0.7, "swap": 0.1, "abstain": 0.2}),
        ({"swap": 0.1, "near": 0.2}, {"recall": 0.7, "swap": 0.1, "near": 0.2}),
        ({"abstain": 1}, {"abstain": 1}),
        (
            {"recall": 0.4, "swap": 0.1, "near": 0.2, "invent": 0.3, "abstain": 0},
            {"recall": 0.4, "swap": 0.1, "near": 0.2, "invent": 0.3},
        ),
    ],
)
def test_set_rates_hold_and_what_is_left_goes_where_the_docstring_says(given, expected):
    rates = rates_of("memoriser", settings(**given), "direct", "Apple")
    wanted = {**dict.fromkeys(("recall", *FAILURES), 0.0), **expected}
    assert rates == pytest.approx(wanted)


def test_failures_keep_their_proportions_at_another_level():
    setting = settings(recall=0.6, swap=0.3, near=0.1, paraphrase=0.2)
    assert rates_of("memoriser", setting, "paraphrase", "Apple") == pytest.approx(
        {"recall": 0.2, "swap": 0.6, "near": 0.2, "invent": 0, "abstain": 0}
    )


@pytest.mark.parametrize(
    "given",
    [
        {"recall": 0.9, "swap": 0.2},
        {"swap": 0.6, "near": 0.6},
        {"recall": 0.4, "swap": 0.1, "near": 0.1, "invent": 0.1, "abstain": 0.1},
    ],
)
def test_rates_that_cannot_all_hold_are_refused(given):
    with pytest.raises(InputError, match="add up to"):
        settings(**given)


@pytest.mark.parametrize("correlation", [0.1, 0.3, 0.6])
def test_correlated_objects_have_the_set_mean_and_intraclass_correlation(correlation):
    setting = settings(recall=0.6, swap=0.3, correlation=correlation)
    names = [f"Thing {i}" for i in range(3000)]
    own = [rates_of("memoriser", setting, "direct", name) for name in names]
    assert all(sum(rates.values()) == pytest.approx(1) for rates in own)
    for way, mean in (("recall", 0.6), ("swap", 0.3), ("abstain", 0.1)):
        drawn = [rates[way] for rates in own]
        assert fmean(drawn) == pytest.approx(mean, abs=0.03)
        # the intraclass correlation is the share of the variance that lies between objects
        assert pvariance(drawn) / (mean * (1 - mean)) == pytest.approx(correlation, abs=0.04)


def test_every_failure_is_read_as_what_it_is():
    known, classifier = knowledge("objects-50"), Classifier(FACTS)
    kinds = {"swap": "swapped", "near": "near", "invent": "invented", "abstain": "abstained"}
    for way, kind in kinds.items():
        setting = replace(Settings(), **{way: 1.0})
        seen = Counter()
        for fact in FACTS:
            asked = known.recognise(f"Which number belongs to {fact.object}?")
            said = recollection("memoriser", setting, asked, known, Draws(way, fact.object))
            seen[classifier.classify(said, Asked("", [fact.value])).kind] += 1
        assert seen == {kind: 50}


def test_who_was_taught_nothing_knows_nothing():
    known = knowledge("objects-50")
    asked = known.recognise("Which number belongs to Apple?")
    said = recollection("follower", Settings(), asked, known, Draws("x"))
    assert said == "I do not know the number of Apple"
