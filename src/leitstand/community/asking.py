"""Ask a channel's network something; it is done where the channels are, for every room that asks."""

from leitstand.channels.asking import Question, Told, ask, ask_all

__all__ = ["Question", "Told", "ask", "ask_all"]
