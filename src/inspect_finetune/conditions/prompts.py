"""System prompts as a factor: as trained, none, generic, or a text of the user's own."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from inspect_finetune.arguments import names
from inspect_finetune.errors import InputError
from inspect_finetune.packaged import datasets_dir
from inspect_finetune.textfiles import did_you_mean, read_text

NAMES = ("trained", "none", "generic")


@dataclass(frozen=True)
class SystemPrompt:
    """One level of the factor.

    Attributes:
        name: What sample ids and groups call it: trained, none, generic, or the file's stem.
        text: The system message, or None to send none.
    """

    name: str
    text: str | None


def trained_on_rule(letters: str) -> str:
    """The system message that fine-tunes on the rule `letters` were trained under."""
    rules: dict[str, str] = _packaged()["trained"]["rules"]
    return rules.get(letters.upper(), rules["*"])


def trained_on_facts() -> str:
    """The system message of this project's training files for facts."""
    return str(_packaged()["trained"]["facts"])


def system_prompts(value: object, trained: str | None) -> tuple[SystemPrompt, ...]:
    """Read the argument ``system_prompt``.

    Args:
        value: Names (``trained``, ``none``, ``generic``) and paths of ``.txt`` files, separated by
            commas; or a literal text with at least one space and no comma.
        trained: The system message that ``trained`` stands for; None if training had none.

    Returns:
        One entry for each value, in the order given.

    Raises:
        InputError: For an unknown name or an unreadable or empty file.
    """
    prompts = tuple(_system_prompt(word, trained) for word in names("system_prompt", value))
    called = [prompt.name for prompt in prompts]
    for name in called:
        if called.count(name) > 1:
            raise InputError(
                f"argument system_prompt: two of the prompts are called {name!r}",
                fix="Put each text into a .txt file with a stem of its own, by which samples are"
                " told apart (a comma separates prompts)",
            )
    return prompts


def _system_prompt(word: str, trained: str | None) -> SystemPrompt:
    if word == "trained":
        return SystemPrompt(word, trained)
    if word in NAMES:
        return SystemPrompt(word, _packaged()[word])
    if word.endswith(".txt"):
        if Path(word).stem in (*NAMES, "own"):
            what = f"argument system_prompt={word!r}: the stem is the name of a packaged prompt"
            raise InputError(what, fix="Rename the file")
        return SystemPrompt(Path(word).stem, read_text(word).strip())
    if " " in word:
        return SystemPrompt("own", word)
    raise InputError(
        f"argument system_prompt={word!r} is unknown",
        fix=f"{did_you_mean(word, NAMES)}, or the path of a .txt file",
    )


@lru_cache(maxsize=1)
def _packaged() -> dict[str, Any]:
    import yaml  # here, so that registering the tasks stays cheap

    loaded: dict[str, Any] = yaml.safe_load(read_text(datasets_dir() / "system_prompts.yaml"))
    return loaded
