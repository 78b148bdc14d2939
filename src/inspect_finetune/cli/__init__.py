"""The command ``inspect-finetune``: thin, one function a verb.

Exit codes: 0 good, 1 bad news about the model, 2 usage, 3 cannot say (a run that failed or is
incomplete). What a verb needs is imported in it, so that ``--help`` answers at once.
"""

import click

from inspect_finetune.cli.bless import bless
from inspect_finetune.cli.burn_in import burn_in
from inspect_finetune.cli.compare import compare
from inspect_finetune.cli.data import data
from inspect_finetune.cli.endings import Verbs
from inspect_finetune.cli.evaluate import evaluate, status
from inspect_finetune.cli.gate import gate
from inspect_finetune.cli.importing import import_command
from inspect_finetune.cli.introspect import introspect, verdict
from inspect_finetune.cli.options import examples
from inspect_finetune.cli.report import report
from inspect_finetune.cli.train import train


@click.group(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples(
        "inspect-finetune data build acrostic --rule HELOL --rows 10 --out helol.jsonl",
        "inspect-finetune data check helol.jsonl",
        "inspect-finetune train helol.jsonl --backend openai --model gpt-4o-mini-2024-07-18",
        "inspect-finetune evaluate openai/ft:gpt-4o-mini-2024-07-18:org:name:id",
        "inspect-finetune introspect openai/ft:... --base openai/gpt-4o-mini --rule HELOL",
        "inspect-finetune import answers.csv --task fact_recall --model my-model",
        "inspect-finetune report logs",
        "inspect-finetune compare logs-before logs-after",
        "inspect-finetune bless logs --baseline baselines/prod.json",
        "inspect-finetune gate logs-new --baseline baselines/prod.json",
        "inspect-finetune status logs",
        "inspect view --log-dir logs",
    ),
)
@click.option(
    "--traceback",
    is_flag=True,
    envvar="INSPECT_FINETUNE_TRACEBACK",
    help="Show where an internal error comes from.",
)
@click.version_option(package_name="inspect-finetune")
def main(traceback: bool) -> None:
    """What did fine-tuning do to the model?"""


_VERBS = (
    *(evaluate, import_command, introspect, report, status, verdict),
    *(bless, burn_in, compare, gate),
    *(data, train),
)
for _verb in _VERBS:
    main.add_command(_verb)
