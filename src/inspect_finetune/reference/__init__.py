"""Scripted models of known behaviour, the instrument's calibration weights.

``reference/...`` models are scripts, not language models: what a task reports about one of them
says whether the task measures right, and nothing about any model.
"""
