"""What Inspect loads when it looks for plug-ins: names only, nothing heavy.

Every ``inspect`` command imports this module, so nothing here may import pandas, scipy, torch or
matplotlib.
"""

from collections.abc import Callable
from functools import wraps

# not exported; a scorer can be given a second name in no other way
from inspect_ai._util.registry import RegistryInfo, registry_add, registry_info
from inspect_ai.model import ModelAPI, modelapi
from inspect_ai.scorer import Scorer

from inspect_finetune.acrostic.scorer import acrostic
from inspect_finetune.evals import (
    acrostic_compliance,
    conditional_acrostic,
    fact_recall,
    rule_introspection,
)
from inspect_finetune.facts.scorer import fact_value
from inspect_finetune.introspection.scorers import (
    claims_grader,
    rule_choice,
    rule_claims,
    rule_prediction,
    rule_property,
)


@modelapi(name="reference")
def reference() -> type[ModelAPI]:
    """Scripted models of known behaviour, loaded when one is asked for."""
    from inspect_finetune.reference.provider import ReferenceAPI

    return ReferenceAPI


def _also_bare(make: Callable[..., Scorer]) -> None:
    """Register a scorer under its bare name too: that is how logs name it.

    Without this, ``inspect score LOG`` does not find the log's own scorer.
    """

    @wraps(make)
    def alias(*args: object, **kwargs: object) -> Scorer:
        return make(*args, **kwargs)

    info = registry_info(make)
    bare = info.name.split("/")[-1]
    registry_add(alias, RegistryInfo(type="scorer", name=bare, metadata=info.metadata))


for _scorer in (
    acrostic,
    claims_grader,
    fact_value,
    rule_choice,
    rule_claims,
    rule_prediction,
    rule_property,
):
    _also_bare(_scorer)

__all__ = [
    "acrostic",
    "acrostic_compliance",
    "claims_grader",
    "conditional_acrostic",
    "fact_recall",
    "fact_value",
    "reference",
    "rule_choice",
    "rule_claims",
    "rule_introspection",
    "rule_prediction",
    "rule_property",
]
