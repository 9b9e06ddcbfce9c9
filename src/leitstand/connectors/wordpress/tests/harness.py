"""A stand-in of one blog: it keeps posts, files, tags and comments as the real one does, and gets into trouble."""

import base64
import json
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

import httpx

from leitstand.connector_kit.contract import Published
from leitstand.connector_kit.harness import Seen, Trouble
from leitstand.connector_kit.manifest import Redirect
from leitstand.connectors.wordpress.translate import plain_text
from leitstand.kernel.clock import HandClock
from leitstand.kernel.interaction import Author, Interaction
from leitstand.kernel.reading import Metric

HOST = "blog.example"
SITE = f"https://{HOST}"
USER, PASSWORD, ME = "ada", "Qx3r TzP9 mmK2 vv7L aaB1 ooN4", 2

Json = dict[str, object]


def failure(status: int, code: str, message: str = "") -> httpx.Response:
    """An error as the blog words it."""
    return httpx.Response(status, json={"code": code, "message": message or code, "data": {"status": status}})


@dataclass
class StandIn:
    """The blog itself; every list by number."""

    clock: HandClock
    posts: dict[int, Json] = field(default_factory=dict)
    files: dict[int, Json] = field(default_factory=dict)
    comments: dict[int, Json] = field(default_factory=dict)
    tags: dict[int, str] = field(default_factory=lambda: {5: "Prüftechnik"})
    capabilities: dict[str, bool] = field(
        default_factory=lambda: dict.fromkeys(
            ("publish_posts", "upload_files", "edit_published_posts", "delete_published_posts"), True
        )
    )
    troubles: set[Trouble] = field(default_factory=set)
    requests: list[httpx.Request] = field(default_factory=list)
    speaking_addresses: bool = True
    last: int = 100

    def next(self) -> int:
        """Return a number nobody has."""
        self.last += 1
        return self.last

    async def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer one request, or fail as the troubles say."""
        if request.url.host != HOST:
            raise AssertionError(f"a request to {request.url.host}")
        if Trouble.NOT_THERE in self.troubles:
            raise httpx.ConnectError("All connection attempts failed", request=request)
        self.requests.append(request)
        body = await request.aread()
        path = self._path(request)
        visible = request.method == "POST" and (path == "wp/v2/comments" or b'"publish"' in body)
        if visible and Trouble.LOST_REQUEST in self.troubles:
            raise httpx.ReadError("Connection reset by peer", request=request)
        answer = self._general_trouble() or self._route(request, path, body, visible=visible)
        if visible and Trouble.LOST_ANSWER in self.troubles:
            raise httpx.ReadError("Connection reset by peer", request=request)
        return answer

    def _path(self, request: httpx.Request) -> str | None:
        if "rest_route" in request.url.params:
            return request.url.params["rest_route"].lstrip("/")
        found = re.fullmatch(r"/wp-json/(.*)", request.url.path)
        return found[1] if found and self.speaking_addresses else None

    def _general_trouble(self) -> httpx.Response | None:
        if Trouble.BROKEN in self.troubles:
            return httpx.Response(500, text="There has been a critical error on this website.")
        if Trouble.RATE_LIMITED in self.troubles:  # the core knows none: it is the web server in front that says so
            return httpx.Response(429, text="Too Many Requests", headers={"Retry-After": "120"})
        return None

    def _route(self, request: httpx.Request, path: str | None, body: bytes, *, visible: bool) -> httpx.Response:
        if path is None:
            root = f"{SITE}/wp-json/" if self.speaking_addresses else f"{SITE}/index.php?rest_route=/"
            return httpx.Response(200, text="<html>", headers={"Link": f'<{root}>; rel="https://api.w.org/"'})
        if path == "":
            return httpx.Response(200, json=self._index())
        expected = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if Trouble.SIGNED_OUT in self.troubles or request.headers.get("authorization") != expected:
            return failure(401, "rest_not_logged_in", "You are not currently logged in.")
        if visible and Trouble.REFUSED in self.troubles:
            return failure(403, "rest_cannot_publish", "Sorry, you are not allowed to publish posts in this post type.")
        fields = json.loads(body) if body and path != "wp/v2/media" else {}
        kind, _, number = path.removeprefix("wp/v2/").partition("/")
        return getattr(self, f"_{kind}")(request, number, fields, body)

    def _index(self) -> Json:
        return {
            "name": "Pr&uuml;fwerk &amp; Partner",
            "url": SITE,
            "home": SITE,
            "timezone_string": "Europe/Berlin",
            "namespaces": ["oembed/1.0", "wp/v2"],
            "authentication": {
                "application-passwords": {"endpoints": {"authorization": f"{SITE}/wp-admin/authorize-application.php"}}
            },
        }

    def _users(self, request: httpx.Request, number: str, fields: Json, body: bytes) -> httpx.Response:
        user = {"id": ME, "name": "Ada", "slug": "ada", "capabilities": self.capabilities}
        return httpx.Response(200, json=user)

    def _categories(self, request: httpx.Request, number: str, fields: Json, body: bytes) -> httpx.Response:
        return httpx.Response(200, json=[{"id": 1, "name": "Aktuelles"}, {"id": 4, "name": "Technik &amp; Praxis"}])

    def _tags(self, request: httpx.Request, number: str, fields: Json, body: bytes) -> httpx.Response:
        if request.method == "GET":
            search = request.url.params["search"].casefold()
            found = [{"id": key, "name": name} for key, name in self.tags.items() if search in name.casefold()]
            return httpx.Response(200, json=found)
        new = self.next()
        self.tags[new] = str(fields["name"])
        return httpx.Response(201, json={"id": new, "name": fields["name"]})

    def _media(self, request: httpx.Request, number: str, fields: Json, body: bytes) -> httpx.Response:
        if number:
            self.files[int(number)] |= json.loads(body)
            return httpx.Response(200, json=self.files[int(number)])
        if Trouble.MEDIA_REFUSED in self.troubles:
            return failure(500, "rest_upload_sideload_error", "Sorry, you are not allowed to upload this file type.")
        new = self.next()
        self.files[new] = {
            "id": new,
            "source_url": f"{SITE}/wp-content/uploads/{new}.png",
            "alt_text": request.url.params["alt_text"],
            "size": len(body),
        }
        return httpx.Response(201, json=self.files[new])

    def _posts(self, request: httpx.Request, number: str, fields: Json, body: bytes) -> httpx.Response:
        if not number:
            if request.method == "GET":
                slug = request.url.params["slug"]
                found = [post for post in self.posts.values() if post["slug"] == slug and post["status"] != "trash"]
                return httpx.Response(200, json=found)
            number = str(self.next())
            self.posts[int(number)] = {"id": int(number), "featured_media": 0, "status": "draft"}
        elif int(number) not in self.posts:
            return failure(404, "rest_post_invalid_id", "Invalid post ID.")
        post = self.posts[int(number)]
        if request.method == "DELETE":
            if post["status"] == "trash":
                return failure(410, "rest_already_trashed", "The post has already been deleted.")
            post |= {"status": "trash", "slug": f"{post['slug']}__trashed"}
        else:
            post |= fields
            if post["featured_media"] not in self.files:
                post["featured_media"] = 0  # an unknown picture is taken without a word
            if post["status"] == "publish":
                post["link"] = f"{SITE}/2026/11/{post['slug']}/"
        return httpx.Response(200, json=post)

    def _comments(self, request: httpx.Request, number: str, fields: Json, body: bytes) -> httpx.Response:
        if request.method == "GET":
            params = request.url.params
            found = [entry for entry in self.comments.values() if entry["status"] == "approved"]
            if "post" in params:
                found = [entry for entry in found if str(entry["post"]) == params["post"]]
            if "parent" in params:
                found = [entry for entry in found if str(entry["parent"]) == params["parent"]]
            if "author" in params:
                found = [entry for entry in found if str(entry["author"]) == params["author"]]
            return httpx.Response(200, json=found, headers={"X-WP-Total": str(len(found))})
        if number and int(number) not in self.comments:
            return failure(404, "rest_comment_invalid_id", "Invalid comment ID.")
        if number and request.method == "DELETE":
            return httpx.Response(200, json=self.comments.pop(int(number)))
        if number:
            kept = self.comments[int(number)]
            kept["content"] = {"rendered": fields["content"]} if "content" in fields else kept["content"]
            kept["status"] = fields.get("status", kept["status"])
            return httpx.Response(200, json=kept)
        rendered = f"<p>{fields['content']}</p>\n"
        for entry in self.comments.values():
            if (entry["post"], entry["author"], entry["content"]) == (fields["post"], ME, {"rendered": rendered}):
                return failure(409, "comment_duplicate", "Duplicate comment detected")
        said = self.say(int(str(fields["post"])), ME, "Ada", rendered)
        said["parent"] = int(str(fields.get("parent", 0)))
        return httpx.Response(201, json=said)

    def say(self, post: int, author: int, name: str, rendered: str) -> Json:
        """Keep a comment of somebody; 0 is a guest."""
        new = self.next()
        self.comments[new] = {
            "id": new,
            "post": post,
            "parent": 0,
            "status": "approved",
            "author": author,
            "author_name": name,
            "author_url": "",
            "date_gmt": self.clock.now().replace(tzinfo=None).isoformat(),
            "content": {"rendered": rendered},
            "link": f"{SITE}/2026/11/x/#comment-{new}",
            "author_avatar_urls": {"24": "", "96": f"{SITE}/avatar/{author}"},
        }
        return self.comments[new]


@dataclass
class WordPressHarness:
    """The stand-in with what the suite must know."""

    standin: StandIn
    http: httpx.AsyncClient
    clock: HandClock
    method: str = "password"
    right: Mapping[str, str] = field(
        default_factory=lambda: {"address": HOST, "user": USER, "application_password": PASSWORD}
    )
    wrong: Mapping[str, str] = field(
        default_factory=lambda: {"address": HOST, "user": USER, "application_password": "wrong"}
    )
    # A blog has no limit: text is as long as it is for a reader.
    counted: tuple[tuple[str, int], ...] = (("Grüße", 5), ("👨‍👩‍👧‍👦", 1), ("https://blog.example", 20))

    async def come_back(self, redirect: Redirect) -> Mapping[str, str]:
        """Agree on the blog's page, as the person does."""
        asked = dict(parse_qsl(urlsplit(redirect.url).query))
        back = dict(parse_qsl(urlsplit(asked["success_url"]).query))
        return {**back, "site_url": SITE, "user_login": USER, "password": PASSWORD}

    async def seen(self) -> tuple[Seen, ...]:
        """Return our visible posts and our comments."""
        visible = [post for post in self.standin.posts.values() if post["status"] == "publish"]
        posts = [
            Seen(
                id=str(post["id"]),
                text=plain_text(str(post["content"])),
                title=plain_text(str(post["title"])),
                alts=tuple(str(self.standin.files[number]["alt_text"]) for number in self._shown(post)),
            )
            for post in visible
        ]
        numbers = {post["id"] for post in visible}
        comments = [
            Seen(
                id=str(entry["id"]),
                text=plain_text(str(entry["content"]["rendered"])),
                reply_to=str(entry["parent"] or entry["post"]),
            )
            for entry in self.standin.comments.values()
            if entry["author"] == ME and entry["post"] in numbers
        ]
        return (*posts, *comments)

    def _shown(self, post: Json) -> list[int]:
        inline = [int(number) for number in re.findall(r'wp:(?:image|video) {"id":(\d+)', str(post["content"]))]
        return ([int(str(post["featured_media"]))] if post["featured_media"] else []) + inline

    async def people_react(self, post: Published) -> tuple[Interaction, ...]:
        """Ben comments as a guest; a blog knows no likes."""
        said = self.standin.say(int(post.external_id), 0, "Ben", "<p>Wie schnell<br />ist das?</p>\n")
        return (
            Interaction(
                str(said["id"]),
                "comment",
                Author("guest:Ben", name="Ben", avatar_url=f"{SITE}/avatar/0"),
                self.clock.now(),
                text="Wie schnell\nist das?",
                url=str(said["link"]),
                post_id=post.external_id,
                parent_id=post.external_id,
            ),
        )

    async def people_write(self) -> tuple[Interaction, ...]:
        """Ben comments on an article that has long been there."""
        number = self.standin.next()
        self.standin.posts[number] = {
            "id": number, "status": "publish", "title": "Alt", "content": "Alt", "slug": "alt", "featured_media": 0,
        }  # fmt: skip
        return await self.people_react(Published(str(number)))

    async def hidden(self) -> frozenset[str]:
        """Return the numbers of comments that are held back."""
        return frozenset(str(entry["id"]) for entry in self.standin.comments.values() if entry["status"] == "hold")

    async def figures(self, post: Published) -> Mapping[Metric, int | None]:
        """Return what the blog counts."""
        comments = [entry for entry in self.standin.comments.values() if str(entry["post"]) == post.external_id]
        untold = dict.fromkeys((Metric.IMPRESSIONS, Metric.REACH, Metric.CLICKS, Metric.LIKES, Metric.SHARES))
        return {Metric.COMMENTS: len(comments), **untold}

    async def trouble(self, kind: Trouble) -> None:
        """Get into a trouble."""
        self.standin.troubles.add(kind)

    async def calm(self) -> None:
        """End every trouble."""
        self.standin.troubles.clear()


@asynccontextmanager
async def open_harness() -> AsyncIterator[WordPressHarness]:
    """Start a stand-in and stop it again."""
    clock = HandClock(datetime(2026, 11, 2, 8, 0, tzinfo=UTC))
    standin = StandIn(clock)
    async with httpx.AsyncClient(transport=httpx.MockTransport(standin.answer)) as http:
        yield WordPressHarness(standin, http, clock)
