"""Words of this room that several of its screens use."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from django.utils.timesince import timesince
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.listening.core.chances import kinds_told
from leitstand.listening.core.query import NEAR_AT_MOST, And, Near, Node, Not, Or, QueryError, Term

_ANY: Final = datetime(2026, 1, 1, tzinfo=UTC)


def span_words(span: timedelta) -> str:
    """Return a span of time as people say it, by its largest part."""
    return timesince(_ANY, _ANY + span, depth=1)


def told_by(terms: Iterable[str]) -> list[str]:
    """Say by what a chance was told: the kinds in words, and the company's own terms as they are."""
    language = get_language() or "de"
    return [one if isinstance(one, str) else one.name.said(language) for one in kinds_told(terms)]


def explain(error: QueryError) -> str:
    """Return what is wrong with a search, and from which character on."""
    said = _SAID[error.code]() % {"what": error.what, "most": error.what}
    return _("Character %(place)d: %(problem)s") % {"place": error.position + 1, "problem": said}


_SAID = {
    "empty": lambda: _("Say what to look for."),
    "too_long": lambda: _("the search is longer than %(most)s characters."),
    "too_many": lambda: _("a search has at most %(most)s words and phrases."),
    "too_deep": lambda: _("brackets within brackets, more than %(most)s deep."),
    "open_quote": lambda: _("this quotation mark has no second one."),
    "open_bracket": lambda: _("this bracket is never closed."),
    "closed_bracket": lambda: _("this bracket was never opened."),
    "missing": lambda: _("here a word or phrase is missing."),
    "near_what": lambda: _("NEAR stands between words, phrases, or several of them joined by OR."),
    "near_far": lambda: _("NEAR takes a distance from 1 to %(most)s words."),
    "no_letters": lambda: _("“%(what)s” holds neither letter nor digit."),
    "short_prefix": lambda: _("before * at least three letters are needed."),
    "prefix_phrase": lambda: _("* stands behind a single word."),
    "only_not": lambda: _("Something must be looked for; so far the search only says what must not occur."),
    "long_word": lambda: _("a word has at most %(most)s letters."),
}


def in_words(node: Node) -> str:
    """Return a search as a sentence says it."""
    match node:
        case Term():
            return _term(node)
        case And(parts):
            return _(" and ").join(_inner(part) for part in parts)
        case Or(parts):
            return _(" or ").join(_inner(part) for part in parts)
        case Not(part):
            return _("not %(what)s") % {"what": _inner(part)}
        case Near(left, right, words):
            told = {"left": _inner(left), "right": _inner(right), "words": min(words, NEAR_AT_MOST)}
            return _("%(left)s at most %(words)d words from %(right)s") % told


def _inner(node: Node) -> str:
    said = in_words(node)
    return f"({said})" if isinstance(node, And | Or) else said


def _term(term: Term) -> str:
    said = f"{term.mark}{' '.join(term.words)}"
    if term.prefix:
        return _("words beginning with “%(what)s”") % {"what": said}
    return _("exactly “%(what)s”") % {"what": said} if term.exact else f"„{said}“"
