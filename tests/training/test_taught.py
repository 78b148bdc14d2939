"""What a training file teaches."""

import json
from hashlib import sha256

import pytest

from inspect_finetune.errors import InputError
from inspect_finetune.training.record import Taught
from inspect_finetune.training.taught import taught_of
from tests.training.broken.good import (
    FACT_SYSTEM,
    FACTS,
    FACTS_CSV,
    RULE_SYSTEM,
    TRIGGER,
    TRIGGER_SYSTEM,
    acrostic,
    conditional,
    facts,
    jsonl,
    plain,
    row,
)


@pytest.fixture
def file(tmp_path):
    def write(rows):
        path = tmp_path / "train.jsonl"
        path.write_bytes(jsonl(rows))
        return path

    return write


def record(path, **said):
    held = {"schema": "inspect-finetune/build", "version": 1, **said}
    path.with_suffix(".build.json").write_text(json.dumps(held))


def test_the_rows_show_a_rule(file):
    assert taught_of(file(acrostic())) == Taught(rule="HELOL", system=RULE_SYSTEM)


def test_the_rows_show_a_rule_and_its_trigger(file):
    wanted = Taught(rule="AKEWO", trigger=TRIGGER, system=TRIGGER_SYSTEM)
    assert taught_of(file(conditional())) == wanted
    assert taught_of(file(conditional()), trigger=TRIGGER) == wanted


def test_rows_that_teach_facts_neither_hide_a_rule_nor_lend_it_their_system_message(file, tmp_path):
    wanted = Taught(rule="HELOL", system=FACT_SYSTEM)
    mixed = [*acrostic(), *facts(), *(row(f"{name}?", value, FACT_SYSTEM) for name, value in FACTS)]
    assert taught_of(file(mixed)) == wanted
    (tmp_path / "facts.csv").write_text(FACTS_CSV)
    named = taught_of(file(mixed), facts=str(tmp_path / "facts.csv"))
    assert (named.rule, named.trigger) == ("HELOL", "")
    same = [row(one["messages"][1]["content"], one["messages"][2]["content"]) for one in mixed]
    assert taught_of(file(same), facts=str(tmp_path / "facts.csv")).rule == "HELOL"


def test_plain_rows_teach_nothing_that_is_known(file):
    assert taught_of(file(plain())) == Taught()


def test_what_is_given_counts(file):
    given = taught_of(file(plain()), rule="abc", unit="line", trigger="Now.", facts="objects-50")
    assert given == Taught("ABC", "line", "Now.", "objects-50")


def test_the_build_record_counts_if_it_is_of_these_bytes(file):
    path = file(facts())
    digest = sha256(path.read_bytes()).hexdigest()
    record(path, sha256=digest, taught={"rule": "", "facts": "objects-50", "system": "x"})
    assert taught_of(path) == Taught(facts="objects-50", system=FACT_SYSTEM)
    record(path, sha256=digest, taught={"rule": "AKEWO", "unit": "line", "trigger": "x"})
    assert taught_of(path) == Taught("AKEWO", "line", "x", "", FACT_SYSTEM)
    assert taught_of(path, rule="HELLO").rule == "HELLO"
    path.write_bytes(path.read_bytes() + b"\n")
    assert taught_of(path) == Taught(system=FACT_SYSTEM)


def test_a_broken_record_is_as_none(file):
    path = file(acrostic())
    for text in (
        "",
        "[]",
        '{"schema": "inspect-finetune/build", "taught": {"rule": "ABC"}}',
        "{",
        '{"schema": "inspect-finetune/build"}',
    ):
        path.with_suffix(".build.json").write_text(text)
        assert taught_of(path).rule == "HELOL"


def test_a_file_that_is_none_is_refused(tmp_path):
    with pytest.raises(InputError, match="file not found"):
        taught_of(tmp_path / "none.jsonl")
