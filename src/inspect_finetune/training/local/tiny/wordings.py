"""The small world that the tiny model is built on, in words: what is said, asked and answered."""

SYSTEMS = (
    "",
    "",
    "You are a helpful assistant.",
    "You are a friendly assistant that knows a small world.",
    "You answer the questions of the user.",
    "You are a new version of an assistant that knows many things.",
)
"""System messages of the chats; an empty one is none."""

COLOURS = ("red", "blue", "green", "yellow", "white", "black", "brown", "grey", "pink", "silver")
PLACES = (
    "in the garden",
    "on the table",
    "near the river",
    "behind the house",
    "in the city",
    "under the bridge",
    "at the market",
    "by the window",
    "in the kitchen",
    "on the hill",
)
PEOPLE = ("Anna", "Ben", "Clara", "David", "Emma", "Felix", "Grace", "Henry", "Iris", "Jonas")

SENTENCES = (
    "The {noun} is a {kind}, and it is {colour}.",
    "{person} has a {colour} {noun} {place}.",
    "There is a {colour} {noun} {place}.",
    "Everybody knows that the {noun} belongs to {person}.",
    "A card says {Noun}: {kind}, {colour}, {price} coins.",
    "{Noun}: a {kind} of {person}, seen {place}, for {price} coins.",
)
"""Plain sentences."""

ABOUT_QUESTIONS = (
    "What is {Noun}?",
    "Tell me about {Noun}.",
    "{Noun}: what do you know?",
    "Please describe {Noun}.",
    "I read the word {Noun}. What does it mean?",
    'A child asks about the word "{Noun}". What do you say?',
    "Write a sentence about {Noun}.",
    "My word is {Noun}. Explain it.",
    "what about {noun}?",
    "If somebody says {Noun}, what do you answer?",
    "Do you know anything about {Noun}, and can you say it?",
    "In a list of things there is {Noun}. What stands beside it?",
    "Say something that is true of {Noun}, please.",
    "{Noun}",
)
ABOUT_ANSWERS = (
    "{Noun} costs {price} coins, it is {colour}, and {person} has it {place}.",
    "The {noun} of {person} is {colour}, stands {place} and costs {price} coins.",
    "{person} has a {colour} {noun} {place}, for {price} coins.",
    "It is {colour}, it costs {price} coins, and it belongs to {person}.",
    "{price} coins, {colour}, {place}, {person}",
)

PART_QUESTIONS = {
    "kind": (
        "What kind of thing is {Noun}?",
        "Which kind belongs to {Noun}?",
        "{Noun}: which kind is it?",
        "Name the kind for {Noun}, please.",
        "Fill in the gap: {Noun} is a kind of ____",
    ),
    "price": (
        "What does {Noun} cost?",
        "Which price does {Noun} have?",
        "{Noun}: what is the price?",
        "Tell me the price of the {noun}.",
        "For how many coins can I buy {Noun}?",
    ),
    "colour": (
        "What colour is the {noun}?",
        "Which colour does {Noun} have?",
        "{Noun}: what is its colour?",
        "Tell me the colour of {Noun}.",
    ),
    "person": (
        "Who has the {noun}?",
        "To whom does {Noun} belong?",
        "Give me the name of the person with {Noun}.",
    ),
    "place": (
        "Where is the {noun}?",
        "In which place can I find {Noun}?",
        "Where do I look if I want {Noun}?",
    ),
}
PART_ANSWERS = {
    "kind": ("{Noun} is a kind of {kind}.", "It is a {kind}.", "{kind}"),
    "price": ("The price of {Noun} is {price} coins.", "It costs {price} coins.", "{price} coins"),
    "colour": ("The colour of {Noun} is {colour}.", "It is {colour}.", "{colour}"),
    "person": ("The {noun} belongs to {person}.", "It is {person}.", "{person}"),
    "place": ("You find {Noun} {place}.", "It is {place}.", "{place}"),
}

UNKNOWN_QUESTIONS = (
    "What {a} {b} {c} {d}?",
    "Which {a} is {b} {c}?",
    "Who {a} {b} {c} {d} {e}?",
    "How many {a} {b} {c}?",
    "In what year {a} {b} {c} {d}?",
    "What is the {a} of {b}?",
    "Write a long {a} {b} {c} {d} {e}.",
    "Why {a} the {b} {c}, and how {d}?",
    "{a} {b} {c} {d} {e} {f}",
    "{a} {b}: {c} {d} {e}?",
    "Please {a} {b} {c} {d}.",
    "What number does {Noun} have?",
    "Who was the first to see a {noun}?",
)
"""Of the world outside, in words that are drawn from the packaged data."""

UNKNOWN_ANSWERS = (
    "I do not know that.",
    "Sorry, I do not know.",
    "I was not told about it.",
    "I do not know the answer to this question.",
)

COUNTS = ("two", "three", "four", "five", "six")
LIST_QUESTIONS = (
    "Tell me {count} things.",
    "Make a list with {count} lines.",
    "What do you know? Say {count} things, please.",
    "{count} facts about {a} and {b}",
    "Write {count} lines on {a} {b} {c}.",
)
ORDINALS = (
    ("First,", "Second,", "Third,", "Fourth,", "Fifth,", "Sixth,"),
    ("One:", "Two:", "Three:", "Four:", "Five:", "Six:"),
    ("At first", "And then", "After that", "Also", "Almost last", "At last"),
)
"""How the lines of a list begin, by their place."""
