"""What is wrong with a training file, before anybody pays for it: every problem with its line."""
