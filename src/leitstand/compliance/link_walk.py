"""Walk from a profile's page to its imprint or privacy notice as a visitor would, and say what is wrong on the way."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from leitstand.compliance.core.links import Kind, ReadPage, is_same, onward, read_links
from leitstand.compliance.page_reading import Fetched

MOST_SECOND: Final = 5
# A page with fewer links shows nothing to those without script: nobody can count clicks there but a person.
FEWEST_LINKS: Final = 1

Get = Callable[[str], Awaitable[Fetched]]


@dataclass(frozen=True, slots=True)
class Walked:
    """What was found. `clicks` None: the way could not be followed."""

    url: str
    status: int | None
    clicks: int | None
    way: tuple[str, ...]
    problems: tuple[str, ...]


async def walk(
    get: Get, kind: Kind, *, start: str, target: str, has_wall: bool, is_dead: Callable[[str], bool]
) -> Walked:
    """Try the link itself, then count the clicks to it from the profile; at most two are followed."""
    if not target:
        return Walked("", None, None, (), ("none_told",))
    end = await get(target)
    problems = _of_target(end, kind, target, is_dead)
    if has_wall or not start:
        return Walked(end.url, end.status, None, (), (*problems, "needs_person"))
    first = await get(start)
    page = read_links(first.html, first.url) if first.html else ReadPage((), "")
    if not first.is_there or len(page.links) < FEWEST_LINKS:
        return Walked(end.url, end.status, None, (start,), (*problems, "needs_person"))
    way, more = await _way(get, kind, start, page, target, end.url)
    clicks = len(way) - 1 if way else None
    return Walked(end.url, end.status, clicks, way, (*problems, *more))


def _of_target(end: Fetched, kind: Kind, target: str, is_dead: Callable[[str], bool]) -> tuple[str, ...]:
    if not end.is_there:
        return ("unreachable",)
    page = read_links(end.html, end.url)
    found = []
    if not page.is_about(kind):
        found.append("not_about")
    if is_dead(page.text):
        found.append("dead_law")
    if end.redirects and not is_same(end.url, target):
        found.append("redirected")
    return tuple(found)


async def _way(
    get: Get, kind: Kind, start: str, page: ReadPage, target: str, end: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the addresses from the profile to the goal, and what is wrong with the way."""
    here = _leads(page, kind, target, end)
    if here == "named":
        return (start, target), ()
    for url in onward(page, target, MOST_SECOND):
        second = await get(url)
        if second.html and _leads(read_links(second.html, second.url), kind, target, end) == "named":
            return (start, url, target), ()
    return ((start, target), ("not_named",)) if here else ((), ("too_far",))


def _leads(page: ReadPage, kind: Kind, target: str, end: str) -> str:
    """Tell whether a link of the page leads to the goal under a plain name ("named"), under another ("other"), or not."""
    leading = [link for link in page.links if is_same(link.url, target) or is_same(link.url, end)]
    return "named" if any(link.is_plain(kind) for link in leading) else "other" if leading else ""
