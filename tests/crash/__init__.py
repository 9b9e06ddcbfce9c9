"""Processes that are really killed: the worker at every step of the protocol, and PostgreSQL."""
