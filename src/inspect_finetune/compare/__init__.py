"""Two runs side by side: what rose, what fell, and whether a release may go out."""
