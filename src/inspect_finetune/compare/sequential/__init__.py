"""A run that is compared while it goes on, and stops when the comparison is decided."""
