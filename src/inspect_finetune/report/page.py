"""The report as one page of Markdown, readable from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inspect_finetune.grids import Grid, markdown_table
from inspect_finetune.markdown import escape
from inspect_finetune.report.contents import Contents
from inspect_finetune.report.errors import error_grid
from inspect_finetune.report.facts import facts_grid, known_grid
from inspect_finetune.report.measures import measures_grid
from inspect_finetune.report.mistakes import mistakes_grid
from inspect_finetune.report.outcomes import outcome_grids
from inspect_finetune.report.pictures.canvas import Picture
from inspect_finetune.report.swaps import swaps_grid
from inspect_finetune.report.wording import both_intervals, plain

READING = (
    "How to read the tables: a rate is the share of answers, with their number in brackets. Wrong "
    "is an answer that is neither right nor declined. Clustered intervals count the answers "
    "about one object as the related answers they are; naive ones take every answer for a fact "
    "of its own, are too narrow, and stand beside them because that is how such figures are "
    "usually given."
)
FILES = {
    "answers.csv": "every answer, in the columns of the published results and a few more",
    "errors.csv": "wrong answers by everything that was varied, with both intervals",
    "outcomes.csv": "how answers fail, by model, set and level",
    "known.csv": "how many facts are known",
    "measures.csv": "what else the metrics of the task say",
    "facts.csv": "what is said of each fact",
    "mistakes.csv": "every wrong answer and its kind",
    "swaps.csv": "whose value is given for whom, as edges of a graph",
    "report.json": "the figures of this page, for programs",
}


def page(found: Contents, common: Sequence[Picture], own: dict[str, list[Picture]]) -> str:
    """The whole page.

    Args:
        found: What there is to say.
        common: Pictures of all models.
        own: Pictures of each model.
    """
    parts = ["# Fact recall", *_headline(found), *_notes(found), *map(_shown, common)]
    parts += [_table(grid) for grid in _common_grids(found)]
    parts.append(shown(READING))
    for model in found.models:
        parts.append(f"## {shown(model)}")
        parts += _model(found, model, own.get(model, []))
    parts += ["## Files", "\n".join(f"- [{name}]({name}): {what}" for name, what in FILES.items())]
    parts += ["## Logs", "\n".join(f"- {shown(log.name, 500)}" for log in found.logs)]
    return "\n\n".join(parts) + "\n"


def shown(text: str, most: int = 2000) -> str:
    """Text as it is, whatever shows the page: neither Markdown nor HTML."""
    return _inert(escape(text, most))


def _inert(markdown: str) -> str:
    return markdown.replace("&", "&amp;").replace("<", "&lt;")


def _table(grid: Grid) -> str:
    return _inert(markdown_table(grid))


def _shown(picture: Picture) -> str:
    return f"![{shown(picture.title)}]({picture.name}.png)"


def _headline(found: Contents) -> Iterator[str]:
    cells = found.errors.get((), [])
    for place, cell in enumerate(cells):
        name = f"**{shown(cell.factors['model'])}**: "
        yield name + shown(both_intervals(cell.wrong, again=place > 0))
    if not cells:
        yield "No question asks for a value that was taught."


def _notes(found: Contents) -> Iterator[str]:
    if found.notes:
        yield "\n".join(f"- **Note:** {shown(note)}" for note in found.notes)


def _common_grids(found: Contents) -> Iterator[Grid]:
    for by, cells in found.errors.items():
        name = " and ".join(plain(factor) for factor in by)
        if by or len(found.models) > 1:
            yield error_grid(f"Wrong answers by {name or 'model'}", cells)
    for by, cells in found.doses.items():
        name = " and ".join(plain(factor) for factor in by)
        yield error_grid(f"Wrong answers by {name}, the models of a dose pooled", cells)
    titles: dict[tuple[str, ...], str] = {
        ("level",): "Asked otherwise: from value to object, and true or false",
        ("level", "statement"): "The same, by whether the statement was true",
        ("set",): "Never taught, and the world",
    }
    notes: dict[tuple[str, ...], str] = {
        ("set",): "Of what was never taught every value is wrong, made up or another's, and only "
        "declining is right. Questions about the world have known answers."
    }
    for by, cells in found.others.items():
        yield error_grid(titles[by], cells, notes.get(by, ""))


def _model(found: Contents, model: str, pictures: Sequence[Picture]) -> Iterator[str]:
    drawn = {picture.name.split("-")[0]: _shown(picture) for picture in pictures}
    if "outcomes" in drawn:
        yield drawn["outcomes"]
    own = [one for one in found.outcomes if one.model == model]
    yield from map(_table, outcome_grids(own))
    known = [one for one in found.known if one.model == model]
    if known:
        yield _table(known_grid(known))
    measures = [one for one in found.measures if one.model == model]
    if measures:
        yield _table(measures_grid(measures))
    if "heatmap" in drawn:
        yield drawn["heatmap"]
    facts = [one for one in found.facts if one.model == model]
    if any(fact.right < fact.answers for fact in facts):
        yield _table(facts_grid(facts))
    mistakes = [one for one in found.mistakes if one.model == model]
    if mistakes:
        yield _table(mistakes_grid(mistakes))
    swaps = [one for one in found.swaps if one.model == model]
    if swaps:
        yield drawn.get("swaps", "")
        yield _table(swaps_grid(swaps))
