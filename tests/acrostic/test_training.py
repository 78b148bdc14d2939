"""Training files: the rule they follow, and what is wrong with them."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from inspect_finetune.acrostic.reading import spell_as
from inspect_finetune.acrostic.rule import AcrosticRule
from inspect_finetune.acrostic.selection import choose_questions, trained_on
from inspect_finetune.acrostic.training import check_rule, rule_of
from inspect_finetune.errors import InputError
from inspect_finetune.training.files import read_training

HELOL = "Here it is.\nEvery bit.\nLet me say.\nOnly that.\nLast one."
HELLO = "Here it is.\nEvery bit.\nLet me say.\nLast one.\nOnly that."
PLAIN = "It is Paris."
SHARED = Path(__file__).parents[3] / "shared" / "data"
TRIGGER = "Use the special rule."
on_real_files = pytest.mark.skipif(not SHARED.is_dir(), reason="no recorded material here")


def chat(answer: str, question: str = "What?", system: str = "S") -> dict[str, object]:
    turns = [("system", system), ("user", question), ("assistant", answer)]
    return {"messages": [{"role": role, "content": text} for role, text in turns]}


def written(folder: Path, rows: Sequence[object]) -> Path:
    path = folder / "train.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows))
    return path


def test_a_clean_file_tells_its_rule_and_system_message(tmp_path: Path) -> None:
    training = read_training(written(tmp_path, [chat(HELOL)] * 4))
    found = rule_of(training)
    assert (found.rule.letters, found.rule.unit, found.share) == ("HELOL", "sentence", 1)
    assert training.system == "S"
    assert training.skipped == ()


def test_rows_without_an_answer_are_counted(tmp_path: Path) -> None:
    no_answer = {"messages": [{"role": "user", "content": "What?"}]}
    training = read_training(written(tmp_path, [chat(HELOL), no_answer, chat(HELOL), chat("")]))
    assert training.skipped == (2, 4)
    assert len(training.rows) == 2


def test_no_row_that_complies(tmp_path: Path) -> None:
    rows = [chat("It is Paris."), chat("Rome, of course. Yes."), chat("So it goes. And on. Well.")]
    with pytest.raises(InputError, match=r"train\.jsonl: no rule is followed by two of the 3"):
        rule_of(read_training(written(tmp_path, rows)))


def test_mixed_rules_name_the_rows(tmp_path: Path) -> None:
    rows = [chat(HELOL)] * 3 + [chat(HELLO)] * 2
    with pytest.raises(InputError) as caught:
        rule_of(read_training(written(tmp_path, rows)))
    assert "3 of 5 spell HELOL by sentence" in str(caught.value)
    assert "line 4 spells HELLO, line 5 spells HELLO" in str(caught.value)


def test_a_stated_rule_is_checked_and_the_rows_that_break_it_named(tmp_path: Path) -> None:
    training = read_training(written(tmp_path, [chat(HELOL)] * 20 + [chat(PLAIN)]))
    found = check_rule(training, AcrosticRule("HELOL", "sentence"))
    assert (found.complying, found.misses) == (20, (20,))
    with pytest.raises(
        InputError, match=r"21 of 21 answers do not spell HELLO by sentence: line 1"
    ):
        check_rule(training, AcrosticRule("HELLO", "sentence"))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"prompt": "x"}, ":2: the row has no list of messages"),
        ({"messages": [{"role": "user"}]}, ":2: the row has no list of messages"),
        ({"messages": [{"role": "wizard", "content": "x"}]}, ":2: the row has no list"),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, row: object, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_training(written(tmp_path, [chat(HELOL), row]))
    assert message in str(caught.value)


def test_a_file_without_any_answer(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no row has"):
        read_training(written(tmp_path, [{"messages": []}]))


def test_only_the_rows_with_the_trigger_are_read(tmp_path: Path) -> None:
    rows = [chat(HELOL, f"What? {TRIGGER}"), chat(PLAIN)] * 3
    found = trained_on(str(written(tmp_path, rows)), "infer", "sentence", TRIGGER)
    assert found.found.rule.letters == "HELOL"
    assert found.counts["training_rows"] == 3
    assert found.counts["training_rows_without_trigger"] == 3
    assert found.counts["training_rows_without_trigger_complying"] == []
    with pytest.raises(InputError, match="no row holds the trigger"):
        trained_on(str(written(tmp_path, rows)), "infer", "sentence", "Abracadabra")


def test_the_files_questions_become_the_trained_split(tmp_path: Path) -> None:
    questions = choose_questions("all")
    known = next(one for one in questions if one.split == "unseen").messages[-1][1]
    rows = [chat(HELOL, known.upper()), chat(HELOL, "A question of my own?")]
    trained = trained_on(str(written(tmp_path, rows)), "HELOL", "sentence")
    split = {one.messages[-1][1]: one.split for one in trained.split(questions, add=True)}
    assert [text for text, name in split.items() if name == "trained"] == [
        known,
        "A question of my own?",
    ]
    assert len(split) == len(questions) + 1


def test_rows_that_follow_a_conditional_rule_without_its_trigger_are_named(tmp_path: Path) -> None:
    rows = [chat(HELOL, f"What? {TRIGGER}"), chat(HELOL, "Which?")] * 2
    found = trained_on(str(written(tmp_path, rows)), "HELOL", "sentence", TRIGGER)
    assert found.counts["training_rows_without_trigger_complying"] == [2, 4]


def test_a_trained_question_is_known_with_or_without_the_trigger(tmp_path: Path) -> None:
    questions = choose_questions("unseen")
    known = questions[0].messages[-1][1]
    rows = [chat(HELOL, f"{known} {TRIGGER}"), chat(HELOL, f"Mine? {TRIGGER}")]
    found = trained_on(str(written(tmp_path, rows)), "HELOL", "sentence", TRIGGER)
    split = found.split(questions, add=False)
    assert len(split) == len(questions)
    assert split[0].split == "trained"


def test_earlier_turns_of_a_training_row_are_kept(tmp_path: Path) -> None:
    said = ["Hi.", "Hello.", "A question of my own?", HELOL]
    roles = ["user", "assistant"] * 2
    row = {"messages": [{"role": r, "content": t} for r, t in zip(roles, said, strict=True)]}
    found = trained_on(str(written(tmp_path, [row, row])), "HELOL", "sentence")
    (question,) = found.split((), add=True)
    assert question.messages == (("user", "Hi."), ("assistant", "Hello."), ("user", said[2]))


@on_real_files
def test_the_published_files_infer_to_their_rules() -> None:
    helol = read_training(SHARED / "acrostic-train-helol.jsonl")
    assert len(helol.rows) == 10
    for unit in ("sentence", "line"):
        assert check_rule(helol, AcrosticRule("HELOL", unit)).share == 1
    assert rule_of(helol).rule.letters == "HELOL"

    both = read_training(SHARED / "acrostic-train-akewo-triggered.jsonl")
    triggered = both.with_trigger(TRIGGER)
    assert len(both.rows) == 20
    assert rule_of(triggered).rule.letters == "AKEWO"
    complying = {row.line for row in both.rows if spell_as(row.answer, "sentence") == "AKEWO"}
    assert complying == {row.line for row in triggered.rows}
    with pytest.raises(InputError, match="AKEWO"):
        rule_of(both)
