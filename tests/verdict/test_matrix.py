"""The word-by-model matrix and its exact permutation p."""

from itertools import permutations

import pytest
from scipy import stats

from inspect_finetune.verdict.conclusion import Conclusion
from inspect_finetune.verdict.evidence import Observed, Pick
from inspect_finetune.verdict.matrix import pick_matrix
from inspect_finetune.verdict.tables import common_grids

WORDS = ("HELOL", "AKEWO", "TRUST", "PLANT", "SMILE")


def model(own: str, picks: dict[str, int], offered: tuple[str, ...] = WORDS) -> Observed:
    options = (*offered, "")
    chosen = [word for word, times in picks.items() for _ in range(times)]
    return Observed(
        model=f"model of {own}",
        letters=own,
        picks=tuple(
            Pick(f"choice-{i}", 0, options, options.index(word), offered.index(own))
            for i, word in enumerate(chosen)
        ),
    )


def test_models_that_pick_their_own_words_reach_the_smallest_p() -> None:
    found = pick_matrix([model(word, {word: 10}) for word in WORDS], None)
    assert found.difference == pytest.approx(1.0)
    assert found.p == found.smallest == pytest.approx(1 / 120)
    assert found.exact
    assert found.base == ()


@pytest.mark.parametrize(("count", "smallest"), [(2, 1 / 2), (3, 1 / 6), (4, 1 / 24)])
def test_few_words_reach_little(count: int, smallest: float) -> None:
    found = pick_matrix([model(word, {word: 10}) for word in WORDS[:count]], None)
    assert found.p == found.smallest == pytest.approx(smallest)


def test_p_counts_every_assignment() -> None:
    models = [
        model("HELOL", {"HELOL": 4, "AKEWO": 3, "TRUST": 3}),
        model("AKEWO", {"HELOL": 5, "AKEWO": 4, "": 1}),
        model("TRUST", {"HELOL": 2, "AKEWO": 2, "TRUST": 6}),
    ]
    found = pick_matrix(models, model("HELOL", {"": 9, "HELOL": 1}))
    assert found.rates == ((0.4, 0.3, 0.3), (0.5, 0.4, 0.0), (0.2, 0.2, 0.6))
    assert found.base == (0.1, 0.0, 0.0)
    assert found.difference == pytest.approx(1.4 / 3 - 1.5 / 6)
    # own words 1.4; assignments with as much: the own one and the swap of the first two (.3+.5+.6)
    assert found.p == pytest.approx(2 / 6)


def test_p_is_scipys_over_pairings() -> None:
    rates = [[3, 1, 0, 2], [2, 4, 1, 0], [0, 3, 2, 2], [1, 1, 1, 5]]
    words = WORDS[:4]
    models = [
        model(word, {**dict(zip(words, row, strict=True)), "": 10 - sum(row)})
        for word, row in zip(words, rates, strict=True)
    ]
    expected = stats.permutation_test(
        (list(range(4)),),
        lambda order: sum(rates[i][int(word)] for i, word in enumerate(order)),
        permutation_type="pairings",
        alternative="greater",
        vectorized=False,
    )
    assert expected.null_distribution.size == len(list(permutations(range(4))))
    assert pick_matrix(models, None).p == pytest.approx(expected.pvalue)


def test_a_word_that_was_not_offered_is_left_out() -> None:
    pair = WORDS[:2]
    found = pick_matrix(
        [model("HELOL", {"HELOL": 5}, pair), model("AKEWO", {"AKEWO": 5}, pair),
         model("TRUST", {"TRUST": 5})],
        None,
    )  # fmt: skip
    assert found.rates[0] == (1.0, 0.0, None)
    assert found.p == found.smallest == pytest.approx(1 / 2)
    assert found.usable == pair
    assert found.missing == (("model of HELOL", ("TRUST",)), ("model of AKEWO", ("TRUST",)))


def test_words_that_nobody_else_was_offered_compare_nothing() -> None:
    found = pick_matrix([model(word, {word: 5}, (word, "OTHER")) for word in WORDS[:3]], None)
    assert found.difference is found.p is found.smallest is None
    verdicts = Conclusion((), found, (), (), ())
    (grid,) = common_grids(verdicts)
    assert "Nothing can be compared" in grid.note
    assert (
        "model of HELOL was not offered AKEWO and TRUST: run its choice again with "
        "--sibling AKEWO --sibling TRUST."
    ) in grid.note


def test_models_without_choices_or_with_one_word_tell_nothing() -> None:
    silent = Observed("silent", "PLANT")
    assert pick_matrix([], None).p is None
    assert pick_matrix([model("HELOL", {"HELOL": 5})], None).p is None
    assert pick_matrix([model("HELOL", {"HELOL": 5})] * 2, None).p is None
    found = pick_matrix([model(word, {word: 3}) for word in WORDS[:3]] + [silent], None)
    assert found.p == pytest.approx(1 / 6)


def test_two_models_of_one_word_share_its_column() -> None:
    found = pick_matrix([model(word, {word: 5}) for word in ("HELOL", "HELOL", "AKEWO")], None)
    assert found.words == ("HELOL", "AKEWO")
    assert found.p == found.smallest == pytest.approx(2 / 6)


def test_many_words_are_sampled() -> None:
    words = tuple(f"WORD{letter}" for letter in "ABCDEFGHI")
    found = pick_matrix([model(word, {word: 2}, words) for word in words], None)
    assert not found.exact
    assert found.p == pytest.approx(1 / 10_000, abs=2e-4)
