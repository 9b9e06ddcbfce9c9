"""Connectors against real servers on this machine: Bluesky, Mastodon's API, WordPress, mail. Everything on 127.0.0.1."""
