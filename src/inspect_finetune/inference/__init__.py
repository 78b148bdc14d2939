"""Tests and intervals that several rooms use: plain numbers in, figures out, no logs."""
