"""What a log says of a model and its arguments, as text that may be shown: no secrets."""

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from math import isfinite
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from inspect_ai.log import EvalLog, EvalSpec

SECRET = re.compile(
    r"key(?!word)|token|secret|passw|passphrase|credential|auth(?!or)|bearer|header|cookie|session"
    r"|signature|(?<![a-z])(pat|sas|sig|pwd|jwt)(?![a-z])",
    re.IGNORECASE,
)
"""Names of arguments that no output may repeat."""
_COUNTS = re.compile(
    r"(max|min|num|total|thinking|reasoning|input|output|prompt|completion|new)_?(\w+_)?tokens"
    r"|token_(limit|count|budget)|tokenizer",
    re.IGNORECASE,
)
"""Names that speak of tokens and mean pieces of text."""
SECRET_VALUE = re.compile(
    r"\b(sk|pk|rk)-[\w-]{6}|\bgh[pousr]_\w{16}|\b(hf|glpat|github_pat|xox[a-z])[_-]\w{8}"
    r"|\bAKIA\w{12}|\beyJ[\w-]{8}|\b(bearer|basic)\s+\S|\bauthorization\b|\bapi[-_]?key\b"
    r"|-----BEGIN|://[^/\s]*@",
    re.IGNORECASE,
)
"""Texts that look like a secret, whatever the argument is called."""
_TELLS_APART = re.compile(
    r"(^|_)(model|path|name|id|revision|version|checkpoint|adapter|lora|peft|base|dtype|device"
    r"|quantization|engine|deployment|provider|tier|mode|style|script|facts|untaught|rule|unit"
    r"|rival|trigger|noun|size|variant)(_name|_path|_map)?$",
    re.IGNORECASE,
)
"""Names of arguments whose texts say which model is meant; those of others become a hash."""
_ARGUMENTS = "model_args"
"""What Inspect calls the arguments of a model that is an argument itself, such as a grader."""
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_LONG = 200
_LARGE = 1000


def model_name(log: EvalLog) -> str:
    """The identifier; ``hf/local`` and scripted models are told apart by their arguments only."""
    return model_of(log.eval, folders=True)


def model_of(spec: EvalSpec, folders: bool = False) -> str:
    """The identifier of a model, with the arguments that tell models apart.

    Args:
        spec: What a log says of its run.
        folders: Whether the folders of paths are told, which differ from machine to machine.
    """
    said = ", ".join(
        f"{name}={part if isinstance(part, str) else json.dumps(part)}"
        for name, part in identity(spec.model_args, folders).items()
    )
    return f"{spec.model} ({said})" if said else spec.model


def identity(arguments: Mapping[str, Any], folders: bool = False) -> dict[str, Any]:
    """The arguments of a model that may be shown.

    Numbers, true and false are told as they are, and texts under names that say which model is
    meant; of everything else there is a hash, as nobody knows what it holds. What names a secret,
    looks like one or holds an address is left out.

    Args:
        arguments: The arguments, as the log has them.
        folders: As for `model_of`.
    """
    found: dict[str, Any] = {}
    for name, value in sorted(arguments.items()):
        if value is None or _names_secret(name) or _is_hidden(value):
            continue
        if isinstance(value, bool | int) or (isinstance(value, float) and isfinite(value)):
            found[name] = value
        elif isinstance(value, str) and _TELLS_APART.search(name):
            found[name] = value if folders and len(value) <= _LONG else _text(value)
        else:
            found[name] = _hash(portable(value))
    return found


def portable(value: object) -> Any:  # noqa: ANN401 - JSON in, JSON out
    """A value without secrets, and without what belongs to one machine only.

    Of the path of a file (and of an address elsewhere than in a dictionary, see `entries`) the
    name alone is kept; a long text, a long list and what is large all the same become a hash.
    """
    if isinstance(value, Mapping):
        parts = entries(value)
        return parts if len(_json(parts)) <= _LARGE else _hash(parts)
    if isinstance(value, list | tuple):
        listed = [portable(part) for part in value if not _is_secret(part)]
        return listed if len(_json(listed)) <= _LONG else _hash(listed)
    if isinstance(value, str):
        return _text(value)
    plain = (
        value is None or isinstance(value, int) or (isinstance(value, float) and isfinite(value))
    )
    return value if plain else _text(str(value))


def entries(held: Mapping[Any, Any]) -> dict[str, Any]:
    """A dictionary with what of each entry is `portable`.

    Entries that are None, name a secret, look like one or hold an address are left out.
    """
    return {
        name: _part(name, part)
        for name, part in sorted(
            ((str(key), part) for key, part in held.items()), key=lambda one: one[0]
        )
        if part is not None and not _names_secret(name) and not _is_hidden(part)
    }


def _part(name: str, value: object) -> Any:  # noqa: ANN401 - JSON in, JSON out
    if name == _ARGUMENTS and isinstance(value, Mapping):
        return identity(value)
    return portable(value)


def _names_secret(name: str) -> bool:
    return bool(SECRET.search(_COUNTS.sub("", name)))


def _is_secret(value: object) -> bool:
    return isinstance(value, str) and bool(SECRET_VALUE.search(value))


def _is_hidden(value: object) -> bool:
    return _is_secret(value) or (isinstance(value, str) and bool(_ADDRESS.match(value)))


def _text(value: str) -> str:
    if _is_secret(value):
        return "(secret)"
    if len(value) > _LONG:
        return _hash(value)
    if _ADDRESS.match(value):
        return value.partition("?")[0].rstrip("/").rpartition("/")[2]
    if value.startswith("~") or PurePosixPath(value).is_absolute():
        return PurePosixPath(value).name or value
    return PureWindowsPath(value).name if PureWindowsPath(value).is_absolute() else value


def _hash(value: object) -> str:
    told = value if isinstance(value, str) else _json(value)
    return f"sha256:{sha256(told.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True, default=str)
