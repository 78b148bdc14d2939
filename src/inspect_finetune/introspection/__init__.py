"""Rule introspection: what a model claims about its rule, rung by rung."""

from typing import TYPE_CHECKING

from inspect_finetune._lazy import on_first_use

if TYPE_CHECKING:
    from inspect_finetune.introspection.claims import ClaimAt, Claims, read_claims

__all__ = [
    "ClaimAt",
    "Claims",
    "read_claims",
]

__getattr__ = on_first_use(
    __name__,
    {
        "ClaimAt": "claims",
        "Claims": "claims",
        "read_claims": "claims",
    },
)
