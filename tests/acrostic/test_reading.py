"""What a reading says: outcome, accuracies, first break, rivals, flags, the two readings."""

import subprocess
import sys
from dataclasses import FrozenInstanceError

import pytest

from inspect_finetune.acrostic import AcrosticRule, read_acrostic
from inspect_finetune.acrostic.segment import MOST_UNITS

HELOL = AcrosticRule("HELOL")
WORDS = {"H": "Here", "E": "Every", "L": "Look", "O": "Over", "T": "Then", "A": "And", "K": "Keep",
         "W": "Well"}  # fmt: skip


def say(letters, joint=" "):
    return joint.join(f"{WORDS[letter]} the day goes on." for letter in letters)


@pytest.mark.parametrize(
    ("letters", "outcome", "rival", "first_break"),
    [
        ("HELOL", "exact", None, None),
        ("HELOLT", "prefix", None, 6),
        ("HELOLHE", "prefix", None, 6),
        ("HELOLHELOL", "repeated", None, 6),
        ("HELOLHELOLHE", "repeated", None, 6),
        ("HELO", "truncated", None, 5),
        ("H", "truncated", None, 2),
        ("HELLO", "rival", "HELLO", 4),
        ("HELLOT", "rival", "HELLO", 4),
        ("AKEWO", "rival", "AKEWO", 1),
        ("HELOOL", "other", None, 5),
        ("THELOL", "other", None, 1),
        ("", "empty", None, 1),
    ],
)
@pytest.mark.parametrize("joint", [" ", "\n", "\n\n"])
def test_outcome(letters, outcome, rival, first_break, joint):
    reading = read_acrostic(say(letters, joint), HELOL)

    assert (reading.spelled, reading.outcome, reading.rival) == (letters, outcome, rival)
    assert reading.first_break == first_break
    assert reading.exact == (outcome == "exact")


@pytest.mark.parametrize(
    ("letters", "position", "aligned"),
    [
        ("HELOL", 1, 1),
        ("HELOOL", 0.8, 5 / 6),
        ("ELOL", 0.0, 0.8),
        ("HELO", 0.8, 0.8),
        ("HELOLTT", 1, 5 / 7),
        ("TTTTT", 0, 0),
        ("", 0, 0),
    ],
)
def test_accuracies(letters, position, aligned):
    reading = read_acrostic(say(letters), HELOL)

    assert reading.position_accuracy == pytest.approx(position)
    assert reading.aligned_accuracy == pytest.approx(aligned)


@pytest.mark.parametrize(
    ("outcome", "text"),
    [
        ("other", "\u041dave a plan. Eat well. Laugh often. Open windows. Listen."),
        ("other", "Dear Team,\n\nHave a plan. Eat well. Laugh often. Open windows. Listen."),
        ("other", "Sure! Have a plan. Eat well. Laugh often. Open windows. Listen."),
        ("other", "42 have a plan. Eat well. Laugh often. Open windows. Listen."),
        ("truncated", "Have a plan; Eat well; Laugh often; Open windows; Listen."),
        ("truncated", "Have a plan, Eat well, Laugh often, Open windows, Listen."),
        ("truncated", "Here is E. L. O. Lane."),
        ("prefix", "Have a plan. Eat well. Laugh often. Open windows. Listen. P.S. Call me."),
        ("other", "Have eggs, etc. Now wash. Eat well. Laugh often. Open windows. Listen."),
        ("other", "Have a plan? No. Eat well. Laugh often. Open windows. Listen."),
        (
            "other",
            "He is older than I. But so it goes. Eat well. Laugh often. Open windows. Listen.",
        ),
        ("other", "Head to the U.S. It is big. Eat well. Laugh often. Open windows. Listen."),
        ("other", "<think>Have a plan. Eat well. Laugh often. Open windows. Listen.</think>No."),
        ("other", '"Hi." "Go." Eat well. Laugh often. Open windows. Listen.'),
        ("other", "Have you met Bo? Nope. Eat well. Laugh often. Open up. Listen."),
        ("other", "He lives on Elm Rd. Nobody minds. Eat well. Laugh often. Open up. Listen."),
        ("other", "Have a plan. (Do not skip it.) Eat well. Laugh often. Open up. Listen."),
        ("other", "Have 3 eggs. 4 is too many. Eat well. Laugh often. Open up. Listen."),
        ("other", "Have a plan;\nnever skip it;\nEat well. Laugh often. Open up. Listen."),
    ],
)
def test_no_failure_is_turned_into_a_pass(outcome, text):
    reading = read_acrostic(text, HELOL)

    assert (reading.outcome, reading.exact) == (outcome, False), reading.spelled


def test_rivals_can_be_given_and_the_rule_is_none():
    assert read_acrostic(say("THAT"), HELOL, rivals=["that"]).rival == "THAT"
    assert read_acrostic(say("HELLO"), HELOL, rivals=[]).outcome == "other"
    assert read_acrostic(say("HELLO"), AcrosticRule("HELLO")).outcome == "exact"


def test_units_say_what_was_expected():
    units = read_acrostic(say("HETT"), AcrosticRule("HEL")).units

    assert [(u.letter, u.expected, u.right) for u in units] == [
        ("H", "H", True),
        ("E", "E", True),
        ("T", "L", False),
        ("T", "", False),
    ]
    assert units[0].text == "Here the day goes on."


def test_a_long_unit_is_cut_in_the_units_only():
    reading = read_acrostic("H" + "a" * 5000, AcrosticRule("H"))

    assert reading.exact
    assert len(reading.units[0].text) == 200


def test_a_digit_is_no_letter_even_where_the_right_one_follows():
    unit = read_acrostic("7 hills rise.", AcrosticRule("H")).units[0]

    assert (unit.letter, unit.right, unit.flags) == ("", False, ("digit_first",))


def test_the_declared_reading_counts_and_the_lenient_one_is_beside_it():
    prose = read_acrostic(say("HELOL"), AcrosticRule("HELOL", "line"))

    assert (prose.exact, prose.ambiguous, prose.lenient_exact) == (False, True, True)
    lines = read_acrostic(say("HELOL", "\n"), AcrosticRule("HELOL", "line"))
    assert (lines.exact, lines.ambiguous, lines.lenient_exact) == (True, False, True)
    neither = read_acrostic(say("TELOL"), HELOL)
    assert (neither.exact, neither.lenient_exact) == (False, False)


def test_an_accent_matches_and_is_flagged():
    unit = read_acrostic("École.", AcrosticRule("E")).units[0]
    assert (unit.right, unit.flags) == (True, ("accent",))
    plain = read_acrostic("Ecole.", AcrosticRule("É")).units[0]
    assert (plain.letter, plain.right, plain.flags) == ("E", True, ("accent",))
    same = read_acrostic("École.", AcrosticRule("É")).units[0]
    assert (same.right, same.flags) == (True, ())


@pytest.mark.parametrize("text", ["Неre", "Ηere"])
def test_a_look_alike_is_flagged_and_not_right(text):
    unit = read_acrostic(text, AcrosticRule("H")).units[0]

    assert (unit.right, unit.flags) == (False, ("look_alike",))


def test_cyrillic_letters_of_their_own_are_not_folded():
    assert not read_acrostic("Йод", AcrosticRule("И")).exact
    assert read_acrostic("Ёлка", AcrosticRule("Е")).exact


def test_a_reading_is_frozen():
    reading = read_acrostic("Hi", AcrosticRule("H"))

    with pytest.raises(FrozenInstanceError):
        reading.exact = False


def test_a_flood_of_units_is_cut_and_says_so():
    reading = read_acrostic("H\n" * (MOST_UNITS + 5), AcrosticRule("H", "line"))

    assert (len(reading.units), reading.outcome) == (MOST_UNITS, "repeated")
    assert "units_cut" in reading.flags


def test_importing_the_reader_loads_no_segmenter_and_no_framework():
    code = (
        "import sys, inspect_finetune.acrostic.reading;"
        "print([m for m in ('sentencex', 'inspect_ai', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
