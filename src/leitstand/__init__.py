"""Leitstand, the self-hosted control room for a company's social media."""

__version__ = "0.1.0"
