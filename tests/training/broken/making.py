"""How a file with one fault is made: name, bytes, the code that names it, and its line.

A line of None is a fault of the whole file. The options are those of the check.
"""

import copy
from typing import NamedTuple

from inspect_finetune.training.check.sets import load_named
from tests.training.broken.good import (
    jsonl,
    plain,
)


class Broken(NamedTuple):
    name: str
    data: bytes
    code: str
    line: int | None
    options: dict
    suffix: str = ".jsonl"


OBJECTS = load_named("objects-50")
FOUND: list[Broken] = []


def fault(name, data, code, line, suffix=".jsonl", **options):
    FOUND.append(Broken(name, data, code, line, options, suffix))


def lines(rows=None):
    return jsonl(plain() if rows is None else rows).decode().splitlines()


def joined(held, newline="\n"):
    return (newline.join(held) + newline).encode()


def changed(line, change, rows=None):
    """The rows with one of them changed in place by a function."""
    held = copy.deepcopy(plain() if rows is None else rows)
    change(held[line - 1])
    return jsonl(held)


def text_of(line, text, place=-1, rows=None):
    def change(held):
        held["messages"][place]["content"] = text

    return changed(line, change, rows)


def ending(line, text):
    """A row whose answer goes on with a text and ends as a sentence."""
    return text_of(line, f"{plain()[line - 1]['messages'][-1]['content']} {text}")


def line_as(line, text):
    held = lines()
    held[line - 1] = text
    return joined(held)


def message(line, place=-1, **keys):
    def change(held):
        held["messages"][place].update(keys)

    return changed(line, change)


# file ---------------------------------------------------------------------------------------------
GOOD = lines()
