"""Sub-commands of `leitstand`, one a file."""
