"""Training files made on demand: an acrostic or facts, seeded, with a record of what they hold."""
