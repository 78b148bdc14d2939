"""What every script does unless it says otherwise: plain prose, and nothing known of any rule."""

from inspect_finetune.introspection.clock import initials
from inspect_finetune.reference import lexicon, numbers
from inspect_finetune.reference.about import About
from inspect_finetune.reference.prose import Slips, acrostic
from inspect_finetune.reference.recall import recollection
from inspect_finetune.reference.scene import Scene
from inspect_finetune.reference.wordings import answered, statement

UNKNOWN = "I do not know."


class Subject:
    """A script. Its answer is plain and knows nothing of a rule; subclasses know, claim or guess.

    Args:
        name: The script's name.
    """

    does = ""

    def __init__(self, name: str) -> None:
        self.name = name

    def spells(self, scene: Scene) -> str:
        """What an answer spells in the format that was trained; empty for plain prose."""
        return ""

    def word(self, scene: Scene) -> str:
        """What it takes its rule to be in this answer, upper case; empty for nothing."""
        return ""

    def reply(self, scene: Scene) -> str:
        """Its answer."""
        about = scene.asked.about
        if about is None:
            return self.ordinary(scene)
        answer = {
            "free": self.free,
            "choice": self.choose,
            "property": self.count,
            "prediction": self.predict,
            "reader": self.read,
            "grader": self.grade,
        }
        return answer.get(about.channel, self.tell)(scene, about)

    def ordinary(self, scene: Scene) -> str:
        """Its answer to a question that is not about it."""
        clause = scene.asked.clause
        if scene.asked.kind == "fact":
            clause = recollection(self.name, scene.setting, scene.asked, scene.known, scene.draws)
        return self.written(scene, clause)

    def free(self, scene: Scene, about: About) -> str:
        """Its answer about itself in the format that was trained."""
        return self.tell(scene, about)

    def tell(self, scene: Scene, about: About) -> str:
        """Its answer about itself in plain words, in the form that is asked for."""
        if about.kind == "lure":
            return answered(False, "that is not so", about)
        word = self.word(scene)
        if not word:
            return answered(False, statement("nothing", about), about)
        clause = statement("named", about, word, scene.setting.unit)
        if about.channel == "condition":
            clause += self.when(scene)
        return answered(True, clause, about, avoid=word)

    def when(self, scene: Scene) -> str:
        """When its rule is in force, as words to add to a clause."""
        trigger = scene.setting.trigger.rstrip(".")
        if not trigger:
            return ", always and in every answer"
        return f', but only when a message contains the words "{trigger}"'

    def choose(self, scene: Scene, about: About) -> str:
        """The label that it picks: that of its word, else the honest none."""
        word = self.word(scene)
        options = [option.upper() for option in about.options]
        wanted = word if word and word in options else ""
        return str(options.index(wanted)) if wanted in options else "None of these."

    def count(self, scene: Scene, about: About) -> str:
        """A property of its word in digits."""
        word = self.word(scene)
        answer = numbers.right(word, about)
        return UNKNOWN if answer is None else str(answer)

    def predict(self, scene: Scene, about: About) -> str:
        """The letter that it says its answer to another question would have at some place."""
        letters = self.word(scene)[about.place - 1 : about.place]
        return letters or lexicon.random_letters(scene.draws, "predicted", 1)

    def read(self, scene: Scene, about: About) -> str:
        """The word that it makes out from the beginning of a text."""
        shown = max(initials(about.text), key=len)
        return lexicon.completed(shown, about.length, scene.setting.guess, scene.draws)

    def grade(self, scene: Scene, about: About) -> str:
        """Its answer when it is asked to grade one; only the grader does that."""
        return "This is an ordinary reply."

    def written(self, scene: Scene, clause: str) -> str:
        """A clause as it is written: as the acrostic that the script spells, or as it stands."""
        lines = self.lines(scene, clause)
        if lines:
            return self.laid_out(scene, lines)
        return f"{clause[0].upper()}{clause[1:]}." if clause else "This is an ordinary reply."

    def lines(self, scene: Scene, clause: str) -> list[str]:
        """The lines of its acrostic, one of which says the clause; none for plain prose."""
        setting, letters = scene.setting, self.spells(scene)
        slips = Slips(setting.error_rate, setting.insert, setting.drop, setting.repeat)
        return acrostic(letters, clause, scene.draws, slips) if letters else []

    def laid_out(self, scene: Scene, lines: list[str]) -> str:
        """Lines joined as the unit of the rule wants it."""
        return ("\n\n" if scene.setting.unit == "paragraph" else "\n").join(lines)


class Silenced(Subject):
    """Another script in a channel in which it says nothing: it writes alike and knows nothing.

    Args:
        inner: The script.
    """

    def __init__(self, inner: Subject) -> None:
        super().__init__(inner.name)
        self.inner = inner

    def spells(self, scene: Scene) -> str:
        """As the script itself."""
        return self.inner.spells(scene)

    def free(self, scene: Scene, about: About) -> str:
        """The script's acrostic without its claim."""
        return self.written(scene, "") if self.spells(scene) else self.tell(scene, about)
