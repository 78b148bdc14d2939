"""What a sample is asked under (system prompt, temperature, repeats) and the solver that asks."""
