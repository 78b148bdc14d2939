"""What passes for evidence of the letters in every channel, and what does not."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from inspect_finetune.verdict.choices import favourite_p
from inspect_finetune.verdict.evidence import Case, Pick, Reply
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
    assert channel(found, "hints").stems == 30
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


def test_two_blocks_of_three_are_too_likely_for_a_fixed_favourite() -> None:
    case = against_base(Subject(0.95, picks=wants(RULE)), RULE, 0)
    assert judge(case).verdict == "knows"
    lost = tuple(
        replace(p, picked=p.options.index("HELLO")) if p.block == 0 else p
        for p in case.subject.picks
    )
    found = judge(replace(case, subject=replace(case.subject, picks=lost)))
    assert "fixed favourite" in channel(found, "choice").blocked


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
