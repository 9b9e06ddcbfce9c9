"""Decisions of this room that need neither database nor clock."""
