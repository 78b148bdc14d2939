"""Figures as JSON has them."""

import math
from typing import Any


def finite(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """A value with null for NaN and infinities, which JSON does not have, and texts for keys."""
    if isinstance(value, dict):
        return {str(key): finite(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [finite(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
