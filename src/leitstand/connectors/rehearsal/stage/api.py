"""The network's interface for programs: sign in, upload, post, answer, change, take back, find, measure."""

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Mapping
from typing import Final, cast

from aiohttp import web

from leitstand.connectors.rehearsal.stage import people, rules
from leitstand.connectors.rehearsal.stage.shown import (
    account_json,
    comment_json,
    file_json,
    inbox_json,
    interactions_json,
    persona_json,
    post_json,
)
from leitstand.connectors.rehearsal.stage.stage import (
    FORGET_KEYS,
    SESSION,
    STAGE,
    Problem,
    Stage,
    answer,
    moment_from,
    origin_of,
    token_mark,
)
from leitstand.connectors.rehearsal.stage.world import Account, Comment, File, Post, Session

_HANDLE: Final = re.compile(r"[\w][\w.\-]{0,58}[\w]", re.ASCII)
FIRST_FOLLOWERS: Final = 640


async def told(request: web.Request) -> Mapping[str, object]:
    """Read a JSON object from a request; raises Problem where it is none."""
    try:
        data = json.loads(await request.read())
    except ValueError:
        raise Problem(400, "no_json", "This is no JSON.") from None
    if not isinstance(data, dict):
        raise Problem(400, "no_object", "This is no JSON object.")
    return cast("Mapping[str, object]", data)


def signed_in(request: web.Request) -> Session:
    """Return the session of a request; raises Problem where nobody is signed in."""
    session: Session | None = request.get(SESSION)
    if session is None:
        raise Problem(401, "signed_out", "Sign in first.")
    return session


def _text(data: Mapping[str, object], name: str, limit: int = 10_000) -> str:
    value = data.get(name) or ""
    if not isinstance(value, str) or len(value) > limit:
        raise Problem(422, "bad_value", f"{name} must be a text of at most {limit} characters.")
    return value


def _own_post(request: web.Request, session: Session) -> Post:
    post = _post(request)
    if post.handle != session.handle:
        raise Problem(403, "not_yours", "This post belongs to another account.")
    return post


def _post(request: web.Request) -> Post:
    post = request.app[STAGE].world.posts.get(request.match_info["id"])
    if post is None:
        raise Problem(404, "no_such_post", "There is no such post.")
    return post


def _moment(request: web.Request, told_at: object) -> float:
    stage = request.app[STAGE]
    if told_at in (None, ""):
        return stage.clock()
    if not signed_in(request).admin:
        raise Problem(403, "admin_only", "Only the stage's administration may choose the moment.")
    return min(moment_from(told_at), stage.clock())


# Sign-in and accounts


async def sign_in(request: web.Request) -> web.Response:
    """Give out a token for a handle; the handle is taken into use with the first sign-in."""
    stage = request.app[STAGE]
    data = await told(request)
    handle = check_sign_in(stage, _text(data, "handle", 60), _text(data, "password", 200), data)
    token = secrets.token_urlsafe(24)
    admin = _is(stage.admin_key, _text(data, "password", 200))
    stage.world.tell("session", token=token_mark(token), handle=handle, until=0.0, admin=admin)
    return answer({"token": token, "account": account_json(stage, stage.world.accounts[handle], origin_of(request))})


def check_sign_in(stage: Stage, handle: str, password: str, told_about: Mapping[str, object] | None = None) -> str:
    """Return the handle a person signed in to, taken into use if it is new; raises Problem where the password is wrong."""
    data, handle = told_about or {}, handle.strip().lstrip("@")
    if not _HANDLE.fullmatch(handle):
        raise Problem(422, "bad_handle", "A handle has 2 to 60 letters, digits, dots, hyphens or underscores.")
    admin = _is(stage.admin_key, password)
    if not admin and not _is(stage.password, password):
        raise Problem(401, "wrong_password", "The password of the stage is not right.")
    if any(persona.handle == handle for persona in people.cast().personas):
        raise Problem(422, "taken", "Somebody else has this handle.")
    account = stage.world.accounts.get(handle)
    if account is None or (admin and {"name", "about", "followers", "since"} & data.keys()):
        _keep_account(stage, handle, data if admin else {"name": data.get("name")}, account)
    return handle


def _is(expected: str, given: str) -> bool:
    return hmac.compare_digest(expected.encode(), given.encode())


def _keep_account(stage: Stage, handle: str, data: Mapping[str, object], known: Account | None) -> None:
    followers = data.get("followers")
    since = data.get("since")
    stage.world.tell(
        "account",
        id=known.id if known else stage.world.new_id(),
        handle=handle,
        name=_text(data, "name", 120) or (known.name if known else handle),
        about=_text(data, "about", 500) or (known.about if known else ""),
        followers=followers if isinstance(followers, int) else (known.followers if known else FIRST_FOLLOWERS),
        since=moment_from(since) if since else (known.since if known else stage.clock()),
    )


async def me(request: web.Request) -> web.Response:
    """Tell who is signed in."""
    stage = request.app[STAGE]
    session = signed_in(request)
    moment = _moment(request, request.query.get("at"))
    return answer(account_json(stage, stage.world.accounts[session.handle], origin_of(request), moment))


async def find_account(request: web.Request) -> web.Response:
    """Find a profile by its handle, a made-up person's too."""
    stage = request.app[STAGE]
    handle = request.match_info["handle"].lstrip("@")
    account = stage.world.accounts.get(handle)
    if account:
        return answer(account_json(stage, account, origin_of(request)))
    persona = next((one for one in people.cast().personas if one.handle == handle), None)
    if persona is None:
        raise Problem(404, "no_such_account", "Nobody here is called that.")
    return answer(persona_json(persona, origin_of(request)))


async def describe(request: web.Request) -> web.Response:
    """Tell what this network is and what it allows."""
    return answer({"name": rules.NAME, "version": rules.VERSION, "limits": rules.as_json()})


# Files


async def begin_file(request: web.Request) -> web.Response:
    """Announce a file; its bytes follow in pieces. The same key announces the same file."""
    stage = request.app[STAGE]
    session = signed_in(request)
    data = await told(request)
    mime, size, digest = _text(data, "mime", 80), data.get("bytes"), _text(data, "sha256", 64)
    if mime not in rules.PICTURE_TYPES + rules.VIDEO_TYPES:
        raise Problem(415, "media_refused", f"Files of type {mime or 'unknown'} are not wanted here.")
    limit = rules.VIDEO_BYTES_MAX if mime in rules.VIDEO_TYPES else rules.PICTURE_BYTES_MAX
    if not isinstance(size, int) or not 0 < size <= limit:
        raise Problem(413, "media_refused", f"A file of this type has at most {limit} bytes.")
    alt = _alt(data)
    key = request.headers.get("Idempotency-Key", "")
    known = stage.world.file_by_key.get((session.handle, key)) if key else None
    if known is not None:
        return answer(_file_json(request, known))
    name = stage.world.new_id()
    stage.world.tell(
        "file", id=name, handle=session.handle, mime=mime, bytes=size, sha256=digest, alt=alt, at=stage.clock(), key=key
    )
    return answer(_file_json(request, stage.world.files[name]), 201)


def _alt(data: Mapping[str, object]) -> str:
    alt = _text(data, "alt")
    if rules.too_long(alt, rules.ALT_MAX):
        raise Problem(422, "alt_too_long", f"An alternative text has at most {rules.ALT_MAX} characters.")
    return alt


def _file(request: web.Request) -> File:
    file = request.app[STAGE].world.files.get(request.match_info["id"])
    if file is None or file.handle != signed_in(request).handle:
        raise Problem(404, "no_such_file", "There is no such file.")
    return file


def _file_json(request: web.Request, file: File) -> dict[str, object]:
    stage = request.app[STAGE]
    return file_json(file, origin_of(request), stage.vault.size(file.id), stage.clock())


async def show_file(request: web.Request) -> web.Response:
    """Tell how much of a file is there and whether it can be used."""
    return answer(_file_json(request, _file(request)))


async def append_file(request: web.Request) -> web.Response:
    """Take the next piece of a file; `offset` says where it belongs."""
    stage = request.app[STAGE]
    file = _file(request)
    piece = await request.read()
    have = stage.vault.size(file.id)
    if request.query.get("offset") != str(have):
        raise Problem(409, "wrong_offset", f"The next piece begins at {have}.")
    if len(piece) > rules.CHUNK_BYTES_MAX or have + len(piece) > file.bytes:
        raise Problem(413, "media_refused", "This is more than was announced.")
    stage.vault.append(file.id, piece)
    if have + len(piece) == file.bytes:
        await _complete(stage, file)
    return answer(_file_json(request, file))


async def _complete(stage: Stage, file: File) -> None:
    data = stage.vault.read(file.id)
    wrong = not rules.begins_like(file.mime, data[:16])
    if wrong or (file.sha256 and hashlib.sha256(data).hexdigest() != file.sha256):
        stage.vault.drop(file.id)
        reason = f"This is no file of type {file.mime}." if wrong else "The file arrived damaged."
        raise Problem(415, "media_refused", reason)
    wait = stage.video_seconds if file.kind == "video" else 0.0
    stage.world.tell("received", id=file.id, at=stage.clock() + wait)


# Posts and comments


async def create(request: web.Request) -> web.Response:
    """Publish a post; the same Idempotency-Key gives the post that is there already."""
    stage = request.app[STAGE]
    session = signed_in(request)
    data = await told(request)
    key = request.headers.get("Idempotency-Key", "")[:200]
    known = _known(request, session, key)
    if isinstance(known, Post):
        return answer(post_json(stage, known, origin_of(request)))
    at = _moment(request, data.get("published_at"))
    post = keep_post(stage, session.handle, data, key, at)
    return answer(post_json(stage, post, origin_of(request)), 201)


def keep_post(stage: Stage, handle: str, data: Mapping[str, object], key: str = "", at: float | None = None) -> Post:
    """Check a post and keep it; raises Problem where it breaks a rule."""
    text = _checked_text(data, rules.TEXT_MAX)
    media = _checked_media(stage, handle, data)
    if not text.strip() and not media:
        raise Problem(422, "empty", "There is nothing to say.")
    reply_to = _text(data, "reply_to", 40)
    if reply_to and reply_to not in stage.world.posts:
        raise Problem(422, "no_such_post", "The post it answers does not exist.")
    at = stage.clock() if at is None else at
    link = _checked_link(data)
    files = [stage.world.files[name] for name in media]
    name = stage.world.new_id()
    stage.world.tell(
        "post",
        id=name,
        handle=handle,
        text=text,
        at=at,
        key=key,
        ref=_text(data, "ref", 200),
        reply_to=reply_to,
        media=media,
        link=link,
        language="en" if data.get("language") == "en" else "de",
        comments=data.get("comments", True) is not False,
        audience=stage.world.followers(stage.world.accounts[handle], at),
        topics=people.topics_of(text),
        question="?" in text,
        had_link=link is not None or "://" in text,
        had_pictures=sum(1 for file in files if file.kind == "picture"),
        had_video=any(file.kind == "video" for file in files),
    )
    stage.counts.posts_stored += 1
    stage.counts.stored(handle, key)
    return stage.world.posts[name]


def _known(request: web.Request, session: Session, key: str) -> Post | Comment | None:
    if not key or request.get(FORGET_KEYS):
        return None
    stage = request.app[STAGE]
    known = stage.world.by_key.get((session.handle, key))
    if known is not None:
        stage.counts.repeated_keys += 1
    return known


def _checked_text(data: Mapping[str, object], limit: int) -> str:
    text = _text(data, "text", 100_000)
    if rules.too_long(text, limit):
        raise Problem(422, "too_long", f"A text has at most {limit} characters.")
    return text


def _checked_link(data: Mapping[str, object]) -> dict[str, str] | None:
    link = data.get("link")
    if link is None:
        return None
    if not isinstance(link, dict) or not str(link.get("url", "")).startswith(("http://", "https://")):
        raise Problem(422, "bad_link", "A link has an address that begins with http.")
    return {name: str(link.get(name) or "")[:2000] for name in ("url", "title", "description")}


def _checked_media(stage: Stage, handle: str, data: Mapping[str, object]) -> list[str]:
    names = data.get("media") or []
    if not isinstance(names, list):
        raise Problem(422, "bad_value", "media must be a list.")
    files = []
    for place, name in enumerate(names):
        file = stage.world.files.get(str(name))
        if file is None or file.handle != handle:
            raise Problem(422, "no_such_file", f"File {place + 1} is not there.")
        if not file.ready_at or file.ready_at > stage.clock():
            raise Problem(409, "not_ready", f"File {place + 1} is not ready.")
        files.append(file)
    videos = sum(1 for file in files if file.kind == "video")
    if videos > rules.VIDEOS_MAX or len(files) - videos > rules.PICTURES_MAX or (videos and videos < len(files)):
        raise Problem(422, "too_many_files", f"A post has at most {rules.PICTURES_MAX} pictures, or one video.")
    return [file.id for file in files]


async def show(request: web.Request) -> web.Response:
    """Tell what a post says now."""
    return answer(post_json(request.app[STAGE], _post(request), origin_of(request)))


async def edit(request: web.Request) -> web.Response:
    """Change what a post says, its pictures, their alternative texts and its link."""
    stage = request.app[STAGE]
    session = signed_in(request)
    post = _own_post(request, session)
    data = await told(request)
    text = _checked_text(data, rules.TEXT_MAX)
    media = _checked_media(stage, session.handle, data)
    if not text.strip() and not media:
        raise Problem(422, "empty", "There is nothing to say.")
    alts = data.get("alts") or {}
    if not isinstance(alts, dict) or not alts.keys() <= set(media):
        raise Problem(422, "bad_value", "alts must name files of the post.")
    checked = {str(name): _alt({"alt": alt}) for name, alt in alts.items()}
    stage.world.tell(
        "edit", id=post.id, text=text, media=media, link=_checked_link(data), alts=checked, at=stage.clock()
    )
    return answer(post_json(stage, post, origin_of(request)))


async def delete(request: web.Request) -> web.Response:
    """Take a post off the network, with everything under it."""
    post = _own_post(request, signed_in(request))
    request.app[STAGE].world.tell("delete", id=post.id)
    return web.Response(status=204)


async def delete_comment(request: web.Request) -> web.Response:
    """Take an own comment back."""
    stage = request.app[STAGE]
    session = signed_in(request)
    comment = stage.world.comments.get(request.match_info["id"])
    if comment is None:
        raise Problem(404, "no_such_comment", "There is no such comment.")
    if comment.handle != session.handle:
        raise Problem(403, "not_yours", "This comment belongs to somebody else.")
    stage.world.tell("delete", id=comment.id)
    return web.Response(status=204)


async def comment_on(request: web.Request) -> web.Response:
    """Write a comment under a post, or under another comment (`parent`)."""
    stage = request.app[STAGE]
    session = signed_in(request)
    post = _post(request)
    data = await told(request)
    key = request.headers.get("Idempotency-Key", "")[:200]
    known = _known(request, session, key)
    if isinstance(known, Comment):
        return answer(comment_json(stage, known, origin_of(request)))
    text = _checked_text(data, rules.COMMENT_MAX)
    if not text.strip():
        raise Problem(422, "empty", "There is nothing to say.")
    name = stage.world.new_id()
    stage.world.tell(
        "comment",
        id=name,
        post=post.id,
        text=text,
        at=_moment(request, data.get("published_at")),
        handle=session.handle,
        parent=_text(data, "parent", 200),
        key=key,
    )
    stage.counts.comments_stored += 1
    stage.counts.stored(session.handle, key)
    return answer(comment_json(stage, stage.world.comments[name], origin_of(request)), 201)


async def find(request: web.Request) -> web.Response:
    """Find what was said under a key: a post or a comment."""
    stage = request.app[STAGE]
    session = signed_in(request)
    known = stage.world.by_key.get((session.handle, request.query.get("key", "")))
    if known is None:
        raise Problem(404, "not_found", "Nothing was said under this key.")
    if isinstance(known, Post):
        return answer({"kind": "post", "post": post_json(stage, known, origin_of(request))})
    return answer({"kind": "comment", "comment": comment_json(stage, known, origin_of(request))})


async def own_posts(request: web.Request) -> web.Response:
    """List the account's newest posts."""
    stage = request.app[STAGE]
    posts = stage.world.timeline(signed_in(request).handle, count=50)
    return answer({"posts": [post_json(stage, post, origin_of(request)) for post in posts]})


# What came of it


async def replies(request: web.Request) -> web.Response:
    """List what people did with a post since a moment: comments, likes, shares."""
    stage = request.app[STAGE]
    signed_in(request)
    since = request.query.get("since")
    start = moment_from(since) if since else 0.0
    moment = _moment(request, request.query.get("at"))
    return answer({"interactions": interactions_json(stage, _post(request), origin_of(request), start, moment)})


async def inbox(request: web.Request) -> web.Response:
    """List what others wrote under the account's newest posts since a moment."""
    stage, session = request.app[STAGE], signed_in(request)
    since = request.query.get("since")
    start = moment_from(since) if since else 0.0
    return answer({"interactions": inbox_json(stage, session.handle, origin_of(request), start, stage.clock())})


async def hide(request: web.Request) -> web.Response:
    """Hide a comment under an own post from everybody else, or show it again; the same twice is once."""
    stage = request.app[STAGE]
    post = _own_post(request, signed_in(request))
    name, data = request.match_info["comment"], await told(request)
    if not any(entry["id"] == name for entry in interactions_json(stage, post, origin_of(request), 0.0, stage.clock())):
        raise Problem(404, "no_such_comment", "There is no such comment.")
    if not isinstance(data.get("hidden"), bool):
        raise Problem(422, "bad_value", "hidden must be true or false.")
    stage.world.tell("hide", id=name, hidden=data["hidden"])
    return web.Response(status=204)


async def metrics(request: web.Request) -> web.Response:
    """Tell the figures of up to a hundred posts; posts that are gone are left out."""
    stage = request.app[STAGE]
    session = signed_in(request)
    data = await told(request)
    names = data.get("ids")
    if not isinstance(names, list) or len(names) > rules.BATCH_MAX:
        raise Problem(422, "bad_value", f"ids must be a list of at most {rules.BATCH_MAX}.")
    moment = _moment(request, data.get("at"))
    posts = [stage.world.posts[str(name)] for name in names if str(name) in stage.world.posts]
    return answer(
        {
            "metrics": {
                post.id: {name: getattr(figures, name) for name in figures.__slots__}
                for post in posts
                if post.handle == session.handle
                for figures in (stage.world.figures(post, moment),)
            }
        }
    )


def routes() -> list[web.RouteDef]:
    """Return every address of the interface."""
    return [
        web.get("/api/stage", describe),
        web.post("/api/sign-in", sign_in),
        web.get("/api/me", me),
        web.get("/api/accounts/{handle}", find_account),
        web.post("/api/media", begin_file),
        web.get("/api/media/{id}", show_file),
        web.put("/api/media/{id}", append_file),
        web.get("/api/posts", own_posts),
        web.post("/api/posts", create),
        web.get("/api/posts/{id}", show),
        web.patch("/api/posts/{id}", edit),
        web.delete("/api/posts/{id}", delete),
        web.post("/api/posts/{id}/comments", comment_on),
        web.get("/api/posts/{id}/replies", replies),
        web.put("/api/posts/{id}/replies/{comment}/hidden", hide),
        web.get("/api/inbox", inbox),
        web.delete("/api/comments/{id}", delete_comment),
        web.get("/api/find", find),
        web.post("/api/metrics", metrics),
    ]
