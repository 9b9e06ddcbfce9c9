"""Clients of webinar tools: an object with an HTTP client handed in. Tools without one work by link and list."""
