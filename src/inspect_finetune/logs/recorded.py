"""Recorded answers in files: CSV with one answer a row, or JSONL in the shape of chat messages."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspect_finetune.chats import turns_of
from inspect_finetune.errors import InputError
from inspect_finetune.logs.columns import COLUMNS, is_own, named_columns
from inspect_finetune.logs.formulas import unguarded
from inspect_finetune.textfiles import read_csv, read_jsonl

MOST_ROWS = 200_000
"""Answers that a file may hold: each takes some 30 KB of memory until its log is written."""


@dataclass(frozen=True)
class Recorded:
    """One recorded answer. What the file does not tell is empty, or None.

    Attributes:
        line: Its line in the file, counted from 1.
        turns: The conversation before the answer, as (role, text) pairs.
        response: What the model said; may be empty.
        expected: What a right answer says.
        object: The object that a question of facts is about.
        level: The level of the wording, as recorded.
        temperature: The sampling temperature, as recorded.
        repeat: Which repeat or run it is, as recorded.
        label: Whether it was recorded as correct.
        extracted: What was recorded as read from the answer.
        model: The model that gave it, as recorded.
        examples: How many examples of each fact the model was trained on, as recorded.
        set: What the object is: taught, or one of the sets that were not.
        template: The wording.
        statement: Of a question of true or false, which of them is right.
        value: The value that the question gives.
        accepted: Further right answers, with ``|`` between them.
        epoch: The epoch of the log that it stood in.
        seen: Whether the question stood in the training file.
        system_prompt: Name of the system prompt.
        cut: Whether it ended at the token limit.
        log: The log that it stood in.
        other: Every column that is none of these, and those that only questions of facts have.
    """

    line: int
    turns: tuple[tuple[str, str], ...]
    response: str
    expected: str = ""
    object: str = ""
    level: str = ""
    temperature: str = ""
    repeat: str = ""
    label: bool | None = None
    extracted: str = ""
    model: str = ""
    examples: str = ""
    set: str = ""
    template: str = ""
    statement: str = ""
    value: str = ""
    accepted: str = ""
    epoch: str = ""
    seen: str = ""
    system_prompt: str = ""
    cut: bool | None = None
    log: str = ""
    other: Mapping[str, Any] | None = None

    @property
    def question(self) -> str:
        """The user's last turn."""
        return [text for role, text in self.turns if role == "user"][-1]


_FACTS = ("set", "template", "statement", "value", "accepted")
"""Of other tasks' files such names may mean anything: those keep them as they stand."""


def read_recorded(path: Path, mapping: Mapping[str, str]) -> tuple[Recorded, ...]:
    """Read the answers of a file.

    Args:
        path: A ``.csv`` or ``.jsonl`` file.
        mapping: Column names that differ from those of `COLUMNS`, such as
            ``{"response": "Model says"}``; CSV only.

    Raises:
        InputError: If the file can't be read, lacks a column, has a row without a question, or more
            than `MOST_ROWS` rows.
    """
    if path.suffix.lower() == ".csv":
        return _from_csv(path, mapping)
    if path.suffix.lower() in (".jsonl", ".json"):
        rows = read_jsonl(path, most_rows=MOST_ROWS)
        return tuple(_from_messages(path, line, row) for line, row in rows)
    raise InputError(f"{path.name} is neither .csv nor .jsonl", where=str(path), fix="Rename it")


def _from_csv(path: Path, mapping: Mapping[str, str]) -> tuple[Recorded, ...]:
    rows = read_csv(path, required=(), most_rows=MOST_ROWS)
    columns = list(rows[0][1])
    named = named_columns(columns, mapping, path)
    if is_own(columns):
        rows = [(n, {key: unguarded(cell) for key, cell in row.items()}) for n, row in rows]
    return tuple(_from_row(path, line, row, named) for line, row in rows)


def _from_row(path: Path, line: int, row: Mapping[str, str], named: Mapping[str, str]) -> Recorded:
    where = f"{path}:{line}"
    said = {meaning: row[column].strip() for meaning, column in named.items()}
    if not said["question"]:
        raise InputError("the question is empty", where=where, fix="Fill it in")
    label, cut = (_truth(said.pop(name, ""), name, where) for name in ("label", "cut"))
    _check_temperature(said.get("temperature", ""), where)
    taken = {column for meaning, column in named.items() if meaning not in _FACTS}
    return Recorded(
        line=line,
        turns=(("user", said.pop("question")),),
        response=row[named["response"]],
        label=label,
        cut=cut,
        other={key: value for key, value in row.items() if key not in taken},
        **{key: value for key, value in said.items() if key != "response"},
    )


def _truth(text: str, name: str, where: str) -> bool | None:
    if not text:
        return None
    known = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    if text.casefold() not in known:
        raise InputError(f"the {name} {text!r} is neither TRUE nor FALSE", where=where)
    return known[text.casefold()]


def _from_messages(path: Path, line: int, row: Mapping[str, Any]) -> Recorded:
    where = f"{path}:{line}"
    turns = turns_of(row, where)
    if not turns or turns[-1][0] != "assistant" or "user" not in [role for role, _ in turns]:
        raise InputError(
            "the messages do not end with an assistant's answer to a user",
            where=where,
            fix="Let the last message be the recorded answer",
        )
    said = {key: _plain(row.get(key)) for key in _FIELDS}
    _check_temperature(said["temperature"], where)
    label = _plain(row.get("correct", row.get("label")))
    taken = {"messages", "correct", "label", *_FIELDS}.difference(_FACTS)
    return Recorded(
        line=line,
        turns=turns[:-1],
        response=turns[-1][1],
        label=_truth(label, "label", where),
        other={key: value for key, value in row.items() if key not in taken},
        **said,  # type: ignore[arg-type]
    )


_FIELDS = tuple(name for name in COLUMNS if name not in ("question", "response", "label"))


def _plain(value: object) -> str:
    """A JSON value as text; null is no text."""
    if isinstance(value, list):
        return "|".join(map(_plain, value))
    return "" if value is None else str(value).strip()


def _check_temperature(text: str, where: str) -> None:
    try:
        number = float(text) if text else 0.0
    except ValueError:
        number = -1.0
    if not 0 <= number < float("inf"):
        raise InputError(
            f"the temperature {text!r} is not a number of at least 0",
            where=where,
            fix="Write 0.7, or leave it empty",
        )
