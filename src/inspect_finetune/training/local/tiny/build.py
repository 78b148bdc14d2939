"""Builds the tiny model: a tokenizer and about a million weights, from generated text alone.

It is a Qwen3 of three layers, so that everything that loads and serves such models takes it. Two
things let it learn in seconds what takes small models long: first weights of one over the root of
the width (with the usual .02 attention is flat, and it takes hundreds of steps until it looks at
the thing that is asked for), and normalised queries and keys, which bear a high learning rate.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from inspect_finetune.training.local.base import hush
from inspect_finetune.training.local.loop import Progress, Work, fit
from inspect_finetune.training.local.rows import Chat
from inspect_finetune.training.local.saving import save_model
from inspect_finetune.training.local.settings import TINY, LocalSettings
from inspect_finetune.training.local.steps import steps_an_epoch
from inspect_finetune.training.local.template import Row, encode_chats
from inspect_finetune.training.local.threads import one_thread
from inspect_finetune.training.local.tiny.corpus import Corpus, generate, vocabulary_texts
from inspect_finetune.training.local.tiny.tokenizer import CHAT_TEMPLATE, END, build_tokenizer

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast, Qwen3ForCausalLM


@dataclass(frozen=True)
class Recipe:
    """How the tiny model is built.

    Attributes:
        seed: Of its text, its first weights and the order of its steps.
        sentences: Plain sentences of its text.
        chats: Chats of its text.
        vocabulary: Tokens.
        width: Of its layers.
        layers: How many.
        heads: Of attention in each.
        batch_size: Texts in a step; each is shown once.
        rate: The highest learning rate.
    """

    seed: int = 0
    sentences: int = 300
    chats: int = 9500
    vocabulary: int = 2000
    width: int = 128
    layers: int = 3
    heads: int = 4
    batch_size: int = 32
    rate: float = 4e-3

    @property
    def steps(self) -> int:
        """How many steps it is built in."""
        text = self.text()
        return steps_an_epoch(len(text.sentences) + len(text.chats), self.batch_size)

    def text(self) -> Corpus:
        """What it is built on."""
        return generate(self.seed, self.sentences, self.chats)

    def key(self) -> str:
        """What tells one recipe, with its text, from another: 16 hexadecimal digits."""
        made_of = [asdict(self), CHAT_TEMPLATE, asdict(self.text()), list(vocabulary_texts())]
        return sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()[:16]


def build(recipe: Recipe, folder: Path, moved: Callable[[], None]) -> list[tuple[int, float]]:
    """Build the model and write it into a folder.

    Args:
        recipe: How.
        folder: Where to; replaced if it is there.
        moved: Called after every step.

    Returns:
        (step, loss) of every step.

    Raises:
        InputError: If it can't be written.
    """
    hush()
    corpus = recipe.text()
    said = [turn["content"] for chat in corpus.chats for turn in chat]
    texts = [*corpus.sentences, *said, *vocabulary_texts()]
    tokenizer = build_tokenizer(texts, recipe.vocabulary)
    model = new_model(recipe, tokenizer)
    settings = LocalSettings(
        data=folder,
        model=TINY,
        name=TINY,
        epochs=1,
        batch_size=recipe.batch_size,
        learning_rate=recipe.rate,
        seed=recipe.seed,
    )
    progress = Progress()
    rows = _rows(recipe, corpus, tokenizer)
    work = Work(model, rows, (), int(tokenizer.pad_token_id), "cpu", bf16=False, settings=settings)
    with one_thread():
        fit(work, progress, lambda *_: None, lambda: False, moved)
    save_model(model, tokenizer, folder, None)
    return progress.losses


def new_model(recipe: Recipe, tokenizer: PreTrainedTokenizerFast) -> Qwen3ForCausalLM:
    """The model before its first step."""
    import torch
    from transformers import Qwen3Config, Qwen3ForCausalLM

    torch.manual_seed(recipe.seed)
    config = Qwen3Config(
        vocab_size=len(tokenizer),
        hidden_size=recipe.width,
        intermediate_size=3 * recipe.width,
        num_hidden_layers=recipe.layers,
        num_attention_heads=recipe.heads,
        num_key_value_heads=recipe.heads,
        head_dim=recipe.width // recipe.heads,
        initializer_range=recipe.width**-0.5,
        max_position_embeddings=1024,
        tie_word_embeddings=True,
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    return Qwen3ForCausalLM(config)


def _rows(recipe: Recipe, corpus: Corpus, tokenizer: PreTrainedTokenizerFast) -> tuple[Row, ...]:
    """The text in tokens: sentences are learnt whole, of chats the answers."""
    plain = [tuple(tokenizer(f"{text}{END}")["input_ids"]) for text in corpus.sentences]
    chats = [
        Chat(number, tuple((turn["role"], turn["content"]) for turn in chat), (len(chat) - 1,))
        for number, chat in enumerate(corpus.chats)
    ]
    ends = (int(tokenizer.eos_token_id),)
    rows = [Row(0, ids, (True,) * len(ids)) for ids in plain]
    rows += encode_chats(tokenizer, chats, ends, 1024, "generated text")
    random.Random(f"tiny rows {recipe.seed}").shuffle(rows)
    return tuple(rows)
