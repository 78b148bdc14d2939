"""The one solver: asks a sample's question under its condition, as often as its repeats say.

Repeats are independent answers to the same prompt. Where the provider can return several choices
for one request they come from one request, elsewhere from concurrent requests; either way every
answer is one choice of ``state.output``, so scorers and readers of the log treat both alike.
"""

from collections.abc import Awaitable, Sequence

from inspect_ai.model import (
    CachePolicy,
    GenerateConfig,
    Model,
    ModelName,
    ModelOutput,
    get_model,
)
from inspect_ai.solver import Generate, Solver, TaskState, solver
from inspect_ai.util import collect

from inspect_finetune.errors import InputError

CHOICES_PER_REQUEST = 128
"""The most choices asked for at once: the limit of OpenAI's chat completions."""

EPOCH_KEY = "inspect_finetune:epoch"
"""Where the sample's store names the epoch, for providers, which are not told of it."""

SEVERAL_CHOICES = frozenset({"openai", "openai-api", "reference", "sglang", "together", "vllm"})
"""Providers of Inspect that send ``num_choices`` on; to all others repeats are single requests."""


@solver
def ask() -> Solver:
    """Draw the sample's answers: ``repeats`` of them, at its ``temperature``.

    Reads the metadata keys ``repeats`` (default 1) and ``temperature`` (default: Inspect's
    setting). With ``--seed S`` every request of every epoch is sent a seed of its own, counted up
    from S; Inspect alone would send the same one each time. Servers that return fewer choices than
    asked for are asked again, one answer a request, until none is missing.
    """

    async def solve(state: TaskState, generate: Generate) -> TaskState:
        model = get_model()
        repeats = int(state.metadata.get("repeats") or 1)
        temperature = _temperature(state.metadata.get("temperature"), model)
        state.store.set(EPOCH_KEY, state.epoch)
        draw = _Draw(model, state, temperature, (state.epoch - 1) * repeats)
        state.output = _merged(await draw.answers(repeats))
        state.messages.append(state.output.message)
        return state

    return solve


class _Draw:
    """The requests of one sample."""

    def __init__(
        self, model: Model, state: TaskState, temperature: float | None, offset: int
    ) -> None:
        self.model, self.state = model, state
        self.temperature, self.offset = temperature, offset

    async def answers(self, repeats: int) -> list[ModelOutput]:
        outputs: list[ModelOutput] = []
        if repeats > 1 and _gives_several_choices(self.model):
            sizes = [CHOICES_PER_REQUEST] * (repeats // CHOICES_PER_REQUEST)
            sizes += [rest] if (rest := repeats % CHOICES_PER_REQUEST) else []
            firsts = range(0, repeats, CHOICES_PER_REQUEST)
            outputs = await _together(
                [self.request(first, size) for first, size in zip(firsts, sizes, strict=True)]
            )
        drawn = sum(len(output.choices) for output in outputs)
        return outputs + await _together([self.request(i) for i in range(drawn, repeats)])

    async def request(self, index: int, choices: int = 1) -> ModelOutput:
        """One request for `choices` answers, the first of which is the sample's `index`-th."""
        seed = self.model.config.seed
        config = GenerateConfig(
            temperature=self.temperature,
            num_choices=choices if choices > 1 else None,
            seed=None if seed is None else seed + self.offset + index,
        )
        messages, cache = self.state.messages, self.cache(index)
        output = await self.model.generate(messages, config=config, cache=cache)
        if output.empty:
            raise RuntimeError(f"{self.model} returned no choice for sample {self.state.sample_id}")
        return output.model_copy(update={"choices": output.choices[:choices]})

    def cache(self, index: int) -> bool | CachePolicy:
        """The cache policy, told apart by repeat: one cached answer is not `repeats` answers."""
        policy = self.model.config.cache
        if not policy:
            return False
        policy = policy if isinstance(policy, CachePolicy) else CachePolicy()
        return policy.model_copy(update={"scopes": {**policy.scopes, "repeat": str(index)}})


async def _together(requests: Sequence[Awaitable[ModelOutput]]) -> list[ModelOutput]:
    """Requests at the same time; a single one is spared the transcript's span for it."""
    return [await requests[0]] if len(requests) == 1 else await collect(*requests)


def _temperature(asked: float | None, model: Model) -> float | None:
    """The temperature to send; refuses to choose between two, or to send one that is dropped."""
    flag = model.config.temperature
    if asked is not None and flag is not None and asked != flag:
        raise InputError(
            f"the temperature is set twice: --temperature {flag:g} and -T temperature={asked:g}",
            fix=f"Leave --temperature out and type -T temperature={flag:g}.",
        )
    if asked and getattr(model.api, "responses_api", False):
        raise InputError(
            f"{model} uses OpenAI's Responses API, which drops the temperature {asked:g}",
            fix="Type -M responses_api=false, or -T temperature=0 for the model's own setting.",
        )
    return asked


def _gives_several_choices(model: Model) -> bool:
    return ModelName(model).api in SEVERAL_CHOICES and not getattr(
        model.api, "responses_api", False
    )


def _merged(outputs: Sequence[ModelOutput]) -> ModelOutput:
    """One output that holds every answer and the usage of all requests."""
    if len(outputs) == 1:
        return outputs[0]
    usages = [output.usage for output in outputs if output.usage]
    usage = sum(usages[1:], usages[0]) if usages else None
    choices = [choice for output in outputs for choice in output.choices]
    return outputs[0].model_copy(update={"choices": choices, "usage": usage})
