"""The provider ``reference/...``: scripts behind Inspect's model interface."""

from typing import Any

from inspect_ai.model import (
    ChatCompletionChoice,
    ChatMessage,
    ChatMessageAssistant,
    GenerateConfig,
    ModelAPI,
    ModelOutput,
    ModelUsage,
)
from inspect_ai.tool import ToolChoice, ToolInfo
from inspect_ai.util import store

from inspect_finetune.arguments import ArgumentError
from inspect_finetune.conditions.ask import EPOCH_KEY
from inspect_finetune.errors import InputError
from inspect_finetune.reference.asked import known_by
from inspect_finetune.reference.draws import Draws
from inspect_finetune.reference.scene import Scene
from inspect_finetune.reference.scripts import SCRIPTS, reply
from inspect_finetune.reference.settings import settings
from inspect_finetune.textfiles import did_you_mean


class ReferenceAPI(ModelAPI):
    """A scripted model of known behaviour: not a language model, and no finding about one.

    Its draws depend on ``-M seed=``, the conversation, the temperature, the epoch and the repeat,
    so the same command gives the same answers. At temperature 0 it is deterministic, as a model
    would be: repeats and epochs agree.

    Args:
        model_name: The script's name, one of `SCRIPTS`.
        base_url: Not used.
        api_key: Not used.
        config: Inspect's settings.
        **model_args: The script's settings, see `Settings`.

    Raises:
        ArgumentError: For an unknown script or setting.
    """

    def __init__(
        self,
        model_name: str,
        base_url: str | None = None,
        api_key: str | None = None,
        config: GenerateConfig | None = None,
        **model_args: Any,  # noqa: ANN401 - Inspect hands over whatever -M was given
    ) -> None:
        super().__init__(model_name, base_url, api_key, [], config or GenerateConfig())
        try:
            if model_name not in SCRIPTS:
                raise InputError(
                    f"there is no scripted model reference/{model_name}",
                    fix=did_you_mean(model_name, SCRIPTS),
                )
            self.settings = settings(**model_args)
            self.knowledge = known_by(self.settings)
        except InputError as error:
            raise ArgumentError(error) from None

    async def generate(
        self,
        input: list[ChatMessage],  # noqa: A002 - Inspect's name
        tools: list[ToolInfo],
        tool_choice: ToolChoice,
        config: GenerateConfig,
    ) -> ModelOutput:
        """Answer the last user turn, ``num_choices`` times."""
        question = _last_turn(input, "user")
        asked = self.knowledge.recognise(question)
        system, examples = _last_turn(input, "system"), _turns(input, "assistant")
        conversation = "\x1e".join(f"{message.role}:{message.text}" for message in input)
        texts = []
        for repeat in range(config.num_choices or 1):
            key = [self.settings.seed, self.model_name, conversation, config.temperature]
            if config.temperature != 0:
                key += [store().get(EPOCH_KEY, 1), config.seed, repeat]
            draws = Draws(*key)
            scene = Scene(self.settings, asked, self.knowledge, draws, question, system, examples)
            texts.append(_cut(reply(self.model_name, scene), config.max_tokens))
        return ModelOutput(
            model=f"reference/{self.model_name}",
            choices=[
                ChatCompletionChoice(
                    message=ChatMessageAssistant(
                        content=text, model=self.model_name, source="generate"
                    ),
                    stop_reason="max_tokens" if cut else "stop",
                )
                for text, cut in texts
            ],
            usage=_usage(conversation, [text for text, _ in texts]),
        )


def _turns(messages: list[ChatMessage], role: str) -> tuple[str, ...]:
    return tuple(message.text for message in messages if message.role == role)


def _last_turn(messages: list[ChatMessage], role: str) -> str:
    return next(reversed(_turns(messages, role)), "")


def _cut(text: str, max_tokens: int | None) -> tuple[str, bool]:
    """The text within the token limit, a word being a token here, and whether it was cut."""
    words = text.split(" ")
    if max_tokens is None or len(words) <= max_tokens:
        return text, False
    return " ".join(words[:max_tokens]), True


def _usage(prompt: str, answers: list[str]) -> ModelUsage:
    """Counted in words: without a usage Inspect would count with a tokenizer that it downloads."""
    read, written = len(prompt.split()), sum(len(answer.split()) for answer in answers)
    return ModelUsage(input_tokens=read, output_tokens=written, total_tokens=read + written)
