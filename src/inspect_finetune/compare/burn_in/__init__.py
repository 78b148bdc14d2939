"""A gate tried on a model that did not change."""
