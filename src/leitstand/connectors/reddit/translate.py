"""What a person types becomes the address of a feed; authors become ours. Pure."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from leitstand.connector_kit.errors import Refused
from leitstand.connector_kit.feeds import Feed
from leitstand.connector_kit.manifest import Account, StepOutline
from leitstand.kernel.interaction import Author, Interaction
from leitstand.kernel.post import PostPlan

HOST: Final = "www.reddit.com"
ROOT: Final = f"https://{HOST}"
# Names as the network's own forms accept them: 3 to 21 letters for a community, 3 to 20 for a person.
_COMMUNITY: Final = re.compile(r"(?:/?r/)?([A-Za-z0-9][A-Za-z0-9_]{2,20})/?")
_PERSON: Final = re.compile(r"/?(?:u|user)/([A-Za-z0-9_-]{3,20})/?")
_SHOWN: Final = "100"

NOT_A_COMMUNITY: Final = "A community looks like r/automation, a person like u/name"
NOTHING_TO_FIND: Final = "Say which words are to be found"
NOT_PERSONAL: Final = "A personal feed's address begins with https://www.reddit.com and holds “feed” and “user”"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A feed as it was asked for: its address without any key, and the key's two parts ("" for none)."""

    address: str
    handle: str
    key: str = ""
    user: str = ""

    @property
    def whole(self) -> str:
        """The address with the key."""
        if not self.key:
            return self.address
        joined = "&" if "?" in self.address else "?"
        return f"{self.address}{joined}{urlencode({'feed': self.key, 'user': self.user})}"


def wanted(answers: Mapping[str, str]) -> Wanted:
    """Return the feed somebody asks for: a community, a person, or a search, with the key of a personal feed if there is one.

    Raises Refused for what is none of them.
    """
    kind, typed = answers.get("what", "community"), answers.get("name", "").strip()
    key, user = _key_of(answers.get("personal", "").strip())
    if kind == "search":
        if not typed:
            raise Refused(NOTHING_TO_FIND, code="words")
        query = urlencode({"q": typed, "sort": "new", "limit": _SHOWN})
        return Wanted(f"{ROOT}/search.rss?{query}", f"„{typed}“", key, user)
    typed = urlsplit(typed).path if typed.startswith("https://") else typed
    if found := _PERSON.fullmatch(typed):
        return Wanted(f"{ROOT}/user/{found[1]}/submitted.rss?limit={_SHOWN}", f"u/{found[1]}", key, user)
    if found := _COMMUNITY.fullmatch(typed):
        return Wanted(f"{ROOT}/r/{quote(found[1])}/new.rss?limit={_SHOWN}", f"r/{found[1]}", key, user)
    raise Refused(NOT_A_COMMUNITY, code="name")


def _key_of(address: str) -> tuple[str, str]:
    if not address:
        return "", ""
    parts = urlsplit(address)
    told = dict(part.partition("=")[::2] for part in parts.query.split("&"))
    if parts.scheme != "https" or parts.hostname not in (HOST, "reddit.com", "old.reddit.com") or not told.get("feed"):
        raise Refused(NOT_PERSONAL, code="personal")
    return told["feed"], told.get("user", "")


def account(asked: Wanted, feed: Feed) -> Account:
    """Return a feed as an account; the key is no part of it."""
    return Account(
        id=hashlib.sha256(asked.address.encode()).hexdigest()[:32],
        handle=asked.handle,
        name=feed.title or asked.handle,
        url=feed.url or asked.address.partition(".rss")[0],
        base_url=ROOT,
    )


def post(read: Interaction) -> Interaction:
    """Return a post with its author as the network knows people: by their name alone."""
    name = read.author.name.removeprefix("/").removeprefix("u/")
    return replace(read, author=Author(name, f"u/{name}", f"u/{name}", f"{ROOT}/user/{quote(name)}"))


def steps(plan: PostPlan) -> tuple[StepOutline, ...]:
    """Nothing is ever published to the network."""
    return ()
