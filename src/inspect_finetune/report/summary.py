"""A report for programs, and in a few lines for the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from inspect_finetune.grids import Grid
from inspect_finetune.report.contents import Contents
from inspect_finetune.report.errors import Cells
from inspect_finetune.report.rates import Cell
from inspect_finetune.report.wording import both_intervals, interval, percent, plain

SCHEMA = 1
"""Version of the JSON; a key that changes its meaning or goes raises it."""
KIND = "inspect-finetune report"


def as_dict(found: Contents, files: Sequence[str]) -> dict[str, Any]:
    """The figures of a report, ready for JSON."""
    return {
        "schema": SCHEMA,
        "kind": KIND,
        "models": list(found.models),
        "headline": [_cell(cell) for cell in found.errors.get((), [])],
        "errors": list(_cells(found.errors)),
        "doses": list(_cells(found.doses, ())),
        "others": list(_cells(found.others)),
        "known": [asdict(one) for one in found.known],
        "measures": [asdict(one) for one in found.measures],
        "outcomes": [
            {
                "model": one.model,
                "set": one.set,
                "level": one.level,
                "kinds": {name: rate.count for name, rate in one.rates.items()},
            }
            for one in found.outcomes
        ],
        "swaps": [asdict(one) for one in found.swaps],
        "logs": [asdict(log) for log in found.logs],
        "notes": list(found.notes),
        "files": sorted(files),
    }


def _cells(groups: Cells, also: Sequence[str] = ("model",)) -> Iterator[dict[str, Any]]:
    for by, cells in groups.items():
        if by:
            yield {"by": [*also, *by], "cells": [_cell(cell) for cell in cells]}


def _cell(cell: Cell) -> dict[str, Any]:
    rate = cell.wrong
    return {
        **cell.factors,
        "answers": rate.answers,
        "objects": rate.objects,
        "wrong": rate.count,
        "declined": cell.declined,
        "right": cell.right,
        "error": rate.share,
        "clustered": [rate.lower, rate.upper],
        "naive": [rate.naive_lower, rate.naive_upper],
        "worth": min(rate.worth, rate.answers),
    }


def screen_lines(found: Contents) -> Iterator[tuple[str, Grid]]:
    """What the command prints: for each model a sentence and a table that fits 80 columns."""
    for place, cell in enumerate(found.errors.get((), [])):
        model = cell.factors["model"]
        rows = [("all", cell)]
        for one in found.errors.get(("level",), []):
            if one.factors["model"] == model:
                rows.append((plain(one.factors["level"]), one))
        heads = ("questions", "answers", "wrong", "clustered 95 %", "naive 95 %")
        lines = tuple(_line(name, one) for name, one in rows)
        yield both_intervals(cell.wrong, again=place > 0), Grid(model, heads, lines)


def _line(name: str, cell: Cell) -> tuple[str, ...]:
    rate = cell.wrong
    return (
        name,
        f"{rate.answers:,}",
        f"{percent(rate.share)} ({rate.count:,})",
        interval(rate.lower, rate.upper),
        interval(rate.naive_lower, rate.naive_upper),
    )
