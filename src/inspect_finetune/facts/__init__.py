"""Fact recall: which value an answer commits to, and what kind of answer it is."""

from typing import TYPE_CHECKING

from inspect_finetune._lazy import on_first_use

if TYPE_CHECKING:
    from inspect_finetune.facts.design import FactQuestion, design_questions
    from inspect_finetune.facts.load import Fact, load_facts
    from inspect_finetune.facts.numbers import NumberReading, read_number
    from inspect_finetune.facts.outcomes import FactOutcome, classify_answer
    from inspect_finetune.facts.templates import FactTemplate, load_templates
    from inspect_finetune.facts.values import ValueReading, read_value

__all__ = [
    "Fact",
    "FactOutcome",
    "FactQuestion",
    "FactTemplate",
    "NumberReading",
    "ValueReading",
    "classify_answer",
    "design_questions",
    "load_facts",
    "load_templates",
    "read_number",
    "read_value",
]

__getattr__ = on_first_use(
    __name__,
    {
        "NumberReading": "numbers",
        "read_number": "numbers",
        "FactOutcome": "outcomes",
        "classify_answer": "outcomes",
        "Fact": "load",
        "FactTemplate": "templates",
        "load_facts": "load",
        "load_templates": "templates",
        "ValueReading": "values",
        "read_value": "values",
        "FactQuestion": "design",
        "design_questions": "design",
    },
)
