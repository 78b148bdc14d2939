"""Acrostic compliance: read a response's units, compare their first letters with a rule."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspect_finetune.acrostic.infer import RuleCandidate, infer_rule, rule_candidates
    from inspect_finetune.acrostic.reading import AcrosticReading, Unit, read_acrostic
    from inspect_finetune.acrostic.rule import AcrosticRule

__all__ = [
    "AcrosticReading",
    "AcrosticRule",
    "RuleCandidate",
    "Unit",
    "infer_rule",
    "read_acrostic",
    "rule_candidates",
]

_HOMES = {
    "RuleCandidate": "infer",
    "infer_rule": "infer",
    "rule_candidates": "infer",
    "AcrosticReading": "reading",
    "Unit": "reading",
    "read_acrostic": "reading",
    "AcrosticRule": "rule",
}


def __getattr__(name: str) -> object:
    """Import on first use: every `inspect` command imports this package for its scorer."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
