"""One line a log: what was measured, how well it is known, and whether the run can be used."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from inspect_ai.log import EvalLog, headline_metric, list_eval_logs
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from inspect_finetune.errors import InputError
from inspect_finetune.logs.headers import read_header
from inspect_finetune.logs.naming import model_name
from inspect_finetune.words import printable_line

_LONG = 200
"""Letters of a text from a log, in a table or a line."""
_UNKNOWN = "–"


@dataclass(frozen=True)
class Summary:
    """What one log says.

    Attributes:
        task: The task's name, without its package.
        channel: Which of its channels, for a task that has several; empty otherwise.
        model: The model's identifier.
        name: What tells it from others of that identifier too: its run, or its arguments.
        status: Inspect's status of the log: success, error, cancelled or started.
        measure: What the headline metric counts.
        value: The headline metric, in [0, 1]; None if the log has none.
        lower: Lower end of its 95 % interval; None if the log has none.
        upper: Upper end.
        answers: How many answers were scored, in one epoch; None if the log does not tell.
        samples: How many samples were completed, over all epochs.
        missing: How many samples are missing: planned, but not completed or not scored.
        unscored: How many of the missing ones were completed, but not scored.
        location: Where the log lies.
        error: What Inspect noted as the error, in one line; empty if nothing.
    """

    task: str
    channel: str
    model: str
    name: str
    status: str
    measure: str
    value: float | None
    lower: float | None
    upper: float | None
    answers: int | None
    samples: int
    missing: int
    unscored: int
    location: str
    error: str

    @property
    def usable(self) -> bool:
        """Whether the run finished with every sample scored."""
        whole = self.status == "success" and self.missing == 0 and self.samples > 0
        return whole and self.value is not None


def summarise(log: EvalLog) -> Summary:
    """The summary of one log, header or whole."""
    resolved = headline_metric(log)
    metrics = resolved.score.metrics if resolved else {}
    figures = {name: metric.value for name, metric in metrics.items()}
    planned = len(log.eval.dataset.sample_ids or []) * (log.eval.config.epochs or 1)
    total = max(planned, log.results.total_samples if log.results else 0)
    completed = log.results.completed_samples if log.results else 0
    unscored = (resolved.score.unscored_samples or 0) if resolved else 0
    answers = figures.get("answers")
    return Summary(
        task=log.eval.task.split("/")[-1],
        channel=str((log.eval.metadata or {}).get("channel", "")),
        model=log.eval.model,
        name=_name(log),
        status=log.status,
        measure=str((log.eval.metadata or {}).get("measure", resolved.name if resolved else "")),
        value=_known(resolved.metric.value) if resolved else None,
        lower=_end(figures, resolved.name if resolved else "", "lower"),
        upper=_end(figures, resolved.name if resolved else "", "upper"),
        answers=int(answers) if answers is not None and answers == answers else None,
        samples=completed,
        missing=total - completed + unscored,
        unscored=unscored,
        location=log.location,
        error=_plain(log.error.message) if log.error else "",
    )


def _name(log: EvalLog) -> str:
    """The model, with its run and checkpoint where the log tells them."""
    held = log.eval.metadata or {}
    run, who = held.get("run"), held.get("run_model")
    name = run.get("name") if isinstance(run, dict) else None
    if not (isinstance(name, str) and name.strip() and isinstance(who, str)):
        return _plain(model_name(log), 5 * _LONG)
    told = _plain(name) if who == "run" else f"{_plain(name)}, {_plain(who)}"
    return f"{_plain(log.eval.model)} ({told})"


def _plain(text: str, most: int = _LONG) -> str:
    """A text from a log in one line, cut."""
    return printable_line(text)[:most]


def _known(value: int | float) -> float | None:
    return float(value) if value == value else None


def _end(figures: dict[str, float], name: str, end: str) -> float | None:
    """One end of the headline's interval: accuracy's are plain, others carry the metric's name."""
    return figures.get(f"{name} {end}", figures.get(end))


def find_logs(places: Sequence[str]) -> list[EvalLog]:
    """The headers of the logs in files and folders, in the order of the arguments.

    Raises:
        InputError: If a place does not exist, holds no log, or a file can't be read as one.
    """
    headers: list[EvalLog] = []
    for place in places:
        if not place.strip():
            fix = "Name a file or a folder; a variable of the shell may be unset"
            raise InputError("an empty name of a log", fix=fix)
        headers.extend(read_header(one) for one in _logs_at(place))
    return headers


def _logs_at(place: str) -> list[str]:
    """The logs that a name means: itself, or those in the folder."""
    path = Path(place.removeprefix("file://"))
    local = place.startswith("file://") or "://" not in place
    if local and not path.exists():
        raise InputError("there is no such file or folder", where=str(path))
    if place.endswith((".eval", ".json")) and not (local and path.is_dir()):
        return [place]
    if local and not path.is_dir():
        raise InputError("not an Inspect log", where=str(path), fix="Name a .eval file")
    try:
        found = [info.name for info in list_eval_logs(place, descending=False)]
    except Exception as error:  # whatever the file system behind a URL raises
        what = f"can't be listed ({str(error) or type(error).__name__})"
        raise InputError(what, where=place, fix="Name a log or a folder of logs") from None
    if not found:
        where = str(path) if local else place
        raise InputError("the folder holds no log", where=where, fix="Name a .eval file")
    return found


def as_dicts(summaries: Iterable[Summary]) -> list[dict[str, object]]:
    """The summaries for ``--json``."""
    return [{**asdict(summary), "usable": summary.usable} for summary in summaries]


def show(summaries: Sequence[Summary], console: Console) -> None:
    """Print a table of summaries, one for each model."""
    for name in dict.fromkeys(summary.name for summary in summaries):
        console.print(name, style="bold", markup=False, highlight=False)
        console.print(_fitting([one for one in summaries if one.name == name], console))
    for one in summaries:
        if not one.usable:
            said = f"{_plain(one.location, 10 * _LONG)}: {_trouble(one)}"
            console.print(said, style="red", markup=False, highlight=False)


def _trouble(one: Summary) -> str:
    """Why a run can't be used."""
    gone = one.missing - one.unscored
    said = [f"{gone:,} samples missing"] if gone else []
    said += [f"{one.unscored:,} not scored"] if one.unscored else []
    if one.value is None and one.status == "success" and not one.unscored:
        said.append("not scored")
    return ", ".join([one.status, *said]) + (f": {one.error}" if one.error else "")


def _fitting(summaries: Sequence[Summary], console: Console) -> Table:
    """The table; where there is no room for what is counted, that stands below the task."""
    wide, narrow = _table(summaries), _table(summaries, below=True)
    options = console.options.update(width=1000)
    return wide if console.measure(wide, options=options).maximum <= console.width else narrow


def _table(summaries: Sequence[Summary], below: bool = False) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("", "task", "rate", "95 % interval", "answers"):
        # rich takes room from columns that may wrap first: names are cut, figures are not
        names, right = column == "task", column == "answers"
        table.add_column(column, no_wrap=not names, justify="right" if right else "left")
    if not below:
        table.add_column("share of", no_wrap=True)
    for one in summaries:
        table.add_row(*_cells(one, below))
    return table


def _cells(one: Summary, below: bool) -> list[Text]:
    task, measure = _plain(f"{one.task} {one.channel}"), _plain(one.measure)
    under = f"\n  {measure}" if below and measure else ""
    rate = interval = _UNKNOWN
    if one.value is not None:  # without answers the interval is of no use: 0 to 1
        rate = f"{one.value:.3f}"
        interval = _UNKNOWN if one.lower is None else f"{one.lower:.3f} to {one.upper:.3f}"
    return [
        Text("✓", "green") if one.usable else Text("✗", "red"),
        Text(task + under, no_wrap=True, overflow="ellipsis"),
        Text(rate),
        Text(interval),
        Text("" if one.answers is None else f"{one.answers:,}"),
        *([] if below else [Text(measure)]),
    ]
