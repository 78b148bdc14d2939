"""Inspect logs in and out: recorded answers into logs, logs into lines on the screen."""
