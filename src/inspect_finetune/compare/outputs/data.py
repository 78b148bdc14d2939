"""A comparison and a gate as JSON: canonical, so that the same runs give the same bytes."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from inspect_finetune.compare.findings import Compared, Comparison, Finding, Gated, Judged
from inspect_finetune.compare.flips import Flip
from inspect_finetune.compare.wording import verdict_of
from inspect_finetune.finite import finite

VERSION = 1
"""Of both schemas; raised when a key goes or changes its meaning, not when one is added."""
_NAME = "inspect-finetune/{}"

Plain = dict[str, Any]


def comparison_json(found: Comparison, flips: Sequence[Flip] | None = None) -> str:
    """The comparison; its keys are described in docs/compare.md.

    Args:
        found: The comparison.
        flips: What was lost and gained, with answers; None where nobody asked for them.
    """
    compared = [
        {
            **_runs(one),
            "measures": [
                {**_measure(finding), "verdict": verdict_of(finding, found.alpha)}
                for finding in one.findings
            ],
        }
        for one in found.compared
    ]
    content = {"alpha": found.alpha, "comparisons": compared}
    return canonical("compare", content, flips)


def gate_json(found: Gated, exit_code: int, flips: Sequence[Flip] | None = None) -> str:
    """The gate, with the code that the command exits with.

    Args:
        found: The verdict.
        exit_code: The code.
        flips: What was lost and gained, with answers; None where nobody asked for them.
    """
    content = {
        "alpha": found.alpha,
        "baseline": found.baseline,
        "comparisons": [_runs(one) for one in found.compared],
        "exit_code": exit_code,
        "measures": [_judged(one) for one in found.judged],
        "reasons": list(found.reasons),
        "said": found.said,
        "verdict": found.verdict,
    }
    return canonical("gate", content, flips)


def _runs(one: Compared) -> Plain:
    return {
        "task": one.task,
        "base": {"model": one.base_model, "location": one.base_location},
        "candidate": {"model": one.candidate_model, "location": one.candidate_location},
        "notes": list(one.notes),
    }


def _measure(finding: Finding) -> Plain:
    return _with_unit(asdict(finding))


def _with_unit(content: Plain) -> Plain:
    content["unit"] = "share" if content.pop("bounded") else "number"
    return content


def _judged(one: Judged) -> Plain:
    return {
        **_measure(one.finding),
        "limit": one.limit,
        "needed": None if one.needed is None else dict(one.needed),
        "p_gate": one.p,
        "rule": one.rule,
        "said": one.said,
        "verdict": one.verdict,
    }


def canonical(name: str, content: Plain, flips: Sequence[Flip] | None = None) -> str:
    """Sorted keys, no NaN, and only ASCII: no character of a log reaches a terminal as it is."""
    head: Plain = {"schema": _NAME.format(name), "version": VERSION}
    if flips is not None:
        head["flips"] = [_with_unit(asdict(flip)) for flip in flips]
    return json.dumps(finite({**head, **content}), indent=2, sort_keys=True, allow_nan=False)
