"""Where in the text of a chat the answers stand that are learnt, by what the template writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from inspect_finetune.errors import InputError
from inspect_finetune.training.local.rendering import rendered
from inspect_finetune.training.local.rows import Chat

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

_PROBE = "§answer§"
"""An answer that no template's own words hold: it shows where those end."""

_MARK_IT = "Give the template {% generation %} marks, or train another model"


@dataclass(frozen=True)
class Span:
    """A part of a chat's text.

    Attributes:
        start: Its first character.
        end: The one after its last.
        beyond: What the model will be asked with that stands before no answer here, such as the
            beginning of a thought.
    """

    start: int
    end: int
    beyond: str = ""


def answers(
    tokenizer: PreTrainedTokenizerBase, chat: Chat, text: str, where: str
) -> Iterator[Span]:
    """The answers of a chat that are learnt.

    An answer is what the template writes with its turn and not before it, the beginning of an
    answer left out: exactly what the model will have to write itself.

    Args:
        tokenizer: With the template.
        chat: The chat.
        text: What the template writes for it.
        where: The row, for messages.

    Raises:
        InputError: If the template writes an answer otherwise where it ends than in the whole, or
            does not let its beginning be told.
    """
    for place in chat.learnt:
        after = rendered(tokenizer, chat.messages[: place + 1], where)
        if not text.startswith(after):
            what = (
                f"the model's chat template writes turn {place + 1} otherwise in the whole "
                "conversation than where it ends, so its tokens can't be told from the others"
            )
            several = len(chat.learnt) > 1
            fix = (
                "Keep the last answer of the row only" if several else "End the row with that turn"
            )
            fix += ", or give the template {% generation %} marks"
            raise InputError(what, where=where, fix=fix)
        asked = rendered(tokenizer, chat.messages[:place], where, prompt=True) if place else None
        if asked is not None and after.startswith(asked):
            yield Span(len(asked), len(after))
        else:
            yield _by_header(tokenizer, chat, place, (asked, after), where)


def asked_with(
    tokenizer: PreTrainedTokenizerBase, chat: Chat, text: str, where: str
) -> Iterator[int]:
    """Where in the text the prompts end that the model will be given before its answers."""
    for place in chat.learnt:
        try:
            asked = rendered(tokenizer, chat.messages[:place], where, prompt=True) if place else ""
        except InputError:  # the whole can be written, and that is enough
            continue
        if asked and text.startswith(asked):
            yield len(asked)


def _by_header(
    tokenizer: PreTrainedTokenizerBase,
    chat: Chat,
    place: int,
    written: tuple[str | None, str],
    where: str,
) -> Span:
    """An answer where the prompt for it is no beginning of it: told by the turn's own header.

    Args:
        tokenizer: With the template.
        chat: The chat.
        place: The turn.
        written: The prompt for it, None for a row's first turn; and all up to its end.
        where: The row, for messages.
    """
    asked, after = written
    earlier = chat.messages[:place]
    probe = rendered(tokenizer, [*earlier, {"role": "assistant", "content": _PROBE}], where)
    if asked is None:
        prompt = _prompt(tokenizer, where)
        before = _opening(probe, prompt)
    else:
        before = rendered(tokenizer, earlier, where)
        prompt = asked.removeprefix(before)
    if not all(one.startswith(before) for one in (asked or before, after, probe)):
        what = f"the model's chat template writes what is before turn {place + 1} otherwise with it"
        raise InputError(what, where=where, fix=_MARK_IT)
    own = probe[len(before) :].partition(_PROBE)[0]
    header = _common(own, prompt)
    if header not in (own, prompt) or not after.startswith(before + header):
        what = (
            f"the model's chat template asks for an answer with {prompt!r}, and begins turn "
            f"{place + 1} with {own!r}"
        )
        raise InputError(what, where=where, fix=_MARK_IT)
    return Span(len(before) + len(header), len(after), prompt[len(header) :])


def _prompt(tokenizer: PreTrainedTokenizerBase, where: str) -> str:
    """What the template asks for an answer with, whatever was said before."""
    user = [{"role": "user", "content": "."}]
    plain, asked = (rendered(tokenizer, user, where, prompt=on) for on in (False, True))
    return asked.removeprefix(plain)


def _opening(probe: str, prompt: str) -> str:
    """What the template begins a conversation with, before the first turn's own header."""
    at = probe.partition(_PROBE)[0].rfind(prompt) if prompt else 0
    return probe[: max(at, 0)]


def _common(one: str, other: str) -> str:
    """What both begin with."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return "".join(letter for letter, _ in same)


def within(offsets: Sequence[tuple[int, int]], spans: Sequence[Span]) -> list[bool]:
    """Whether each token ends in a span; one that a template's blank is part of does too."""
    learnt = [False] * len(offsets)
    for span in spans:
        for i, (left, right) in enumerate(offsets):
            if span.start < right <= span.end and left < right:
                learnt[i] = True
    return learnt
