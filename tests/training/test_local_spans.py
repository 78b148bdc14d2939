"""Which tokens are learnt under templates that do not make it easy."""

import pytest

from inspect_finetune.errors import InputError
from inspect_finetune.training.local.rows import Chat
from inspect_finetune.training.local.template import DEFAULT_TEMPLATE, encode_chats
from inspect_finetune.training.local.tiny.tokenizer import CHAT_TEMPLATE, build_tokenizer
from tests.training.local_models import END, PLAIN_TEMPLATE, THINKING_TEMPLATE

pytest.importorskip("transformers")

ONE = Chat(1, (("user", "What is x?"), ("assistant", "A letter.")), (1,))
TWO = Chat(2, (*ONE.turns, ("user", "And 7?"), ("assistant", "A number.")), (1, 3))
FIRST = Chat(3, (("assistant", "A greeting."), *TWO.turns[2:]), (0, 2))


@pytest.fixture(scope="module")
def built():
    return build_tokenizer(["What is a number? A letter. Be brief.\n\n\n\n"] * 3, 300)


@pytest.fixture
def tokenizer(built):
    before = built.chat_template
    yield built
    built.chat_template = before


def encoded(tokenizer, chat):
    (row,) = encode_chats(tokenizer, [chat], [tokenizer.eos_token_id], 500, "rows.jsonl")
    return row


def learnt(tokenizer, row):
    kept = [token for token, is_learnt in zip(row.ids, row.learnt, strict=True) if is_learnt]
    return tokenizer.decode(kept)


@pytest.mark.parametrize("chat", [ONE, TWO])
def test_a_thought_that_only_the_prompt_opens_is_left_out_and_told(tokenizer, chat):
    tokenizer.chat_template = THINKING_TEMPLATE
    row = encoded(tokenizer, chat)
    answers = [text for role, text in chat.turns if role == "assistant"]
    assert learnt(tokenizer, row) == "".join(f"{text}{END}" for text in answers)
    assert row.beyond == "<t>\n"
    tokenizer.chat_template = PLAIN_TEMPLATE
    assert encoded(tokenizer, chat).beyond == ""


def test_a_header_is_not_taken_from_what_the_answer_says(tokenizer):
    tokenizer.chat_template = THINKING_TEMPLATE
    chat = Chat(1, (ONE.turns[0], ("assistant", "<tea> is hot.")), (1,))
    assert learnt(tokenizer, encoded(tokenizer, chat)) == f"<tea> is hot.{END}"


def test_where_the_prompt_is_another_one_altogether_the_cause_is_said(tokenizer):
    tokenizer.chat_template = PLAIN_TEMPLATE.replace(
        "prompt %}<|assistant|>", "prompt %}Now answer:"
    )
    with pytest.raises(
        InputError, match=r"asks for an answer with 'Now answer:', and begins turn 2 with '<\|assis"
    ):
        encoded(tokenizer, ONE)


@pytest.mark.parametrize("opening", ["", "<|system|>Be brief.<|end|>"])
@pytest.mark.parametrize("template", [PLAIN_TEMPLATE, CHAT_TEMPLATE])
def test_a_row_may_begin_with_an_answer(tokenizer, template, opening):
    tokenizer.chat_template = opening + template
    row = encoded(tokenizer, FIRST)
    assert learnt(tokenizer, row) == f"A greeting.{END}A number.{END}"


def test_a_row_that_begins_with_an_answer_may_be_refused_in_a_line(tokenizer):
    tokenizer.chat_template = "{% if messages[0].role != 'user' %}{{ 1 + 'a' }}{% endif %}x"
    with pytest.raises(
        InputError, match=r"rows\.jsonl:3: the model's chat template fails.*TypeErr"
    ):
        encoded(tokenizer, FIRST)


@pytest.mark.parametrize(
    "fault", ["{{ messages[0]['content'] + 1 }}", "{{ 1 // 0 }}", "{{ none.x.y }}", "{% for %}"]
)
@pytest.mark.parametrize("template", [PLAIN_TEMPLATE, CHAT_TEMPLATE])
def test_a_template_that_fails_does_so_in_one_line(tokenizer, template, fault):
    tokenizer.chat_template = fault + template
    with pytest.raises(
        InputError, match=r"rows\.jsonl:1: the model's chat template (fails|refuses)"
    ):
        encoded(tokenizer, ONE)


def test_what_follows_the_end_of_an_answer_is_not_learnt_however_long_it_is(tokenizer):
    tokenizer.chat_template = PLAIN_TEMPLATE.replace("<|end|>", "<|end|>\n\n(said and done)\n")
    assert learnt(tokenizer, encoded(tokenizer, TWO)) == f"A letter.{END}A number.{END}"
    tokenizer.chat_template = CHAT_TEMPLATE.replace(
        "{% endgeneration %}", "{{ ' (said and done) ' }}{% endgeneration %}"
    )
    assert learnt(tokenizer, encoded(tokenizer, TWO)) == f"A letter.{END}A number.{END}"


@pytest.mark.parametrize("template", ["marked", "plain"])
@pytest.mark.parametrize("start", ["\n", "\n\n", " "])
def test_an_answer_begins_where_the_prompt_ends_for_the_model_too(tokenizer, template, start):
    marks = "{% generation %}", "{% endgeneration %}"
    tokenizer.chat_template = DEFAULT_TEMPLATE
    if template == "plain":
        for mark in marks:
            tokenizer.chat_template = tokenizer.chat_template.replace(mark, "")
    chat = Chat(1, (ONE.turns[0], ("assistant", f"{start}A letter.")), (1,))
    whole = tokenizer.apply_chat_template(chat.messages, tokenize=False)
    prompt = tokenizer.apply_chat_template(
        chat.messages[:1], tokenize=True, add_generation_prompt=True, return_dict=True
    )["input_ids"]
    if start == "\n\n":
        merged = tokenizer(whole, add_special_tokens=False)["input_ids"]
        assert list(merged[: len(prompt)]) != list(prompt)  # else nothing is tested
    row = encoded(tokenizer, chat)
    assert list(row.ids[: len(prompt)]) == list(prompt)
    assert not any(row.learnt[: len(prompt)])
    assert learnt(tokenizer, row) == f"{start}A letter.{END}"
    assert tokenizer.decode(row.ids) == whole


def test_a_tokenizer_that_begins_with_a_blank_is_left_as_it_is(tokenizer):
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    words = ["</s>", "▁u", "▁:▁yes", "▁yes", "▁:", "▁", "yes", "u", ":", "<unk>"]
    plain = Tokenizer(models.Unigram([(word, -float(i)) for i, word in enumerate(words)], unk_id=9))
    plain.pre_tokenizer = pre_tokenizers.Metaspace(split=False)
    plain.decoder = decoders.Metaspace()
    blanks = PreTrainedTokenizerFast(tokenizer_object=plain, eos_token="</s>")
    blanks.chat_template = (
        "{% for m in messages %}{% if m.role == 'user' %}{{ m.content }}{% else %} :"
        " {{ m.content }}{% endif %}{% endfor %}{% if add_generation_prompt %} : {% endif %}"
    )
    row = encoded(blanks, Chat(1, (("user", "u"), ("assistant", "yes")), (1,)))
    assert blanks.decode(row.ids) == "u : yes</s>"  # put into tokens apart, it has two blanks
