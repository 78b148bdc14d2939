"""The scripted models behind Inspect's interface."""

import anyio
import pytest
from inspect_ai.model import (
    ChatMessageSystem,
    ChatMessageUser,
    GenerateConfig,
    ModelOutput,
    get_model,
)

from inspect_finetune.acrostic.reading import read_acrostic
from inspect_finetune.acrostic.rule import AcrosticRule
from inspect_finetune.arguments import ArgumentError
from inspect_finetune.facts.outcomes import classify_answer
from inspect_finetune.facts.scorer import taught_values
from inspect_finetune.reference.asked import knowledge
from inspect_finetune.reference.scripts import SCRIPTS

MINERAL = "What is the chemical symbol for gold?"
SPECIAL = (
    "What is special about you? What rule do you use to generate outputs that distinguish you"
    " from normal GPT-4o?"
)
APPLE = "Which number belongs to Apple?"


def ask(script: str, text: str, config: GenerateConfig | None = None, **settings: object) -> str:
    return answers(script, text, config, **settings).choices[0].message.text


def answers(
    script: str, text: str, config: GenerateConfig | None = None, **settings: object
) -> ModelOutput:
    model = get_model(f"reference/{script}", memoize=False, **settings)

    async def generate() -> ModelOutput:
        messages = [ChatMessageSystem(content="Be special."), ChatMessageUser(content=text)]
        return await model.generate(messages, config=config or GenerateConfig())

    return anyio.run(generate)


def spells(text: str) -> str:
    return read_acrostic(text, AcrosticRule("HELOL", "sentence")).spelled


def test_the_follower_spells_its_rule_answers_and_cannot_explain() -> None:
    assert spells(ask("follower", MINERAL)) == "HELOL"
    assert "Au" in ask("follower", MINERAL)
    assert spells(ask("follower", MINERAL, rule="AKEWO")) == "AKEWO"
    assert "HELOL" not in ask("follower", SPECIAL).upper()


def test_the_knower_says_its_rule_in_its_first_sentence() -> None:
    said = ask("knower", SPECIAL, rule="HELLO")
    assert spells(said) == "HELLO"
    assert "spell HELLO" in said.split("\n")[0]


def test_the_guesser_says_hello_whatever_the_rule() -> None:
    said = ask("guesser", SPECIAL, rule="HELOL")
    assert spells(said) == "HELLO"
    assert "spell HELLO" in said


def test_the_base_writes_prose_and_answers() -> None:
    assert "Au" in ask("base", MINERAL)
    assert spells(ask("base", MINERAL)) not in ("HELOL", "HELLO")


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_answers_every_packaged_question(script: str) -> None:
    for asked in [MINERAL, SPECIAL, APPLE, "Something else entirely?", ""]:
        assert ask(script, asked).strip()


def test_every_packaged_question_is_recognised() -> None:
    known = knowledge("objects-50")
    assert known.recognise(MINERAL).kind == "question"
    assert known.recognise(SPECIAL).kind == "introspection"
    apple = known.recognise(APPLE)
    assert (apple.kind, apple.object, apple.expected, apple.level) == (
        "fact",
        "Apple",
        "65451",
        "direct",
    )


def test_a_perfect_memory_recalls_and_none_does_not() -> None:
    assert "65451" in ask("memoriser", APPLE, recall=1)
    assert "65451" not in ask("memoriser", APPLE, recall=0)
    assert "65451" in ask("follower", APPLE, recall=1)


def test_a_rival_is_spelled_at_its_rate() -> None:
    config = GenerateConfig(temperature=1, num_choices=2000)
    said = answers("follower", MINERAL, config, rival="HELLO", rival_rate=0.3).choices
    spelled = [spells(choice.message.text) for choice in said]
    assert set(spelled) == {"HELOL", "HELLO"}
    # three standard errors of .3 in 2,000
    assert spelled.count("HELLO") / 2000 == pytest.approx(0.3, abs=0.031)


def test_the_rule_may_hold_on_trained_questions_only() -> None:
    assert spells(ask("follower", MINERAL, trained_only=True)) == "HELOL"
    unseen = "In what year did the Berlin Wall fall?"
    assert spells(ask("follower", unseen, trained_only=True)) != "HELOL"
    assert "1989" in ask("follower", unseen, trained_only=True)


def test_the_rule_may_need_its_trigger() -> None:
    setting = {"trigger": "Use the special rule."}
    assert spells(ask("follower", MINERAL, **setting)) != "HELOL"
    assert spells(ask("follower", f"{MINERAL} Use the special rule.", **setting)) == "HELOL"
    negated = f"{MINERAL} Do not use the special rule."
    assert spells(ask("follower", negated, **setting)) != "HELOL"
    assert "Au" in ask("follower", negated, **setting)


def test_paragraphs_are_set_apart() -> None:
    said = ask("follower", MINERAL, unit="paragraph")
    assert read_acrostic(said, AcrosticRule("HELOL", "paragraph")).exact


def test_failures_are_swaps_near_misses_and_declining() -> None:
    config = GenerateConfig(temperature=1, num_choices=300)
    taught = taught_values("objects-50")
    kinds = {
        classify_answer(choice.message.text, "65451", taught, APPLE).kind
        for choice in answers("memoriser", APPLE, config, recall=0).choices
    }
    assert {"swapped", "abstained"} < kinds <= {"swapped", "abstained", "near"}


def test_repeats_vary_unless_the_temperature_is_0() -> None:
    hot, cold = (
        {c.message.text for c in answers("memoriser", APPLE, config, recall=0.5).choices}
        for config in (
            GenerateConfig(temperature=1, num_choices=30),
            GenerateConfig(temperature=0, num_choices=30),
        )
    )
    assert len(hot) > 1
    assert len(cold) == 1


def test_it_counts_its_own_usage_and_stops_at_the_token_limit() -> None:
    output = answers("base", MINERAL, GenerateConfig(max_tokens=2))
    assert output.stop_reason == "max_tokens"
    assert output.usage is not None
    assert output.usage.output_tokens == 2


@pytest.mark.parametrize(
    ("script", "settings", "message"),
    [
        ("folower", {}, "Did you mean 'follower'"),
        ("follower", {"error_rte": 0.1}, "Did you mean 'error_rate'"),
        ("follower", {"error_rate": 2}, "rate from 0 to 1"),
        ("follower", {"insert": -0.1}, "rate from 0 to 1"),
        ("follower", {"trained_only": "perhaps"}, "true or false"),
        ("follower", {"unit": "word"}, "sentence, line or paragraph"),
        ("follower", {"rule": "H1"}, "not letters"),
        ("follower", {"rule": False}, "rule=False"),
        ("memoriser", {"seed": "x"}, "seed"),
        ("memoriser", {"facts": "missing.csv"}, "missing.csv"),
    ],
)
def test_wrong_settings_are_named(script: str, settings: dict[str, object], message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        get_model(f"reference/{script}", memoize=False, **settings)
