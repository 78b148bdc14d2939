"""What a model says about the rule that it was trained on: claims, questions, scorer."""
