"""One answer to a question of facts: what was asked, what was said, and how it was read."""

from collections.abc import Iterator
from typing import Any, NamedTuple
from zlib import crc32

from inspect_finetune.errors import UnusableError
from inspect_finetune.logs.raw import RawSample, text_of


class FactAnswer(NamedTuple):
    """One answer, what was asked, and how it was read.

    A tuple, as there may be a hundred thousand. What a log does not tell is None, or empty where
    a text is expected.

    Attributes:
        location: The log.
        model: Its model, with its arguments where it has any.
        sample: Id of the sample.
        epoch: Its epoch; as recorded, for imported answers.
        repeat: Which of the sample's answers, from 1; as recorded, for imported answers.
        object: The object that was asked about.
        level: Family of the question: direct, paraphrase, indirect, ...
        template: The wording.
        set: What the object is: taught, or one of the sets that were not.
        statement: For a question of true or false, which of them is right.
        value: The value that such a question gives.
        seen: Whether the question stands in the training file: exact, near or unseen.
        examples: Rows of the training file for each fact.
        system_prompt: Name of the system prompt.
        temperature: Sampling temperature.
        before: Tells the turns before the question apart, such as system messages; 0 without.
        question: What was asked.
        expected: The right answer.
        accepted: Further right answers, with ``|`` between them.
        response: What the model said.
        outcome: What kind of answer it is.
        number: What was read from it.
        swapped_with: The object whose number it is.
        cut: It ended at the token limit.
    """

    location: str
    model: str
    sample: str
    epoch: int
    repeat: str
    object: str
    level: str
    template: str
    set: str
    statement: str
    value: str
    seen: str
    examples: float | None
    system_prompt: str
    temperature: float | None
    before: int
    question: str
    expected: str
    accepted: str
    response: str
    outcome: str
    number: str
    swapped_with: str
    cut: bool


def answers_of(
    raw: RawSample,
    graded: list[dict[str, Any]],
    location: str,
    model: str,
    examples: object = None,
) -> Iterator[FactAnswer]:
    """The answers of one sample.

    Args:
        raw: The sample.
        graded: How each of its answers was read, as the scorer noted it; empty to skip it.
        location: The log.
        model: Its model.
        examples: Rows for each fact in the model's training file, where the sample does not say.

    Raises:
        UnusableError: If there are not as many readings as answers.
    """
    if not graded:
        return
    own, attached = raw.get("metadata") or {}, raw.get("attachments") or {}
    recorded = own.get("recorded") or {}
    before, asked = _asked(raw.get("input"), attached)
    target = raw.get("target")
    wanted = [target] if isinstance(target, str) else [str(one) for one in target or [""]]
    epoch = str(recorded.get("epoch") or "")
    choices = (raw.get("output") or {}).get("choices") or []
    if len(choices) != len(graded):
        what = f"sample {raw['id']} has {len(choices)} answers and {len(graded)} readings"
        raise UnusableError(what, where=location, fix="Score it again: inspect score LOG")
    for index, (choice, read) in enumerate(zip(choices, graded, strict=True), 1):
        yield FactAnswer(
            location=location,
            model=model,
            sample=str(raw["id"]),
            epoch=int(epoch if epoch.isdecimal() else raw.get("epoch", 1)),
            repeat=str(recorded.get("repeat") or index),
            object=str(own.get("object", raw["id"])),
            level=str(own.get("level", "")),
            template=str(own.get("template", "")),
            set=str(own.get("set") or "taught"),
            statement=str(own.get("statement", "")),
            value=str(own.get("value", "")),
            seen=str(own.get("seen") or ""),
            examples=_figure(own.get("examples", examples)),
            system_prompt=str(own.get("system_prompt", "")),
            temperature=_figure(own.get("temperature")),
            before=before,
            question=asked,
            expected=wanted[0],
            accepted="|".join(wanted[1:]),
            response=text_of((choice.get("message") or {}).get("content"), attached),
            outcome=str(read.get("outcome", "")),
            number=str(read.get("number") or ""),
            swapped_with=str(read.get("swapped_with") or ""),
            cut=bool(read.get("cut")),
        )


def _asked(sent: object, attached: dict[str, str]) -> tuple[int, str]:
    """The turns before the user's last one, as a number that tells them apart, and that one."""
    turns: list[Any] = sent if isinstance(sent, list) else []
    if isinstance(sent, str):
        return 0, text_of(sent, attached)
    texts = [(turn.get("role"), text_of(turn.get("content"), attached)) for turn in turns]
    last = max((i for i, (role, _) in enumerate(texts) if role == "user"), default=-1)
    if last < 0:
        return 0, ""
    said = "\0".join(f"{role}\0{text}" for role, text in texts[:last])
    return crc32(said.encode("utf-8", "replace")), texts[last][1]


def _figure(value: object) -> float | None:
    """A number, also one that was written as text; None for anything else."""
    try:
        found = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return found if found == found and abs(found) != float("inf") else None
