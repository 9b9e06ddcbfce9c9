"""Reads of this room: `storing` for the worker, `inbox` for the screens."""
