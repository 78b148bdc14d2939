"""Arguments as ``-T`` delivers them: what is taken, and how the rest is refused."""

import inspect

import click
import pytest

from inspect_finetune.arguments import (
    ArgumentError,
    checked,
    names,
    numbers,
    one_of,
    text,
    whole_number,
)
from inspect_finetune.errors import InputError


@checked
def probe(rule: str = "HELOL", repeats: int = 1) -> tuple[str, int]:
    return text("rule", rule), whole_number("repeats", repeats)


def test_good_arguments_pass_through() -> None:
    assert probe(rule="HELLO", repeats=3) == ("HELLO", 3)


def test_an_unknown_name_is_refused_and_the_close_one_named() -> None:
    with pytest.raises(ArgumentError, match=r"probe: unknown argument repeat=3\. Did you mean 're"):
        probe(repeat=3)


def test_the_signature_takes_any_name_so_that_inspect_passes_it_on() -> None:
    kinds = {p.kind for p in inspect.signature(probe).parameters.values()}
    assert inspect.Parameter.VAR_KEYWORD in kinds


def test_an_argument_error_is_both_a_value_error_and_a_click_exception() -> None:
    with pytest.raises(ArgumentError) as caught:
        probe(repeats=-1)
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, click.ClickException)
    assert str(caught.value) == caught.value.format_message()
    assert "repeats=-1" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("value", [0, -1, 1.5, "x", True, None, "nan", float("inf"), [1, 2], 99999])
def test_what_is_no_positive_whole_number(value: object) -> None:
    with pytest.raises(InputError, match="repeats"):
        whole_number("repeats", value)


@pytest.mark.parametrize(("value", "number"), [(3, 3), ("3", 3), (3.0, 3)])
def test_whole_numbers(value: object, number: int) -> None:
    assert whole_number("repeats", value) == number


@pytest.mark.parametrize(
    ("value", "found"),
    [("a,b", ("a", "b")), (["a", "b"], ("a", "b")), ("a", ("a",)), (" a , b ", ("a", "b"))],
)
def test_names(value: object, found: tuple[str, ...]) -> None:
    assert names("levels", value, ("a", "b")) == found


@pytest.mark.parametrize("value", ["", "a,,b", "a,c", "a,a", [], None, False, {"a": 1}])
def test_wrong_names(value: object) -> None:
    with pytest.raises(InputError, match="argument levels"):
        names("levels", value, ("a", "b"))


@pytest.mark.parametrize(
    ("value", "found"),
    [(0, (0.0,)), ("0,0.5,1", (0.0, 0.5, 1.0)), (["0", "0.5"], (0.0, 0.5)), (0.7, (0.7,))],
)
def test_numbers(value: object, found: tuple[float, ...]) -> None:
    assert numbers("temperature", value, 0, 2) == found


@pytest.mark.parametrize("value", [-1, 3, "hot", "0,0", "nan", True, None, [], "0,,1"])
def test_wrong_numbers(value: object) -> None:
    with pytest.raises(InputError, match="argument temperature"):
        numbers("temperature", value, 0, 2)


def test_yaml_has_read_a_word_as_a_value() -> None:
    with pytest.raises(InputError, match="YAML reads NO"):
        text("rule", False)


def test_a_value_cannot_break_the_line_or_the_terminal() -> None:
    with pytest.raises(InputError) as caught:
        one_of("unit", "a\nb\x1b[31m", ("line",))
    assert str(caught.value).isprintable()
