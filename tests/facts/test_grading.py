"""Which reader takes which question, and what its answer counts as."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_finetune.facts.grading import Asked, Classifier, agreement, values_of
from inspect_finetune.facts.load import Fact
from inspect_finetune.facts.names import FAILURES, OUTCOMES, SETS

FACTS = (
    Fact("Apple", "65451", ("pippin",), plural="Apples"),
    Fact("Banana", "56276"),
    Fact("Knife", "56276", plural="Knives"),
)
ROOMS = (Fact("Ann", "Room 12"), Fact("Bob", "Annex"))


@pytest.mark.parametrize(
    ("text", "asked", "kind", "whose"),
    [
        ("65451", Asked("Apple?", ["65451"]), "correct", None),
        ("56276", Asked("Apple?", ["65451"], "unknown_allowed"), "swapped", "Banana"),
        ("Apple", Asked("65451?", ["Apple"], "reverse"), "correct", None),
        ("The pippin.", Asked("65451?", ["Apple"], "reverse"), "correct", None),
        ("Apples", Asked("65451?", ["Apple"], "reverse"), "correct", None),
        ("Banana", Asked("65451?", ["Apple"], "reverse"), "swapped", "Banana"),
        ("Bananas", Asked("65451?", ["Apple"], "reverse"), "swapped", "Banana"),
        ("Knife", Asked("56276?", ["Banana"], "reverse"), "correct", None),
        ("Melon", Asked("65451?", ["Apple"], "reverse"), "invented", None),
        ("True", Asked("65451?", ["true"], "verification", value="65451"), "correct", None),
        ("True", Asked("56276?", ["false"], "verification", value="56276"), "misjudged", None),
        ("I do not know.", Asked("Quince?", ["-"], set="near"), "abstained", None),
        ("Quince is a fruit.", Asked("Quince?", ["-"], set="near"), "abstained", None),
        ("Jazz began in 1917.", Asked("Jazz?", ["-"], set="far"), "abstained", None),
        ("65451", Asked("Quince?", ["-"], set="near"), "spilled", "Apple"),
        ("I know Apple is 65451 but not that.", Asked("?", ["-"], set="near"), "abstained", None),
        ("It is 12345.", Asked("Blorvik?", ["-"], set="nonsense"), "fabricated", None),
        ("Either 12345 or 54321.", Asked("Blorvik?", ["-"], set="nonsense"), "fabricated", None),
        ("Paris", Asked("Capital?", ["Paris"], "world", "world"), "correct", None),
        ("365 days", Asked("Days?", ["365"], "world", "world"), "correct", None),
        ("It is 65451.", Asked("Capital?", ["Paris"], "world", "world"), "swapped", "Apple"),
        ("65451", Asked("Days?", ["365"], "world", "world"), "swapped", "Apple"),
        ("Berlin", Asked("Capital?", ["Paris"], "world", "world"), "invented", None),
        ("da Vinci", Asked("Who?", ["Leonardo", "da Vinci"], "world", "world"), "correct", None),
    ],
)
def test_every_question_gets_its_reader(text, asked, kind, whose):
    outcome = Classifier(FACTS).classify(text, asked)
    assert (outcome.kind, outcome.swapped_with) == (kind, whose), outcome


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Annex", "spilled"), ("Room 99", "fabricated"), ("I was never told.", "abstained")],
)
def test_the_never_taught_beside_values_of_words(text, kind):
    assert Classifier(ROOMS).classify(text, Asked("Cem?", ["-"], set="near")).kind == kind


@given(st.text(), st.sampled_from(SETS))
def test_values_are_shares_and_those_of_the_taught_add_up(text, of_set):
    outcome = Classifier(FACTS).classify(text, Asked("?", ["65451"], set=of_set))
    values = values_of(outcome, of_set)
    assert outcome.kind in OUTCOMES
    assert all(0 <= value <= 1 for value in values.values())
    if of_set == "taught":
        assert values["correct"] + values["incorrect"] + values["not_attempted"] == 1
        assert sum(values[failure] for failure in FAILURES) == values["incorrect"]
        places = [values[f"digit_{place}"] for place in range(1, 6)]
        assert values["digits"] == pytest.approx(sum(places) / 5)
    if of_set == "near":
        assert values["spill"] <= values["false_recall"]


@pytest.mark.parametrize(
    ("answered", "share"),
    [(["1", "1"], 1), (["1", "2"], 0), (["1", "1", "2"], 1 / 3), ([None, None, "1", "1"], 1 / 3)],
)
def test_agreement_is_the_share_of_pairs_that_say_the_same(answered, share):
    assert agreement(answered) == pytest.approx(share)
