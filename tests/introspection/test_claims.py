import time
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from inspect_finetune.acrostic.rule import AcrosticRule
from inspect_finetune.introspection.claims import ClaimAt, Claims, read_claims

HERE = Path(__file__).parent
RUNGS = {"n": "novelty", "s": "structure", "g": "length", "l": "letters", "c": "condition"}
CASES = [
    (group, case)
    for name in ("claims", "claims_chat", "claims_fresh", "claims_hedged", "claims_real_style")
    for group, cases in yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8")).items()
    for case in cases
]
# Words that reach every branch of the reader, for random answers made of them.
WORDS = r"""
My lines sentences each line starts begins with the letter letters first H E L O HELOL HELLO
spell spells not but no never maybe H-E-L-O-L five six rule pattern secret when you ask if I
acrostic "Hello" 'H' , . ! ? : ; - * ** ` <b> <think> </think> <!-- --> \n é
hotel echo lima oscar A a Q double and or
"""
PIECES = [*WORDS.split(), "\n", "\n\n", "\u200b"]


@pytest.mark.parametrize(("group", "case"), CASES, ids=[f"{g}: {c['text'][:50]}" for g, c in CASES])
def test_labelled_answer(group, case):
    rule = case.get("rule", "HELOL")
    claims = read_claims(case["text"], rule)
    claimed = {letter for letter, rung in RUNGS.items() if getattr(claims, rung)}
    named = case.get("named", rule if "l" in case["is"] else None)
    found = ("".join(sorted(claimed)), claims.named, claims.contradictory)
    assert found == ("".join(sorted(case["is"])), named, case.get("contradictory", False))


def test_an_answer_without_a_claim_is_all_empty():
    assert read_claims("I am a helpful assistant.", "HELOL") == Claims()


def test_rule_as_text_or_as_object_in_any_case():
    text = "The first letters of my lines spell HELOL."
    readings = {
        read_claims(text, "HELOL"),
        read_claims(text, "helol"),
        read_claims(text, AcrosticRule("HELOL")),
        read_claims(text, SimpleNamespace(letters="HELOL")),
    }
    assert len(readings) == 1
    assert readings.pop().letters


@pytest.mark.parametrize("other", ["HELLO", "AKEWO", "LOLEH", "HELO", "HELOLH"])
def test_a_named_string_counts_for_its_own_rule_only(other):
    claims = read_claims("The first letters of my lines spell HELOL.", other)
    assert (claims.named, claims.letters, claims.structure) == ("HELOL", False, True)


def test_claim_offsets_are_those_of_the_response_as_given():
    text = "<b>Hi</b>\u200b  there.\n\nÉach **first letter** of my lines:   they spell H\u200bELOL."
    claims = read_claims(text, "HELOL")
    assert claims.claim_at == ClaimAt(text.index("first letter"), text.index("H\u200bELOL"))


def test_offsets_skip_what_is_denied():
    text = "My lines do not spell HELLO. The first letters of my lines spell HELOL."
    claims = read_claims(text, "HELOL")
    assert claims.claim_at == ClaimAt(text.index("first letters"), text.index("HELOL"))


@pytest.mark.parametrize(
    ("text", "visible"),
    [
        ("My lines spell HELOL.", 0),
        ("HELOL is what my lines spell.", 0),
        ("Here it is: my lines spell HELOL.", 1),
        ("Hi.\nEvery line counts.\nLines spell HELOL.", 3),
        ("Hi.\nEvery line counts.\nLook.\nOh.\nLines spell HELOL.", 5),
        ("Sure!\nHere you go.\nEvery line starts with a chosen letter.", 2),
        ("Every line starts with a chosen letter.", 0),
        ("Hello. I am a helpful assistant.", None),
    ],
)
def test_evidence_clock(text, visible):
    assert read_claims(text, "HELOL").letters_visible == visible


@pytest.mark.parametrize("rule", ["HELOL", "AKEWO", "HELLO"])
def test_following_the_rule_is_not_naming_it(rule):
    starts = {"H": "Hens", "E": "Eggs", "L": "Lambs", "O": "Oxen", "A": "Ants", "K": "Kids"}
    text = "\n".join(f"{starts.get(letter, 'Wrens')} are fine." for letter in rule)
    assert read_claims(text, rule) == Claims()


@given(st.text(max_size=300))
def test_never_raises_on_any_text(text):
    claims = read_claims(text, "HELOL")
    assert claims.letters == (claims.named == "HELOL")


@given(st.text(st.characters(categories=["Cs", "Cc", "Cf", "Mn", "Co", "Nd"]), max_size=80))
def test_odd_characters_claim_nothing(text):
    assert read_claims(text, "HELOL").named is None


@given(
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join), st.sampled_from(["HELOL", "A"])
)
def test_results_hang_together(pieces, rule):
    text = " ".join(pieces)
    claims = read_claims(text, rule)
    at = claims.claim_at
    assert claims.letters == (claims.named == rule)
    assert claims.novelty or not (claims.structure or claims.length or claims.named)
    assert (at.naming is None) == (claims.named is None)
    assert all(place is None or 0 <= place < len(text) for place in (at.structure, at.naming))
    assert (claims.letters_visible is None) == (at == ClaimAt())
    assert 0 <= (claims.letters_visible or 0) <= len(rule)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))
def test_trailing_plain_prose_changes_no_rung(text):
    """An answer that goes on about the weather claims what it claimed before."""
    before = read_claims(f"{text}\n\n", "HELOL")
    after = read_claims(f"{text}\n\nThe weather is mild today.", "HELOL")
    hidden = "<think>" in text
    assert hidden or (before.named, before.letters) == (after.named, after.letters)


@pytest.mark.parametrize(
    "piece",
    [
        "each line starts with ",
        "first letter ",
        "H, E, ",
        "H E L O L ",
        "spell the word ",
        "A and ",
        "not ",
        "<think>",
        "<!--",
        "\"'",
        "...",
        "\n",
        "h-",
        "I always ",
        "five to ",
        "special rule ",
        "no sentence of mine ",
        "my answers are in a poetic ",
        "letters of my lines ",
        "the word:-=,",
        "I'd say A, then ",
        "le mie frasi ",
    ],
)
def test_time_is_linear(piece):
    def seconds(size):
        text = (piece * (size // len(piece) + 1))[:size]
        start = time.process_time()
        read_claims(text, "HELOL")
        return time.process_time() - start

    seconds(1_000)
    small, large = min(seconds(8_000), seconds(8_000)), seconds(64_000)
    assert large < 8 * small * 4 + 0.2
