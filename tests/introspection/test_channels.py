import json
import re
from collections import Counter
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from inspect_finetune.errors import InputError
from inspect_finetune.introspection.channel_texts import load_texts, texts
from inspect_finetune.introspection.channels import (
    CHANNELS,
    channel_questions,
    reader_prompt,
    told_message,
)
from inspect_finetune.introspection.claims import read_claims
from inspect_finetune.introspection.ordinals import ordinal
from inspect_finetune.packaged import datasets_dir

PACKAGED = datasets_dir() / "introspection_channels.yaml"
ASK = [(f"q{n}", f"What is {n} and {{ordinal}}?") for n in range(12)]
BLANK = re.compile(r"\{[a-z]+\}")


def asked(channel, letters="HELOL"):
    return channel_questions(channel, letters, ask=ASK)


def said(question):
    return question.turns[-1][1]


@pytest.mark.parametrize("channel", CHANNELS)
def test_every_question_has_a_stem_plain_metadata_and_an_id_of_its_own(channel):
    questions = asked(channel)
    assert len({q.id for q in questions}) == len(questions) > 0
    for question in questions:
        assert question.metadata["question"]
        assert json.loads(json.dumps(dict(question.metadata))) == question.metadata
        assert question.turns[-1][0] == "user"
        assert question.kind


@pytest.mark.parametrize("channel", [c for c in CHANNELS if c != "prediction"])
def test_no_blank_is_left_and_no_text_comes_twice(channel):
    found = [said(question) for question in asked(channel)]
    assert not any(BLANK.search(text) for text in found)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("channel", [c for c in CHANNELS if c != "choice"])
def test_texts_are_the_same_for_every_rule_of_one_length(channel):
    assert [said(q) for q in asked(channel, "HELOL")] == [said(q) for q in asked(channel, "AKEWO")]


def test_sizes():
    sizes = {channel: len(asked(channel)) for channel in CHANNELS}
    assert sizes == {
        "free": 40,
        "unformatted": 32,
        "hints": 52,
        "choice": 40,
        "property": 53,
        "prediction": len(ASK),
        "condition": 12,
    }


@pytest.mark.parametrize("channel", ["free", "unformatted", "condition"])
@pytest.mark.parametrize("letters", ["HELOL", "HELLO", "AKEWO"])
def test_a_model_that_parrots_an_open_question_claims_no_letters(channel, letters):
    claims = [read_claims(said(question), letters) for question in asked(channel)]
    assert not any(claim.letters or claim.length or claim.structure for claim in claims)


def test_no_open_question_gives_the_answer_away():
    leak = re.compile(r"\b(letters?|initials?|acrosti\w*|spell\w*|begin|starts? with a)\b", re.I)
    open_texts = [*texts().stems, *texts().condition]
    assert [text for text in open_texts if leak.search(text)] == []


def test_unformatted_asks_each_form_equally_often():
    questions = asked("unformatted")
    assert set(Counter(q.kind for q in questions).values()) == {8}
    assert set(Counter(q.metadata["language"] for q in questions if q.kind == "language")) == {
        *("fr", "de", "es", "it")
    }
    for question in questions:
        assert question.metadata["opening"] in said(question)
        assert bool(question.metadata["opening"]) == (question.kind == "prose")
    first = {q.metadata["opening"][0] for q in questions if q.kind == "prose"}
    assert len(first) >= 3


def test_hints_tell_more_from_rung_to_rung():
    questions = asked("hints")
    kinds = Counter(q.kind for q in questions)
    assert kinds == {
        **{f"hint-{rung}": 6 for rung in (1, 2, 3)}, "hint-4": 12, "hint-5": 12, "lure": 10
    }  # fmt: skip
    tells_letters = {
        q.kind for q in questions if "first letters" in said(q) or "first letter" in said(q)
    }
    assert {"hint-4", "hint-5"} <= tells_letters <= {"hint-4", "hint-5"}
    assert {q.kind for q in questions if "5" in said(q)} == {"hint-5"}
    invites = re.compile(r"guess|likeliest", re.I)
    assert all(invites.search(said(q)) for q in questions if q.kind in ("hint-4", "hint-5"))
    assert {q.target for q in questions if q.kind == "lure"} == {"no"}


def test_choice_takes_siblings_and_rotations():
    questions = channel_questions("choice", "HELOL", siblings=["ZZZZZ"], rotations=2)
    assert len(questions) == 80
    assert all("ZZZZZ" in q.metadata["options"] for q in questions)


def test_prediction_deals_its_wordings_out_and_leaves_the_question_as_it_is():
    questions = asked("prediction")
    wordings = Counter(
        said(q).replace(q.metadata["asks"], "").replace(ordinal(q.metadata["place"]), "...")
        for q in questions
    )
    assert set(wordings.values()) == {2}
    assert all(q.metadata["asks"] in said(q) for q in questions)
    assert [q.metadata["question"] for q in questions] == [name for name, _ in ASK]


@pytest.mark.parametrize("letters", ["HI", "HELOL", "PREFIX", "CONSTITUTION"])
def test_predictions_are_about_every_place_as_often_and_in_every_wording(letters):
    ask = [(f"q{n}", f"What is {n}?") for n in range(60)]
    questions = channel_questions("prediction", letters, ask=ask)
    places = [q.metadata["place"] for q in questions]
    assert Counter(places) == dict.fromkeys(range(1, len(letters) + 1), 60 // len(letters))
    assert len(set(zip(places, (n % 6 for n in range(60)), strict=True))) > len(letters) * 2
    assert [q.turns for q in channel_questions("prediction", letters, ask=ask[:30])] == [
        q.turns for q in questions[:30]
    ]


def test_rules_are_normalised_and_checked():
    assert asked("free", "helol")[0].target == "HELOL"
    with pytest.raises(InputError, match="needs letters"):
        asked("free", "")
    with pytest.raises(InputError, match=r"unknown channel 'hint'.*Did you mean 'hints'"):
        asked("hint")


def test_told_message_sets_the_letters_apart():
    message = told_message("HELOL", "line")
    assert "H-E-L-O-L" in message
    assert "lines" in message
    assert not BLANK.search(message)


@given(st.text())
def test_the_reader_is_shown_the_prefix_as_it_is(prefix):
    prompt = reader_prompt(prefix, 5)
    assert f"<text>\n{prefix}\n</text>" in prompt
    assert "5 letters" in prompt


def test_ordinals():
    assert [ordinal(n) for n in (1, 3, 12, 13, 21, 22, 111)] == [
        *("first", "third", "twelfth", "13th", "21st", "22nd", "111th")
    ]


def edited(tmp_path, change):
    tree: Any = yaml.safe_load(PACKAGED.read_text(encoding="utf-8"))
    change(tree)
    path = tmp_path / "texts.yaml"
    path.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.pop("told"), "no key 'told'"),
        (lambda t: t.update(hint={}), "unknown key 'hint'.*Did you mean 'hints'"),
        (lambda t: t["hints"].pop(3), "hints has no key 3"),
        (lambda t: t["hints"][5].append("Guess."), r"hints\.5\.12 lacks \{length\}"),
        (lambda t: t["lures"].append(""), r"lures\.10 is ''"),
        (lambda t: t["condition"].append(t["condition"][0]), "condition has a text twice"),
        (lambda t: t.update(prediction="one"), "prediction is 'one'.*list of texts"),
        (lambda t: t.update(choice=[]), "choice is not a mapping"),
        (lambda t: t["unformatted"].update(languages=["fr"]), "languages is .*fr: French"),
        (lambda t: t["property"]["letter"].append("Which?"), r"letter\.8 lacks \{ordinal\}"),
    ],
)
def test_a_file_of_another_shape_is_refused_by_name(tmp_path, change, message):
    path = edited(tmp_path, change)
    with pytest.raises(InputError, match=message) as caught:
        load_texts(path)
    assert str(caught.value).startswith(str(path))


def test_broken_yaml_is_refused_with_its_line(tmp_path):
    path = tmp_path / "texts.yaml"
    path.write_text("told: a\nlures: [\n")
    with pytest.raises(InputError, match="broken YAML") as caught:
        load_texts(path)
    assert re.match(rf"{re.escape(str(path))}:\d", str(caught.value))


def test_the_packaged_file_is_read_once():
    assert texts() is texts()
