"""Everything the network knows: accounts, posts, comments, files, visitors. Each change is an event, written before it counts.

Moments are seconds since 1970 and are handed in; ids are given once and never again.
"""

from bisect import bisect_right, insort
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Final, TypeVar, cast

from leitstand.connectors.rehearsal.stage import people
from leitstand.connectors.rehearsal.stage.journal import Event, Journal

LEFTOVER_SECONDS: Final = 86_400.0

Row = TypeVar("Row")


@dataclass(slots=True)
class Account:
    """A profile: `followers` is how many it had when it appeared (`since`)."""

    id: str
    handle: str
    name: str
    about: str = ""
    followers: int = 0
    since: float = 0.0


@dataclass(slots=True)
class File:
    """A picture or a video; `ready_at` is 0 until all its bytes are there."""

    id: str
    handle: str
    mime: str
    bytes: int
    sha256: str
    alt: str = ""
    at: float = 0.0
    key: str = ""
    ready_at: float = 0.0

    @property
    def kind(self) -> str:
        """Return picture or video."""
        return self.mime.partition("/")[0].replace("image", "picture")


@dataclass(slots=True)
class Post:
    """A message of an account. What follows `audience` is how it was when it appeared; edits do not change it."""

    id: str
    handle: str
    text: str
    at: float
    key: str = ""
    ref: str = ""
    reply_to: str = ""
    media: tuple[str, ...] = ()
    link: Mapping[str, str] | None = None
    language: str = "de"
    comments: bool = True
    audience: int = 0
    topics: tuple[str, ...] = ()
    question: bool = False
    had_link: bool = False
    had_pictures: int = 0
    had_video: bool = False
    edited: float = 0.0
    clicks: int = 0
    likes: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Comment:
    """What an account (`handle`) or a visitor (`name` alone) wrote under a post; `parent` is another comment's id."""

    id: str
    post: str
    text: str
    at: float
    handle: str = ""
    name: str = ""
    parent: str = ""
    key: str = ""


@dataclass(slots=True)
class Session:
    """A token that was given out; `until` 0 means that it does not end, `admin` that it may choose moments in the past."""

    token: str
    handle: str
    until: float = 0.0
    admin: bool = False


class World:
    """The network's memory: verbs change it through the journal, queries read it."""

    def __init__(self, journal: Journal, seed: str) -> None:
        self.journal = journal
        self.seed = seed
        self.accounts: dict[str, Account] = {}
        self.sessions: dict[str, Session] = {}
        self.files: dict[str, File] = {}
        self.posts: dict[str, Post] = {}
        self.comments: dict[str, Comment] = {}
        self.by_key: dict[tuple[str, str], Post | Comment] = {}
        self.file_by_key: dict[tuple[str, str], File] = {}
        self.order: list[tuple[float, int]] = []
        self.order_of: dict[str, list[tuple[float, int]]] = {}
        self.under: dict[str, list[str]] = {}
        self.answers: dict[str, list[str]] = {}
        self.hidden: set[str] = set()
        # Told of every new post and comment while they listen; nothing of it is kept.
        self.listeners: set[Callable[[Post | Comment], None]] = set()
        self._next = 1001
        self._verbs: Final[dict[str, Callable[[Event], None]]] = {
            "next": self._on_next,
            "account": self._on_account,
            "session": self._on_session,
            "file": self._on_file,
            "received": self._on_received,
            "post": self._on_post,
            "comment": self._on_comment,
            "edit": self._on_edit,
            "delete": self._on_delete,
            "hide": self._on_hide,
            "like": self._on_like,
            "click": self._on_click,
        }

    def load(self, now: float) -> None:
        """Read the journal, forget what nobody needs, and write it anew."""
        for event in self.journal.read():
            verb = self._verbs.get(str(event.get("e")))
            if verb:
                verb(event)
        used = {name for post in self.posts.values() for name in post.media}
        for old in [f for f in self.files.values() if f.id not in used and f.at < now - LEFTOVER_SECONDS]:
            del self.files[old.id]
            self.file_by_key.pop((old.handle, old.key), None)
        self.journal.compact(self._snapshot())

    def tell(self, verb: str, **values: object) -> None:
        """Write an event down, then let it happen."""
        event: Event = {"e": verb, **values}
        self.journal.write(event)
        self._verbs[verb](event)
        if self.listeners and verb in ("post", "comment"):
            name = str(event["id"])
            for listen in self.listeners:
                listen(self.posts[name] if verb == "post" else self.comments[name])

    def new_id(self) -> str:
        """Return an id that was never given before."""
        self._next += 1
        return str(self._next - 1)

    # Queries

    def account_of(self, post: Post) -> Account:
        """Return who wrote a post."""
        return self.accounts[post.handle]

    def followers(self, account: Account, now: float) -> int:
        """Return how many follow an account at a moment."""
        posts = self.posts_until(account, now)
        return people.followers(self.seed, account.handle, account.followers, account.since, now, posts)

    def posts_until(self, account: Account, now: float) -> int:
        """Return how many posts of an account were there at a moment."""
        return bisect_right(self.order_of.get(account.handle, []), (now, 1 << 62))

    def figures(self, post: Post, now: float) -> people.Figures:
        """Return what the network counts for a post at a moment, real visitors and own comments included."""
        seen = people.figures(self.seed, told(post), now)
        likes = sum(1 for at in post.likes.values() if at <= now)
        comments = sum(1 for name in self.under.get(post.id, ()) if self.comments[name].at <= now)
        return people.Figures(
            impressions=seen.impressions + post.clicks + likes,
            reach=seen.reach + likes,
            likes=seen.likes + likes,
            comments=seen.comments + comments,
            shares=seen.shares,
            clicks=seen.clicks + post.clicks,
        )

    def deeds(self, post: Post, now: float) -> tuple[people.Deed, ...]:
        """Return what the named simulated people have done with a post by a moment."""
        return tuple(deed for deed in people.deeds(self.seed, told(post)) if deed.at <= now)

    def timeline(self, handle: str = "", before: float | None = None, count: int = 20) -> list[Post]:
        """Return the newest posts (of one account), newest first, those older than a moment."""
        order = self.order_of.get(handle, []) if handle else self.order
        end = len(order) if before is None else bisect_right(order, (before, -1))
        return [self.posts[str(number)] for _, number in reversed(order[max(0, end - count) : end])]

    def said_after(self, number: int) -> list[Post | Comment]:
        """Return every post and comment with a later id, the oldest first."""
        told: list[Post | Comment] = [*self.posts.values(), *self.comments.values()]
        return sorted((one for one in told if int(one.id) > number), key=lambda one: int(one.id))

    def thread(self, post: Post) -> list[Post]:
        """Return the chain a post belongs to, from its first message to its last."""
        first = post
        while first.reply_to in self.posts:
            first = self.posts[first.reply_to]
        chain = [first]
        waiting = list(self.answers.get(first.id, ()))
        while waiting:
            name = waiting.pop(0)
            chain.append(self.posts[name])
            waiting += self.answers.get(name, ())
        return chain

    # What an event does

    def _on_next(self, event: Event) -> None:
        self._next = max(self._next, int(str(event["id"])))

    def _on_account(self, event: Event) -> None:
        account = _row(Account, event)
        self._taken(account.id)
        self.accounts[account.handle] = account

    def _on_session(self, event: Event) -> None:
        session = _row(Session, event)
        self.sessions[session.token] = session

    def _on_file(self, event: Event) -> None:
        file = _row(File, event)
        self._taken(file.id)
        self.files[file.id] = file
        if file.key:
            self.file_by_key[file.handle, file.key] = file

    def _on_received(self, event: Event) -> None:
        file = self.files.get(str(event["id"]))
        if file:
            file.ready_at = float(str(event["at"]))

    def _on_post(self, event: Event) -> None:
        post = _row(Post, event)
        post.media, post.topics = tuple(post.media), tuple(post.topics)
        number = self._taken(post.id)
        self.posts[post.id] = post
        insort(self.order, (post.at, number))
        insort(self.order_of.setdefault(post.handle, []), (post.at, number))
        if post.reply_to:
            self.answers.setdefault(post.reply_to, []).append(post.id)
        if post.key:
            self.by_key[post.handle, post.key] = post

    def _on_comment(self, event: Event) -> None:
        comment = _row(Comment, event)
        self._taken(comment.id)
        self.comments[comment.id] = comment
        self.under.setdefault(comment.post, []).append(comment.id)
        if comment.key:
            self.by_key[comment.handle, comment.key] = comment

    def _on_edit(self, event: Event) -> None:
        post = self.posts.get(str(event["id"]))
        if post is None:
            return
        post.text = str(event["text"])
        post.media = tuple(cast("list[str]", event["media"]))
        post.link = cast("Mapping[str, str] | None", event["link"])
        post.edited = float(str(event["at"]))
        for name, alt in cast("dict[str, str]", event["alts"]).items():
            self.files[name].alt = alt

    def _on_delete(self, event: Event) -> None:
        name = str(event["id"])
        gone = self.posts.pop(name, None)
        if gone is not None:
            self.order.remove((gone.at, int(name)))
            self.order_of[gone.handle].remove((gone.at, int(name)))
            for comment in self.under.pop(name, []):
                self._forget_key(self.comments.pop(comment))
            self._forget_key(gone)
            if gone.reply_to in self.answers:
                self.answers[gone.reply_to].remove(name)
            return
        comment_gone = self.comments.pop(name, None)
        if comment_gone is not None:
            self.under[comment_gone.post].remove(name)
            self._forget_key(comment_gone)

    def _on_hide(self, event: Event) -> None:
        name = str(event["id"])
        if event.get("hidden"):
            self.hidden.add(name)
        else:
            self.hidden.discard(name)

    def _on_like(self, event: Event) -> None:
        post = self.posts.get(str(event["post"]))
        if post is None:
            return
        if event["on"]:
            post.likes[str(event["who"])] = float(str(event["at"]))
        else:
            post.likes.pop(str(event["who"]), None)

    def _on_click(self, event: Event) -> None:
        post = self.posts.get(str(event["post"]))
        if post is not None:
            post.clicks += 1

    def _forget_key(self, gone: Post | Comment) -> None:
        if gone.key and self.by_key.get((gone.handle, gone.key)) is gone:
            del self.by_key[gone.handle, gone.key]

    def _taken(self, name: str) -> int:
        number = int(name)
        self._next = max(self._next, number + 1)
        return number

    def _snapshot(self) -> Iterator[Event]:
        yield {"e": "next", "id": self._next}
        for verb, rows in (
            ("account", self.accounts),
            ("session", self.sessions),
            ("file", self.files),
            ("post", self.posts),
            ("comment", self.comments),
        ):
            for row in cast("dict[str, object]", rows).values():
                yield {"e": verb, **row_of(row)}
        for name in sorted(self.hidden):
            yield {"e": "hide", "id": name, "hidden": True}


def row_of(thing: object) -> dict[str, object]:
    """Return a row of the memory as JSON data."""
    return {entry.name: getattr(thing, entry.name) for entry in fields(cast("Post", thing))}


def told(post: Post) -> people.Told:
    """Return what the simulated people see of a post."""
    return people.Told(
        post.id,
        post.at,
        post.audience,
        post.topics,
        post.language,
        post.had_pictures,
        post.had_video,
        post.had_link,
        post.comments,
        post.question,
    )


def _row(kind: Callable[..., Row], event: Event) -> Row:
    # A journal may be older or younger than this program: names it does not know are left out.
    known = {entry.name for entry in fields(cast("type[Post]", kind))}
    return kind(**{name: value for name, value in event.items() if name in known})
