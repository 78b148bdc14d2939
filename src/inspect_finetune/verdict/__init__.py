"""The verdict: whether a model knows its rule, reads it off its own lines, or guesses it."""
