"""Checking of task arguments: an unknown name or a wrong value ends the run at once.

Inspect only warns of an unknown ``-T`` name and then runs the whole default task; it does not
check values at all. `checked` refuses unknown names, and the functions beside it read one
argument each. They take what ``-T`` delivers, which is YAML split on commas: ``0,0.5`` arrives as
a list of strings, ``NO`` as ``False`` and ``01234`` as ``668``.
"""

import inspect
from collections.abc import Callable, Sequence
from functools import wraps
from typing import ParamSpec, TypeVar

import click

from inspect_finetune.errors import InputError
from inspect_finetune.textfiles import did_you_mean

P = ParamSpec("P")
R = TypeVar("R")


class ArgumentError(InputError, click.ClickException):
    """An `InputError` that any click program prints as one line, Inspect's own included.

    Raised out of ``inspect eval`` it gives ``Error: ...`` and a non-zero exit code with no
    traceback; raised out of the Python ``eval()`` it is still a `ValueError`.
    """

    exit_code = 2

    def __init__(self, error: InputError) -> None:
        InputError.__init__(self, error.what, where=error.where, fix=error.fix)
        click.ClickException.__init__(self, ValueError.__str__(self))

    def __str__(self) -> str:
        return self.message


def checked(task: Callable[P, R]) -> Callable[P, R]:
    """Refuse unknown arguments of a task, and say a user's mistake in one line.

    To be placed under ``@task``. The wrapper's signature has a VAR_KEYWORD parameter, so that
    Inspect passes unknown ``-T`` names on instead of dropping them with a warning.

    Args:
        task: The task function; every parameter has a default.

    Returns:
        A function of the same arguments that raises `ArgumentError`, a `ValueError`, for an
        unknown name and for every `InputError` raised inside.
    """
    signature = inspect.signature(task)
    known = list(signature.parameters)

    @wraps(task)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            for name in kwargs:
                if name not in known:
                    raise InputError(
                        f"unknown argument {name}={kwargs[name]!r}",
                        where=task.__name__,
                        fix=did_you_mean(name, known),
                    )
            return task(*args, **kwargs)
        except InputError as error:
            raise ArgumentError(error) from None

    unknown = inspect.Parameter("unknown", inspect.Parameter.VAR_KEYWORD)
    parameters = [*signature.parameters.values(), unknown]
    wrapper.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    return wrapper


def text(name: str, value: object) -> str:
    """One argument as text.

    Raises:
        InputError: If it is empty, or YAML turned it into something that is not text.
    """
    if isinstance(value, str) and value.strip():
        return value.strip()
    if value is None or value == "" or isinstance(value, str):
        raise InputError(f"argument {name} is empty", fix=f"Type -T {name}=VALUE.")
    if isinstance(value, list | tuple):
        what = f"argument {name}={','.join(map(str, value))} is several values; it takes one"
        raise InputError(what, fix=f"Type -T {name}={value[0] if value else 'VALUE'}")
    raise InputError(
        f"argument {name}={value!r} is not text: YAML reads NO, ON and bare numbers as values",
        fix=f"Quote it twice: -T \"{name}='...'\".",
    )


def one_of(name: str, value: object, allowed: Sequence[str]) -> str:
    """One argument as one of the allowed words.

    Raises:
        InputError: If it is another.
    """
    word = text(name, value)
    if word not in allowed:
        raise InputError(f"argument {name}={word!r} is unknown", fix=did_you_mean(word, allowed))
    return word


def names(name: str, value: object, allowed: Sequence[str] | None = None) -> tuple[str, ...]:
    """One argument as a list of names, from ``a,b`` or a sequence.

    Args:
        name: The argument's name, for messages.
        value: What was given.
        allowed: The names that exist; None takes any.

    Raises:
        InputError: If the list is empty, names one twice, or names one that does not exist.
    """
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple):
        parts = [parts]
    words = tuple(one_of(name, part, allowed) if allowed else text(name, part) for part in parts)
    if not words:
        raise InputError(f"argument {name} is empty", fix=f"Type -T {name}=VALUE")
    if len(set(words)) < len(words):
        raise InputError(f"argument {name} names one value twice", fix=f"Got {', '.join(words)}.")
    return words


def whole_number(
    name: str, value: object, minimum: int = 1, maximum: int = 10_000, also: str = ""
) -> int:
    """One argument as a whole number from `minimum` to `maximum`.

    `also` is a word that the caller takes as well, for the message.

    Raises:
        InputError: If it is not a whole number, or too small or too large.
    """
    number = _number(value)
    if number is None or number != int(number) or not minimum <= number <= maximum:
        raise InputError(
            f"argument {name}={value!r} is not a whole number from {minimum} to {maximum:,}",
            fix=f"Type -T {name}={max(minimum, 1)}{f', or {name}={also}' if also else ''}",
        )
    return int(number)


def numbers(name: str, value: object, minimum: float, maximum: float) -> tuple[float, ...]:
    """One argument as a list of numbers, each from `minimum` to `maximum`, none twice.

    Raises:
        InputError: If one is not a number, out of range, or given twice.
    """
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple):
        parts = [parts]
    found = []
    for part in parts:
        number = _number(part)
        if number is None or not minimum <= number <= maximum:
            raise InputError(
                f"argument {name}={part!r} is not a number from {minimum:g} to {maximum:g}",
                fix=f"Type -T {name}=0 or -T {name}=0,0.5,1.",
            )
        found.append(number)
    if not found or len(set(found)) < len(found):
        raise InputError(
            f"argument {name}={value!r} is empty or gives one value twice",
            fix=f"Type -T {name}=0 or -T {name}=0,0.5,1.",
        )
    return tuple(found)


def _number(value: object) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        number = float(value)
    elif isinstance(value, str):
        try:
            number = float(value)
        except ValueError:
            return None
    else:
        return None
    return number if number - number == 0 else None  # NaN and infinities are no numbers here
