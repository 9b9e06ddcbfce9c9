"""Tools of the project itself: messages, reference, guide, lock, new connector."""
