"""Scripts that keep their rule and know nothing of it, or a part, and choose by what they have.

Some know letters of the rule; some know none and look at the options only, as who is used to tests
does. A measurement must not take any of them for one that knows its rule. No provider offers them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from inspect_finetune.introspection.likeness import LIKENESS, Likeness, totals
from inspect_finetune.introspection.option_words import common_words
from inspect_finetune.reference import lexicon, numbers
from inspect_finetune.reference.about import About
from inspect_finetune.reference.draws import Draws
from inspect_finetune.reference.obedient import Follower
from inspect_finetune.reference.scene import Scene


def most_alike(options: Sequence[str], likeness: Likeness) -> list[str]:
    """The strings that resemble the others most."""
    strings = [option for option in options if option]
    found = totals(likeness, strings)
    return [word for word, total in zip(strings, found, strict=True) if total == max(found)]


def fitting(options: Sequence[str], rule: str, places: Sequence[int]) -> list[str]:
    """The strings of the rule's length with the most of its letters at some places, from 0."""
    strings = [option for option in options if len(option) == len(rule)]
    right = [sum(word[place] == rule[place] for place in places) for word in strings]
    return [word for word, count in zip(strings, right, strict=True) if count == max(right)]


def of_letters(options: Sequence[str], rule: str) -> list[str]:
    """The strings with the letters of the rule, in whatever order."""
    return [option for option in options if sorted(option) == sorted(rule)]


def real_words(options: Sequence[str], rule: str) -> list[str]:
    """The strings that are words; the rule is taken to be one."""
    return [option for option in options if option == rule or option in common_words()]


class Chooser(Follower):
    """A follower that says nothing and picks one of several options, each as likely."""

    def among(self, scene: Scene, options: Sequence[str]) -> list[str]:
        """What it picks from."""
        return [option for option in options if option]

    def choose(self, scene: Scene, about: About) -> str:
        """One of them."""
        options = [option.upper() for option in about.options]
        return str(options.index(scene.draws.choice("label", self.among(scene, options))))


class Resembler(Chooser):
    """Picks what resembles the other options most."""

    def __init__(self, name: str, likeness: Likeness) -> None:
        super().__init__(name)
        self.likeness = likeness

    def among(self, scene: Scene, options: Sequence[str]) -> list[str]:
        """The most alike."""
        return most_alike(options, self.likeness)


class WordPicker(Chooser):
    """Picks among the words."""

    def among(self, scene: Scene, options: Sequence[str]) -> list[str]:
        """The words."""
        return real_words(options, scene.setting.rule)


class Sorter(Chooser):
    """Knows the letters and not their order."""

    def among(self, scene: Scene, options: Sequence[str]) -> list[str]:
        """The rule and its anagrams."""
        return of_letters(options, scene.setting.rule)


class Doubter(Sorter):
    """Knows the letters, and all places but two, which its seed decides."""

    def among(self, scene: Scene, options: Sequence[str]) -> list[str]:
        """The rule, and what differs from it in the order of these two."""
        lacking = _drawn_places(scene, 2)
        rest = [place for place in range(len(scene.setting.rule)) if place not in lacking]
        return fitting(super().among(scene, options), scene.setting.rule, rest)


class PartKnower(Chooser):
    """Knows the letters at all places but some, which its seed decides, and guesses the others."""

    def __init__(self, name: str, lacking: int) -> None:
        super().__init__(name)
        self.lacking = lacking

    def word(self, scene: Scene) -> str:
        """The rule with a guess for every letter that it does not know, another every time."""
        letters = list(scene.setting.rule.upper())
        like = lexicon.by_frequency(scene.draws, "like", lexicon.words_of(len(letters)))
        for place in _drawn_places(scene, self.lacking):
            letters[place] = (like * len(letters))[place]
        return "".join(letters)

    def among(self, scene: Scene, options: Sequence[str]) -> list[str]:
        """What fits all that it knows."""
        rule = scene.setting.rule.upper()
        lacking = _drawn_places(scene, self.lacking)
        return fitting(options, rule, [i for i in range(len(rule)) if i not in lacking])

    def count(self, scene: Scene, about: About) -> str:
        """A property of the rule as far as it knows it."""
        return str(numbers.right(self.word(scene), about))


class Holder(PartKnower):
    """Lacks a letter too, and holds to one guess at it, which its seed decides."""

    def word(self, scene: Scene) -> str:
        """The rule with its guess."""
        return super().word(replace(scene, draws=Draws(scene.setting.seed, "holds")))

    def choose(self, scene: Scene, about: About) -> str:
        """What it likes best of what fits."""
        options = [option.upper() for option in about.options]
        order = Draws(scene.setting.seed, "likes")
        return str(options.index(min(self.among(scene, options), key=order.uniform)))


def _drawn_places(scene: Scene, number: int) -> list[int]:
    """Places, counted from 0, that only the seed and the rule decide."""
    order = Draws(scene.setting.seed, "lacking", scene.setting.rule)
    return sorted(range(len(scene.setting.rule)), key=order.uniform)[:number]


RESEMBLERS: Mapping[str, Chooser] = {
    f"picks by {name}": Resembler(name, likeness) for name, likeness in LIKENESS.items()
} | {"picks a word": WordPicker("picks a word")}
"""Know nothing and look at the options only."""

PART_KNOWERS: Mapping[str, Chooser] = {
    "lacks one letter": PartKnower("lacks one letter", 1),
    "lacks two letters": PartKnower("lacks two letters", 2),
    "lacks three letters": PartKnower("lacks three letters", 3),
    "lacks the order": Sorter("lacks the order"),
}
"""Know a part."""

NEAR_KNOWERS: Mapping[str, Chooser] = {
    "lacks one letter, holds to one guess at it": Holder("lacks one letter", 1),
    "lacks the order of two letters": Doubter("lacks the order of two letters"),
}
"""Know so much that a measurement may take them for one that knows all."""
