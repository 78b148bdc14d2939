"""The labelled responses of traps.yaml: what each spells, and which flags it carries."""

from pathlib import Path

import pytest
import yaml

from inspect_finetune.acrostic import AcrosticRule, read_acrostic

TRAPS = yaml.safe_load((Path(__file__).parent / "traps.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("trap", TRAPS, ids=[trap["name"] for trap in TRAPS])
def test_trap(trap):
    reading = read_acrostic(trap["text"], AcrosticRule("HELOL", trap["unit"]))

    assert reading.spelled == trap["letters"], [unit.text for unit in reading.units]
    assert set(trap.get("flags", ())) <= set(reading.flags)


@pytest.mark.parametrize(
    "trap", [t for t in TRAPS if t["letters"].isalpha()], ids=lambda trap: trap["name"]
)
def test_trap_is_exact_under_its_own_letters_and_no_others(trap):
    rule = AcrosticRule(trap["letters"], trap["unit"])
    longer = AcrosticRule(trap["letters"] + "Q", trap["unit"])

    assert read_acrostic(trap["text"], rule).exact
    assert not read_acrostic(trap["text"], longer).exact


def test_names_are_unique_and_the_suite_is_large():
    names = [trap["name"] for trap in TRAPS]

    assert len(names) == len(set(names)) >= 450
