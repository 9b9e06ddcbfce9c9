"""Questions that many ask, from what came in, and what was made of them."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from leitstand.community.core.questions import Asked, Group, grouped, questions_in
from leitstand.community.core.themes import numbers, words_in
from leitstand.community.models import Incoming, QuestionIdea
from leitstand.community.queries.stems import stems_of
from leitstand.house.models import Workspace

MOST_READ = 4000


def frequent(workspace: Workspace, *, now: datetime) -> tuple[Group, ...]:
    """Group what was asked lately, in public and in private; the reads do not grow with it."""
    told = numbers()
    rows = (
        Incoming.objects.filter(
            workspace=workspace,
            at__gte=now - timedelta(days=told.days),
            text__contains="?",
            conversation__is_spam=False,
        )
        .order_by("-at", "-pk")
        .values_list("author_key", "conversation_id", "text")[: told.texts]
    )
    asked = [
        Asked(author or f"talk {conversation}", question, str(conversation))
        for author, conversation, text in rows
        for question in questions_in(text[:MOST_READ])
    ]
    stems = stems_of({word.lower() for one in asked for word in words_in(one.text)})

    def telling(text: str) -> frozenset[str]:
        words = {word.lower() for word in words_in(text)} - told.common
        return frozenset(stem for word in words if (stem := stems.get(word, "")))

    return grouped(asked, telling)


def made_of(workspace: Workspace) -> Mapping[str, QuestionIdea]:
    """Return the ideas that were made of questions, by the words the questions share."""
    return {one.key: one for one in QuestionIdea.objects.filter(workspace=workspace).select_related("idea")}
