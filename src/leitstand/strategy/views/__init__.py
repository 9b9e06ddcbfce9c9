"""Screens of this room, one per file."""
