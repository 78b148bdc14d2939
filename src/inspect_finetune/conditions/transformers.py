"""Models that transformers runs in this process (``hf/``), and what Inspect's provider wants."""

from __future__ import annotations

from inspect_ai.model import GenerateConfig, Model, ModelName, get_model_info

from inspect_finetune.errors import InputError

LIKELIEST = GenerateConfig(temperature=1.0, top_k=1)
"""The likeliest token. A temperature of 0 is an error of transformers, which divides by it; of one
token to draw from it is always that one. The temperature is sent because a ``--temperature 0`` that
Inspect holds would be sent instead."""


def is_transformers(model: Model) -> bool:
    """Whether Inspect runs a model by transformers, in this process."""
    return ModelName(model).api == "hf"


def sampling(model: Model, temperature: float | None) -> GenerateConfig:
    """The settings of a request that sample at a temperature.

    Args:
        model: Who is asked.
        temperature: The temperature; None leaves it to the provider.
    """
    if temperature == 0 and is_transformers(model):
        return LIKELIEST if _samples(model) else GenerateConfig()
    return GenerateConfig(temperature=temperature)


def check_sampling(model: Model, temperature: float) -> None:
    """Refuse a temperature at a model that was told not to sample.

    Raises:
        InputError: If it would have no effect.
    """
    if temperature and is_transformers(model) and not _samples(model):
        raise InputError(
            f"{model} is asked with do_sample=false, so the temperature {temperature:g} would have"
            " no effect",
            fix="Type -M do_sample=true, or leave the temperature out",
        )


def _samples(model: Model) -> bool:
    """Whether tokens are drawn; if not, the likeliest is taken whatever the temperature."""
    return bool(getattr(model.api, "do_sample", True))


def spare_lookup(model: Model) -> None:
    """Let Inspect look a model up by what it is, once.

    By its name alone Inspect would load ``hf/local`` a second time to know its context length, and
    that from the hub, where there is none: a minute of retries without a network.
    """
    if is_transformers(model):
        get_model_info(model)
