"""Acrostic compliance: read a response's units, compare their first letters with a rule."""

from typing import TYPE_CHECKING

from inspect_finetune._lazy import on_first_use

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

__getattr__ = on_first_use(
    __name__,
    {
        "RuleCandidate": "infer",
        "infer_rule": "infer",
        "rule_candidates": "infer",
        "AcrosticReading": "reading",
        "Unit": "reading",
        "read_acrostic": "reading",
        "AcrosticRule": "rule",
    },
)
