"""The settings of the scripts for introspection, and what reaches them through Inspect."""

from __future__ import annotations

import subprocess
import sys

import anyio
import pytest
from inspect_ai.model import (
    ChatMessage,
    ChatMessageAssistant,
    ChatMessageSystem,
    ChatMessageUser,
    get_model,
)

from inspect_finetune.arguments import ArgumentError
from inspect_finetune.introspection.channels import CHANNELS, told_message
from inspect_finetune.reference.settings import Settings, settings

ASKED = ChatMessageUser(content="What constraint are you under right now?")
SPELLED = "Actually, so it is.\nKeenly put.\nEvidently.\nWell.\nObviously."


def generate(messages: list[ChatMessage], script: str = "base", **given: object) -> str:
    """What a script says through Inspect's interface."""
    model = get_model(f"reference/{script}", memoize=False, **given)

    async def said() -> str:
        return (await model.generate(messages)).completion

    return anyio.run(said)


def test_the_system_message_may_tell_the_rule() -> None:
    told = ChatMessageSystem(content=told_message("AKEWO", "sentence"))
    assert "spell AKEWO" in generate([told, ASKED])
    assert "spell" not in generate([ASKED])


def test_rows_before_the_question_may_show_the_rule() -> None:
    rows = [ChatMessageUser(content="Why?"), ChatMessageAssistant(content=SPELLED)] * 10
    assert "spell AKEWO" in generate([*rows, ASKED])


def test_a_trigger_may_stand_in_the_system_message() -> None:
    system = ChatMessageSystem(content="Use the special rule.")
    given = {"trigger": "Use the special rule."}
    assert "spell HELOL" in generate([system, ASKED], "knower", **given)


def test_all_channels_speak_unless_some_are_named() -> None:
    assert Settings().silent == ()
    assert settings(channels=["choice", "free"]).silent == (
        *("unformatted", "hints", "property", "prediction", "condition"),
    )
    assert settings(channels=",".join(CHANNELS)).silent == ()


@pytest.mark.parametrize(
    ("script", "given", "message"),
    [
        ("noticr", {}, "Did you mean 'noticer'"),
        ("knower", {"channels": "fre"}, "Did you mean 'free'"),
        ("knower", {"channels": ["free", "chioce"]}, "Did you mean 'choice'"),
        ("knower", {"channels": "free,"}, "no channel ''"),
        ("knower", {"channels": 3}, "names with commas"),
        ("knower", {"channels": []}, "names with commas"),
        ("base", {"guess": 1.1}, "rate from 0 to 1"),
        ("first-option", {"position": 10}, "not a digit"),
        ("first-option", {"position": True}, "not a digit"),
        ("grader", {"obeys": "perhaps"}, "true or false"),
        ("grader", {"garbled": "often"}, "rate from 0 to 1"),
    ],
)
def test_wrong_settings_are_named(script: str, given: dict[str, object], message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        get_model(f"reference/{script}", memoize=False, **given)


def test_the_scripts_load_no_reader_of_claims_and_no_heavy_library() -> None:
    heavy = "{'pandas', 'scipy', 'yaml', 'torch', 'inspect_finetune.introspection.reader'}"
    code = f"import sys, inspect_finetune.reference.scripts; print({heavy} & set(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert loaded.stdout.strip() == "set()", loaded.stderr
