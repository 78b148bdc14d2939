"""From chats to tokens, and which of them are learnt: the assistant's, and no others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from inspect_finetune.errors import InputError
from inspect_finetune.training.local.rows import Chat

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

DEFAULT_TEMPLATE = (
    "{%- for message in messages -%}"
    "{{- '### ' + message['role'] + '\\n' -}}"
    "{%- if message['role'] == 'assistant' -%}"
    "{% generation %}{{ message['content'] + eos_token }}{% endgeneration %}"
    "{%- else -%}{{ message['content'] }}{%- endif -%}"
    "{{- '\\n' -}}"
    "{%- endfor -%}"
    "{%- if add_generation_prompt -%}{{ '### assistant\\n' }}{%- endif -%}"
)
"""For tokenizers that bring no template. It is saved with the model, so it is asked likewise."""

_MARK = "{% generation"
_MARKS = (_MARK, "{%- generation", "{%generation", "{%-generation")


@dataclass(frozen=True)
class Row:
    """A chat in tokens.

    Attributes:
        line: Its line in the file.
        ids: The tokens.
        learnt: Whether each of them is learnt.
        cut: How many tokens were cut off its end.
    """

    line: int
    ids: tuple[int, ...]
    learnt: tuple[bool, ...]
    cut: int = 0


def ensure_template(tokenizer: PreTrainedTokenizerBase) -> bool:
    """Give the tokenizer the default template if it has none; say whether it was given.

    Raises:
        InputError: If it has neither a template nor a token that ends a text.
    """
    if tokenizer.chat_template is not None:
        return False
    if tokenizer.eos_token is None:
        what = "the model's tokenizer has no chat template and no end-of-text token"
        raise InputError(what, fix="Set eos_token in its tokenizer_config.json, or chat_template")
    tokenizer.chat_template = DEFAULT_TEMPLATE
    return True


def encode_chats(
    tokenizer: PreTrainedTokenizerBase,
    chats: Iterable[Chat],
    stops: Iterable[int],
    longest: int,
    where: str,
) -> tuple[Row, ...]:
    """Every chat in tokens, as the template writes it.

    Args:
        tokenizer: With a chat template.
        chats: The chats.
        stops: Tokens that end an answer: the one after an answer is learnt too, and where a chat
            does not end with one, the tokenizer's own is added.
        longest: Tokens of a row; the rest is cut off.
        where: The file, for messages.

    Raises:
        InputError: If the template refuses a chat, does not write a conversation's beginning as
            it writes the whole, or nothing that is learnt stands before `longest`.
    """
    ends = frozenset(stops)
    return tuple(_row(tokenizer, chat, ends, longest, f"{where}:{chat.line}") for chat in chats)


def _row(
    tokenizer: PreTrainedTokenizerBase, chat: Chat, ends: frozenset[int], longest: int, where: str
) -> Row:
    text = _rendered(tokenizer, chat, len(chat.turns), where)
    encoded = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    ids: list[int] = list(encoded["input_ids"])
    learnt = _by_marks(tokenizer, chat, ids)
    if learnt is None:
        spans = list(_spans(tokenizer, chat, text, where))
        learnt = _within(encoded["offset_mapping"], spans)
    _end(ids, learnt, ends, tokenizer.eos_token_id)
    if not any(learnt[:longest]):
        what = f"the row has {len(ids)} tokens, and its answer begins after the first {longest}"
        raise InputError(what, where=where, fix="Type a larger --max-length, or shorten the row")
    cut = max(len(ids) - longest, 0)
    return Row(chat.line, tuple(ids[:longest]), tuple(learnt[:longest]), cut)


def _end(ids: list[int], learnt: list[bool], ends: frozenset[int], end: int | None) -> None:
    """Let every answer be learnt up to the token that ends it, and no further."""
    ended = False
    for i in range(len(ids)):
        follows = i > 0 and learnt[i - 1]
        if ids[i] in ends and (learnt[i] or follows):
            learnt[i] = ended = True
        elif learnt[i] and i and ids[i - 1] in ends:
            learnt[i] = False  # the newline that a template writes after the mark
    if not ended and learnt[-1] and end is not None:
        ids.append(end)
        learnt.append(True)


def _rendered(
    tokenizer: PreTrainedTokenizerBase, chat: Chat, turns: int, where: str, prompt: bool = False
) -> str:
    """What the template writes for the first turns.

    Args:
        tokenizer: With the template.
        chat: The chat.
        turns: How many of its turns.
        where: The row, for messages.
        prompt: Whether the beginning of an answer follows.
    """
    from jinja2 import TemplateError

    try:
        return str(
            tokenizer.apply_chat_template(
                chat.messages[:turns], tokenize=False, add_generation_prompt=prompt
            )
        )
    except TemplateError as error:
        what = f"the model's chat template refuses the row: {error.message or error}"
        fix = "Leave the turn out that it names, or train another model"
        raise InputError(what, where=where, fix=fix) from None


def _by_marks(
    tokenizer: PreTrainedTokenizerBase, chat: Chat, ids: Sequence[int]
) -> list[bool] | None:
    """What the template itself marks as the assistant's; None if it marks nothing.

    It can't tell turns apart, so where some are not to be learnt it is not asked.
    """
    spoken = sum(role == "assistant" for role, _ in chat.turns)
    template = tokenizer.chat_template
    if len(chat.learnt) < spoken or not isinstance(template, str):
        return None
    if not any(mark in template for mark in _MARKS):
        return None
    marked: Any = tokenizer.apply_chat_template(
        chat.messages, tokenize=True, return_dict=True, return_assistant_tokens_mask=True
    )
    mask = [bool(one) for one in marked["assistant_masks"]]
    return mask if any(mask) and list(marked["input_ids"]) == list(ids) else None


def _spans(
    tokenizer: PreTrainedTokenizerBase, chat: Chat, text: str, where: str
) -> Iterator[tuple[int, int]]:
    """From where to where in the text each answer stands that is learnt, by prefix differences.

    An answer is what the template writes with its turn and not before it, the beginning of an
    answer left out: exactly what the model will have to write itself.
    """
    for place in chat.learnt:
        before = _rendered(tokenizer, chat, place, where, prompt=True)
        after = _rendered(tokenizer, chat, place + 1, where)
        if not (text.startswith(after) and after.startswith(before)):
            what = (
                f"the model's chat template writes turn {place + 1} otherwise in the whole "
                "conversation than where it ends, so its tokens can't be told from the others"
            )
            fix = (
                "Keep the last answer of the row only, or give the template {% generation %} marks"
            )
            raise InputError(what, where=where, fix=fix)
        yield len(before), len(after)


def _within(offsets: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> list[bool]:
    """Whether each token ends in a span; one that a template's blank is part of does too."""
    learnt = [False] * len(offsets)
    for start, end in spans:
        for i, (left, right) in enumerate(offsets):
            if start < right <= end and left < right:
                learnt[i] = True
    return learnt
