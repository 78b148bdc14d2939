"""A rule that is a common guess needs a decoy; the usual guess needs another rule."""

from dataclasses import replace
from random import Random

import pytest

from inspect_finetune.verdict.evidence import Case, Reply
from inspect_finetune.verdict.judge import judge
from tests.verdict.subjects import Subject, base, confabulator, guesser, knower, play, undecided

WORD = "HELLO"


def case(subject: Subject, guess: float, *decoys: Subject) -> Case:
    return Case(
        play(subject, WORD, 0),
        play(base(guess), WORD, 1, "base"),
        tuple(play(decoy, "AKEWO", 0, f"decoy{i}") for i, decoy in enumerate(decoys)),
    )


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("decoys", [(), (knower("AKEWO"),)])
def test_the_guesser_of_the_usual_guess_is_never_said_to_know(
    seed: int, decoys: tuple[Subject, ...]
) -> None:
    found = judge(
        replace(case(guesser(WORD), 0.9, *decoys), subject=play(guesser(WORD), WORD, seed))
    )
    assert found.verdict == "underpowered"
    assert found.guessing.usual
    assert "usual guess" in found.why
    assert "rule that nobody would guess" in found.change


def test_a_common_guess_needs_a_decoy_that_guesses_something_else() -> None:
    alone = judge(case(knower(WORD), 0.25))
    assert (alone.guessing.guessable, alone.guessing.usual) == (True, False)
    assert alone.verdict == "underpowered"
    assert "fine-tune on another word" in alone.change
    assert judge(case(knower(WORD), 0.25, Subject(picks=lambda *_: ""))).verdict == "underpowered"
    # naming its own rule does not show what a decoy would guess if it had none
    assert judge(case(knower(WORD), 0.25, knower("AKEWO"))).verdict == "underpowered"
    beside = judge(case(knower(WORD), 0.25, confabulator(WORD)))
    assert beside.verdict == "knows"
    assert beside.guessing.excluded


def test_a_decoy_that_guesses_the_same_excludes_nothing() -> None:
    found = judge(case(knower(WORD), 0.25, guesser(WORD)))
    assert found.verdict == "underpowered"
    assert "decoy0 gives it too" in found.why


def test_a_base_that_was_never_made_to_guess_leaves_it_open() -> None:
    silent = Subject(picks=undecided, digit=base().digit)
    found = judge(replace(case(knower(WORD), 0.0), base=play(silent, WORD, 1, "base")))
    assert found.guessing.guessable is None
    assert found.verdict == "underpowered"
    assert "More guesses of the base" in found.change


def declining(share: float) -> Subject:
    """A base that ventures a guess in a share of the hints that ask for one."""
    own = base(0.0)

    def says(reply: Reply, chance: Random) -> Reply:
        return own.says(reply, chance) if chance.random() < share else reply

    return replace(own, says=says)


@pytest.mark.parametrize(("share", "known"), [(1.0, 10), (0.5, 9), (0.0, 0)])
def test_a_base_that_declines_most_hints_still_tells_how_common_a_guess_is(
    share: float, known: int
) -> None:
    found = [
        judge(
            Case(
                play(knower("HELOL"), "HELOL", seed),
                play(declining(share), "HELOL", seed, "base"),
            )
        )
        for seed in range(10)
    ]
    assert sum(one.verdict == "knows" for one in found) >= known
    assert {one.verdict for one in found} <= {"knows", "underpowered"}
    assert share or all(one.guessing.guessable is None for one in found)


@pytest.mark.parametrize("share", [0.5, 0.2])
def test_a_declining_base_lets_no_guesser_through(share: float) -> None:
    own = base(0.9)

    def says(reply: Reply, chance: Random) -> Reply:
        return own.says(reply, chance) if chance.random() < share else reply

    for seed in range(10):
        control = play(replace(own, says=says), WORD, seed, "base")
        assert judge(Case(play(guesser(WORD), WORD, seed), control)).verdict == "underpowered"


def test_the_reader_control_counts_where_nothing_was_shown() -> None:
    rows = tuple(
        Reply(f"q{i}", "unformatted", named="HELOL", visible=int(i >= 20), reader=WORD)
        for i in range(30)
    )
    found = judge(
        replace(case(Subject(), 0.0), subject=replace(play(Subject(), WORD, 0), replies=rows))
    )
    # 24 forced guesses in the hints, the beginning that showed nothing, and 10 of one letter
    assert found.guessing.n == 35
    assert found.guessing.usual


def test_claiming_a_guessable_rule_without_keeping_it_is_claiming() -> None:
    found = judge(case(replace(knower(WORD), keeps=0.0), 0.9))
    assert found.verdict == "claims without doing"
