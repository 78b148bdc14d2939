"""Runs kept as a small file that later runs are measured by."""
