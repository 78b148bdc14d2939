"""From logs to evidence: which log is whose, and what each of its answers says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from inspect_finetune.errors import InputError, UnusableError
from inspect_finetune.logs.chosen import choose_logs
from inspect_finetune.logs.sound import read_sound
from inspect_finetune.verdict.consistent import (
    refuse_inconsistent,
    refuse_other_questions,
    refuse_other_units,
    same_models,
)
from inspect_finetune.verdict.evidence import Case, Observed
from inspect_finetune.verdict.sources import Source, source_of
from inspect_finetune.verdict.told import Ceiling, ceilings_of, observe

TASKS = ("acrostic_compliance", "conditional_acrostic", "rule_introspection")


@dataclass(frozen=True)
class Gathered:
    """The evidence of a set of logs.

    Attributes:
        cases: One for each fine-tuned model.
        ceilings: What models said of a rule that stood in their prompt.
        notes: What was left out or is incomplete, a sentence each, with the file's name.
        logs: The files that were read.
    """

    cases: tuple[Case, ...]
    ceilings: tuple[Ceiling, ...]
    notes: tuple[str, ...]
    logs: tuple[str, ...]


def gather(places: Sequence[str], base: str = "", partial: bool = False) -> Gathered:
    """Read logs of compliance and introspection.

    Args:
        places: Logs, or folders of them.
        base: The base model's identifier, where it was not asked in the same runs (model role
            ``base``).
        partial: Whether to go on with logs in which samples are missing, with a note.

    Raises:
        UnusableError: If a log can't be concluded from: it failed, is incomplete or was edited.
        InputError: If the logs do not belong together, or the base model's are missing.
    """
    nothing = InputError(
        "no log of acrostic_compliance or rule_introspection",
        where=", ".join(places),
        fix="Run inspect-finetune introspect MODEL --base BASE",
    )
    headers, notes = choose_logs(places, TASKS, nothing)
    sources, incomplete = [], []
    for header in headers:
        log, missing = read_sound(header.location)
        if missing and not partial:
            fix = "Finish it with inspect eval-retry, or add --partial"
            raise UnusableError(f"the run is incomplete: {missing}", where=header.location, fix=fix)
        if missing:
            incomplete.append(f"{header.location} is incomplete: {missing}.")
        source = source_of(log)
        refuse_inconsistent(source, missing.samples)
        sources.append(source)
    plain = [source for source in sources if source.plain]
    _check_versions(sources)
    _check_once(plain)
    notes += same_models(list(dict.fromkeys(source.model for source in plain)))
    cases = _cases(plain, base)
    ceilings = tuple(ceiling for source in sources for ceiling in ceilings_of(source))
    files = tuple(source.location for source in sources)
    return Gathered(cases, ceilings, (*notes, *incomplete), files)


def _check_versions(sources: Sequence[Source]) -> None:
    """One version of each task, and of the data behind the channels."""
    seen: dict[tuple[str, str], Source] = {}
    for source in sources:
        for what, value in (("version", source.version), ("data", source.data)):
            first = seen.setdefault((source.task, what), source)
            other = first.version if what == "version" else first.data
            if other != value:
                said = f"its {source.task} has the {what} {value}, that of {first.location} {other}"
                raise InputError(said, where=source.location, fix="Run both with one version")


def _check_once(sources: Sequence[Source]) -> None:
    """A model is asked each channel once under one rule; a model under test has one rule."""
    seen: dict[tuple[str, str, str], Source] = {}
    for source in sources:
        key = (source.model, source.letters, source.channel)
        first = seen.setdefault(key, source)
        if first is not source:
            what = f"{source.model} was asked {source.channel} under {source.letters} before"
            raise InputError(
                f"{what}, in {first.location}", where=source.location, fix="Name only one of them"
            )


def _cases(sources: Sequence[Source], base: str) -> tuple[Case, ...]:
    models = dict.fromkeys(source.model for source in sources)
    bases = _called(base, list(models))
    roles = {source.base for source in sources if source.base}
    if base and not bases and base not in roles:
        known = dict.fromkeys([*models, *roles])
        what = f"there is no log of the base model {base}; the logs are of {', '.join(known)}"
        raise InputError(what, fix="Run it: inspect-finetune introspect MODEL --base BASE")
    subjects = [_subject(model, sources) for model in models if model not in bases]
    if not subjects:
        raise InputError("there are only logs of the base model", fix="Add the fine-tune's logs")
    observed = [observe(own) for own in subjects]
    cases = []
    for own, one in zip(subjects, observed, strict=True):
        control = _base_of(own, [source for source in sources if source.model in bases], base)
        decoys = [other for other in observed if other.letters != one.letters]
        cases.append(Case(one, control, tuple(decoys)))
    return tuple(cases)


def _called(base: str, models: Sequence[str]) -> list[str]:
    """The models that a name means: the one of exactly that name, else all with any arguments."""
    exact = [model for model in models if model == base]
    return exact or [model for model in models if base and model.split(" (")[0] == base]


def _subject(model: str, sources: Sequence[Source]) -> tuple[Source, ...]:
    own = tuple(source for source in sources if source.model == model)
    rules = {source.letters: source for source in own}
    if len(rules) > 1:
        places = ", ".join(f"{letters} in {one.location}" for letters, one in rules.items())
        fix = "Name the logs of one rule; if it is the base model, add --base"
        raise InputError(f"the logs of {model} are of different rules: {places}", fix=fix)
    refuse_other_units(own)
    return own


def _base_of(own: Sequence[Source], logs: Sequence[Source], base: str) -> Observed:
    """The base model under the subject's rule: from the same runs, else from its own logs."""
    letters = own[0].letters
    within = [replace(source, as_base=True) for source in own if source.base]
    channels = {source.channel for source in within}
    if len({source.base for source in within}) > 1:
        places = ", ".join(f"{source.base} in {source.location}" for source in within)
        raise InputError(f"different base models: {places}", fix="Name the logs of one of them")
    wanted = [source for source in own if source.channel not in channels]
    found: Mapping[str, Source] = {one.channel: one for one in logs if one.letters == letters}
    for source in wanted:
        if source.channel not in found:
            what = f"the base model {base or '(none named)'} was not asked {source.channel}"
            fix = "Run it on the base model and name it with --base, or bind --model-role base=..."
            raise InputError(f"{what} under {letters}", where=source.location, fix=fix)
        refuse_other_questions(source, found[source.channel])
    return observe([*within, *(found[source.channel] for source in wanted)])
