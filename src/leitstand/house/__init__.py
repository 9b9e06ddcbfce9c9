"""Plumbing shared by all rooms: workspaces, people, roles, audit trail, events, notifications, the frame of every screen.

It knows nothing about posts or networks, and never will.
"""
