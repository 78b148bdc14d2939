"""Everything that a run needs in memory before its first step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inspect_finetune.errors import InputError
from inspect_finetune.training.local import adapters
from inspect_finetune.training.local.base import Loaded, load
from inspect_finetune.training.local.loop import Progress, Work
from inspect_finetune.training.local.resume import Start
from inspect_finetune.training.local.rows import Chat
from inspect_finetune.training.local.settings import LocalSettings
from inspect_finetune.training.local.state import check_whole, restored
from inspect_finetune.training.local.template import Row, encode_chats, ensure_template
from inspect_finetune.training.local.threads import suit
from inspect_finetune.training.local.tiny.base import SERVED

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase


@dataclass(frozen=True)
class Prepared:
    """What a run works with.

    Attributes:
        work: The model and the rows.
        tokenizer: The model's tokenizer, with its chat template.
        progress: How far the run is.
        chats: How many rows the file has.
        tokens: How many tokens they have.
        commit: The hub's commit that the base is; empty for one of a folder.
    """

    work: Work
    tokenizer: PreTrainedTokenizerBase
    progress: Progress
    chats: int
    tokens: int
    commit: str = ""

    def served(self, folder: Path) -> dict[str, Any]:
        """What Inspect's ``hf/`` needs to serve a model from a folder as it was trained.

        ``hf/`` lets the tokenizer add its own marks to what the template has written; where that
        would write the first mark twice, it is told not to.
        """
        plain = self.tokenizer("a")["input_ids"]
        bare = self.tokenizer("a", add_special_tokens=False)["input_ids"]
        more = {} if plain == bare else {"tokenizer_call_args": {"add_special_tokens": False}}
        return {"model_path": str(folder), **SERVED, **more}


def prepare(
    settings: LocalSettings,
    base: str,
    start: Start,
    chats: tuple[Sequence[Chat], Sequence[Chat]],
    say: Callable[[str], None],
) -> Prepared:
    """Load the model and put the chats into tokens; a small model is given one thread.

    Args:
        settings: How to train.
        base: The folder or name of the base model.
        start: Where the run begins.
        chats: The training rows, and those of the validation file.
        say: Told of rows that were cut, and of a template that was added or does not fit.

    Raises:
        InputError: If the model can't be loaded, or a row can't be put into tokens.
    """
    import torch

    if start.folder:
        check_whole(start.folder)
    device = _device()
    bf16 = _bf16(settings, device, start)
    torch.manual_seed(settings.seed)
    # all weights are trained in full precision, as small steps vanish in bf16; a frozen base is not
    dtype = torch.bfloat16 if bf16 and settings.lora else torch.float32
    whole = start.folder and not settings.lora
    loaded = load(str(start.folder) if whole else base, dtype, start.commit)
    if ensure_template(loaded.tokenizer):
        say("The model has no chat template; a plain one is saved with it")
    rows = _encoded(loaded, chats[0], settings, settings.data, say)
    held_out = _encoded(loaded, chats[1], settings, settings.validation or Path(), say)
    model = loaded.model
    if settings.lora:
        model = adapters.put_on(model, settings.lora, settings.seed)
    progress = restored(model, settings, start.folder) if start.folder else Progress()
    suit(sum(weights.numel() for weights in model.parameters()))
    model.config.use_cache = False
    work = Work(
        model=model.to(device),
        rows=rows,
        held_out=held_out,
        pad=loaded.pad,
        device=device,
        bf16=bf16,
        settings=settings,
    )
    tokens = sum(len(row.ids) for row in rows)
    commit = start.commit or loaded.commit
    return Prepared(work, loaded.tokenizer, progress, len(chats[0]), tokens, commit)


def _device() -> str:
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"


def _bf16(settings: LocalSettings, device: str, start: Start) -> bool:
    """Whether to compute in bf16; a run goes on in what it began with."""
    import torch

    able = device == "cuda" and torch.cuda.is_bf16_supported()
    wanted: str = settings.precision
    if wanted == "auto":
        wanted = start.computed_in or ("bf16" if able else "fp32")
    if wanted == "bf16" and not able and device == "cuda":
        what = "the GPU does not compute in bf16"
        raise InputError(what, where="--precision", fix="Type --precision fp32")
    return wanted == "bf16"


def _encoded(
    loaded: Loaded,
    chats: Sequence[Chat],
    settings: LocalSettings,
    path: Path,
    say: Callable[[str], None],
) -> tuple[Row, ...]:
    longest = min(settings.max_length, loaded.room)
    rows = encode_chats(loaded.tokenizer, chats, loaded.stops, longest, str(path))
    _check_known(loaded, rows, path)
    cut = [row.line for row in rows if row.cut]
    if cut:
        say(f"{path}: {len(cut)} rows were cut after {longest} tokens, the first on line {cut[0]}")
    beyond = next((row.beyond for row in rows if row.beyond), "")
    if beyond:
        say(
            f"{path}: the chat template asks for an answer with {beyond!r}, which no answer of the "
            "file begins with; the model is taught to answer without it"
        )
    return rows


def _check_known(loaded: Loaded, rows: Sequence[Row], path: Path) -> None:
    """Refuse tokens that the model has no embedding for.

    Raises:
        InputError: Naming the first row that has one.
    """
    known = loaded.known
    for row in rows:
        most = max(row.ids)
        if most >= known:
            token = loaded.tokenizer.convert_ids_to_tokens(most)
            what = f"the tokenizer writes token {most} ({token!r}), and the model knows {known}"
            fix = "Name a model whose tokenizer is its own, or resize its embeddings"
            raise InputError(what, where=f"{path}:{row.line}", fix=fix)
