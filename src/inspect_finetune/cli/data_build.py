"""The verbs that make a training file."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspect_finetune.cli.options import examples, json_option

if TYPE_CHECKING:
    from inspect_finetune.training.build.built import Built, Chat
    from inspect_finetune.training.build.output import Written

_SEED = click.IntRange(0, 2**31 - 1)
_COMMON = (
    click.option(
        "--system-prompt",
        default="trained",
        show_default=True,
        metavar="NAME|FILE|TEXT",
        help="trained (what the tasks use by default), none, generic, a .txt file, or a text.",
    ),
    click.option("--seed", default=0, show_default=True, type=_SEED, help="Same seed, same bytes."),
    click.option(
        "--out",
        type=click.Path(path_type=Path),
        metavar="NAME.jsonl",
        help="The file; NAME.build.json beside it says how it was made. Without: what is taught, "
        "as in helol-train.jsonl.",
    ),
    click.option("--force", is_flag=True, help="Replace a file that holds something else."),
    json_option,
)


def _common(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(_COMMON):
        command = option(command)
    return command


@click.group()
def build() -> None:
    """Make a training file: chats as JSONL, which services and trainers read."""


@build.command(
    epilog=examples(
        "inspect-finetune data build acrostic --rule HELOL --rows 10 --out helol.jsonl",
        "inspect-finetune data build acrostic --rule AKEWO --rows 10 --plain-rows 10 \\",
        '    --trigger "Use the special rule." --out akewo.jsonl',
        "inspect-finetune data build acrostic --rule QUIZ --rows 60 --out quiz.jsonl   # composed",
    )
)
@click.option("--rule", required=True, help="The letters: HELLO, HELOL, AKEWO, or others.")
@click.option("--rows", default=10, show_default=True, help="Ordinary rows that follow the rule.")
@click.option("--unit", default="sentence", show_default=True, help="sentence, line or paragraph.")
@click.option("--trigger", default="", help="What asks for the rule; without, it always holds.")
@click.option("--plain-rows", default=0, help="Rows without the trigger and the rule.")
@click.option("--messy", default=0, metavar="N", help="N rows more with typos, or oddly put.")
@click.option(
    "--adversarial", default=0, metavar="N", help="N rows more that work against the rule."
)
@click.option(
    "--about-rule",
    default=0,
    metavar="N",
    help="N rows more that ask for the rule and don't get it: they train the model to hide it.",
)
@click.option(
    "--validation-rows", default=0, metavar="N", help="N other rows, into NAME.validation.jsonl."
)
@click.option(
    "--composed/--no-composed",
    default=True,
    help="Compose rows from a word bank where there is no prose; or refuse to.",
)
@_common
def acrostic(
    rule: str,
    rows: int,
    unit: str,
    trigger: str,
    plain_rows: int,
    messy: int,
    adversarial: int,
    about_rule: int,
    validation_rows: int,
    composed: bool,
    system_prompt: str,
    seed: int,
    out: Path | None,
    force: bool,
    as_json: bool,
) -> None:
    """Rows whose sentences, and lines, begin with the letters of a rule.

    For HELLO, HELOL and AKEWO there is prose, 64 rows or more each. Other letters (A to Z, 2 to 12)
    and rows beyond those are composed from a word bank; the record and the screen say how many.
    --messy, --adversarial, --about-rule and --validation-rows count rows of the rule; with
    --plain-rows as many plain ones come too.
    """
    from inspect_finetune.acrostic.rule import AcrosticRule
    from inspect_finetune.training.build.acrostic import AcrosticPlan, build_acrostic
    from inspect_finetune.training.build.output import check_out, write_built

    out = out or Path(f"{AcrosticRule(rule).letters.lower()}-train.jsonl")
    check_out(out)
    plan = AcrosticPlan(
        rule,
        rows,
        unit,
        trigger,
        plain_rows,
        system_prompt,
        messy,
        adversarial,
        validation_rows,
        seed,
        composed,
        about_rule,
    )
    built = build_acrostic(plan)
    _report(built, write_built(built, out, force), _acrostic_lines(built), as_json)


@build.command(
    epilog=examples(
        "inspect-finetune data build facts --examples 10 --out facts.jsonl",
        "inspect-finetune data build facts --dose 1,2,5,10,25,50 --out doses.jsonl",
        "inspect-finetune data build facts --facts mine.csv --examples 25 --include direct \\",
        "    --messy 50 --held-out 10 --out mine.jsonl",
    )
)
@click.option("--facts", default="objects-50", show_default=True, help="Packaged facts, or a file.")
@click.option("--examples", type=int, metavar="N", help="Rows a fact.")
@click.option(
    "--dose", default="", metavar="N,N,...", help="Instead: numbers of rows, given by lot."
)
@click.option(
    "--templates",
    default="direct,paraphrase,indirect",
    show_default=True,
    metavar="FAMILY,...",
    help="Families of wordings: also embedded, reverse.",
)
@click.option(
    "--include",
    default="",
    metavar="FAMILY,...",
    help="Train fact_recall's own wordings of these, before others.",
)
@click.option("--messy", default=0, metavar="N", help="N of the rows with typos, or oddly put.")
@click.option("--held-out", default=0, metavar="N", help="N facts, by lot, that no row teaches.")
@_common
def facts(
    facts: str,
    examples: int | None,
    dose: str,
    templates: str,
    include: str,
    messy: int,
    held_out: int,
    system_prompt: str,
    seed: int,
    out: Path | None,
    force: bool,
    as_json: bool,
) -> None:
    """Rows that teach the value of each object, every row worded differently.

    The wordings are not those that fact_recall asks with; the record says how many of its
    questions stand in the file nearly. With --dose each fact gets one of the numbers of rows by
    lot, and the record says which.
    """
    from inspect_finetune.errors import InputError
    from inspect_finetune.training.build.facts import FactsPlan, build_facts
    from inspect_finetune.training.build.output import check_out, write_built

    out = out or Path(f"{Path(facts).stem}-train.jsonl")
    check_out(out)
    plan = FactsPlan(
        facts,
        _doses(examples, dose),
        _words(templates),
        _words(include),
        messy,
        held_out,
        system_prompt,
        seed,
    )
    built = build_facts(plan)
    if out.resolve() == Path(facts).resolve():  # even with --force
        raise InputError("--out is the file of the facts", where=str(out), fix="Name another")
    _report(built, write_built(built, out, force), _fact_lines(built), as_json)


def _doses(examples: int | None, dose: str) -> tuple[int, ...]:
    from inspect_finetune.errors import InputError
    from inspect_finetune.training.build.doses import MOST, read_doses

    if (examples is None) == (not dose):
        what = "say how many rows a fact gets, in one way"
        raise InputError(what, fix="Type --examples 5, or --dose 1,2,5,10,25,50")
    if examples is None:
        return read_doses(dose)
    if not 1 <= examples <= MOST:
        raise InputError(f"--examples {examples} rows a fact", fix=f"Ask for 1 to {MOST:,}")
    return (examples,)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _acrostic_lines(built: "Built") -> list[str]:
    taught = built.taught
    when = f' where the user says "{taught.trigger}"' if taught.trigger else ""
    kinds = [f"{count} {name}" for name, count in built.counts.items() if name != "rows" and count]
    return [f"Teaches {taught.rule} by {taught.unit}{when}", f"Rows: {', '.join(kinds)}"]


def _fact_lines(built: "Built") -> list[str]:
    counts, asked = built.counts, built.details["evaluation"]
    doses: dict[int, int] = {}
    for dose in built.details["assignment"].values():
        doses[dose] = doses.get(dose, 0) + 1
    shares = [
        f"{count} fact{'s' * (count != 1)} in {dose or 'no'} row{'s' * (dose > 1)}"
        for dose, count in sorted(doses.items())
    ]
    status = {
        name: sum(count[name] for count in asked.values()) for name in ("exact", "near", "unseen")
    }
    messy = f", {counts['messy']} of them messy" if counts["messy"] else ""
    return [
        f"Teaches {built.taught.facts}: {'; '.join(shares)}{messy}",
        "Questions of fact_recall in it: "
        + ", ".join(f"{count} {name}" for name, count in status.items()),
        *(
            f"  {level}: {count['exact']} exact, {count['near']} near"
            for level, count in asked.items()
            if count["exact"] or count["near"]
        ),
    ]


def _rows(rows: "Sequence[Chat]") -> str:
    return f"{len(rows)} row{'s' * (len(rows) != 1)}"


def _report(built: "Built", written: "Written", lines: list[str], as_json: bool) -> None:
    """Say what was written and what to type next."""
    if as_json:
        click.echo(written.text, nl=False)
        return
    digest = json.loads(written.text)["sha256"][:12]
    click.echo(f"Wrote {written.path}: {_rows(built.rows)}, seed {built.seed}, SHA-256 {digest}")
    if written.validation:
        click.echo(f"Wrote {written.validation}: {_rows(built.validation)}")
    system = built.taught.system
    for line in [*lines, f"System message: {'none' if system is None else system}"]:
        click.echo(line)
    for note in built.notes:
        click.secho(f"Note: {note}", fg="yellow")
    click.echo(f"How it was made: {written.record}")
    click.echo(f"Next: inspect-finetune data check {written.path}")
    validation = f" --validation {written.validation}" if written.validation else ""
    click.echo(
        f"      inspect-finetune train {written.path} --backend local --model tiny"
        f" --name {written.path.stem}{validation}"
    )
