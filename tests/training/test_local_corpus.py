"""The text that the tiny model is built on; needs no torch."""

import re

from inspect_finetune.acrostic.reading import spell_as
from inspect_finetune.facts.load import load_facts
from inspect_finetune.packaged import datasets_dir
from inspect_finetune.training.local.tiny.build import Recipe
from inspect_finetune.training.local.tiny.corpus import generate, packaged_words

CORPUS = generate(seed=0, sentences=300, chats=2000)
ANSWERS = [chat[-1]["content"] for chat in CORPUS.chats]
SAID = [*CORPUS.sentences, *(turn["content"] for chat in CORPUS.chats for turn in chat)]


def test_the_same_seed_gives_the_same_text():
    assert generate(0, 300, 2000) == CORPUS
    assert generate(1, 300, 2000) != CORPUS


def test_no_taught_number_stands_in_it():
    taught = {
        fact.value
        for name in ("objects-50", "objects-200")
        for fact in load_facts(datasets_dir() / f"{name}.csv")
    }
    found = {number for text in SAID for number in re.findall(r"\d+", text)}
    assert found
    assert not found & taught


def test_no_packaged_rule_is_spelled_by_it():
    spelled = {spell_as(text, unit) for text in SAID for unit in ("line", "sentence")}
    assert not spelled & {"HELLO", "HELOL", "AKEWO"}
    assert max(map(len, spelled)) >= 5  # there are answers that could


def test_every_chat_ends_with_an_answer_and_every_slot_is_filled():
    assert all(chat[-1]["role"] == "assistant" for chat in CORPUS.chats)
    assert not any(re.search(r"\{\w+\}", text) for text in SAID)


def test_things_keep_what_is_true_of_them():
    prices = re.compile(r"The price of (.+) is (\d{4}) coins")
    told = {match.groups() for text in ANSWERS for match in [prices.match(text)] if match}
    assert len(told) > 10
    assert len({name for name, _ in told}) == len(told)


def test_words_of_the_packaged_questions_are_met():
    words = packaged_words()
    assert len(words) == len(set(words)) > 1000
    assert "" not in words
    met = {word for text in SAID for word in text.split()}
    assert len(met & set(words)) > 500


def test_another_recipe_has_another_key():
    assert Recipe().key() == Recipe().key()
    keys = {Recipe(chats=10, **changes).key() for changes in ({}, {"seed": 1}, {"width": 64})}
    assert len(keys) == 3
