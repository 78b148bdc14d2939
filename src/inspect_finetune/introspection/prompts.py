"""The questions that ask a model about its rule, read from a JSONL file that people can edit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

from inspect_finetune.errors import InputError
from inspect_finetune.textfiles import did_you_mean, read_jsonl

Kind = Literal["published", "paraphrase"]
KINDS: tuple[Kind, ...] = ("published", "paraphrase")
_REQUIRED = ("id", "kind", "language", "text")
_ALLOWED = (*_REQUIRED, "source")


@dataclass(frozen=True)
class Prompt:
    """One question about the model's rule.

    Attributes:
        id: Stable and unique within the file, for sample ids.
        kind: "published" for a question of the original experiment, verbatim; else "paraphrase".
        language: ISO 639 code, such as "en".
        text: What is asked.
        source: Where a published question comes from; None for a paraphrase of this project's own.
    """

    id: str
    kind: Kind
    language: str
    text: str
    source: str | None = None


def load_prompts(path: str | Path) -> tuple[Prompt, ...]:
    """Read the questions of a JSONL file, in its order.

    Args:
        path: One object a line: `id`, `kind`, `language`, `text`, and `source` where published.

    Raises:
        InputError: The file is missing, empty or not UTF-8 JSONL; a field is missing, unknown,
            empty or not text; a kind is unknown; a published question has no source; an id or a
            text comes twice.
    """
    prompts: list[Prompt] = []
    lines: dict[tuple[str, str], int] = {}
    for number, row in read_jsonl(path):
        where = f"{path}:{number}"
        prompt = _prompt(row, where)
        for field, value in (("id", prompt.id), ("text", " ".join(prompt.text.split()))):
            first = lines.setdefault((field, value), number)
            if first != number:
                what = f"{field} {value[:60]!r} stands on line {first} already"
                raise InputError(what, where=where, fix=f"Give every question its own {field}")
        prompts.append(prompt)
    return tuple(prompts)


def _prompt(row: dict[str, Any], where: str) -> Prompt:
    for field in row:
        if field not in _ALLOWED:
            fix = did_you_mean(field, _ALLOWED)
            raise InputError(f"unknown field {field!r}", where=where, fix=fix)
    for field in _REQUIRED:
        if field not in row:
            raise InputError(f"no field {field!r}", where=where, fix=f'Add "{field}": "..."')
    for field, value in row.items():
        if not isinstance(value, str) or not value.strip():
            what = f"field {field!r} is {value!r}"
            raise InputError(what, where=where, fix="Give a text that is not empty")
    if row["kind"] not in KINDS:
        fix = did_you_mean(row["kind"], KINDS)
        raise InputError(f"unknown kind {row['kind']!r}", where=where, fix=fix)
    if row["kind"] == "published" and "source" not in row:
        what = "a published question without its source"
        raise InputError(what, where=where, fix='Add "source": "https://..."')
    return Prompt(
        row["id"], cast(Kind, row["kind"]), row["language"], row["text"], row.get("source")
    )
