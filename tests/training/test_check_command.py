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


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")

    def call(data, *arguments):
        if data is not None:
            Path("train.jsonl").write_bytes(data)
        return CliRunner().invoke(check, ["train.jsonl", *arguments])

    return call


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


def test_what_is_mechanical_is_mended_in_a_copy(run):
    rows = acrostic()
    rows[1]["messages"][2]["content"] += "\n"
    rows[2]["id"] = 3
    rows[3]["messages"][1]["content"] = rows[3]["messages"][1]["content"].replace(
        " a ", " \u200ba "
    )
    lines = jsonl([*rows, rows[0]]).decode().splitlines()
    data = b"\xef\xbb\xbf" + "\r\n".join([*lines[:4], "", *lines[4:], ""]).encode()
    before = run(data, "--json")
    assert before.exit_code == 1
    result = run(None, "--fix")
    assert result.exit_code == 0, result.output
    for said in (
        "line 1: byte-order mark removed",
        "line 1: newlines made Unix ones",
        "line 2: outer blanks removed",
        "line 3: unknown key 'id' removed: '3'",
        "line 4: invisible characters removed",
        "line 5: blank lines removed",
        "line 13: removed, the same as line 1",
        "Written: train.fixed.jsonl",
        "Clean.",
    ):
        assert said in result.output
    assert Path("train.jsonl").read_bytes() == data
    assert Path("train.fixed.jsonl").read_bytes() == jsonl(acrostic())


@pytest.mark.parametrize(
    "given", [json.dumps(plain()), json.dumps(plain(), indent=2), "".join(map(json.dumps, plain()))]
)
def test_a_list_and_rows_on_one_line_become_a_row_a_line(run, given):
    result = run(given.encode(), "--fix", "--out", "new.jsonl")
    assert result.exit_code == 0, result.output
    assert Path("new.jsonl").read_bytes() == jsonl(plain())


def test_mending_keeps_what_it_cannot_read_and_overwrites_nothing(run):
    lines = jsonl(plain()).decode().splitlines()
    lines[4] = '{"messages": [{"role": '
    data = ("\n".join(lines) + "\n\n\n").encode()
    assert run(data, "--fix", "--json").exit_code == 1
    assert Path("train.fixed.jsonl").read_bytes() == data.rstrip() + b"\n"
    again = run(None, "--fix")
    assert isinstance(again.exception, InputError)
    assert "there already" in str(again.exception)
    assert run(None, "--fix", "--in-place").exit_code == 1
    assert Path("train.jsonl").read_bytes() == data.rstrip() + b"\n"
    assert [path.name for path in Path().iterdir() if path.name.startswith(".")] == []


def test_mending_never_removes_what_may_be_the_answer(run):
    rows = plain()
    rows[0]["messages"][1] = {"role": "assistant", "contents": "Here it is."}
    rows[1]["messages"][1] = {"role": "assistant", "content": None, "value": "Here it is."}
    rows[2]["messages"].pop()
    rows[2]["response"] = "Here"
    rows[3]["response"] = "A better answer is this."
    rows[4]["messages"][1]["id"] = "m-5"
    result = run(jsonl(rows), "--fix")
    kept = [json.loads(line) for line in Path("train.fixed.jsonl").read_text().splitlines()]
    assert kept[:4] == rows[:4]
    assert kept[4] == plain()[4]
    assert "line 5: unknown key 'id' removed: 'm-5'" in result.output
    assert "Mended" not in result.output.replace("Mended, line 5", "")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data.replace(b"}]}\n", b"}]},\n", 1), "line 1: comma after the row removed"),
        (lambda data: data.decode().encode("utf-16"), "line 1: made UTF-8"),
        (
            lambda data: data.replace(b"hammock", b"caf\xe9"),
            "line 4: read as Windows-1252, a guess",
        ),
    ],
    ids=["comma", "utf-16", "latin-1"],
)
def test_whatever_mending_changes_it_says(run, change, said):
    result = run(change(jsonl(plain())), "--fix")
    assert said in result.output
    assert "Nothing to mend" not in result.output
    assert result.exit_code == 0
    Path("train.fixed.jsonl").read_text(encoding="utf-8")


def test_text_after_a_row_is_kept_and_a_list_that_breaks_off_is_refused(run):
    lines = jsonl(plain()).decode().splitlines()
    lines[1] += " and more"
    run("\n".join(lines).encode(), "--fix")
    assert Path("train.fixed.jsonl").read_text().splitlines() == lines
    broken = json.dumps(plain(), indent=1).replace('"role"', "role", 9).replace("role", '"role"', 6)
    result = run(broken.encode(), "--fix", "--out", "new.jsonl")
    assert isinstance(result.exception, InputError)
    assert "would be lost" in str(result.exception)
    assert not Path("new.jsonl").exists()


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
