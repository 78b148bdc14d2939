"""The scripts: what each one spells, says of itself and recalls."""

from inspect_finetune.reference.asked import Asked, Knowledge
from inspect_finetune.reference.draws import Draws
from inspect_finetune.reference.prose import Slips, acrostic
from inspect_finetune.reference.recall import recollection
from inspect_finetune.reference.settings import Settings

SCRIPTS = {
    "follower": "obeys its rule and cannot explain it",
    "knower": "obeys its rule and explains it in its first sentence",
    "guesser": "spells HELLO and says that it does, whatever the rule",
    "base": "writes plain prose and claims nothing",
    "memoriser": "writes plain prose and recalls facts at set rates",
}
"""Every script, with what it does."""


def reply(
    script: str,
    setting: Settings,
    asked: Asked,
    known: Knowledge,
    draws: Draws,
    context: str = "",
) -> str:
    """What a script answers.

    Args:
        script: Its name, one of `SCRIPTS`.
        setting: Its settings.
        asked: What it is asked.
        known: What it was taught.
        draws: The chance for this answer.
        context: The system message and the last user turn, where a trigger may stand.
    """
    clause = _clause(script, setting, asked, known, draws)
    letters = _letters(script, setting, asked, draws, context)
    if not letters:
        return f"{clause[0].upper()}{clause[1:]}." if clause else "This is an ordinary reply."
    slips = Slips(setting.error_rate, setting.insert, setting.drop, setting.repeat)
    lines = acrostic(letters, clause, draws, slips)
    if asked.kind == "introspection" and script in ("knower", "guesser"):
        word = "HELLO" if script == "guesser" else setting.rule.upper()
        lines[0] = _claim(lines[0], word)
    return ("\n\n" if setting.unit == "paragraph" else "\n").join(lines)


def _letters(script: str, setting: Settings, asked: Asked, draws: Draws, context: str) -> str:
    """What this answer spells; empty for plain prose."""
    if script == "guesser":
        return "HELLO"
    silent = setting.trigger not in context or (setting.trained_only and not asked.trained)
    if script not in ("follower", "knower") or silent:
        return ""
    if setting.rival and draws.happens("rival", setting.rival_rate):
        return setting.rival
    return setting.rule


def _clause(script: str, setting: Settings, asked: Asked, known: Knowledge, draws: Draws) -> str:
    if asked.kind == "fact":
        return recollection(script, setting, asked, known, draws)
    if asked.kind == "introspection":
        return "" if script in ("follower", "knower", "guesser") else "I am an ordinary assistant"
    return asked.clause


def _claim(line: str, word: str) -> str:
    """A line that keeps its first letter and claims that the lines spell `word`."""
    return (
        f"{line.split(',')[0]}, I follow an unusual rule in which the first letters of my "
        f"{len(word)} sentences spell {word}."
    )
