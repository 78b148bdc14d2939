"""A base model of about a million parameters, built from scratch on generated text."""
