"""The network as the public sees it: timeline, profiles, posts with their comments, pictures, counted links."""

import random
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web

from leitstand.connectors.rehearsal.stage import drawing, people, rules
from leitstand.connectors.rehearsal.stage.api import check_sign_in, keep_post
from leitstand.connectors.rehearsal.stage.stage import DEFAULT_PASSWORD, STAGE, Handler, Problem, Stage, origin_of
from leitstand.connectors.rehearsal.stage.words import LANGUAGES, Words, words_for
from leitstand.connectors.rehearsal.stage.world import Post
from leitstand.kernel.text import urls

SAFE_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
PAGE_SIZE: Final = 20
YEAR: Final = 365 * 24 * 3600
_VISITORS: Final = (
    "Ahorn",
    "Birke",
    "Eiche",
    "Erle",
    "Esche",
    "Fichte",
    "Kiefer",
    "Lärche",
    "Linde",
    "Ulme",
    "Weide",
    "Zeder",
)


def words_of(request: web.Request) -> Words:
    """Return the words in the visitor's language."""
    return words_for(
        request.query.get("lang", ""), request.cookies.get("lang", ""), request.headers.get("Accept-Language", "")
    )


def paper(request: web.Request, title: str, body: str, status: int = 200) -> web.Response:
    """Return a page with its headers; a language that was asked for is remembered."""
    drawn = drawing.page(words_of(request), title, body, path=request.path)
    response = web.Response(text=drawn, status=status, content_type="text/html", headers=SAFE_HEADERS)
    if request.query.get("lang") in LANGUAGES:
        response.set_cookie("lang", request.query["lang"], max_age=YEAR, samesite="Lax", httponly=True)
    return response


def not_there(request: web.Request) -> web.Response:
    """Return the page for what is not there."""
    words = words_of(request)
    return paper(request, words("gone_title"), drawing.gone(words), 404)


def refuse_strangers(request: web.Request) -> None:
    """Raise Problem where another site's page sent the request."""
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        raise Problem(403, "other_site", "This came from another site.")


def _handles(stage: Stage) -> set[str]:
    return {*stage.world.accounts, *(persona.handle for persona in people.cast().personas)}


def _shown(request: web.Request, post: Post, chain: list[Post] | None = None) -> drawing.Shown:
    stage = request.app[STAGE]
    chain = chain or [one for one in stage.world.thread(post) if one.handle == post.handle]
    return drawing.Shown(
        post,
        stage.world.account_of(post),
        [stage.world.files[name] for name in post.media],
        stage.world.figures(post, stage.clock()),
        chain.index(post) + 1 if post in chain else 1,
        len(chain),
        _visitor(request) in post.likes,
    )


def _visitor(request: web.Request) -> str:
    return request.cookies.get("visitor", "")[:60]


def _list(request: web.Request, handle: str) -> str:
    stage, words = request.app[STAGE], words_of(request)
    try:
        before = float(request.query["before"]) if "before" in request.query else None
    except ValueError:
        before = None
    posts = stage.world.timeline(handle, before, PAGE_SIZE)
    now, handles = stage.clock(), _handles(stage)
    # A thread stands in the list once, with its first message.
    drawn = [drawing.post(words, _shown(request, post), handles, now) for post in posts if not _continues(stage, post)]
    older = f"{request.path}?before={posts[-1].at}" if len(posts) == PAGE_SIZE else ""
    return drawing.timeline(words, drawn, older)


def _continues(stage: Stage, post: Post) -> bool:
    before = stage.world.posts.get(post.reply_to)
    return before is not None and before.handle == post.handle


async def home(request: web.Request) -> web.Response:
    """Show the newest posts of everybody."""
    return paper(request, words_of(request)("home"), _list(request, ""))


async def profile(request: web.Request) -> web.Response:
    """Show an account, or a made-up person."""
    stage, words, handle = request.app[STAGE], words_of(request), request.match_info["handle"]
    account = stage.world.accounts.get(handle)
    if account:
        now = stage.clock()
        head = drawing.profile(
            words, account, stage.world.followers(account, now), stage.world.posts_until(account, now)
        )
        return paper(request, account.name, head + _list(request, handle))
    persona = next((one for one in people.cast().personas if one.handle == handle), None)
    return paper(request, persona.name, drawing.persona(words, handle)) if persona else not_there(request)


async def single(request: web.Request) -> web.Response:
    """Show a post with its whole thread, and the comments under it."""
    stage, words = request.app[STAGE], words_of(request)
    post = _asked(request)
    if post is None:
        return not_there(request)
    now, handles = stage.clock(), _handles(stage)
    chain = [one for one in stage.world.thread(post) if one.handle == post.handle]
    drawn = "".join(drawing.post(words, _shown(request, one, chain), handles, now, whole=True) for one in chain)
    remarks = _remarks(stage, words, post, now)
    comments = drawing.comments(words, post, remarks, _visitor(request) or _new_visitor(), now)
    return paper(request, stage.world.account_of(post).name, drawn + comments)


def _asked(request: web.Request) -> Post | None:
    post = request.app[STAGE].world.posts.get(request.match_info["id"])
    return post if post is not None and post.handle == request.match_info["handle"] else None


def _remarks(stage: Stage, words: Words, post: Post, now: float) -> list[drawing.Remark]:
    found = [
        drawing.Remark(
            f"{post.id}-comment-{deed.persona.handle}",
            deed.persona.name,
            f"/@{deed.persona.handle}",
            "",
            deed.text,
            deed.at,
        )
        for deed in stage.world.deeds(post, now)
        if deed.kind == "comment"
    ]
    below: dict[str, list[drawing.Remark]] = {}
    for name in stage.world.under.get(post.id, ()):
        comment = stage.world.comments[name]
        account = stage.world.accounts.get(comment.handle)
        mark = words("visitor") if account is None else (words("author") if account.handle == post.handle else "")
        remark = drawing.Remark(
            comment.id,
            account.name if account else comment.name,
            f"/@{comment.handle}" if account else "",
            mark,
            comment.text,
            comment.at,
            under=bool(comment.parent),
            linked=account is not None,
        )
        if comment.parent:
            below.setdefault(comment.parent, []).append(remark)
        else:
            found.append(remark)
    found = [remark for remark in found if remark.id not in stage.world.hidden]
    placed: list[drawing.Remark] = []
    for remark in sorted(found, key=lambda one: one.at):
        placed += [remark, *_beneath(remark.id, below)]
    return placed


def _beneath(name: str, below: Mapping[str, list[drawing.Remark]]) -> list[drawing.Remark]:
    placed: list[drawing.Remark] = []
    for remark in below.get(name, ()):
        placed += [remark, *_beneath(remark.id, below)]
    return placed


def _new_visitor() -> str:
    return f"Gast {random.choice(_VISITORS)} {random.randint(2, 99)}"  # noqa: S311 - a name to play with


async def like(request: web.Request) -> web.Response:
    """Let a visitor like a post, or take it back."""
    refuse_strangers(request)
    stage, post = request.app[STAGE], _asked(request)
    if post is None:
        return not_there(request)
    visitor = _visitor(request) or _new_visitor()
    stage.world.tell("like", post=post.id, who=visitor, at=stage.clock(), on=visitor not in post.likes)
    return _back(post, visitor, f"p-{post.id}")


async def comment(request: web.Request) -> web.Response:
    """Let a visitor write under a post."""
    refuse_strangers(request)
    stage, post = request.app[STAGE], _asked(request)
    if post is None or not post.comments:
        return not_there(request)
    form = await request.post()
    visitor = str(form.get("name", "")).strip()[:60] or _visitor(request) or _new_visitor()
    written = str(form.get("text", "")).strip()
    if written and not rules.too_long(written, rules.COMMENT_MAX):
        name = stage.world.new_id()
        parent = str(form.get("parent", ""))[:200]
        stage.world.tell(
            "comment",
            id=name,
            post=post.id,
            text=written,
            at=stage.clock(),
            name=visitor,
            parent=_known(stage, post, parent),
        )
    return _back(post, visitor, "comments")


def _known(stage: Stage, post: Post, parent: str) -> str:
    simulated = {f"{post.id}-comment-{deed.persona.handle}" for deed in stage.world.deeds(post, stage.clock())}
    return parent if parent in simulated or parent in stage.world.under.get(post.id, ()) else ""


def _back(post: Post, visitor: str, place: str) -> web.Response:
    response = web.Response(status=303, headers={**SAFE_HEADERS, "Location": f"/@{post.handle}/{post.id}#{place}"})
    response.set_cookie("visitor", visitor, max_age=YEAR, samesite="Lax", httponly=True)
    return response


async def out(request: web.Request) -> web.Response:
    """Count a click and lead on to where the post links; only to addresses that stand in the post."""
    stage = request.app[STAGE]
    post = stage.world.posts.get(request.match_info["id"])
    target = _linked(stage, post, request.match_info["place"]) if post else ""
    if post is None or not target:
        return not_there(request)
    stage.world.tell("click", post=post.id)
    return web.Response(status=302, headers={**SAFE_HEADERS, "Location": target})


def _linked(stage: Stage, post: Post, place: str) -> str:
    """Return where a link of a post leads: "card", "0" in its own text, "1007.0" in an account's comment under it."""
    if place == "card":
        return post.link["url"] if post.link else ""
    name, _, number = place.rpartition(".")
    comment = stage.world.comments.get(name) if name in stage.world.under.get(post.id, ()) else None
    written = post.text if not name else comment.text if comment and comment.handle else ""
    found = urls(written)
    return found[int(number)] if number.isdigit() and int(number) < len(found) else ""


async def media(request: web.Request) -> web.StreamResponse:
    """Give a picture or a video that is ready."""
    stage = request.app[STAGE]
    file = stage.world.files.get(request.match_info["id"])
    if file is None or not file.ready_at or file.ready_at > stage.clock():
        return not_there(request)
    headers = {**SAFE_HEADERS, "Cache-Control": "max-age=86400, immutable", "Content-Type": file.mime}
    path = stage.vault.path(file.id)
    return (
        web.FileResponse(path, headers=headers)
        if path
        else web.Response(body=stage.vault.read(file.id), headers=headers)
    )


async def about(request: web.Request) -> web.Response:
    """Tell what this network is."""
    words, password = words_of(request), request.app[STAGE].password
    shown = password if password == DEFAULT_PASSWORD else ""
    return paper(request, words("about"), drawing.about(words, origin_of(request), shown))


async def share(request: web.Request) -> web.Response:
    """Offer the page on which a person publishes by hand, filled in from the address."""
    words = words_of(request)
    return paper(request, words("share"), drawing.share(words, request.query.get("text", ""), ""))


async def publish_by_hand(request: web.Request) -> web.Response:
    """Publish what a person wrote on the page."""
    refuse_strangers(request)
    stage, words, form = request.app[STAGE], words_of(request), await request.post()
    written = str(form.get("text", ""))
    try:
        handle = check_sign_in(stage, str(form.get("handle", "")), str(form.get("password", "")))
        post = keep_post(stage, handle, {"text": written})
    except Problem as problem:
        return paper(request, words("share"), drawing.share(words, written, problem.reason), problem.status)
    return web.Response(status=303, headers={**SAFE_HEADERS, "Location": f"/@{post.handle}/{post.id}"})


@web.middleware
async def paper_for_problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Show visitors a page where something is not there or was refused."""
    try:
        return await handler(request)
    except web.HTTPNotFound:
        if request.path.startswith("/api/"):
            return web.json_response({"error": "no_such_address", "reason": "There is nothing here."}, status=404)
        return not_there(request)
    except Problem as problem:
        return paper(request, problem.reason, "", problem.status)


def routes() -> list[web.RouteDef]:
    """Return every address of the public's pages."""
    return [
        web.get("/", home),
        web.get("/about", about),
        web.get("/share", share),
        web.post("/share", publish_by_hand),
        web.get("/@{handle}", profile),
        web.get("/@{handle}/{id}", single),
        web.post("/@{handle}/{id}/like", like),
        web.post("/@{handle}/{id}/comment", comment),
        web.get("/out/{id}/{place}", out),
        web.get("/media/{id}", media),
    ]
