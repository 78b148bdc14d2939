"""A trained run, asked the tasks that fit what its record says it was taught."""
