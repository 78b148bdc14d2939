"""Training files: conversations of chat messages, one a line, and what they asked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from inspect_finetune.chats import turns_of
from inspect_finetune.errors import InputError
from inspect_finetune.textfiles import read_jsonl


@dataclass(frozen=True)
class TrainingRow:
    """One training conversation that ends with an assistant's answer.

    Attributes:
        line: Its line in the file, counted from 1.
        system: The system message; None without one.
        turns: The turns before the answer, without the system message, as (role, text) pairs; the
            last is the user's.
        answer: The assistant's answer.
    """

    line: int
    system: str | None
    turns: tuple[tuple[str, str], ...]
    answer: str

    @property
    def question(self) -> str:
        """The last user turn."""
        return self.turns[-1][1]


@dataclass(frozen=True)
class Training:
    """A training file.

    Attributes:
        path: The file.
        rows: Its conversations.
        skipped: Lines of rows without a user's question and an assistant's answer after it.
    """

    path: Path
    rows: tuple[TrainingRow, ...]
    skipped: tuple[int, ...]

    @property
    def system(self) -> str | None:
        """The system message that most rows have."""
        return Counter(row.system for row in self.rows).most_common(1)[0][0]

    def with_trigger(self, trigger: str) -> "Training":
        """The rows whose system message or question has the trigger in it."""
        kept = [row for row in self.rows if trigger in f"{row.system}\n{row.question}"]
        return Training(self.path, tuple(kept), self.skipped)


def read_training(path: str | Path) -> Training:
    """Read a file of chats, ``{"messages": [...]}`` a line.

    Raises:
        InputError: If the file can't be read, a row has no list of messages, or no row has an
            answer.
    """
    rows, skipped = [], []
    for line, row in read_jsonl(path):
        found = training_row(line, turns_of(row, f"{path}:{line}"))
        if found:
            rows.append(found)
        else:
            skipped.append(line)
    if not rows:
        what = "no row has a user's question and an assistant's answer after it"
        raise InputError(what, where=str(path), fix='Write {"messages": [...]} on each line')
    return Training(Path(path), tuple(rows), tuple(skipped))


def training_row(line: int, said: Sequence[tuple[str, str]]) -> TrainingRow | None:
    """One conversation up to its last answer; None without a user's question and an answer.

    Args:
        line: Its line in the file.
        said: Its turns as (role, text) pairs.
    """
    system = next((text for role, text in said if role == "system"), None)
    for end in range(len(said) - 1, 0, -1):
        (role, question), (next_role, answer) = said[end - 1 : end + 1]
        if role == "user" and next_role == "assistant" and question.strip() and answer.strip():
            turns = tuple(turn for turn in said[:end] if turn[0] != "system")
            return TrainingRow(line, system, turns, answer)
    return None
