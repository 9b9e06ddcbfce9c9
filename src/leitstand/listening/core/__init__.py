"""Decisions of this room: pure, without database, clock or network."""
