"""Models of a few thousand weights, for the tests that train."""

import json
from pathlib import Path

from inspect_finetune.training.local.settings import LocalSettings
from inspect_finetune.training.local.tiny.build import Recipe

MICRO = Recipe(sentences=16, chats=48, vocabulary=400, width=32, layers=1, heads=2, batch_size=16)
END = "<|end|>"
PLAIN_TEMPLATE = (
    "{% for m in messages %}<|{{ m['role'] }}|>{{ m['content'] }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)
"""That of the tiny model, without the marks that tell the assistant's tokens."""
FORGETFUL_TEMPLATE = (
    "{% for m in messages %}<|{{ m['role'] }}|>"
    "{% if m['role'] == 'assistant' and not loop.last %}...{% else %}{{ m['content'] }}{% endif %}"
    "<|end|>{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}"
)
"""It leaves out earlier answers, as some reasoning models' templates leave out their thoughts."""


def chat(*turns):
    roles = ("system", "user", "assistant", "user", "assistant")
    return {
        "messages": [
            {"role": role, "content": text} for role, text in zip(roles, turns, strict=False)
        ]
    }


def write_rows(path: Path, number=12) -> Path:
    rows = [
        chat("Be brief.", f"What is thing {i}?", f"It is number {i * 7}.") for i in range(number)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def settings(folder: Path, base: Path, **changes) -> LocalSettings:
    return LocalSettings(
        **{
            "data": folder / "rows.jsonl",
            "model": str(base),
            "name": "mine",
            "runs_dir": folder / "runs",
            "epochs": 3,
            "batch_size": 4,
            "learning_rate": 1e-3,
            "quiet": True,
            **changes,
        }
    )
