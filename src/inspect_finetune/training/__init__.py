"""Training files: what a fine-tuned model was shown."""
