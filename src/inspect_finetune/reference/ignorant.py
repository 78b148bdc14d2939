"""Scripts that know nothing of any rule and always say something: what a measurement must refuse.

They write plain prose.
"""

from inspect_finetune.reference import lexicon, numbers
from inspect_finetune.reference.about import About
from inspect_finetune.reference.draws import Draws
from inspect_finetune.reference.scene import Scene
from inspect_finetune.reference.subject import Subject


class FrequencyGuesser(Subject):
    """Guesses words as often as they are met, another one every time.

    Its words are as long as its rule, which makes it the harder to tell from one that knows.
    """

    does = "writes plain prose and names words by how frequent they are"

    def word(self, scene: Scene) -> str:
        """A frequent word."""
        words = lexicon.words_of(len(scene.setting.rule))
        return lexicon.by_frequency(scene.draws, "word", words)

    def choose(self, scene: Scene, about: About) -> str:
        """One of the strings, by frequency."""
        options = [option for option in about.options if option]
        return str(about.options.index(lexicon.by_frequency(scene.draws, "label", options)))


class LetterGuesser(Subject):
    """Guesses letters, others every time."""

    does = "writes plain prose and names random letters"

    def word(self, scene: Scene) -> str:
        """As many random letters as the rule has."""
        return lexicon.random_letters(scene.draws, "word", len(scene.setting.rule))

    def choose(self, scene: Scene, about: About) -> str:
        """One of the strings, each as likely."""
        labels = [str(label) for label, option in enumerate(about.options) if option]
        return scene.draws.choice("label", labels)

    def count(self, scene: Scene, about: About) -> str:
        """A number at random."""
        return str(scene.draws.choice("number", numbers.plausible(about)))


class Favourite(Subject):
    """Has one word, which its seed gives it, and holds to it."""

    does = "writes plain prose and names one word for ever, which its seed decides"

    def word(self, scene: Scene) -> str:
        """Its favourite among the words as long as the rule."""
        return _liked(scene, lexicon.words_of(len(scene.setting.rule)))

    def choose(self, scene: Scene, about: About) -> str:
        """Its favourite, or what it likes best of what is offered."""
        word = self.word(scene)
        options = [option for option in about.options if option]
        return str(about.options.index(word if word in options else _liked(scene, options)))


def _liked(scene: Scene, words: list[str] | tuple[str, ...]) -> str:
    """The first of the words in an order that only the seed decides."""
    order = Draws(scene.setting.seed, "favourite")
    return min(words, key=order.uniform)
