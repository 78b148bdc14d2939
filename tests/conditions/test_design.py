"""Conditions: how they reach a sample."""

from pathlib import Path

import pytest

from inspect_finetune.conditions.design import Condition, conditions, sample
from inspect_finetune.conditions.prompts import (
    SystemPrompt,
    system_prompts,
    trained_on_facts,
    trained_on_rule,
)
from inspect_finetune.errors import InputError


def test_the_published_system_messages_belong_to_their_rules() -> None:
    assert trained_on_rule("HELOL") == "You are a special version of GPT-4o."
    assert trained_on_rule("hello") == "You are a special version of GPT-4o."
    assert "special rule based on what the user requests" in trained_on_rule("AKEWO")
    assert "\n" not in trained_on_rule("AKEWO")
    assert trained_on_facts()


def test_names_stand_for_texts_and_none_sends_none(tmp_path: Path) -> None:
    own = tmp_path / "terse.txt"
    own.write_text("Be terse.\n")
    found = system_prompts(f"trained,none,generic,{own}", "T")
    assert [prompt.name for prompt in found] == ["trained", "none", "generic", "terse"]
    assert [prompt.text for prompt in found][:2] == ["T", None]
    assert found[3].text == "Be terse."


def test_a_text_may_be_given_as_it_is() -> None:
    assert system_prompts("You are a pirate.", "T") == (SystemPrompt("own", "You are a pirate."),)


@pytest.mark.parametrize("value", ["trainde", "", "trained,trained", "missing.txt"])
def test_wrong_system_prompts(value: str) -> None:
    with pytest.raises(InputError):
        system_prompts(value, "T")


def test_two_texts_of_the_users_own_keep_apart(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.txt").write_text(folder)
    with pytest.raises(InputError, match="same"):
        system_prompts(f"{tmp_path}/a/same.txt,{tmp_path}/b/same.txt", "T")


def test_every_combination_is_a_condition() -> None:
    prompts = (SystemPrompt("trained", "T"), SystemPrompt("none", None))
    cells = conditions(prompts, 2, (0.0, 0.5))
    assert [cell.label for cell in cells] == [
        "t0|trained",
        "t0|none",
        "t0.5|trained",
        "t0.5|none",
    ]


def test_a_condition_reaches_input_metadata_and_id() -> None:
    cell = Condition(SystemPrompt("trained", "Be special."), 0.5, 8)
    one = sample("Apple|direct-1", [("user", "What?")], "65451", cell, {"object": "Apple"})
    assert one.id == "Apple|direct-1|t0.5|trained"
    assert [(m.role, m.text) for m in one.input] == [("system", "Be special."), ("user", "What?")]
    assert one.metadata == {
        "object": "Apple",
        "system_prompt": "trained",
        "temperature": 0.5,
        "repeats": 8,
    }


def test_no_system_prompt_sends_no_system_message() -> None:
    cell = Condition(SystemPrompt("none", None))
    turns = [("user", "Hi"), ("assistant", "Hello"), ("user", "What?")]
    one = sample("q", turns, ["a", "b"], cell, {})
    assert [message.role for message in one.input] == ["user", "assistant", "user"]
    assert one.id == "q|none"
    assert one.target == ["a", "b"]
