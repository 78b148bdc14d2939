"""A comparison or a gate for a reader: screen, JSON, Markdown, JUnit, picture."""
