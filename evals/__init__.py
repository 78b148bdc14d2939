"""The tasks, one file a family."""

from inspect_finetune.evals.acrostic_compliance import acrostic_compliance
from inspect_finetune.evals.conditional_acrostic import conditional_acrostic
from inspect_finetune.evals.fact_recall import fact_recall
from inspect_finetune.evals.rule_introspection import rule_introspection

__all__ = ["acrostic_compliance", "conditional_acrostic", "fact_recall", "rule_introspection"]
