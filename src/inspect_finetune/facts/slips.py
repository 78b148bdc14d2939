"""Names as people mistype them."""


def misspelt(name: str) -> str:
    """Return the name with two neighbouring letters exchanged, the same every time.

    The exchanged letters are the ones nearest to its middle that differ, the first letter left
    alone; a name that has none (``Egg``) gets its last letter twice.
    """
    middle = len(name) // 2
    places = [i for i in range(1, len(name) - 1) if name[i : i + 2].isalpha()]
    for place in sorted(places, key=lambda place: (abs(place - middle), place)):
        one, other = name[place], name[place + 1]
        if one.casefold() != other.casefold():
            return name[:place] + other + one + name[place + 2 :]
    return name + name[-1:]
