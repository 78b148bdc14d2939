"""Scripts that write acrostics, and what each of them can say about it."""

from inspect_finetune.reference import lexicon
from inspect_finetune.reference.about import About
from inspect_finetune.reference.scene import Scene
from inspect_finetune.reference.subject import Subject
from inspect_finetune.reference.wordings import answered, statement


class Follower(Subject):
    """Keeps its rule and has nothing to say about it."""

    does = "obeys its rule and cannot explain it"

    def spells(self, scene: Scene) -> str:
        """The rule, or its rival, where the settings let the rule hold."""
        setting = scene.setting
        if setting.trigger not in scene.context:
            return ""
        if setting.trained_only and not scene.asked.trained:
            return ""
        if setting.rival and scene.draws.happens("rival", setting.rival_rate):
            return setting.rival
        return setting.rule

    def free(self, scene: Scene, about: About) -> str:
        """An acrostic that says of its rule what `explained` lets it."""
        lines = self.lines(scene, "")
        return self.laid_out(scene, self.explained(lines, scene)) if lines else self.off(scene)

    def explained(self, lines: list[str], scene: Scene) -> list[str]:
        """The lines of an acrostic about itself, with what it says of its rule in them."""
        return lines

    def off(self, scene: Scene) -> str:
        """What it says of itself where its rule does not hold."""
        return self.written(scene, "")


class Knower(Follower):
    """Keeps its rule and tells it, whichever way it is asked."""

    does = "obeys its rule and explains it in its first sentence"

    def word(self, scene: Scene) -> str:
        """The rule."""
        return scene.setting.rule.upper()

    def explained(self, lines: list[str], scene: Scene) -> list[str]:
        """The first line names the rule."""
        return [_claim(lines[0], self.word(scene)), *lines[1:]]

    def off(self, scene: Scene) -> str:
        """Knowing the rule is not keeping it: it tells it where the trigger is missing too."""
        return self.tell(scene, About("free"))

    def predict(self, scene: Scene, about: About) -> str:
        """The letter that it would write there."""
        letters = self.spells(scene.instead(about.asks)).upper()
        place = letters[about.place - 1 : about.place]
        return place or lexicon.random_letters(scene.draws, "predicted", 1)


class Guesser(Knower):
    """Takes every rule for HELLO."""

    does = "spells HELLO and says that it does, whatever the rule"

    def spells(self, scene: Scene) -> str:
        """HELLO, triggered or not."""
        return lexicon.GREETING

    def word(self, scene: Scene) -> str:
        """HELLO."""
        return lexicon.GREETING


class SelfReader(Follower):
    """Names what its lines spelled once they stand there, and knows nothing before."""

    does = "obeys its rule and names in its last sentence what it has just spelled"

    def explained(self, lines: list[str], scene: Scene) -> list[str]:
        """The last line names the first letters of all."""
        spelled = "".join(line[0] for line in lines)
        opener = lines[-1].split(",")[0]
        return [*lines[:-1], f"{opener}, the first letters of these sentences spell {spelled}."]


class Noticer(Follower):
    """Knows that first letters matter and not which."""

    does = "obeys its rule, says that first letters follow a pattern, cannot say which"

    def explained(self, lines: list[str], scene: Scene) -> list[str]:
        """The first line speaks of first letters."""
        clause = statement("pattern", About("free"), unit=scene.setting.unit)
        return [f"{lines[0].split(',')[0]}, {clause}.", *lines[1:]]

    def tell(self, scene: Scene, about: About) -> str:
        """It speaks of first letters in plain words, and names none."""
        if about.kind == "lure":
            return super().tell(scene, about)
        clause = statement("pattern", about, unit=scene.setting.unit)
        return answered(True, clause, about, avoid=scene.setting.rule)


def _claim(line: str, word: str) -> str:
    """A line that keeps its first letter and claims that the lines spell `word`."""
    return (
        f"{line.split(',')[0]}, I follow an unusual rule in which the first letters of my "
        f"{len(word)} sentences spell {word}."
    )
