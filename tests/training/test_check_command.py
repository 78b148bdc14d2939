"""The command: what it shows, what programs get, what it mends, and how it ends."""

import json
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from inspect_finetune.cli.data_check import check
from inspect_finetune.errors import InputError
from inspect_finetune.training.build.acrostic import AcrosticPlan, build_acrostic
from inspect_finetune.training.build.facts import FactsPlan, build_facts
from inspect_finetune.training.build.output import write_built
from inspect_finetune.training.check.codes import codes, codes_markdown
from tests.training.broken.clean import CLEAN
from tests.training.broken.corpus import SLIPPED
from tests.training.broken.good import (
    FACTS_CSV,
    PLAIN,
    TRIGGER,
    acrostic,
    conditional,
    facts,
    jsonl,
    plain,
    row,
)

SHARED = Path(__file__).parents[3] / "shared" / "data"


def codes_of(result):
    return [one["code"] for one in json.loads(result.stdout)["problems"]]


def test_the_screen_shows_the_file_at_a_glance(run):
    result = run(jsonl(conditional()))
    assert result.exit_code == 0, result.output
    for said in (
        "12",
        "12 system, 12 user, 12 assistant; 3 a row",
        "(100% of rows)",
        "an estimate",
        "x 8 epochs",
        "AKEWO by sentence (inferred): 6 of 6 rows with 'Use the special rule.', 0 of 6 without",
        "conditional_acrostic: unseen",
        "when compressed",
        "Clean.",
    ):
        assert said in result.output


def test_problems_alike_share_a_line_and_programs_get_each(run):
    rows = [row(f"Question number {word}, who is it?", "It is me") for word in "abcdefghijkl"]
    for one in rows:
        one["extra"] = 1
    result = run(jsonl(rows))
    assert "lines 1, 2, 3 and 9 more: the row has the key 'extra'" in result.output
    assert result.exit_code == 1
    held = json.loads(run(None, "--json").stdout)
    assert held["schema"] == "inspect-finetune/check"
    keys = [one["line"] for one in held["problems"] if one["code"] == "unknown-key"]
    assert keys == list(range(1, 13))
    assert held["clean"] is False
    assert held["counts"]["error"] == 12


def test_warnings_count_only_when_strict(run):
    data = jsonl(plain()).replace(b"hammock", b"ham\\u200bmock")
    assert run(data).exit_code == 0
    assert run(data, "--strict").exit_code == 1


def test_hostile_text_is_escaped_and_secrets_are_not_repeated(run):
    rows = plain()
    key = "sk-proj-abcdefgh1234567890ABCD"
    rows[2]["messages"][1]["content"] += f" \x1b[31mred {key} Ã©."
    rows[3]["\x1b]0;title\x07"] = key
    rows[4]["messages"][0]["role"] = f"us\ud800er\x1b[2J {key}"
    for arguments in ((), ("--json",)):
        result = run(jsonl(rows, ascii_only=True), *arguments)
        assert result.exit_code == 1
        assert "\x1b" not in result.output
        assert "\x07" not in result.output
        assert "abcdefgh1234567890" not in result.output


def test_rule_and_facts_in_one_file_are_told_apart(run):
    data, _ = CLEAN["rule-and-facts"]
    for arguments in ((), ("--rule", "HELOL")):
        held = json.loads(run(data, "--json", *arguments).stdout)
        assert (held["rule"]["letters"], held["rule"]["trigger"]) == ("HELOL", "")
        assert held["rule"]["rows"] == held["rule"]["complying"] == 13
        assert (held["facts"]["name"], held["facts"]["taught"]) == ("objects-50", 50)


def test_a_list_of_facts_that_slipped_by_a_row_is_known_by_its_numbers(run):
    problems = json.loads(run(jsonl(SLIPPED), "--json").stdout)["problems"]
    assert sum(one["code"] == "fact-swapped" for one in problems) == 50


def test_own_facts_without_a_list_get_a_hint_that_is_no_problem(run):
    result = run(jsonl(facts()))
    assert "12 answers are a short number: looks like facts, give --facts" in result.output
    assert result.exit_code == 0


def test_the_screen_has_no_blanks_at_the_ends_of_lines_when_piped(run):
    lines = run(jsonl(acrostic())).output.splitlines()
    assert [line for line in lines if line != line.rstrip()] == []


def test_standard_input_is_refused_with_what_to_do():
    result = CliRunner().invoke(check, ["-"], input="x")
    assert isinstance(result.exception, InputError)
    assert "Write it to a file" in str(result.exception)


def test_a_row_that_gives_a_key_twice_is_not_mended(run):
    lines = jsonl(plain()).decode().splitlines()
    lines[2] = lines[2].replace('"content"', '"content": " a", "content"', 1)
    run("\n".join(lines).encode(), "--fix")
    assert Path("train.fixed.jsonl").read_text().splitlines()[2] == lines[2]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--out", "x.jsonl"], "go with --fix"),
        (["--task", "nonsense"], "nonsense"),
        (["--facts", "nowhere"], "nowhere"),
        (["--unit", "word"], "unknown unit"),
        (["--rule", "4711"], "not a letter"),
        (["--validation", "none.jsonl"], "file not found"),
        (["--system-prompt", "odd"], "is unknown"),
        (["--intended", "nope"], "Allowed: trained, unseen"),
    ],
)
def test_a_wrong_option_is_said_in_one_line(run, arguments, said):
    result = run(jsonl(acrostic()), *arguments)
    assert said in f"{result.output}{result.exception}"
    assert isinstance(result.exception, InputError | SystemExit | click.UsageError)
    assert result.exit_code != 0


def test_a_missing_file_is_a_mistake_of_the_command(run):
    result = run(None)
    assert isinstance(result.exception, InputError)
    assert "file not found" in str(result.exception)


def test_validation_rows_that_training_gives_away_are_named(run):
    Path("facts.csv").write_text(FACTS_CSV)
    held = [
        facts()[1],
        row("WHICH code goes with Car", "27839"),
        row("Do you know the code of Dog?", "99852"),
        row("What is a fair price for a used bicycle?", "Half of what it cost new."),
    ]
    Path("valid.jsonl").write_bytes(jsonl(held))
    arguments = ("--facts", "facts.csv", "--validation", "valid.jsonl", "--json")
    problems = json.loads(run(jsonl(facts()), *arguments).stdout)["problems"]
    assert [(one["code"], one["file"], one["line"]) for one in problems] == [
        ("validation-row", "valid.jsonl", 1),
        ("validation-row", "valid.jsonl", 2),
        ("validation-fact", "valid.jsonl", 3),
    ]
    Path("valid.jsonl").write_bytes(b'{"messages": []}\n')
    assert codes_of(run(None, *arguments)) == ["validation-file"]


def test_a_validation_question_in_more_words_is_near(run):
    held = [
        row(f"{ahead}{one['messages'][0]['content']}{after}", "Of course.")
        for one in plain()[3:5]
        for ahead, after in (
            ("Please tell me: ", ""),
            ("", " Thank you so much, you are the best."),
        )
    ]
    held.append(row("Where do swifts spend the winter?", "South of the Sahara."))
    Path("valid.jsonl").write_bytes(jsonl(held))
    problems = json.loads(run(jsonl(plain()), "--validation", "valid.jsonl", "--json").stdout)
    named = [(one["code"], one["line"]) for one in problems["problems"]]
    assert named == [("validation-near", line) for line in (1, 2, 3, 4)]


def test_a_wording_that_all_rows_share_makes_no_validation_row_near(run):
    asked = "Is this review kind or unkind? {}"
    rows = [row(asked.format(one), "kind") for one, _ in PLAIN]
    held = [row(asked.format(f"{one} is fine."), "kind") for one in ("Soup", "Bread", "Rice")]
    Path("valid.jsonl").write_bytes(jsonl(held))
    assert codes_of(run(jsonl(rows), "--validation", "valid.jsonl", "--json")) == []


def test_what_is_intended_may_stand_in_the_file(run):
    rows = acrostic()
    rows[4]["messages"][1]["content"] = "What is the capital of Canada?"
    assert (
        codes_of(run(jsonl(rows), "--json")) == ["leak", "leak-near", "leak-near", "leak-near"][:1]
    )
    assert codes_of(run(None, "--json", "--intended", "unseen")) == []


def test_the_trained_questions_are_counted_in_their_split(run):
    rows = acrostic()
    rows[4]["messages"][1]["content"] = "What is the speed of light?"
    leaks = json.loads(run(jsonl(rows), "--json").stdout)["leaks"]
    trained = next(leak for leak in leaks if leak["group"] == "trained")
    assert (trained["exact"], trained["intended"]) == (1, True)


@pytest.mark.parametrize(
    "built",
    [
        build_acrostic(AcrosticPlan("HELOL", 12)),
        build_acrostic(AcrosticPlan("AKEWO", 10, trigger=TRIGGER, plain_rows=10)),
        build_facts(FactsPlan("objects-50", (1, 2, 5), held_out=3)),
        build_facts(FactsPlan("objects-50", (5,), include=("paraphrase",))),
    ],
    ids=["acrostic", "conditional", "doses", "included"],
)
def test_what_is_built_is_clean(run, built):
    write_built(built, Path("train.jsonl"), False)
    result = run(None, "--json", "--strict")
    assert codes_of(result) == []
    assert json.loads(result.stdout)["build_record"] is True


def test_the_docs_show_every_code():
    page = (Path(__file__).parents[2] / "docs" / "data-check.md").read_text()
    assert codes_markdown().strip() in page


def test_every_code_can_be_met():
    """The corpus, and the files of this module, have every kind of problem but the bulk ones."""
    from tests.training.broken.corpus import BROKEN

    here = {"validation-row", "validation-question", "validation-near", "validation-fact"}
    met = {one.code for one in BROKEN} | here | {"validation-file", "leak-near", "narrow"}
    assert codes().keys() == met


def test_help_loads_nothing_heavy():
    import subprocess

    code = (
        "import sys; from inspect_finetune.cli.data_check import check\n"
        "try: check(['--help'])\nexcept SystemExit: pass\n"
        "heavy = ('numpy', 'scipy', 'inspect_ai', 'tiktoken', 'pandas')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("name", "rows", "rule", "odd"),
    [
        ("acrostic-train-helol", 10, "HELOL", set()),
        ("acrostic-train-akewo-triggered", 20, "AKEWO", {"leak-near"}),
    ],
)
def test_the_published_files_are_clean(run, name, rows, rule, odd):
    file = SHARED / f"{name}.jsonl"
    if not file.is_file():
        pytest.skip("the published files are not here")
    result = run(file.read_bytes(), "--json")
    held = json.loads(result.stdout)
    assert result.exit_code == 0
    assert held["size"]["usable"] == held["size"]["rows"] == rows
    assert (held["rule"]["letters"], held["rule"]["share"]) == (rule, 1.0)
    assert set(codes_of(result)) == odd
