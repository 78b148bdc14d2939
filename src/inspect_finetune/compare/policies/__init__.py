"""What is asked of which measures."""
