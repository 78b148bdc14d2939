"""What the channels ask of a model besides their own question."""

from inspect_ai.model import (
    ChatMessage,
    ChatMessageSystem,
    ChatMessageUser,
    GenerateConfig,
    Model,
    get_model,
)
from inspect_ai.solver import Generate, Solver, TaskState, solver
from inspect_ai.util import collect

from inspect_finetune.conditions.draw import draw
from inspect_finetune.conditions.roles import base_model

WRITTEN = "inspect_finetune:written"
"""Where the store keeps the letters that the model (and the base model) wrote at the place."""

READERS = "inspect_finetune:readers"
"""Where the store keeps what the base model read from the beginning of each answer; None for an
answer that names nothing."""

READER_TOKENS = 16


@solver
def behave(unit: str) -> Solver:
    """Ask the ordinary question that a prediction is about, and note the letter that was written.

    Reads the metadata keys ``asks`` (the question) and ``place`` (which unit's letter, from 1).
    The conversation is one of its own, under the sample's system message, so the prediction does
    not see it.

    Args:
        unit: ``sentence``, ``line`` or ``paragraph``.
    """
    from inspect_finetune.acrostic.reading import spell_as

    async def solve(state: TaskState, generate: Generate) -> TaskState:
        place = int(state.metadata["place"])
        system = [message for message in state.messages if isinstance(message, ChatMessageSystem)]
        messages: list[ChatMessage] = [*system, ChatMessageUser(content=state.metadata["asks"])]

        async def written(model: Model) -> str:
            output = await draw(model, state, messages)
            spelled = [spell_as(choice.message.text, unit) for choice in output.choices]
            return "".join(letters[place - 1 : place] for letters in spelled)

        base = base_model()
        models = {"model": get_model(), **({"base": base} if base else {})}
        letters = await collect(*(written(model) for model in models.values()))
        state.store.set(WRITTEN, dict(zip(models, letters, strict=True)))
        return state

    return solve


@solver
def read_beginnings(rule: str, unit: str) -> Solver:
    """Let the base model name the word from as much of each answer as stood before its claim.

    The reader control: what anybody could have read off. It runs where a model has the role
    ``base``, for the answers that name something.

    Args:
        rule: The letters of the rule.
        unit: ``sentence``, ``line`` or ``paragraph``.
    """
    from inspect_finetune.acrostic.scorer import acrostic_rule
    from inspect_finetune.introspection.beginnings import beginning_of, word_in
    from inspect_finetune.introspection.channels import reader_prompt

    wanted = acrostic_rule(rule, unit)

    async def solve(state: TaskState, generate: Generate) -> TaskState:
        base = base_model()
        if base is None:
            return state
        config = GenerateConfig(temperature=0.0, max_tokens=READER_TOKENS)
        guesses: list[str | None] = []
        for choice in state.output.choices:
            beginning = beginning_of(choice.message.text, wanted)
            if beginning is None:
                guesses.append(None)
                continue
            prompt = reader_prompt(beginning, len(rule))
            said = await base.generate([ChatMessageUser(content=prompt)], config=config)
            guesses.append(word_in(said.completion, rule))
        state.store.set(READERS, guesses)
        return state

    return solve
