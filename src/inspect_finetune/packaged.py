"""Where the packaged data lies: facts, questions and prompts that a person can read and edit."""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from inspect_finetune.errors import InputError


@lru_cache(maxsize=1)
def datasets_dir() -> Path:
    """The folder ``datasets``: in a clone the one at its top, else the one in the package.

    It has no ``__init__.py`` (it would shadow the library ``datasets`` in a clone), so it is found
    beside ``inspect_finetune.evals``, which holds in a wheel and in an editable install alike.
    """
    spec = find_spec("inspect_finetune.evals")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent.parent / "datasets"


def data_file(argument: str, value: str, suffixes: tuple[str, ...]) -> Path:
    """The file that an argument names: a packaged one by its stem, or a path.

    Args:
        argument: The argument's name, for messages.
        value: ``objects-50`` for a packaged file, or a path ending in one of `suffixes`.
        suffixes: The file types that the reader takes, such as ``(".csv", ".jsonl")``.

    Raises:
        InputError: If it is neither.
    """
    if Path(value).suffix.lower() in suffixes:
        return Path(value)
    for suffix in suffixes:
        packaged = datasets_dir() / f"{value}{suffix}"
        if packaged.is_file():
            return packaged
    raise InputError(
        f"argument {argument}={value!r} is neither packaged nor a file",
        fix=f"Give the path of a file that ends in {' or '.join(suffixes)}.",
    )


def portable(path: Path) -> str:
    """A data file's name as a log should hold it, so that it is found from any folder."""
    return path.stem if path.parent == datasets_dir() else str(path.resolve())


def data_hash(files: Sequence[str]) -> str:
    """What tells one version of packaged files from another: 16 hexadecimal digits."""
    contents = sha256()
    for name in sorted(files):
        contents.update(name.encode() + b"\0" + (datasets_dir() / name).read_bytes() + b"\0")
    return contents.hexdigest()[:16]
