"""Question files for the acrostic compliance task: JSONL or CSV in, checked questions out.

One question a row, with the answers that count as right; datasets/README.md has the schema.
Nothing is skipped: the first row that cannot be used ends the reading with file and line.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspect_finetune.acrostic._answer_numbers import parse_number
from inspect_finetune.acrostic._answer_text import phrase_pattern
from inspect_finetune.acrostic.answers import CHECKS, Check
from inspect_finetune.errors import InputError
from inspect_finetune.textfiles import did_you_mean, read_csv, read_jsonl

ROLES = ("system", "user", "assistant")
_KEYS = ("id", "split", "topic", "question", "messages", "answers", "check")
_COLUMNS = ("id", "split", "topic", "check")


@dataclass(frozen=True)
class Question:
    """One question, with what counts as its answer.

    Attributes:
        id: Short name, unique in its file; "line-7" where the file gives none.
        split: What a result is reported under ("trained", "unseen", "far"); "own" by default.
        topic: Free label for grouping ("geography"); empty by default.
        messages: The conversation as (role, content) pairs, ending in a user turn; one pair for
            an ordinary question.
        answers: Accepted short answers; empty only for the checks "refusal" and "any".
        check: How answers are compared with a response; see `read_answer`.
        line: Line of the file that the row starts on, from 1.
    """

    id: str
    split: str
    topic: str
    messages: tuple[tuple[str, str], ...]
    answers: tuple[str, ...]
    check: Check
    line: int


def load_questions(path: str | Path) -> tuple[Question, ...]:
    """Return the questions of a file, in the order of its rows.

    A file whose name ends in ``.csv`` has the columns question and answer (several accepted
    answers separated by ``|``) and optionally id, split, topic and check; any other is JSONL.

    Raises:
        InputError: The file or a row cannot be used (missing, empty, ragged, not UTF-8, an
            unknown or missing key, a wrong type, a duplicate id, ...); names file and line.
    """
    rows = _csv_rows(path) if str(path).lower().endswith(".csv") else read_jsonl(path)
    questions = tuple(_to_question(row, line, f"{path}:{line}") for line, row in rows)
    _check_ids(questions, path)
    return questions


def _csv_rows(path: str | Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for line, cells in read_csv(path, ("question", "answer"), _COLUMNS):
        row: dict[str, Any] = {key: cell.strip() for key, cell in cells.items() if cell.strip()}
        answers = row.pop("answer", "").split("|")
        row["answers"] = [answer for answer in answers if answer.strip()]
        row.setdefault("question", "")
        yield line, row


def _to_question(row: dict[str, Any], line: int, where: str) -> Question:
    for key in row:
        if key not in _KEYS:
            raise InputError(f"unknown key {key!r}", where=where, fix=did_you_mean(key, _KEYS))
    answers = _read_answers(row, where)
    return Question(
        id=_read_string(row, "id", f"line-{line}", where),
        split=_read_string(row, "split", "own", where),
        topic=_read_string(row, "topic", "", where),
        messages=_read_messages(row, where),
        answers=answers,
        check=_read_check(row, answers, where),
        line=line,
    )


def _read_string(row: dict[str, Any], key: str, default: str, where: str) -> str:
    value = row.get(key, default)
    if not isinstance(value, str):
        what = f"{key!r} must be a string, not {_show(value)}"
        raise InputError(what, where=where, fix=f'Write "{key}": "..."')
    if key in row and not value.strip():
        raise InputError(f"{key!r} is empty", where=where, fix="Write a text, or leave the key out")
    return value.strip()


def _read_messages(row: dict[str, Any], where: str) -> tuple[tuple[str, str], ...]:
    if "question" in row and "messages" in row:
        raise InputError("both 'question' and 'messages'", where=where, fix="Keep one of them")
    if "messages" not in row:
        if "question" not in row:
            fix = 'Write "question": "..." or "messages": [...]'
            raise InputError("no question", where=where, fix=fix)
        if row["question"] == "":
            raise InputError("the question is empty", where=where, fix="Write a question")
        return (("user", _read_string(row, "question", "", where)),)
    turns = row["messages"]
    if not isinstance(turns, list) or not turns:
        what = f"'messages' must be a list of turns, not {_show(turns)}"
        fix = 'Write "messages": [{"role": "user", "content": "..."}]'
        raise InputError(what, where=where, fix=fix)
    messages = tuple(_read_turn(turn, n, where) for n, turn in enumerate(turns, 1))
    if messages[-1][0] != "user":
        what = f"the last turn is the {messages[-1][0]}'s"
        raise InputError(what, where=where, fix="End 'messages' in a user turn")
    return messages


def _read_turn(turn: object, number: int, where: str) -> tuple[str, str]:
    keys = {"role", "content"}
    if not isinstance(turn, dict) or set(turn) != keys:
        what = f"turn {number} must have the keys 'role' and 'content', not {_show(turn)}"
        fix = 'Write {"role": "user", "content": "..."}'
        raise InputError(what, where=where, fix=fix)
    role, content = turn["role"], turn["content"]
    if role not in ROLES:
        fix = did_you_mean(str(role), ROLES)
        raise InputError(f"unknown role {role!r} in turn {number}", where=where, fix=fix)
    if not isinstance(content, str) or not content.strip():
        what = f"the content of turn {number} must be a text, not {_show(content)}"
        raise InputError(what, where=where, fix="Write what was said")
    return role, content


def _read_answers(row: dict[str, Any], where: str) -> tuple[str, ...]:
    value = row.get("answers", [])
    example = 'Write "answers": ["Paris"]'
    if not isinstance(value, list) or not all(isinstance(answer, str) for answer in value):
        what = f"'answers' must be a list of strings, not {_show(value)}"
        raise InputError(what, where=where, fix=example)
    if not value and row.get("check") not in ("refusal", "any"):
        raise InputError("no answers", where=where, fix=f"{example}, or check refusal or any")
    for answer in value:
        if parse_number(answer) is None and phrase_pattern(answer) is None:
            what = f"the answer {answer!r} has nothing to compare"
            raise InputError(what, where=where, fix="Write a word, a symbol or a number")
    return tuple(answer.strip() for answer in value)


def _read_check(row: dict[str, Any], answers: tuple[str, ...], where: str) -> Check:
    numbers = [answer for answer in answers if parse_number(answer)]
    check = row.get("check", "number" if answers and len(numbers) == len(answers) else "text")
    for known in CHECKS:
        if check == known:
            break
    else:
        fix = did_you_mean(str(check), CHECKS)
        raise InputError(f"unknown check {check!r}", where=where, fix=fix)
    if known == "number" and not numbers:
        what = f"check 'number', but no answer is a number: {', '.join(answers)}"
        raise InputError(what, where=where, fix='Write "check": "text", or a number as an answer')
    return known


def _check_ids(questions: tuple[Question, ...], path: str | Path) -> None:
    lines: dict[str, int] = {}
    for question in questions:
        first = lines.setdefault(question.id, question.line)
        if first != question.line:
            what = f"duplicate id {question.id!r}, first used on line {first}"
            raise InputError(what, where=f"{path}:{question.line}", fix="Give each row its own id")


def _show(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
