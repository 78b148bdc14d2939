"""Draws the answers to one conversation: as choices of one request, or as several requests."""

from collections.abc import Sequence
from typing import ClassVar

from inspect_ai.model import (
    CachePolicy,
    ChatCompletionChoice,
    ChatMessage,
    GenerateConfig,
    Model,
    ModelName,
    ModelOutput,
    get_model,
)
from inspect_ai.solver import TaskState
from inspect_ai.util import collect

from inspect_finetune.conditions.transformers import sampling, spare_lookup

CHOICES_PER_REQUEST = 128
"""The most choices asked for at once: the limit of OpenAI's chat completions."""

SEVERAL_CHOICES = frozenset({"openai", "openai-api", "reference", "sglang", "together", "vllm"})
"""Providers of Inspect that send ``num_choices`` on; to all others repeats are single requests."""

BAD_REQUEST = 400


async def draw(
    model: Model, state: TaskState, messages: Sequence[ChatMessage] | None = None
) -> ModelOutput:
    """The answers of a model to a sample's conversation, ``repeats`` of them, as one output.

    Args:
        model: Whom to ask: the model under test, or another under the same settings.
        state: The sample; its metadata name `repeats`, `temperature` and `max_tokens`, which
            ``--max-tokens`` overrides.
        messages: What to send instead of the sample's conversation.
    """
    spare_lookup(model)
    return await _Draw(model, state, messages).output()


class _Draw:
    """The requests of one sample."""

    most: ClassVar[dict[str, int]] = {}
    """How many choices a model was seen to give at most, for those that gave fewer than asked."""

    def __init__(
        self, model: Model, state: TaskState, messages: Sequence[ChatMessage] | None
    ) -> None:
        self.model, self.state = model, state
        self.messages = list(state.messages if messages is None else messages)
        # what the question allows its answer; a conversation of its own is not held to it
        self.most_tokens = None if messages else state.metadata.get("max_tokens")
        # a model in a role is not given the task's settings, and has to be asked under the same
        self.settings = get_model().config
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
        settings, seed = self.settings, self.settings.seed
        temperature = self.state.metadata.get("temperature")
        offset = (self.state.epoch - 1) * self.repeats
        asked_at = settings.temperature if temperature is None else temperature
        config = GenerateConfig(
            max_tokens=settings.max_tokens or self.most_tokens,
            num_choices=choices if choices > 1 else None,
            seed=None if seed is None else seed + offset + index,
        ).merge(sampling(self.model, asked_at))
        try:
            output = await self.model.generate(
                self.messages, config=config, cache=self._cache(index)
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
