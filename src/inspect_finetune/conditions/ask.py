"""The one solver: asks a sample's question under its condition, as often as its repeats say.

Repeats are independent answers to the same prompt. Where the provider can return several choices
for one request they come from one request, elsewhere from concurrent requests; either way every
answer is one choice of ``state.output``, so scorers and readers of the log treat both alike.
"""

from inspect_ai.model import get_model
from inspect_ai.solver import Generate, Solver, TaskState, solver
from inspect_ai.util import collect

from inspect_finetune.conditions.draw import draw
from inspect_finetune.conditions.roles import BASE_ANSWERS, base_model
from inspect_finetune.conditions.temperature import check_temperature
from inspect_finetune.conditions.transformers import check_sampling

EPOCH_KEY = "inspect_finetune:epoch"
"""Where the sample's store names the epoch, for providers, which are not told of it."""


@solver
def ask() -> Solver:
    """Draw the sample's answers: ``repeats`` of them, at its ``temperature``.

    Reads the metadata keys ``repeats`` (default 1) and ``temperature`` (default: Inspect's
    setting). With ``--seed S`` every request of every epoch is sent a seed of its own, counted up
    from S; Inspect alone would send the same one each time. A server that returns fewer choices
    than asked for, or refuses to return several, is asked for the rest in single requests. A
    request that brings back no choice at all is made once more; an answer that is still missing
    then is left out, and the score counts the answers that there are.

    Where the model role ``base`` is bound, that model is asked the same under the same settings;
    its answers are kept in the sample's store, where the scorers find them.
    """

    async def solve(state: TaskState, generate: Generate) -> TaskState:
        model = get_model()
        base, temperature = base_model(), state.metadata.get("temperature")
        if temperature is not None:
            check_temperature(temperature, model)
        for one in (model, base) if base else (model,):
            check_sampling(one, temperature or model.config.temperature or 0)
        state.store.set(EPOCH_KEY, state.epoch)
        if base is None:
            state.output = await draw(model, state)
        else:
            state.output, control = await collect(draw(model, state), draw(base, state))
            state.store.set(BASE_ANSWERS, [choice.model_dump() for choice in control.choices])
        if not state.output.empty:
            state.messages.append(state.output.message)
        return state

    return solve
