"""The one solver: asks a sample's question under its condition, as often as its repeats say.

Repeats are independent answers to the same prompt. Where the provider can return several choices
for one request they come from one request, elsewhere from concurrent requests; either way every
answer is one choice of ``state.output``, so scorers and readers of the log treat both alike.
"""

from collections.abc import Sequence
from typing import ClassVar

from inspect_ai.model import (
    CachePolicy,
    ChatCompletionChoice,
    GenerateConfig,
    Model,
    ModelName,
    ModelOutput,
    get_model,
)
from inspect_ai.solver import Generate, Solver, TaskState, solver
from inspect_ai.util import collect

from inspect_finetune.conditions.temperature import check_temperature

CHOICES_PER_REQUEST = 128
"""The most choices asked for at once: the limit of OpenAI's chat completions."""

EPOCH_KEY = "inspect_finetune:epoch"
"""Where the sample's store names the epoch, for providers, which are not told of it."""

SEVERAL_CHOICES = frozenset({"openai", "openai-api", "reference", "sglang", "together", "vllm"})
"""Providers of Inspect that send ``num_choices`` on; to all others repeats are single requests."""

BAD_REQUEST = 400


@solver
def ask() -> Solver:
    """Draw the sample's answers: ``repeats`` of them, at its ``temperature``.

    Reads the metadata keys ``repeats`` (default 1) and ``temperature`` (default: Inspect's
    setting). With ``--seed S`` every request of every epoch is sent a seed of its own, counted up
    from S; Inspect alone would send the same one each time. A server that returns fewer choices
    than asked for, or refuses to return several, is asked for the rest in single requests. A
    request that brings back no choice at all is made once more; an answer that is still missing
    then is left out, and the score counts the answers that there are.
    """

    async def solve(state: TaskState, generate: Generate) -> TaskState:
        model = get_model()
        temperature = state.metadata.get("temperature")
        if temperature is not None:
            check_temperature(temperature, model)
        state.store.set(EPOCH_KEY, state.epoch)
        state.output = await _Draw(model, state, temperature).output()
        if not state.output.empty:
            state.messages.append(state.output.message)
        return state

    return solve


class _Draw:
    """The requests of one sample."""

    most: ClassVar[dict[str, int]] = {}
    """How many choices a model was seen to give at most, for those that gave fewer than asked."""

    def __init__(self, model: Model, state: TaskState, temperature: float | None) -> None:
        self.model, self.state, self.temperature = model, state, temperature
        self.repeats = int(state.metadata.get("repeats") or 1)
        self.outputs: dict[int, ModelOutput] = {}
        self.choices: dict[int, ChatCompletionChoice] = {}

    async def output(self) -> ModelOutput:
        """All answers in one output, with the usage of all requests."""
        size = self._choices_at_once()
        if size > 1 and self.repeats > 1:
            firsts = range(0, self.repeats, size)
            await self._together([(i, min(size, self.repeats - i)) for i in firsts])
        for _ in range(2):
            missing = [i for i in range(self.repeats) if i not in self.choices]
            await self._together([(index, 1) for index in missing])
        outputs = [self.outputs[index] for index in sorted(self.outputs)]
        usages = [output.usage for output in outputs if output.usage]
        return outputs[0].model_copy(
            update={
                "choices": [self.choices[index] for index in sorted(self.choices)],
                "usage": sum(usages[1:], usages[0]) if usages else None,
            }
        )

    def _choices_at_once(self) -> int:
        api = ModelName(self.model).api
        if api == "reference":
            return self.repeats  # a script has no limit, and draws by an answer's place
        if api not in SEVERAL_CHOICES:
            return 1
        if getattr(self.model.api, "responses_api", False):
            return 1
        return self.most.get(str(self.model), CHOICES_PER_REQUEST)

    async def _together(self, requests: Sequence[tuple[int, int]]) -> None:
        """Requests at the same time; a single one is spared the transcript's span for it."""
        if len(requests) == 1:
            await self._request(*requests[0])
        elif requests:
            await collect(*(self._request(index, choices) for index, choices in requests))

    async def _request(self, index: int, choices: int) -> None:
        """One request for `choices` answers, the first of which is the sample's `index`-th."""
        seed = self.model.config.seed
        offset = (self.state.epoch - 1) * self.repeats
        config = GenerateConfig(
            temperature=self.temperature,
            num_choices=choices if choices > 1 else None,
            seed=None if seed is None else seed + offset + index,
        )
        try:
            output = await self.model.generate(
                self.state.messages, config=config, cache=self._cache(index)
            )
        except Exception as error:
            if choices == 1 or getattr(error, "status_code", None) != BAD_REQUEST:
                raise
            self.most[str(self.model)] = 1  # it refuses several choices; ask one at a time
            return
        self.outputs[index] = output
        for place, choice in enumerate(output.choices[:choices]):
            self.choices[index + place] = choice
        if 0 < len(output.choices) < choices:
            self.most[str(self.model)] = len(output.choices)

    def _cache(self, index: int) -> bool | CachePolicy:
        """The cache policy, told apart by repeat: one cached answer is not `repeats` answers."""
        policy = self.model.config.cache
        if not policy:
            return False
        policy = policy if isinstance(policy, CachePolicy) else CachePolicy()
        return policy.model_copy(update={"scopes": {**policy.scopes, "repeat": str(index)}})
