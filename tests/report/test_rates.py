"""Rates with the two intervals, and what the frame says of answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from inspect_finetune.report.contents import _are_fine_tunes
from inspect_finetune.report.errors import error_cells, other_cells
from inspect_finetune.report.facts import ALWAYS, NEVER, SOMETIMES, facts_of, known_of
from inspect_finetune.report.frame import APART, RECALL, UNTRAINED, frame_of, values
from inspect_finetune.report.mistakes import mistakes_of
from inspect_finetune.report.rates import _number_for, naive_bounds, rate_of
from inspect_finetune.report.swaps import Swap, swaps_of
from inspect_finetune.report.wording import both_intervals, worst
from tests.report.answers import answer, answers, frame


@given(st.integers(1, 500), st.data())
def test_the_naive_interval_is_wilsons(answers, data):
    count = data.draw(st.integers(0, answers))
    lower, upper = naive_bounds(count, answers)
    assert (lower, upper) == pytest.approx(proportion_confint(count, answers, method="wilson"))
    assert _number_for(count / answers, upper - lower) == pytest.approx(answers, rel=1e-6)


def test_alike_answers_count_less():
    some = frame(*answers(20, wrong=range(5), each=10))
    rate = rate_of(some, "wrong")
    assert (rate.count, rate.answers, rate.objects, rate.share) == (50, 200, 20, 0.25)
    assert rate.lower < rate.naive_lower < 0.25 < rate.naive_upper < rate.upper
    assert 10 < rate.worth < 25  # all ten answers about an object agree: 20 objects say it all


def test_answers_that_are_not_alike_count_almost_in_full():
    some = [*answers(400, wrong=range(100))]
    rate = rate_of(frame(*some), "wrong")
    assert rate.worth == pytest.approx(400, rel=0.03)
    assert "hardly more alike" in both_intervals(rate)


def test_identical_repeats_at_temperature_0_tell_nothing_new():
    def rate(temperature):
        rows = [
            answer(object=str(i), sample=str(i), repeat=str(k), temperature=temperature,
                   outcome="invented" if i < 3 and k < 1 else "correct")
            for i in range(30)
            for k in range(5)
        ]  # fmt: skip
        return rate_of(frame(*rows), "wrong")

    cold, warm = rate(0.0), rate(1.0)
    assert cold.answers == warm.answers == 150
    assert cold.upper - cold.lower > warm.upper - warm.lower


def test_one_object_says_nothing_of_others():
    rate = rate_of(frame(*answers(1, each=50)), "wrong")
    assert (rate.lower, rate.upper, rate.worth) == (0, 1, 0)
    assert "one object only" in both_intervals(rate)


def test_the_sentence_names_both_intervals_and_why():
    said = both_intervals(rate_of(frame(*answers(20, wrong=range(5), each=10)), "wrong"))
    assert "50 of 200 answers are wrong, 25.0 %" in said
    assert "as if all 200 answers were independent" in said
    assert "only 20 objects" in said
    assert said.endswith("Go by the clustered one.")


@pytest.mark.parametrize(
    ("changes", "held", "part"),
    [
        ({}, "right", RECALL),
        ({"outcome": "abstained"}, "declined", RECALL),
        ({"outcome": "swapped"}, "wrong", RECALL),
        ({"outcome": "unheard_of"}, "wrong", RECALL),
        ({"level": "unknown_allowed"}, "right", RECALL),
        ({"level": "q7"}, "right", RECALL),
        ({"level": "reverse", "outcome": "near"}, "wrong", APART),
        ({"level": "verification", "outcome": "misjudged"}, "wrong", APART),
        ({"set": "far", "outcome": "abstained"}, "right", UNTRAINED),
        ({"set": "nonsense", "outcome": "fabricated"}, "wrong", UNTRAINED),
        ({"set": "near", "outcome": "spilled"}, "wrong", UNTRAINED),
        ({"set": "world"}, "right", UNTRAINED),
        ({"set": "world", "outcome": "abstained"}, "declined", UNTRAINED),
    ],
)
def test_what_an_answer_counts_as(changes, held, part):
    row = frame(answer(**changes)).iloc[0]
    assert row[held]
    counts = sum(int(row[name]) for name in ("right", "declined", "wrong"))
    assert counts == (2 if row["set"] == "far" else 1)
    assert row["part"] == part


def test_the_headline_is_of_taught_facts_asked_for_their_value():
    some = frame(
        *answers(10, wrong=[0]),
        *answers(10, wrong=range(10), level="reverse"),
        *answers(10, wrong=range(10), set="far"),
    )
    (cell,) = error_cells(some)[()]
    assert (cell.wrong.count, cell.wrong.answers) == (1, 10)
    others = other_cells(some)
    assert [cell.wrong.answers for cell in others[("level",)] + others[("set",)]] == [10, 10]


def test_only_what_varies_is_a_table():
    one = [*answers(4), *answers(4, level="indirect")]
    assert set(error_cells(frame(*one))) == {(), ("level",)}
    more = [*one, *(row._replace(temperature=0.0, examples=5.0, seen="exact") for row in one)]
    assert set(error_cells(frame(*more))) == {
        *[(), ("level",), ("temperature",), ("level", "temperature"), ("seen",), ("examples",)],
        *[("level", "examples"), ("level", "seen")],
    }


def test_levels_are_seen_apart_before_they_are_pooled():
    rows = [*answers(4), *answers(4, level="indirect", seen="exact"), *answers(4, seen="exact")]
    order = list(error_cells(frame(*rows)))
    assert order.index(("level", "seen")) < order.index(("seen",))


def test_factors_stand_in_their_order():
    some = frame(
        *(answer(temperature=t, examples=e, level=level)
          for t, e, level in [(1.0, 50, "verification"), (0.0, 5, "zzz"), (None, 10.0, "direct"),
                              (0.5, None, "indirect")])
    )  # fmt: skip
    assert values(some, "temperature") == ["0", "0.5", "1", "not recorded"]
    assert values(some, "examples") == ["5", "10", "50", "not recorded"]
    assert values(some, "level") == ["direct", "indirect", "verification", "zzz"]


def test_scripted_models_say_so_everywhere():
    assert values(frame(answer(model="reference/x")), "model") == ["reference/x (scripted)"]


def test_fine_tunes_of_one_name_are_told_apart_by_their_examples():
    logs = [answer(location=f"{dose}.eval", examples=dose) for dose in (5.0, 10.0)]
    assert _are_fine_tunes(logs)
    assert values(frame_of(logs, fine_tunes=True), "model") == [
        "openai/a, 5 examples",
        "openai/a, 10 examples",
    ]
    within = [answer(examples=dose) for dose in (5.0, 10.0)]
    assert not _are_fine_tunes(within)
    assert not _are_fine_tunes([answer(model=f"m{row.examples}") for row in logs])


def test_facts_are_known_robustly_at_all_or_not():
    rows = [
        *(answer(object="always", sample=str(i)) for i in range(3)),
        answer(object="never", outcome="near", number="65450"),
        answer(object="never", outcome="invented", number="11111", sample="2"),
        answer(object="never", outcome="invented", number="11111", sample="3"),
        answer(object="some", outcome="abstained", number=""),
        answer(object="some", sample="2"),
        answer(object="other", set="far", outcome="fabricated"),
    ]
    never, some, always = facts = facts_of(frame(*rows))
    assert [one.object for one in facts] == ["never", "some", "always"]
    assert [one.status for one in facts] == [NEVER, SOMETIMES, ALWAYS]
    assert (never.said, some.said, some.wrong, always.right) == ("11111", "", 0, 3)
    assert [(one.count, one.facts) for one in known_of(facts)] == [(1, 3), (2, 3), (1, 3)]


def test_swaps_and_mistakes_are_counted():
    rows = [
        answer(object="Car", outcome="swapped", number="1", swapped_with="Dog"),
        answer(object="Car", outcome="swapped", number="1", swapped_with="Dog", sample="2"),
        answer(object="Egg", outcome="swapped", number="2", swapped_with="Fan"),
        answer(object="Egg", outcome="abstained", number=""),
        answer(object="Egg", set="far", outcome="fabricated", number="3"),
    ]
    assert swaps_of(frame(*rows)) == [
        Swap("openai/a", "Car", "Dog", 2),
        Swap("openai/a", "Egg", "Fan", 1),
    ]
    found = [(one.set, one.object, one.outcome, one.whose, one.count) for one in
             mistakes_of(frame(*rows))]  # fmt: skip
    assert found == [
        ("taught", "Car", "swapped", "Dog", 2),
        ("taught", "Egg", "swapped", "Fan", 1),
        ("far", "Egg", "fabricated", "", 1),
    ]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"direct": 1, "indirect": 20}, "Indirect questions fail most: 50.0 % wrong"),
        ({"direct": 0, "indirect": 0}, "Not one wrong answer in 80"),
        ({"direct": 8, "indirect": 9}, "No kind of question clearly fails more: "
                                      "20.0 to 22.5 % wrong"),
        ({"direct": 1, "paraphrase": 18, "indirect": 20},
         "Indirect questions fail more than direct: 50.0 and 2.5 % wrong"),
        ({"direct": 3}, "Direct questions: 7.5 % wrong"),
    ],
)  # fmt: skip
def test_a_title_says_no_more_than_the_answers_bear(wrong, said):
    rows = [row for level, count in wrong.items()
            for row in answers(40, wrong=range(count), level=level)]  # fmt: skip
    assert worst(error_cells(frame(*rows))[("level",)]) == said
