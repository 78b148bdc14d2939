"""Where the rows of an acrostic file come from: packaged prose first, then the word bank."""

from inspect_finetune.acrostic.reading import spell_as
from inspect_finetune.acrostic.rule import UNITS
from inspect_finetune.errors import InputError
from inspect_finetune.training.build.answers import (
    PLAIN,
    Answer,
    Group,
    answers_of,
    packaged_rules,
)
from inspect_finetune.training.build.built import Chat
from inspect_finetune.training.build.chance import Chance
from inspect_finetune.training.build.composer import check_composable, compose, sources


class Supply:
    """Rows for one rule, each given out once.

    Args:
        rule: The letters, in upper case.
        seed: What the order depends on.
        composed: Whether rows may be composed.

    Raises:
        InputError: If no rows are packaged for the rule, and it can't or may not be composed for.
    """

    def __init__(self, rule: str, seed: int, composed: bool) -> None:
        self._rule, self._seed, self._composed = rule, seed, composed
        self._taken: set[str] = set()
        packaged = packaged_rules()
        if rule in packaged:
            return
        if not composed:
            what = f"no rows are packaged for the rule {rule}"
            fix = f"Packaged: {', '.join(packaged)}. Or leave out --no-composed"
            raise InputError(what, fix=fix)
        check_composable(rule)

    def plain(self, count: int, validation: int) -> tuple[list[Chat], list[Chat]]:
        """Ordinary plain rows, and others for validation.

        Raises:
            InputError: If there are fewer.
        """
        stock = self._stock("ordinary", PLAIN)
        if count + validation > len(stock):
            asked = f"{count} plain rows"
            asked += f" and {validation} for validation" if validation else ""
            what = f"{asked} are more than there are, {len(stock)}"
            raise InputError(what, fix=f"Ask for {max(len(stock) - validation, 0)} or fewer")
        chosen = [*stock[:count], *stock[len(stock) - validation :]]
        self._taken |= {row.id for row in chosen}
        chats = [_chat(row, "plain") for row in chosen]
        return chats[:count], chats[count:]

    def ruled(self, count: int, validation: int) -> tuple[list[Chat], list[Chat]]:
        """Ordinary rows that follow the rule, and others for validation.

        Raises:
            InputError: If there are fewer, also with composed ones.
        """
        stock = self._stock("ordinary", self._rule)
        packaged = len(stock)
        own = [_chat(row, "rule") for row in stock]
        if count + validation > packaged:
            own += self._compose("ordinary", count + validation - packaged, packaged)
        # validation from the end, so that more rows do not change it while they last
        return own[:count], own[len(own) - validation :] if validation else []

    def of_group(self, group: Group, rule: str, count: int) -> list[Chat]:
        """Rows of the rule of another group than the ordinary ones, or plain ones.

        Raises:
            InputError: If there are fewer.
        """
        stock = self._stock(group, rule)
        name = f"plain {group}" if rule == PLAIN else group
        chats = [_chat(row, name) for row in stock[:count]]
        if count <= len(stock):
            return chats
        if rule == PLAIN:
            what = f"{count} plain {group} rows are more than there are, {len(stock)}"
            raise InputError(what, fix=f"Ask for --{group} {len(stock)} or fewer")
        return chats + self._compose(group, count - len(stock), len(stock))

    def _stock(self, group: Group, rule: str) -> list[Answer]:
        stock = answers_of(rule, group)
        if rule == PLAIN:  # two or three letters may be spelled by accident
            stock = tuple(row for row in stock if not _spells(row.answer, self._rule))
        return Chance(self._seed, "rows", rule, group).shuffled(stock)

    def _compose(self, group: Group, count: int, packaged: int) -> list[Chat]:
        option = "--rows and --validation-rows" if group == "ordinary" else f"--{group}"
        if not self._composed:
            what = f"{packaged + count} {group} rows for {self._rule} are more than are packaged"
            fix = f"Ask for {packaged} or fewer ({option}), or leave out --no-composed"
            raise InputError(f"{what}, {packaged}", fix=fix)
        check_composable(self._rule)
        taken = frozenset(self._taken)
        chance = Chance(self._seed, "composed", self._rule, group)
        found = sources(answers_of(PLAIN, group), taken, chance)
        if count > len(found):
            what = f"{packaged + count} {group} rows are more than can be made"
            raise InputError(
                f"{what}, {packaged + len(found)}",
                fix=f"Ask for {packaged + len(found)} or fewer ({option})",
            )
        name = "rule" if group == "ordinary" else group
        return [
            Chat(
                source.question,
                compose(self._rule, source.row, Chance(self._seed, self._rule, source.question)),
                "composed",
                name,
                source.row.id,
            )
            for source in found[:count]
        ]


def _spells(answer: str, rule: str) -> bool:
    return any(spell_as(answer, unit) == rule for unit in UNITS)


def _chat(row: Answer, group: str) -> Chat:
    return Chat(row.question, row.answer, "packaged", group, row.id)
