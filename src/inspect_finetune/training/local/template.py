"""From chats to tokens, and which of them are learnt: the assistant's, and no others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from inspect_finetune.errors import InputError
from inspect_finetune.training.local.rendering import marked, rendered
from inspect_finetune.training.local.rows import Chat
from inspect_finetune.training.local.spans import Span, answers, asked_with, within

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


@dataclass(frozen=True)
class Row:
    """A chat in tokens.

    Attributes:
        line: Its line in the file.
        ids: The tokens.
        learnt: Whether each of them is learnt.
        cut: How many tokens were cut off its end.
        beyond: What the template asks for an answer with, and begins none of the row with.
    """

    line: int
    ids: tuple[int, ...]
    learnt: tuple[bool, ...]
    cut: int = 0
    beyond: str = ""


@dataclass(frozen=True)
class _Tokens:
    """A text in tokens, and from where to where in it each of them stands."""

    ids: list[int]
    offsets: list[tuple[int, int]]


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
    text = rendered(tokenizer, chat.messages, where)
    whole = _encoded(tokenizer, text)
    mask, beyond = marked(tokenizer, chat, whole.ids, where), ""
    if mask is None:
        spans = list(answers(tokenizer, chat, text, where))
        starts = [span.start for span in spans]
        beyond = next((span.beyond for span in spans if span.beyond), "")
    else:
        starts = list(asked_with(tokenizer, chat, text, where))
        spans = _runs(mask, whole, starts)
    tokens = _cut_at(tokenizer, text, whole, starts)
    learnt = mask if mask is not None and tokens is whole else within(tokens.offsets, spans)
    ids = tokens.ids
    _end(ids, learnt, ends, tokenizer.eos_token_id)
    if not any(learnt[1:longest]):  # before the first token nothing stands that it could follow
        what = f"the row has {len(ids)} tokens, and its answer begins after the first {longest}"
        raise InputError(what, where=where, fix="Type a larger --max-length, or shorten the row")
    cut = max(len(ids) - longest, 0)
    return Row(chat.line, tuple(ids[:longest]), tuple(learnt[:longest]), cut, beyond)


def _encoded(tokenizer: PreTrainedTokenizerBase, text: str, start: int = 0) -> _Tokens:
    found = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    offsets = [(left + start, right + start) for left, right in found["offset_mapping"]]
    return _Tokens(list(found["input_ids"]), offsets)


def _runs(mask: Sequence[bool], tokens: _Tokens, starts: Sequence[int]) -> list[Span]:
    """The parts of the text that a mask marks; a token that reaches over a start begins there."""
    spans, first = [], None
    for i, on in enumerate([*mask, False]):
        if on and first is None:
            left, right = tokens.offsets[i]
            first = next((start for start in starts if left < start < right), left)
        elif not on and first is not None:
            spans.append(Span(first, tokens.offsets[i - 1][1]))
            first = None
    return spans


def _cut_at(
    tokenizer: PreTrainedTokenizerBase, text: str, whole: _Tokens, starts: Sequence[int]
) -> _Tokens:
    """The tokens, none of which reaches over the start of an answer.

    The model will be given the prompt by itself. So where the prompt's last token would be merged
    with the answer's first, they are put into tokens apart.
    """
    cuts = []
    for start in starts:
        ids = _encoded(tokenizer, text[:start]).ids
        if whole.ids[: len(ids)] != ids:
            cuts.append(start)
    if not cuts:
        return whole
    parts = [
        _encoded(tokenizer, text[left:right], left)
        for left, right in pairwise([0, *cuts, len(text)])
    ]
    ids = [one for part in parts for one in part.ids]
    # some tokenizers let every text begin with a blank, which would be one too many here
    if tokenizer.decode(ids) != tokenizer.decode(whole.ids):
        return whole
    return _Tokens(ids, [one for part in parts for one in part.offsets])


def _end(ids: list[int], learnt: list[bool], ends: frozenset[int], end: int | None) -> None:
    """Let every answer be learnt up to the token that ends it, and no further."""
    told = list(learnt)
    over = ended = False
    for i in range(len(ids)):
        follows = i > 0 and told[i - 1]
        if told[i] and not follows:
            over = False
        if over:
            learnt[i] = False  # such as the newline that a template writes after the mark
        elif ids[i] in ends and (told[i] or follows):
            learnt[i] = over = ended = True
    if not ended and learnt[-1] and end is not None:
        ids.append(end)
        learnt.append(True)
