"""What a chat template writes, and what it marks as the assistant's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from inspect_finetune.errors import InputError
from inspect_finetune.training.local.rows import Chat

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

Messages = Sequence[dict[str, str]]

_MARKS = ("{% generation", "{%- generation", "{%generation", "{%-generation")


def rendered(
    tokenizer: PreTrainedTokenizerBase, messages: Messages, where: str, prompt: bool = False
) -> str:
    """What the template writes for some turns.

    Args:
        tokenizer: With the template.
        messages: The turns, one at least.
        where: The row, for messages.
        prompt: Whether the beginning of an answer follows.

    Raises:
        InputError: If the template refuses them.
    """
    try:
        return str(
            tokenizer.apply_chat_template(
                list(messages), tokenize=False, add_generation_prompt=prompt
            )
        )
    except Exception as error:  # a template is a program, and may fail in any way
        raise _refused(error, where) from None


def marked(
    tokenizer: PreTrainedTokenizerBase, chat: Chat, ids: Sequence[int], where: str
) -> list[bool] | None:
    """What the template itself marks as the assistant's; None if it marks nothing.

    It can't tell turns apart, so where some are not to be learnt it is not asked.

    Args:
        tokenizer: With the template.
        chat: The chat.
        ids: Its tokens.
        where: The row, for messages.

    Raises:
        InputError: If the template refuses the chat.
    """
    spoken = sum(role == "assistant" for role, _ in chat.turns)
    template = tokenizer.chat_template
    if len(chat.learnt) < spoken or not isinstance(template, str):
        return None
    if not any(mark in template for mark in _MARKS):
        return None
    try:
        found: Any = tokenizer.apply_chat_template(
            chat.messages, tokenize=True, return_dict=True, return_assistant_tokens_mask=True
        )
    except Exception as error:
        raise _refused(error, where) from None
    mask = [bool(one) for one in found["assistant_masks"]]
    return mask if any(mask) and list(found["input_ids"]) == list(ids) else None


def _refused(error: Exception, where: str) -> InputError:
    from jinja2 import TemplateError

    said = " ".join(str(getattr(error, "message", None) or error).split())[:200]
    if isinstance(error, TemplateError):
        fix = "Leave the turn out that it names, or train another model"
        return InputError(
            f"the model's chat template refuses the row: {said}", where=where, fix=fix
        )
    what = f"the model's chat template fails at the row ({type(error).__name__}: {said})"
    return InputError(what, where=where, fix="Mend the template, or train another model")
