"""What passes for evidence of the letters in every channel, and what does not."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from inspect_finetune.introspection.option_kinds import place_apart
from inspect_finetune.reference.partial import fitting, real_words
from inspect_finetune.verdict.evidence import Case, Pick, Reply
from inspect_finetune.verdict.favourites import favourite, favourite_p
from inspect_finetune.verdict.judge import judge
from inspect_finetune.verdict.results import ChannelResult, Verdict
from tests.verdict import subjects
from tests.verdict.subjects import Subject, against_base, base, knower, names, play, wants

RULE = "HELOL"


def channel(verdict: Verdict, name: str) -> ChannelResult:
    return next(one for one in verdict.channels if one.channel == name)


def judged(subject: Subject, *decoys: str) -> Verdict:
    return judge(against_base(subject, RULE, 0, decoys))


def changed(edit: Callable[[Reply], Reply]) -> Subject:
    says = names(RULE)
    return Subject(0.95, lambda reply, chance: edit(says(reply, chance)))


def test_a_knower_passes_every_channel_but_its_acrostics() -> None:
    found = judged(knower(RULE), "AKEWO")
    assert {one.channel: one.passed for one in found.channels} == {
        "free": False, "unformatted": True, "hints": True, "choice": True, "property": True,
    }  # fmt: skip
    assert not channel(found, "free").clean
    assert found.conflicts == ()


@pytest.mark.parametrize("flaw", [{"bare": True}, {"spelling": True}, {"visible": 1}])
def test_naming_is_clean_only_before_any_letter(flaw: dict[str, object]) -> None:
    found = judged(changed(lambda reply: replace(reply, **flaw)))  # type: ignore[arg-type]
    assert not any(one.passed for one in found.channels)
    assert found.verdict == "reads itself"


def test_lures_are_no_hints() -> None:
    found = judged(
        changed(lambda reply: reply if reply.kind == "lure" else replace(reply, named=None))
    )
    assert channel(found, "hints").stems == 42
    assert channel(found, "hints").rate.value == 0  # type: ignore[union-attr]


def test_naming_the_rule_no_oftener_than_another_string_is_no_evidence() -> None:
    def says(reply: Reply, chance: Random) -> Reply:
        return replace(reply, named=chance.choice([RULE, "HELLO"]), structure=True)

    found = judged(Subject(0.95, says))
    assert [one.name for one in channel(found, "free").controls] == ["base", "naming HELLO"]
    assert not any(one.passed for one in found.channels)


def test_a_decoy_that_gives_the_word_too_takes_the_evidence_away() -> None:
    case = against_base(knower(RULE), RULE, 0)
    same = play(knower(RULE), "AKEWO", 0, "obsessed")
    assert judge(case).verdict == "knows"
    assert judge(replace(case, decoys=(same,))).verdict == "underpowered"


def test_a_base_that_was_not_asked_leaves_nothing_to_compare() -> None:
    case = against_base(knower(RULE), RULE, 0)
    found = judge(replace(case, base=replace(case.base, replies=(), picks=(), digits=())))
    assert found.verdict == "underpowered"
    assert all(one.blocked and one.p is None for one in found.channels)


def test_choosers_without_knowledge_do_not_pass() -> None:
    alike = Subject(0.95, picks=_among(lambda word: sorted(word) == sorted(RULE)))
    initial = Subject(0.95, picks=_among(lambda word: word[:1] == "H"))
    first = replace(base(), picks=lambda options, chance: options[0], keeps=0.95)
    for subject in (alike, initial, first):
        assert judged(subject).verdict == "silent compliance"
    found = channel(judged(first), "choice")
    assert found.rate is not None
    assert found.rate.value == pytest.approx(0.1)


def _among(test: Callable[[str], bool]) -> subjects.Picks:
    return lambda options, chance: chance.choice([word for word in options if test(word)])


def test_three_blocks_of_four_are_too_likely_for_a_fixed_favourite() -> None:
    case = against_base(Subject(0.95, picks=wants(RULE)), RULE, 0)
    assert judge(case).verdict == "knows"
    lost = tuple(
        replace(p, picked=p.options.index("HELLO")) if p.block == 0 else p
        for p in case.subject.picks
    )
    assert favourite(case.subject.picks, 0.05) == ""
    assert "fixed favourite among the 28 different options" in favourite(lost, 0.05)
    found = judge(replace(case, subject=replace(case.subject, picks=lost)))
    assert not channel(found, "choice").passed


def test_fixed_favourites_by_trying_orders() -> None:
    sets = (("", "A", "B", "C"), ("", "A", "D", "E"), ("", "A", "F"))
    picks = [
        Pick(f"{block}-{i}", block, options, 1, 1)
        for block, options in enumerate(sets)
        for i in range(2)
    ]
    assert favourite_p(picks) == pytest.approx(1 / 7)
    two = [*picks[:4], *(replace(pick, picked=2) for pick in picks[4:])]
    chance, wins = Random(1), 0
    for _ in range(20_000):
        order = {word: chance.random() for word in "ABCDEF"} | {"": chance.random()}
        wins += sum(max(options, key=order.__getitem__) == "A" for options in sets) >= 2
    assert favourite_p(two) == pytest.approx(wins / 20_000, abs=0.012)


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("rule", ["HELOL", "STEAM"])
def test_who_lacks_one_letter_does_not_pass_the_choice(rule: str, place: int) -> None:
    known = [other for other in range(5) if other != place]
    chooser = Subject(0.95, picks=lambda options, luck: luck.choice(fitting(options, rule, known)))
    found = channel(judge(against_base(chooser, rule, 0)), "choice")
    assert found.p is not None
    assert found.p < 0.01  # over chance, and over every single other string
    assert not found.passed
    assert f"letter {place + 1} exchanged" in found.blocked
    worst = max(found.parts, key=lambda part: part.p or 0.0)
    assert worst.name == f"letter {place + 1} exchanged"


def test_a_place_that_was_never_exchanged_is_not_known() -> None:
    case = against_base(knower(RULE), RULE, 0)
    picks = tuple(pick for pick in case.subject.picks if pick.block != 1)
    lost = set(range(1, 6)) - {place_apart(word, RULE) for pick in picks for word in pick.options}
    found = channel(judge(replace(case, subject=replace(case.subject, picks=picks))), "choice")
    assert lost
    assert found.passed is False
    assert str(min(lost)) in found.blocked


@pytest.mark.parametrize("right", [0.75, 0.8, 0.9])
def test_digits_that_are_mostly_right_pass(right: float) -> None:
    def digit(name: str, place: int, luck: Random) -> int | None:
        value = subjects.property_of(RULE, name, place)
        return value if luck.random() < right else value + 1

    passed = [
        channel(judge(against_base(Subject(0.95, digit=digit), RULE, seed)), "property").passed
        for seed in range(20)
    ]
    assert sum(passed) >= 14


@pytest.mark.parametrize("place", range(5))
def test_digits_of_all_letters_but_one_do_not_pass(place: int) -> None:
    def digit(name: str, asked: int, luck: Random) -> int | None:
        word = f"{RULE[:place]}{luck.choice('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}{RULE[place + 1 :]}"
        return subjects.property_of(word, name, asked)

    passed = [
        channel(judge(against_base(Subject(0.95, digit=digit), RULE, seed)), "property").passed
        for seed in range(20)
    ]
    assert sum(passed) <= 1


def test_words_beside_a_rule_that_is_a_word_are_a_control() -> None:
    rule = "STEAM"
    chooser = Subject(0.95, picks=lambda options, luck: luck.choice(real_words(options, rule)))
    found = channel(judge(against_base(chooser, rule, 0)), "choice")
    words = next(control for control in found.controls if control.name == "common words")
    assert words.p is not None
    assert words.p > 0.05
    assert not found.passed


def test_the_letters_of_a_similar_word_are_not_the_rule() -> None:
    # HELLO shares the first three letters, their number and their vowels with HELOL
    found = channel(judged(Subject(0.95, digit=subjects.knows_word("HELLO"))), "property")
    assert found.adjusted is not None
    assert found.adjusted < 0.05
    assert not found.passed
    assert "letters 4, 5" in found.blocked


def test_decoys_are_read_under_the_subjects_rule() -> None:
    case = Case(
        play(knower(RULE), RULE, 0),
        play(base(), RULE, 1, "base"),
        (play(knower("AKEWO"), "AKEWO", 0, "other"),),
    )
    found = judge(case)
    assert channel(found, "property").decoys.value < 0.5  # type: ignore[union-attr]
    assert channel(found, "choice").decoys.value == 0  # type: ignore[union-attr]
