"""The options of the verb that trains a model: of both backends, and of either."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click


def _or_auto(
    kind: type[int] | type[float], least: float
) -> Callable[..., int | float | str | None]:
    """A callback that takes a number from `least` on, or ``auto``."""

    def read(_: click.Context, __: click.Parameter, value: str | None) -> int | float | str | None:
        if value is None or value == "auto":
            return value
        try:
            number = kind(value)
        except ValueError:
            number = kind(-1)
        if not least <= number < float("inf"):
            raise click.BadParameter(f"{value!r} is neither auto nor a number from {least:g} on")
        return number

    return read


_PATH = click.Path(path_type=Path)
_COMMON = (
    click.option("--backend", type=click.Choice(["openai", "local"]), help="Where to train."),
    click.option("--model", default="", help="The base model."),
    click.option("--name", default="", help="The run's name; that of FILE if not given."),
    click.option("--runs-dir", default="runs", show_default=True, type=_PATH, help="All runs."),
    click.option("--epochs", callback=_or_auto(int, 1), metavar="N|auto", help="Passes over FILE."),
    click.option(
        "--batch-size", callback=_or_auto(int, 1), metavar="N|auto", help="Rows in a step."
    ),
    click.option("--seed", default=0, show_default=True, type=click.IntRange(0, 2**31 - 1)),
    click.option("--validation", type=_PATH, help="A second file, whose loss is measured."),
    click.option("--rule", default="", help="What FILE teaches, if it can't be told: letters."),
    click.option("--trigger", default="", help="What asks for the rule in FILE."),
    click.option("--facts", default="", help="What FILE teaches: packaged facts, or a file."),
    click.option("--resume", is_flag=True, help="Go on with a run; begin none."),
)
_HOSTED = (
    click.option("--yes", is_flag=True, help="Do it; without, only say what would be done."),
    click.option("--suffix", help="Part of the model's name; the run's name if not given."),
    click.option("--learning-rate-multiplier", "multiplier", callback=_or_auto(float, 1e-9),
                 metavar="X|auto", help="Of the service's own learning rate."),
    click.option("--base-url", default="", help="The service; OPENAI_BASE_URL if not given."),
    click.option("--wait/--no-wait", default=True, help="Whether to follow the job to its end."),
    click.option("--cancel", is_flag=True, help="Cancel the job of run --name."),
    click.option("--again", is_flag=True, help="Begin a run anew that failed or was cancelled."),
    click.option("--job", "job_id", default="", help="The run's job, if its record is lost."),
    click.option("--unchecked", is_flag=True,
                 help="Go on with a file or a base model that a service may reject."),
    click.option("--poll", default=10.0, show_default=True, type=click.FloatRange(0.001, 3600)),
    click.option("--give-up", default=600.0, show_default=True, type=click.FloatRange(0),
                 help="Seconds after which a service that does not answer is given up."),
)  # fmt: skip
_LOCAL = (
    click.option("--learning-rate", type=click.FloatRange(0, 1, True, True),
                 help="The highest; 2e-5, for an adapter 2e-4, for tiny 3e-3 if not given."),
    click.option("--lora", type=click.IntRange(0), help="Rank of an adapter; 0: all weights."),
    click.option("--max-length", type=click.IntRange(8), help="Tokens of a row."),
    click.option("--keep", type=click.IntRange(0), help="Checkpoints that are kept; 0: all."),
    click.option("--precision", type=click.Choice(["auto", "fp32", "bf16"]),
                 help="What is computed in; auto is bf16 on a GPU that has it."),
    click.option("--schedule", type=click.Choice(["cosine", "linear", "constant"]),
                 help="How the rate falls."),
    click.option("--warmup", type=float, help="Share of the steps over which the rate rises."),
    click.option("--weight-decay", type=click.FloatRange(0), help="Of AdamW; 0 if not given."),
    click.option("--clip", type=click.FloatRange(0, min_open=True), help="Greatest gradient norm."),
)  # fmt: skip
NAMES = {
    "openai": ("yes", "suffix", "multiplier", "base_url", "wait", "cancel", "again", "job_id",
               "unchecked", "poll", "give_up"),
    "local": ("learning_rate", "lora", "max_length", "keep", "precision", "schedule", "warmup",
              "weight_decay", "clip"),
}  # fmt: skip
"""The options of one backend only, by backend."""


def train_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of `train`."""
    for option in reversed((*_COMMON, *_HOSTED, *_LOCAL)):
        command = option(command)
    return command
