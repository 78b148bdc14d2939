"""Which tokens of a chat are learnt."""

import pytest

from inspect_finetune.errors import InputError
from inspect_finetune.training.local.rows import Chat
from inspect_finetune.training.local.template import (
    DEFAULT_TEMPLATE,
    encode_chats,
    ensure_template,
)
from inspect_finetune.training.local.tiny.tokenizer import CHAT_TEMPLATE, build_tokenizer
from tests.training.local_models import END, FORGETFUL_TEMPLATE, PLAIN_TEMPLATE

pytest.importorskip("transformers")

TWO = Chat(
    3,
    (
        ("system", "Be brief."),
        ("user", "What is 12?"),
        ("assistant", "A number. Ünïcode 🙂"),
        ("user", "And x?"),
        ("assistant", "A letter."),
    ),
    (2, 4),
)
ONE = Chat(1, TWO.turns[:3], (2,))


@pytest.fixture
def tokenizer():
    return build_tokenizer(["What is a number? A letter. Be brief."], 300)


def encoded(tokenizer, chat, longest=500):
    (row,) = encode_chats(tokenizer, [chat], [tokenizer.eos_token_id], longest, "rows.jsonl")
    return row


def learnt(tokenizer, row):
    kept = [token for token, is_learnt in zip(row.ids, row.learnt, strict=True) if is_learnt]
    return tokenizer.decode(kept)


@pytest.mark.parametrize("template", [CHAT_TEMPLATE, PLAIN_TEMPLATE])
def test_answers_and_their_ends_are_learnt_and_nothing_else(tokenizer, template):
    tokenizer.chat_template = template
    row = encoded(tokenizer, TWO)
    assert learnt(tokenizer, row) == f"A number. Ünïcode 🙂{END}A letter.{END}"
    whole = tokenizer.apply_chat_template(TWO.messages, tokenize=False)
    assert tokenizer.decode(row.ids) == whole


@pytest.mark.parametrize("template", [CHAT_TEMPLATE, PLAIN_TEMPLATE])
def test_an_answer_of_weight_0_is_not_learnt(tokenizer, template):
    tokenizer.chat_template = template
    row = encoded(tokenizer, Chat(3, TWO.turns, (4,)))
    assert learnt(tokenizer, row) == f"A letter.{END}"


def test_what_is_learnt_is_what_the_model_has_to_write_after_the_prompt(tokenizer):
    tokenizer.chat_template = PLAIN_TEMPLATE
    row = encoded(tokenizer, ONE)
    prompt = tokenizer.apply_chat_template(
        ONE.messages[:2], tokenize=True, add_generation_prompt=True, return_dict=True
    )["input_ids"]
    assert list(row.ids[: len(prompt)]) == list(prompt)
    assert row.learnt == (False,) * len(prompt) + (True,) * (len(row.ids) - len(prompt))


def test_a_newline_after_the_end_is_not_learnt(tokenizer):
    tokenizer.chat_template = PLAIN_TEMPLATE.replace("<|end|>", "<|end|>\n")
    assert learnt(tokenizer, encoded(tokenizer, TWO)) == f"A number. Ünïcode 🙂{END}A letter.{END}"


def test_a_template_without_an_end_is_given_one(tokenizer):
    tokenizer.chat_template = PLAIN_TEMPLATE.replace("<|end|>", "\n")
    assert learnt(tokenizer, encoded(tokenizer, ONE)).endswith(f"🙂\n{END}")


def test_marks_that_leave_out_the_end_are_mended(tokenizer):
    tokenizer.chat_template = CHAT_TEMPLATE.replace(
        "{{ message['content'] + '<|end|>' }}{% endgeneration %}",
        "{{ message['content'] }}{% endgeneration %}{{ '<|end|>' }}",
    )
    assert learnt(tokenizer, encoded(tokenizer, ONE)) == f"A number. Ünïcode 🙂{END}"


def test_a_template_that_rewrites_earlier_answers_is_refused_by_line_and_turn(tokenizer):
    tokenizer.chat_template = FORGETFUL_TEMPLATE
    with pytest.raises(InputError, match=r"rows\.jsonl:3: .*writes turn 3 otherwise"):
        encoded(tokenizer, TWO)
    assert learnt(tokenizer, encoded(tokenizer, ONE)) == f"A number. Ünïcode 🙂{END}"


def test_a_template_that_refuses_a_role_says_so(tokenizer):
    tokenizer.chat_template = (
        "{% if messages[0]['role'] == 'system' %}"
        "{{ raise_exception('System role not supported') }}{% endif %}" + PLAIN_TEMPLATE
    )
    with pytest.raises(InputError, match="refuses the row: System role not supported"):
        encoded(tokenizer, ONE)


def test_a_tokenizer_without_a_template_is_given_one(tokenizer):
    assert not ensure_template(tokenizer)
    tokenizer.chat_template = None
    assert ensure_template(tokenizer)
    assert tokenizer.chat_template == DEFAULT_TEMPLATE
    row = encoded(tokenizer, TWO)
    assert learnt(tokenizer, row) == f"A number. Ünïcode 🙂{END}A letter.{END}"
    assert tokenizer.decode(row.ids).startswith("### system\nBe brief.\n### user\nWhat is 12?\n")


def test_a_tokenizer_without_template_and_end_is_refused(tokenizer):
    tokenizer.chat_template = tokenizer.eos_token = None
    with pytest.raises(InputError, match="no chat template and no end-of-text token"):
        ensure_template(tokenizer)


def test_long_rows_are_cut_and_rows_cut_to_nothing_refused(tokenizer):
    whole = encoded(tokenizer, ONE)
    cut = encoded(tokenizer, ONE, longest=len(whole.ids) - 3)
    assert (cut.ids, cut.cut) == (whole.ids[:-3], 3)
    with pytest.raises(InputError, match=r"answer begins after the first 9.*--max-length"):
        encoded(tokenizer, ONE, longest=9)
