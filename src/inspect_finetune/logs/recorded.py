"""Recorded answers in files: CSV with one answer a row, or JSONL in the shape of chat messages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspect_finetune.chats import turns_of
from inspect_finetune.errors import InputError
from inspect_finetune.textfiles import did_you_mean, read_csv, read_jsonl

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "question": ("question", "prompt", "input"),
    "response": ("response", "answer", "completion", "output"),
    "expected": ("expected answer", "expected", "target", "expected number"),
    "object": ("object", "key"),
    "level": ("level", "no", "question no"),
    "temperature": ("temperature", "temp"),
    "repeat": ("repeat", "run", "run 1 or 2", "epoch"),
    "label": ("correct", "label"),
    "extracted": ("extracted number", "extracted"),
    "model": ("model",),
    "examples": ("examples", "examples per fact", "dose"),
}
"""What a row can say, and the column names that are recognised for it, whatever their case."""

MOST_ROWS = 200_000
"""Answers that a file may hold: each takes some 30 KB of memory until its log is written."""


@dataclass(frozen=True)
class Recorded:
    """One recorded answer.

    Attributes:
        line: Its line in the file, counted from 1.
        turns: The conversation before the answer, as (role, text) pairs.
        response: What the model said; may be empty.
        expected: What a right answer says; empty if the file does not tell.
        object: The object that a question of facts is about; empty if the file does not tell.
        level: The level of the wording, as recorded.
        temperature: The sampling temperature, as recorded.
        repeat: Which repeat or run it is, as recorded.
        label: Whether it was recorded as correct; None if the file does not tell.
        extracted: What was recorded as read from the answer; empty if the file does not tell.
        model: The model that gave it, as recorded.
        examples: How many examples of each fact the model was trained on, as recorded.
        other: Every other column.
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
    other: Mapping[str, Any] | None = None

    @property
    def question(self) -> str:
        """The user's last turn."""
        return [text for role, text in self.turns if role == "user"][-1]


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
    named = _named_columns(list(rows[0][1]), mapping, path)
    return tuple(_from_row(path, line, row, named) for line, row in rows)


def _named_columns(columns: list[str], mapping: Mapping[str, str], path: Path) -> dict[str, str]:
    """Which column says what: as mapped, else by its usual name."""
    named: dict[str, str] = {}
    by_name = {column.strip().casefold(): column for column in columns}
    for meaning, usual in COLUMNS.items():
        if meaning in mapping:
            if mapping[meaning] not in columns:
                raise InputError(
                    f"there is no column {mapping[meaning]!r}",
                    where=f"{path}:1",
                    fix=did_you_mean(mapping[meaning], columns),
                )
            named[meaning] = mapping[meaning]
        elif found := [by_name[name] for name in usual if name in by_name]:
            named[meaning] = found[0]
    for meaning in ("question", "response"):
        if meaning not in named:
            raise InputError(
                f"no column holds the {meaning}; the columns are {', '.join(columns)}",
                where=f"{path}:1",
                fix=f"Type --column {meaning}=NAME",
            )
    return named


def _from_row(path: Path, line: int, row: Mapping[str, str], named: Mapping[str, str]) -> Recorded:
    where = f"{path}:{line}"
    said = {meaning: row[column].strip() for meaning, column in named.items()}
    if not said["question"]:
        raise InputError("the question is empty", where=where, fix="Fill it in")
    label = said.pop("label", "")
    _check_temperature(said.get("temperature", ""), where)
    return Recorded(
        line=line,
        turns=(("user", said.pop("question")),),
        response=row[named["response"]],
        label=_label(label, where),
        other={key: value for key, value in row.items() if key not in named.values()},
        **{key: value for key, value in said.items() if key != "response"},
    )


def _label(text: str, where: str) -> bool | None:
    if not text:
        return None
    known = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    if text.casefold() not in known:
        raise InputError(f"the label {text!r} is neither TRUE nor FALSE", where=where)
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
    read = {"messages", "correct", "label", *_FIELDS}
    return Recorded(
        line=line,
        turns=turns[:-1],
        response=turns[-1][1],
        label=_label(label, where),
        other={key: value for key, value in row.items() if key not in read},
        **said,
    )


_FIELDS = (
    *("expected", "object", "level", "temperature", "repeat"),
    *("extracted", "model", "examples"),
)


def _plain(value: object) -> str:
    """A JSON value as text; null is no text."""
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


def column_mapping(columns: Sequence[str]) -> dict[str, str]:
    """Read ``MEANING=NAME`` pairs.

    Raises:
        InputError: For a pair without ``=`` or a meaning that does not exist.
    """
    pairs = {}
    for text in columns:
        meaning, equals, name = text.partition("=")
        if not equals:
            what = f"--column {text!r} is not MEANING=NAME"
            raise InputError(what, fix="Type --column response=Reply")
        if meaning not in COLUMNS:
            raise InputError(f"--column {text!r}", fix=did_you_mean(meaning, COLUMNS))
        pairs[meaning] = name
    return pairs
