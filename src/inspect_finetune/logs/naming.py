"""What a log's model is called, so that no two models bear one name."""

import json
import re

from inspect_ai.log import EvalLog

SECRET = re.compile("key|token|secret|password|credential", re.IGNORECASE)
"""Model arguments that no output may repeat."""


def model_name(log: EvalLog) -> str:
    """The identifier; ``hf/local`` and scripted models are told apart by their arguments only."""
    said = ", ".join(
        f"{key}={value if isinstance(value, str) else json.dumps(value)}"
        for key, value in sorted(log.eval.model_args.items())
        if value is not None and not SECRET.search(key)
    )
    return f"{log.eval.model} ({said})" if said else log.eval.model
