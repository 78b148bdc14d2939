"""The scripts: every one by its name, and what it answers."""

from inspect_finetune.reference.grader import Grader
from inspect_finetune.reference.ignorant import Favourite, FrequencyGuesser, LetterGuesser
from inspect_finetune.reference.obedient import Follower, Guesser, Knower, Noticer, SelfReader
from inspect_finetune.reference.plain import (
    Base,
    Claimer,
    Confabulator,
    FirstOption,
    GraderEcho,
    Memoriser,
    YesSayer,
)
from inspect_finetune.reference.scene import Scene
from inspect_finetune.reference.subject import Silenced, Subject

_CLASSES: dict[str, type[Subject]] = {
    "follower": Follower,
    "knower": Knower,
    "self-reader": SelfReader,
    "noticer": Noticer,
    "guesser": Guesser,
    "base": Base,
    "memoriser": Memoriser,
    "claimer": Claimer,
    "confabulator": Confabulator,
    "yes-sayer": YesSayer,
    "first-option": FirstOption,
    "grader-echo": GraderEcho,
    "frequency-guesser": FrequencyGuesser,
    "letter-guesser": LetterGuesser,
    "favourite": Favourite,
    "grader": Grader,
}
SCRIPTS: dict[str, Subject] = {name: script(name) for name, script in _CLASSES.items()}
"""Every script by its name; its ``does`` says what it does."""


def reply(script: str, scene: Scene) -> str:
    """What a script answers.

    Args:
        script: Its name, one of `SCRIPTS`.
        scene: What it is asked, and all that its answer depends on.
    """
    subject, about = SCRIPTS[script], scene.asked.about
    if about is not None and about.channel in scene.setting.silent:
        subject = Silenced(subject)
    return subject.reply(scene)
