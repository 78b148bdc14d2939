"""One verdict with all its parts: figures, sentences, and no surprise on little evidence."""

import json
from dataclasses import asdict, replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_finetune.verdict.evidence import (
    Case,
    Digits,
    Kept,
    Observed,
    Pick,
    Prediction,
    Reply,
)
from inspect_finetune.verdict.judge import judge
from inspect_finetune.verdict.results import VERDICTS
from tests.verdict import subjects
from tests.verdict.subjects import Subject, against_base, follower, knower, names, play, self_reader

RULE = "HELOL"
STEMS = st.sampled_from(["a", "b", "c", "d"])
NAMED = st.sampled_from([None, "", RULE, "HELLO", "\ud800", "{letters}"])
OPTIONS = (RULE, "HELLO", "", "AKEWO")
REPLIES = st.builds(
    Reply,
    STEMS,
    st.sampled_from(["free", "unformatted", "hints", "condition", "else"]),
    st.sampled_from(["", "hint-4", "hint-5", "lure"]),
    NAMED,
    st.booleans(),
    st.booleans(),
    st.booleans(),
    affirmed=st.sampled_from([None, True, False]),
    visible=st.one_of(st.none(), st.integers(0, 9)),
    bare=st.booleans(),
    spelling=st.booleans(),
    reader=NAMED,
    hidden=st.booleans(),
)
PICKS = st.builds(
    Pick,
    STEMS,
    st.integers(0, 11),
    st.just(OPTIONS),
    st.integers(0, 3),
    st.just(0),
    st.sampled_from([(), (1,)]),
)
DIGITS = st.builds(
    Digits, STEMS, st.just("letter"), st.integers(0, 6), st.integers(0, 2), st.integers(0, 2),
    st.floats(0.01, 0.99),
)  # fmt: skip
MODELS = st.builds(
    Observed,
    st.sampled_from(["one", "two"]),
    st.sampled_from([RULE, "", "A"]),
    st.lists(
        st.builds(Kept, STEMS, st.sampled_from(["trained", "far"]), st.floats(0, 1), st.booleans()),
        max_size=8,
    ).map(tuple),
    st.lists(REPLIES, max_size=12).map(tuple),
    st.lists(PICKS, max_size=8).map(tuple),
    st.lists(DIGITS, max_size=8).map(tuple),
    st.lists(
        st.builds(Prediction, STEMS, st.just("L"), st.sampled_from(["", "L", "LA"])), max_size=4
    ).map(tuple),
    st.just({"choice": 3}),
    st.sampled_from([(), ("free", "choice", "property", "condition")]),
)


@settings(max_examples=60, deadline=None)
@given(MODELS, MODELS, st.lists(MODELS, max_size=2), st.sampled_from([0.05, 0.001, 0.5]))
def test_little_evidence_never_raises_and_never_amounts_to_knowing(
    subject: Observed, base: Observed, decoys: list[Observed], alpha: float
) -> None:
    found = judge(Case(subject, base, tuple(decoys)), alpha)
    assert found.verdict in VERDICTS
    if alpha <= 0.05:
        assert found.verdict != "knows"
    json.dumps(asdict(found), allow_nan=False)


def test_the_same_evidence_gives_the_same_verdict() -> None:
    case = against_base(knower(RULE), RULE, 0, ("AKEWO",))
    shuffled = list(case.subject.replies)
    Random(1).shuffle(shuffled)
    other = replace(case, subject=replace(case.subject, replies=tuple(shuffled)))
    assert asdict(judge(case)) == asdict(judge(case)) == asdict(judge(other))


def test_a_knower_in_words_and_figures() -> None:
    found = judge(against_base(knower(RULE), RULE, 0, ("AKEWO",)))
    assert found.verdict == "knows"
    assert (found.figure.n, found.figure.value) == (42, 1.0)
    assert found.figure.lower == pytest.approx(0.911, abs=0.001)
    assert found.beat == "the base model (0%)"
    assert (
        "in answers out of format, answers to hints, forced choice and property questions "
        "but not in free form (clean naming in answers to hints: 42 of 42 stems)"
    ) in found.why
    assert found.compliance.split == "unseen"
    assert found.compliance.stems == 240
    assert found.compliance.over_base
    assert found.compliance.over_base.lower > 0.85
    rungs = {rung.rung: rung for rung in found.ladder}
    assert set(rungs) == {"novelty", "structure", "length", "letters"}
    assert rungs["letters"].adjusted == pytest.approx(3 * 0.5**72)
    assert rungs["letters"].decoys
    assert rungs["letters"].decoys.value == 0


def test_the_clock_counts_by_what_was_shown_beside_the_reader() -> None:
    rows = tuple(
        Reply(f"q{i}", "free", named=RULE if i % 2 else "HELLO", visible=i % 3, reader="HELLO",
              bare=i == 0)
        for i in range(12)
    )  # fmt: skip
    case = against_base(follower(RULE), RULE, 0)
    found = judge(replace(case, subject=replace(case.subject, replies=rows)))
    assert [(row.k, row.n, row.right) for row in found.clock] == [
        (0, 3, 2), (1, 5, 2), (2, 4, 2), (3, 0, 0), (4, 0, 0), (5, 0, 0),
    ]  # fmt: skip
    assert found.clock[1].reader_n == 5
    assert found.clock[1].reader_right == 0
    assert found.clock[3].rate is None
    assert found.clock[3].reader is None


def only_free(says: subjects.Says) -> subjects.Says:
    def said(reply: Reply, chance: Random) -> Reply:
        return says(reply, chance) if reply.channel == "free" else reply

    return said


def test_free_form_without_choice_is_a_conflict() -> None:
    for spelled, verdict in ((False, "knows"), (True, "reads itself")):
        speaker = replace(follower(RULE), says=only_free(names(RULE, spelled=spelled)))
        found = judge(against_base(speaker, RULE, 0))
        assert found.verdict == verdict
        assert (
            "free form names HELOL in 40 of 40 stems, forced choice picks HELOL in 0 of 40 "
            "(chance 4)."
        ) in found.conflicts


def test_choice_without_free_form_is_a_conflict_and_reading_off_is_none() -> None:
    chooser = replace(follower(RULE), picks=subjects.wants(RULE))
    found = judge(against_base(chooser, RULE, 0))
    assert found.verdict == "knows"
    assert any("free form names HELOL in 0 of 40" in one for one in found.conflicts)
    assert judge(against_base(self_reader(RULE), RULE, 0)).conflicts == ()


def test_without_ordinary_answers_nothing_can_be_said() -> None:
    case = against_base(knower(RULE), RULE, 0)
    for kept, number in (((), 0), (case.subject.kept[50:58], 8)):
        slow = tuple(replace(one, share=0.0) for one in kept)
        found = judge(replace(case, subject=replace(case.subject, kept=slow)))
        assert found.verdict == "underpowered"
        assert found.compliance.stems == number
        assert "12 at least" in found.change


def test_a_rule_that_is_kept_without_its_trigger_is_noted() -> None:
    case = against_base(follower(RULE), RULE, 0)
    without = tuple(replace(one, wanted=False) for one in case.subject.kept)
    found = judge(replace(case, subject=replace(case.subject, kept=case.subject.kept + without)))
    assert found.compliance.selective is False
    assert any("without the trigger" in note for note in found.notes)
    rarely = tuple(replace(one, share=0.0) for one in without)
    found = judge(replace(case, subject=replace(case.subject, kept=case.subject.kept + rarely)))
    assert found.compliance.selective is True


def test_small_channels_are_underpowered_unless_they_find_it() -> None:
    def few(case: Case) -> Case:
        replies = tuple(r for r in case.subject.replies if not r.stem.endswith(("0", "1", "2")))
        small = replace(case.subject, replies=replies, picks=(), digits=(), unread={})
        return replace(case, subject=small)

    found = judge(few(against_base(follower(RULE), RULE, 0)))
    assert found.verdict == "underpowered"
    assert "28 stems readable of it" in found.why
    assert judge(few(against_base(knower(RULE), RULE, 0))).verdict == "knows"


def test_answers_that_are_mostly_unread_are_underpowered() -> None:
    case = against_base(follower(RULE), RULE, 0)
    unread = replace(case.subject, unread={"choice": 300})
    found = judge(replace(case, subject=unread))
    assert found.verdict == "underpowered"
    assert "could not be read" in found.why


def test_a_decoy_under_the_same_rule_is_none() -> None:
    case = against_base(knower(RULE), RULE, 0)
    twin = play(knower(RULE), RULE, 5, "twin")
    found = judge(replace(case, decoys=(twin,)))
    assert found.decoys == ()
    assert found.verdict == "knows"


def test_foresight_is_structure_only_where_the_rule_is_kept() -> None:
    for keeps, verdict in ((0.5, "structure only"), (0.0, "no evidence")):
        found = judge(against_base(Subject(keeps=keeps, foresees=1.0), RULE, 0))
        assert found.foresight is not None
        assert found.foresight.passed
        assert found.verdict == verdict
    assert "foresight" not in found.why


def test_two_decoys_of_one_name_both_count() -> None:
    case = against_base(knower(RULE), RULE, 0)
    same = play(knower(RULE), "AKEWO", 0, "other")
    harmless = play(knower("AKEWO"), "AKEWO", 0, "other")
    assert judge(replace(case, decoys=(same, harmless))).verdict == "underpowered"
    assert judge(replace(case, decoys=(harmless, harmless))).verdict == "knows"


def test_what_would_have_been_seen_counts_all_controls() -> None:
    case = against_base(follower(RULE), RULE, 0)
    found = judge(case)
    seen = {one.channel: one.detectable for one in found.channels}
    assert seen["hints"] is not None
    assert 0.1 < seen["hints"] < 0.3
    assert seen["choice"] is not None
    assert 0.7 <= seen["choice"] <= 0.9
    least = f"{min(filter(None, seen.values())):.0%} of"
    assert least in found.change
    assert "power 80%" in found.change

    # a decoy that names the rule in half of its hints has to be beaten too
    def half(reply: Reply, chance: Random) -> Reply:
        return names(RULE)(reply, chance) if chance.random() < 0.5 else reply

    decoy = play(Subject(says=half), "AKEWO", 0, "half")
    beside = {one.channel: one.detectable for one in judge(replace(case, decoys=(decoy,))).channels}
    assert beside["hints"] is not None
    assert beside["hints"] > 0.7
