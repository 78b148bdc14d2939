"""Recall of taught facts: question design, number reading, outcomes, scorer."""
