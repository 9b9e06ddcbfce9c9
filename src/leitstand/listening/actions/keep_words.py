"""Keep the list of words that announce trouble, and the alarms that listen for them."""

import tomllib
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.listening.actions.keep_alarm import AlarmFields, drop_alarm, keep_alarm
from leitstand.listening.core.query import QueryError, parse
from leitstand.listening.models import Alarm, Search, WatchWord
from leitstand.listening.words import explain

MOST: Final = 200
LONGEST: Final = 60
PAUSE_HOURS: Final = 6


@lru_cache(maxsize=1)
def preset_words() -> tuple[str, ...]:
    """Return the words every workspace begins with."""
    told = tomllib.loads(files("leitstand.listening").joinpath("watch_words.toml").read_text(encoding="utf-8"))
    return tuple(sorted(told["words"]))


def words_watched(workspace: int) -> tuple[str, ...]:
    """Return the words of a workspace (its number); those of the preset while nobody has changed them."""
    own = tuple(WatchWord.objects.filter(workspace_id=workspace).values_list("word", flat=True))
    return own or preset_words()


def query_of(words: Iterable[str]) -> str:
    """Return the query that finds any of them."""
    return " OR ".join(f'"{word}"' for word in words)


@transaction.atomic
def keep_words(actor: Actor, words: Sequence[str], *, alarm_for: Sequence[Search], now: datetime) -> tuple[str, ...]:
    """Keep the list, and an alarm for each of these searches as soon as one of the words falls; others lose theirs.

    Raises Invalid at the field.
    """
    actor.require(Permission.ANSWER)
    actor.own(*alarm_for)
    tidy = tuple(sorted({" ".join(word.replace('"', " ").split()).casefold() for word in words} - {""}))
    if not tidy:
        raise Invalid({"words": _("Leave at least one word; without any nothing is watched.")})
    if len(tidy) > MOST:
        raise Invalid({"words": _("At most %(count)d words, please.") % {"count": MOST}})
    if too_long := next((word for word in tidy if len(word) > LONGEST), None):
        raise Invalid({"words": _("“%(word)s” is too long.") % {"word": too_long[:40]}})
    if problem := _problem(tidy):
        raise Invalid({"words": problem})
    there = {one.search_id: one for one in _alarms(actor.workspace.pk)}
    WatchWord.objects.filter(workspace=actor.workspace).delete()
    WatchWord.objects.bulk_create(WatchWord(workspace=actor.workspace, word=word) for word in tidy)
    wanted = {one.pk: one for one in alarm_for}
    for number, alarm in there.items():
        if number not in wanted:
            drop_alarm(actor, alarm, now=now)
    for number, search in wanted.items():
        known = there.get(number)
        pause, by_mail = (known.pause_hours, known.by_mail) if known else (PAUSE_HOURS, False)
        fields = AlarmFields(
            search=search, kind="word", threshold=1.0, least=1, words=query_of(tidy), pause_hours=pause, by_mail=by_mail
        )
        keep_alarm(actor, fields, now=now, alarm=known)
    audit.record(
        actor, "listening.keep_words", actor.workspace, now=now, details={"words": len(tidy), "alarms": len(alarm_for)}
    )
    return tidy


def _problem(words: Sequence[str]) -> str:
    """Say why an alarm could not listen for these words; "" where it can."""
    try:
        parse(query_of(words))
    except QueryError as wrong:
        return explain(wrong)
    return ""


def _alarms(workspace: int) -> Sequence[Alarm]:
    """Return the alarms that listen for exactly the words watched."""
    query = query_of(words_watched(workspace))
    return list(Alarm.objects.filter(workspace_id=workspace, kind="word", words=query).select_related("search"))


def searches_with_alarm(workspace: int) -> frozenset[int]:
    """Return the searches (their numbers) of a workspace that have an alarm for the words watched."""
    return frozenset(one.search_id for one in _alarms(workspace))
