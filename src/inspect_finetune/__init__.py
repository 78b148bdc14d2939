"""Inspect AI tasks, scorers and tools that tell you what fine-tuning did to a model."""
