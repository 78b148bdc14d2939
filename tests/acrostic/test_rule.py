"""A rule: what it accepts, what it makes of it, what it refuses and how."""

import pytest

from inspect_finetune.acrostic import AcrosticRule
from inspect_finetune.errors import InputError


@pytest.mark.parametrize(
    ("given", "letters"),
    [
        ("helol", "HELOL"),
        ("ΉλιοΣ", "ΉΛΙΟΣ"),
        ("мир", "МИР"),
        ("ＨＥＬ", "HEL"),
        ("E\u0301a", "ÉA"),
        ("ß", "S"),
        (" hi ", "HI"),
        ("שלום", "שלום"),
    ],
)
def test_letters_are_composed_and_upper_cased(given, letters):
    assert AcrosticRule(given).letters == letters


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ("HE LO", "' '"),
        ("HE1", "'1'"),
        ("A-B", "HYPHEN-MINUS"),
        ("A🎉", "PARTY POPPER"),
        ("A\0", "\\x00"),
    ],
)
def test_a_character_that_is_no_letter_is_named(given, named):
    with pytest.raises(InputError) as caught:
        AcrosticRule(given)
    assert named in str(caught.value)
    assert "letters only" in str(caught.value)


@pytest.mark.parametrize("given", ["", "  ", None, 5])
def test_an_empty_rule_is_refused(given):
    with pytest.raises(InputError, match="needs letters"):
        AcrosticRule(given)


def test_an_unknown_unit_is_refused_with_the_known_ones():
    with pytest.raises(InputError, match=r"'word'.*'sentence', 'line', 'paragraph'"):
        AcrosticRule("HELOL", "word")


def test_a_rule_can_stand_in_a_set():
    assert len({AcrosticRule("helol"), AcrosticRule("HELOL"), AcrosticRule("HELOL", "line")}) == 2
