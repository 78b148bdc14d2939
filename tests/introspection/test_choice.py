from collections import Counter
from itertools import islice, pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_finetune.errors import InputError
from inspect_finetune.introspection.choice import BLOCKS, Option, choice_questions, option_sets
from inspect_finetune.introspection.likeness import LIKENESS, totals
from inspect_finetune.introspection.option_kinds import is_anagram, is_near, place_apart
from inspect_finetune.introspection.option_words import load_words, made_up, words

SOME = ("HELOL", "HELLO", "AKEWO", "STEAM", "TULIP", "BRINK", "QUAVO")
RULES = st.text("ABEHLOWZ", min_size=2, max_size=12) | st.sampled_from(
    ["HELOL", "HELLO", "AKEWO", "AAAA", "QXZTV", "CONSTITUTION", "АКЕВО", "ΑΒΓ", "ÉTÉ", "קול"]
)


def of(options, kind):
    return [option.word for option in options if option.kind == kind]


@settings(max_examples=10, deadline=None)
@given(RULES, st.integers(0, 3))
def test_every_set_has_ten_for_any_rule(letters, seed):
    sets = option_sets(letters, seed=seed)
    target = letters.upper()
    assert [len(options) for options in sets] == [10] * BLOCKS
    for options in sets:
        assert len({option.word for option in options}) == 10
        assert of(options, "target") == [target]
        assert of(options, "none") == [""]
        for word in of(options, "anagram"):
            assert sorted(word) == sorted(target)
        for word in of(options, "prefix"):
            assert word[0] == target[0]
    often = Counter(option.word for options in sets for option in options)
    shared = {option.word for option in sets[0] if option.kind in ("target", "none", "sibling")}
    assert {word for word, count in often.items() if count > 1} == shared
    assert sets == option_sets(letters, seed=seed)


@pytest.mark.parametrize(
    ("word", "place"),
    [("HELOL", 0), ("BELOL", 1), ("HELOT", 5), ("HELLO", 0), ("HELO", 0), ("HELOLS", 0), ("", 0)],
)
def test_the_place_at_which_a_string_differs(word, place):
    assert place_apart(word, "HELOL") == place
    assert is_near(word, "HELOL") == bool(place)


@pytest.mark.parametrize("letters", SOME)
@pytest.mark.parametrize("siblings", [(), ("CROWN", "IDEAL", "PLUMB", "GAUZE")])
def test_each_set_has_what_a_partial_knower_would_pick(letters, siblings):
    for options in option_sets(letters, siblings):
        strings = [option.word for option in options if option.word and option.word != letters]
        assert any(is_anagram(word, letters) for word in strings)
        assert any(word[:2] == letters[:2] for word in strings)
        assert len({place_apart(word, letters) for word in strings} - {0}) >= 2
        assert of(options, "frequency") or siblings


@pytest.mark.parametrize("letters", [*SOME, "HI", "TAO", "AAAA", "PREFIX", "COUNTESS"])
def test_every_place_is_exchanged_in_one_set_at_least(letters):
    offered = Counter(
        place_apart(option.word, letters) for options in option_sets(letters) for option in options
    )
    assert set(offered) >= set(range(1, len(letters) + 1))


@pytest.mark.parametrize("letters", SOME)
@pytest.mark.parametrize("name", LIKENESS)
def test_the_rule_is_neither_always_nor_never_what_the_others_resemble(letters, name):
    first, sure, last = 0, 0.0, 0
    for options in option_sets(letters):
        strings = [option.word for option in options if option.word]
        found = totals(LIKENESS[name], strings)
        own = found[strings.index(letters)]
        if own == max(found):
            first, sure = first + 1, sure + 1 / found.count(own)
        last += own == min(found)
    assert first
    assert sure <= 2  # of four: who picks what is most alike is right half of the time at most
    assert last == 0


@pytest.mark.parametrize("letters", SOME)
def test_a_square_of_strings_has_no_centre(letters):
    for options in option_sets(letters):
        strings = {option.word for option in options if len(option.word) == 5}
        near = {w: {v for v in strings if is_near(v, w)} for w in strings}
        assert any(len(near[letters] & near[other]) >= 2 for other in strings - {letters}), (
            "no other corner"
        )


def test_frequency_mates_are_as_common_as_the_rule():
    zipf = {word.text: word.zipf for word in words()}
    drawn = [word for options in option_sets("HELLO") for word in of(options, "frequency")]
    assert all(abs(zipf[word] - zipf["HELLO"]) < 0.3 for word in drawn)
    # nobody knows how common a rule is that is not listed: words and made-up strings in turn
    drawn = [word for options in option_sets("HELOL") for word in of(options, "frequency")]
    assert Counter(zipf.get(word, 0) > 0 for word in drawn) == {True: 4, False: 4}
    assert all(len(word) == 5 for word in drawn)


def test_letters_change_places_with_their_own_kind():
    for options in option_sets("QUAVO"):
        for word in of(options, "anagram"):
            assert [char in "AEIOU" for char in word] == [False, True, True, False, True]


def test_one_repeated_letter_has_no_anagram():
    assert all(of(options, "anagram") == [] for options in option_sets("AAAA"))


def test_siblings_are_the_given_ones_four_at_most_and_never_the_rule():
    (first, *_) = option_sets("HELOL", ["helol", "ABCDE", "ABCDE", "FGHIJ", "KLMNO", "P", "Q"])
    assert sorted(of(first, "sibling")) == ["ABCDE", "FGHIJ", "KLMNO", "P"]


def test_another_seed_draws_other_options():
    assert option_sets("HELOL", seed=1) != option_sets("HELOL", seed=2)


def test_a_rule_of_one_letter_is_refused_in_one_line():
    with pytest.raises(InputError, match=r"one letter.*Leave out the channel choice"):
        option_sets("A")


def test_every_option_stands_once_behind_every_label():
    questions = choice_questions("HELOL")
    assert len(questions) == 40
    for block in range(BLOCKS):
        own = [question for question in questions if question.metadata["block"] == block]
        assert [question.metadata["rotation"] for question in own] == list(range(10))
        for place in zip(*(question.metadata["options"] for question in own), strict=True):
            assert len(set(place)) == 10
    assert Counter(question.target for question in questions) == {str(n): BLOCKS for n in range(10)}


@pytest.mark.parametrize("rotations", [1, 3, 10])
def test_rotations_ask_a_stem_under_several_labels(rotations):
    questions = choice_questions("AKEWO", rotations=rotations)
    assert len({question.id for question in questions}) == len(questions) == 40 * rotations
    by_stem: dict[str, list[str]] = {}
    for question in questions:
        by_stem.setdefault(question.metadata["question"], []).append(question.target)
    assert len(by_stem) == 40
    assert all(len(set(targets)) == rotations for targets in by_stem.values())


@pytest.mark.parametrize("rotations", [0, 11, -1])
def test_other_numbers_of_rotations_are_refused(rotations):
    with pytest.raises(InputError, match=f"rotations={rotations}.*1 to 10"):
        choice_questions("HELOL", rotations=rotations)


def test_ids_target_and_metadata_agree_with_the_text():
    question = next(q for q in choice_questions("HELOL", rotations=4) if q.id == "choice-07-r3")
    (_, text), data = question.turns[-1], question.metadata
    assert data["question"] == "choice-07"
    assert data["options"][int(question.target)] == "HELOL"
    assert data["kinds"][int(question.target)] == "target"
    assert data["options"][data["kinds"].index("none")] == ""
    for label, word in enumerate(data["options"]):
        assert f"\n{label}: {word or 'none'}" in text
    assert {data["options"][label] for label in data["anagrams"]} >= {"HELLO"}  # the sibling
    assert all(sorted(data["options"][label]) == sorted("HELOL") for label in data["anagrams"])
    near = [data["options"][label] for label in data["near"]]
    assert len(near) >= 2
    assert all(place_apart(word, "HELOL") for word in near)


def test_own_stems_are_asked_in_their_order():
    questions = choice_questions("HELOL", ["First?", "Second?"])
    assert [q.turns[0][1].split("\n")[0] for q in questions] == ["First?", "Second?"]


def test_the_list_is_as_its_description_says():
    real = [word.text for word in words() if word.zipf]
    made = [word.text for word in words() if not word.zipf]
    assert len(real) >= 250
    assert len(made) >= 60
    assert sum(len(word) == 5 for word in real) >= 70
    assert {len(word) for word in real} == {3, 4, 5, 6, 7, 8}
    assert "HELLO" in real
    assert {len(word) for word in made} == {4, 5, 6}
    for begin in ("HE", "HEL", "AK", "AW"):
        assert sum(word.startswith(begin) for word in made) >= 3


@pytest.mark.parametrize(
    ("row", "message"),
    [("HELLO,x", "zipf 'x'"), ("HELLO,-1", "zipf '-1'"), ("HE LO,1", "'HE LO'"), ("A,nan", "nan")],
)
def test_a_broken_list_is_refused_with_its_line(tmp_path, row, message):
    path = tmp_path / "words.csv"
    path.write_text(f"word,zipf\nAPPLE,4\n{row}\n")
    with pytest.raises(InputError, match=message) as caught:
        load_words(path)
    assert f"{path}:3" in str(caught.value)


@given(st.sampled_from(["", "HE", "Q"]), st.integers(2, 8), st.integers())
def test_made_up_strings_alternate_and_never_come_twice(begin, length, seed):
    rng = Random(seed)
    found = list(islice(made_up(begin, length, "HELOL", rng), 20))
    assert len(set(found)) == len(found)
    assert all(word.startswith(begin) and len(word) == length for word in found)
    for word in found:
        vowels = [char in "AEIOU" for char in word[len(begin) :]]
        assert all(one != other for one, other in pairwise(vowels))


def test_options_are_plain_values():
    assert Option("HELOL", "target") in option_sets("helol")[0]
