"""Temperatures that a task sets itself: refused where something else would be sent."""

from collections.abc import Sequence

from inspect_ai.model import Model

# not exported; the only way to see the model before the first sample is asked
from inspect_ai.model._model import active_model

from inspect_finetune.conditions.transformers import check_sampling
from inspect_finetune.errors import InputError


def check_temperatures(temperatures: Sequence[float]) -> None:
    """Refuse temperatures that would not be what is sent, before anything is asked.

    Raises:
        InputError: If ``--temperature`` says another, or the model drops what it is sent.
    """
    model = active_model()
    if model is not None:
        for temperature in temperatures:
            check_temperature(temperature, model, sweep=len(temperatures) > 1)


def check_temperature(temperature: float, model: Model, sweep: bool = False) -> None:
    """Refuse one temperature that would not be what is sent.

    Args:
        temperature: What the task asks at.
        model: The model that is asked.
        sweep: Whether it is one of several, so that even 0 must be what is sent.

    Raises:
        InputError: If ``--temperature`` says another, or the model drops what it is sent, or was
            told not to sample.
    """
    flag = model.config.temperature
    if flag is not None and temperature != flag:
        raise InputError(
            f"--temperature {flag:g} would have no effect: the task asks at {temperature:g}, its"
            " argument temperature",
            fix=f"Leave --temperature out and type -T temperature={flag:g}",
        )
    if (temperature or sweep) and getattr(model.api, "responses_api", False):
        raise InputError(
            f"{model} uses OpenAI's Responses API, which drops the temperature {temperature:g}",
            fix="Type -M responses_api=false, or leave -T temperature out",
        )
    check_sampling(model, temperature)
