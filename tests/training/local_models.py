"""Models of a few thousand weights, for the tests that train."""

import json
from pathlib import Path

from inspect_finetune.training.local import loop
from inspect_finetune.training.local.settings import LocalSettings
from inspect_finetune.training.local.tiny.base import tiny_base
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
THINKING_TEMPLATE = PLAIN_TEMPLATE.replace(
    "{% if add_generation_prompt %}<|assistant|>",
    "{% if add_generation_prompt %}<|assistant|><t>\n",
)
"""As of a model that thinks: the thought is opened where an answer is asked for, only there."""


def micro_base(folder: Path) -> Path:
    """The base of a few thousand weights, built once in a session's folder."""
    return tiny_base(folder / "bases", MICRO, lambda _: None)


def after(step, then, take=loop.take_step):
    """A step of training that does something else after so many."""
    taken = []

    def take_step(*args):
        taken.append(take(*args))
        if len(taken) == step:
            then()
        return taken[-1]

    return take_step


def killed():
    raise SystemExit("as if killed")


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


def write_weights(path: Path, count=4) -> Path:
    """A file of safetensors with one tensor of so many numbers."""
    named = {"w": {"dtype": "F32", "shape": [count], "data_offsets": [0, 4 * count]}}
    header = json.dumps({"__metadata__": {"format": "pt"}, **named}).encode()
    path.write_bytes(len(header).to_bytes(8, "little") + header + bytes(4 * count))
    return path


def write_model(folder: Path) -> Path:
    """A folder with the files of a model, whole as far as their sizes tell."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text("{}")
    (folder / "tokenizer.json").write_text("{}")
    write_weights(folder / "model.safetensors")
    return folder
