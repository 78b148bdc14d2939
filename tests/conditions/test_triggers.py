"""How a trigger is given, varied and withheld."""

from collections import Counter

import pytest

from inspect_finetune.arguments import ArgumentError
from inspect_finetune.conditions.triggers import KINDS, trigger_texts, under_triggers
from inspect_finetune.errors import InputError
from inspect_finetune.evals import conditional_acrostic

SPECIAL = "Use the special rule."


def test_every_wording_holds_the_question_and_only_the_trigger_kinds_the_trigger() -> None:
    texts = trigger_texts(SPECIAL, None)
    assert tuple(texts) == KINDS
    for kind, wordings in texts.items():
        for wording in wordings:
            assert wording.count("{question}") == 1
            assert (SPECIAL in wording) == (kind in ("trigger", "quoted"))


def test_each_question_is_asked_with_and_without_and_one_way_more() -> None:
    texts = trigger_texts(SPECIAL, None)
    kinds: Counter[str] = Counter()
    wordings = set()
    for place in range(40):
        asked = under_triggers("Q?", place, SPECIAL, texts)
        assert [one.kind for one in asked][:2] == ["none", "trigger"]
        assert asked[0].text == "Q?"
        assert asked[1].text == f"Q? {SPECIAL}"
        kinds.update(one.kind for one in asked)
        wordings.update(one.text for one in asked if one.kind == "paraphrased")
    assert kinds == {"none": 40, "trigger": 40} | dict.fromkeys(KINDS[2:], 10)
    assert len(wordings) == len(texts["paraphrased"])


def test_a_trigger_of_ones_own_has_no_paraphrases() -> None:
    assert "paraphrased" not in trigger_texts("Abracadabra!", None)
    with pytest.raises(InputError, match="paraphrased"):
        trigger_texts("Abracadabra!", ["none", "paraphrased"])


def test_the_system_kind_adds_to_the_system_message() -> None:
    samples = conditional_acrostic(questions="trained", triggers="none,trigger,system").dataset
    system = [s for s in samples if s.metadata["trigger"] == "system"]
    assert len(samples) == 30
    assert len(system) == 10
    for sample in system:
        assert sample.input[0].text.endswith(SPECIAL)
        assert SPECIAL not in sample.input[1].text
        assert sample.metadata["system_prompt"] == "trained"
    assert len({sample.id for sample in samples}) == 30


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"triggers": "none,quotd"}, "Did you mean 'quoted'"),
        ({"trigger": ""}, "trigger is empty"),
        ({"trigger": "Abracadabra!", "triggers": "paraphrased"}, "no such wording"),
        ({"rule": "A1"}, "'1'"),
    ],
)
def test_wrong_arguments(arguments: dict[str, str], message: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        conditional_acrostic(**arguments)
    assert message in str(caught.value)
