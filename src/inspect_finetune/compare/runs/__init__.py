"""Logs as runs: their samples' values, which measures they have, and which runs belong together."""
