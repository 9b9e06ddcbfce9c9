"""The reads of this room: the only place with clever SQL."""
