"""How this room forgets people: those who write to us, and those of the team."""

from leitstand.community.models import Answer, AutoAnswering, Conversation, Incoming
from leitstand.house.erasure import How, register

register(
    Incoming,
    ("author_key", "author_handle", "author_name", "author_url", "text"),
    How.OUTSIDER,
    why=(
        "People outside who wrote to the company. What a network bounds goes by itself when its time is over "
        "(forget_due); an owner forgets one of them for good in the conversation (forget_author)."
    ),
)
register(Conversation, ("assigned_to",), How.UNLINK, why="The conversation belongs to the company.")
register(Answer, ("written_by",), How.UNLINK, why="What the company answered stays; only who wrote it is forgotten.")
register(AutoAnswering, ("changed_by",), How.UNLINK, why="The rules belong to the company.")
