"""Inspect metrics that Inspect lacks. Every one is total: no set of scores makes it raise."""
