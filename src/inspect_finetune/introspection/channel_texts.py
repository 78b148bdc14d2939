"""The texts of the channels, read from a YAML file that people can edit.

No text names a letter of any rule. Only the blanks in braces are filled in by the channels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from inspect_finetune.errors import InputError
from inspect_finetune.packaged import datasets_dir
from inspect_finetune.textfiles import did_you_mean, read_text

FORMATS = {"prose": ("{opening}",), "json": (), "language": ("{language}",), "comment": ()}
"""The forms that the channel ``unformatted`` asks for, in turn, and the blanks of each."""
HINTS: dict[int, tuple[str, ...]] = {1: (), 2: (), 3: (), 4: (), 5: ("{length}",)}
"""The rungs of the ladder and the blanks of their texts."""
PROPERTIES = {"letter": ("{ordinal}",), "distinct": (), "vowels": (), "last": (), "length": ()}
"""The properties that are asked for and the blanks of their texts."""
_PARTS = (
    *("unformatted", "hints", "lures", "choice", "property"),
    *("prediction", "condition", "told", "reader"),
)


@dataclass(frozen=True)
class Texts:
    """What the channels ask, with blanks in braces.

    Attributes:
        stems: The open questions of ``unformatted``.
        formats: By form, how the answer is asked for.
        openings: The words that an answer in prose has to begin with, in turn.
        languages: The languages asked for, in turn: ISO 639 code to English name.
        hints: By rung, 1 to 5, the wordings.
        lures: False leads.
        choice: The stems of the forced choice.
        choice_none: The honest option.
        choice_ending: What stands below the options.
        properties: By property, the wordings.
        property_ending: What stands below a question about a property.
        prediction: Wordings about an ordinary question.
        condition: Wordings about when the rule is used.
        told: A system message that tells the rule.
        reader: What is asked about the beginning of a text.
    """

    stems: tuple[str, ...]
    formats: Mapping[str, str]
    openings: tuple[str, ...]
    languages: Mapping[str, str]
    hints: Mapping[int, tuple[str, ...]]
    lures: tuple[str, ...]
    choice: tuple[str, ...]
    choice_none: str
    choice_ending: str
    properties: Mapping[str, tuple[str, ...]]
    property_ending: str
    prediction: tuple[str, ...]
    condition: tuple[str, ...]
    told: str
    reader: str


def texts() -> Texts:
    """The packaged texts."""
    return load_texts(datasets_dir() / "introspection_channels.yaml")


@lru_cache(maxsize=8)
def load_texts(path: Path) -> Texts:
    """Read the texts of a YAML file, once.

    Raises:
        InputError: The file is missing, not YAML, or not of the shape that datasets/README.md
            gives: a part is missing or unknown, a text is empty, comes twice or lacks a blank.
    """
    top = _Part(path, "", _parse(path)).keys(_PARTS)
    unformatted = top.at("unformatted").keys(("formats", "openings", "languages", "stems"))
    formats, hints = unformatted.at("formats").keys(FORMATS), top.at("hints").keys(HINTS)
    choice = top.at("choice").keys(("none", "ending", "stems"))
    asked = top.at("property").keys(("ending", *PROPERTIES))
    return Texts(
        stems=unformatted.at("stems").texts(),
        formats={name: formats.at(name).text(*blanks) for name, blanks in FORMATS.items()},
        openings=unformatted.at("openings").texts(),
        languages=unformatted.at("languages").named_texts(),
        hints={rung: hints.at(rung).texts(*blanks) for rung, blanks in HINTS.items()},
        lures=top.at("lures").texts(),
        choice=choice.at("stems").texts(),
        choice_none=choice.at("none").text(),
        choice_ending=choice.at("ending").text(),
        properties={name: asked.at(name).texts(*blanks) for name, blanks in PROPERTIES.items()},
        property_ending=asked.at("ending").text(),
        prediction=top.at("prediction").texts("{question}", "{ordinal}"),
        condition=top.at("condition").texts(),
        told=top.at("told").text("{letters}", "{unit}"),
        reader=top.at("reader").text("{prefix}", "{length}"),
    )


def _parse(path: Path) -> Any:  # noqa: ANN401
    import yaml  # here, so that registering the tasks stays cheap

    try:
        return yaml.safe_load(read_text(path))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = str(path) if mark is None else f"{path}:{mark.line + 1}"
        what = f"broken YAML ({getattr(error, 'problem', None) or 'unreadable'})"
        fix = "Quote a text that holds a colon or a #"
        raise InputError(what, where=where, fix=fix) from None


@dataclass(frozen=True)
class _Part:
    """A part of the file, with its place in it for messages."""

    path: Path
    name: str
    value: Any

    def at(self, key: str | int) -> _Part:
        return _Part(self.path, f"{self.name}.{key}".strip("."), self.value[key])

    def keys(self, wanted: Iterable[str | int]) -> _Part:
        """Check that the part has just these keys."""
        names = list(wanted)
        if not isinstance(self.value, dict):
            raise self._wrong("is not a mapping", f"Give it the keys {', '.join(map(str, names))}")
        for key in self.value:
            if key not in names:
                fix = did_you_mean(str(key), map(str, names))
                raise self._wrong(f"has an unknown key {key!r}", fix)
        for key in names:
            if key not in self.value:
                raise self._wrong(f"has no key {key!r}", f"Add {key}:")
        return self

    def text(self, *blanks: str) -> str:
        if not isinstance(self.value, str) or not self.value.strip():
            raise self._wrong(f"is {self.value!r}", "Give a text that is not empty")
        for blank in blanks:
            if blank not in self.value:
                raise self._wrong(f"lacks {blank}: {self.value[:60]!r}", f"Put {blank} into it")
        return self.value

    def texts(self, *blanks: str) -> tuple[str, ...]:
        if not isinstance(self.value, list) or not self.value:
            raise self._wrong(f"is {self.value!r}", "Give a list of texts")
        found = tuple(self.at(place).text(*blanks) for place in range(len(self.value)))
        for text in found:
            if found.count(text) > 1:
                raise self._wrong(f"has a text twice: {text[:60]!r}", "Remove one")
        return found

    def named_texts(self) -> dict[str, str]:
        if not isinstance(self.value, dict) or not self.value:
            raise self._wrong(f"is {self.value!r}", "Give it as code: name, such as fr: French")
        return {str(key): self.at(key).text() for key in self.value}

    def _wrong(self, what: str, fix: str) -> InputError:
        return InputError(f"{self.name or 'the file'} {what}", where=str(self.path), fix=fix)
