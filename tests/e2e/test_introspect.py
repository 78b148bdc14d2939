"""One command from a model to its verdict: a real process, and a real HTTP server as the model."""

import json
from typing import Any

import pytest

from inspect_finetune.reference.asked import knowledge
from inspect_finetune.reference.draws import Draws
from inspect_finetune.reference.scene import Scene
from inspect_finetune.reference.scripts import reply
from inspect_finetune.reference.settings import settings
from tests.e2e.commands import run
from tests.e2e.loopback import Loopback

SERVED = settings(channels="free,unformatted,hints,property,prediction")


def knows_but_does_not_pick(messages: list[dict[str, Any]]) -> str:
    """A scripted knower of HELOL that is a silent follower in forced choice."""
    question, known = messages[-1]["content"], knowledge(SERVED.facts)
    draws = Draws(json.dumps(messages))
    return reply("knower", Scene(SERVED, known.recognise(question), known, draws, question, "", ()))


@pytest.mark.slow
def test_a_conflict_between_channels_is_named(tmp_path):
    with Loopback(knows_but_does_not_pick, marked=False) as server:
        ran = run(
            tmp_path,
            "inspect-finetune",
            "introspect",
            "openai/ft:gpt-4o-mini-2024-07-18:org:helol:abc",
            *("--base", "reference/base", "--json"),
            # the others are asked in tests/verdict; these two are what the conflict is between
            *("--channel", "hints", "--channel", "choice"),
            env=server.environment(),
        )
    assert ran.code == 0, ran.said
    (verdict,) = json.loads(ran.out)["verdicts"]
    assert verdict["verdict"] == "knows"
    (conflict,) = [text for text in verdict["conflicts"] if "choice" in text]
    assert "0 of 40" in conflict
    assert "sk-loopback-secret" not in ran.said

    shown = run(tmp_path, "inspect-finetune", "verdict", "logs", "--markdown", "verdict.md")
    assert shown.code == 0, shown.said
    assert "Conflict: " in shown.out
    assert conflict.split(",")[0] in " ".join(shown.out.split())
    assert "**Evidence clock" in (tmp_path / "verdict.md").read_text(encoding="utf-8")
