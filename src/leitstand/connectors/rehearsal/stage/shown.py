"""How accounts, posts, comments and deeds look to a program that asks."""

from typing import cast

from leitstand.connectors.rehearsal.stage.people import Persona
from leitstand.connectors.rehearsal.stage.stage import Stage, iso
from leitstand.connectors.rehearsal.stage.world import Account, Comment, File, Post

Json = dict[str, object]


def post_url(origin: str, post: Post) -> str:
    """Return where the public sees a post."""
    return f"{origin}/@{post.handle}/{post.id}"


def account_json(stage: Stage, account: Account, origin: str, moment: float | None = None) -> Json:
    """Return a profile."""
    now = stage.clock() if moment is None else moment
    return {
        "id": account.id,
        "handle": account.handle,
        "name": account.name,
        "about": account.about,
        "url": f"{origin}/@{account.handle}",
        "followers": stage.world.followers(account, now),
        "posts": stage.world.posts_until(account, now),
    }


def persona_json(persona: Persona, origin: str) -> Json:
    """Return a made-up person's profile."""
    return {
        "id": f"p:{persona.handle}",
        "handle": persona.handle,
        "name": persona.name,
        "about": "",
        "url": f"{origin}/@{persona.handle}",
    }


def file_json(file: File, origin: str, received: int, now: float) -> Json:
    """Return a file: `state` is uploading, processing or ready."""
    state = "uploading" if not file.ready_at else ("processing" if file.ready_at > now else "ready")
    return {
        "id": file.id,
        "state": state,
        "received": received,
        "mime": file.mime,
        "bytes": file.bytes,
        "sha256": file.sha256,
        "alt": file.alt,
        "ready_at": iso(file.ready_at) if file.ready_at else None,
        "url": f"{origin}/media/{file.id}",
    }


def post_json(stage: Stage, post: Post, origin: str) -> Json:
    """Return a post as it stands now."""
    files = [stage.world.files[name] for name in post.media]
    return {
        "id": post.id,
        "url": post_url(origin, post),
        "account": post.handle,
        "text": post.text,
        "language": post.language,
        "published_at": iso(post.at),
        "edited_at": iso(post.edited) if post.edited else None,
        "reply_to": post.reply_to,
        "key": post.key,
        "ref": post.ref,
        "comments": post.comments,
        "link": dict(post.link) if post.link else None,
        "media": [
            {"id": f.id, "mime": f.mime, "alt": f.alt, "sha256": f.sha256, "url": f"{origin}/media/{f.id}"}
            for f in files
        ],
    }


def comment_json(stage: Stage, comment: Comment, origin: str) -> Json:
    """Return a comment."""
    post = stage.world.posts[comment.post]
    return {
        "id": comment.id,
        "post": comment.post,
        "parent": comment.parent,
        "text": comment.text,
        "published_at": iso(comment.at),
        "url": f"{post_url(origin, post)}#c-{comment.id}",
    }


def heard_json(stage: Stage, said: Post | Comment, origin: str) -> Json:
    """Return a post or a comment as whoever listens hears it."""
    if isinstance(said, Comment):
        told, who = comment_json(stage, said, origin), _writer(stage, said, origin)
    else:
        told, who = post_json(stage, said, origin), account_json(stage, stage.world.account_of(said), origin)
    return {**{name: told[name] for name in ("id", "text", "url")}, "author": who, "at": told["published_at"]}


def inbox_json(stage: Stage, handle: str, origin: str, start: float, end: float) -> list[Json]:
    """Return what others wrote under an account's newest posts between two moments, in order of time."""
    own = stage.world.accounts[handle].id
    found = [
        {**entry, "post": post.id}
        for post in stage.world.timeline(handle, count=50)
        for entry in interactions_json(stage, post, origin, start, end)
        if entry["kind"] == "comment" and cast("Json", entry["author"])["id"] != own
    ]
    return sorted(found, key=lambda entry: str(entry["at"]))


def interactions_json(stage: Stage, post: Post, origin: str, start: float, end: float) -> list[Json]:
    """Return what people did with a post between two moments, in order of time; own comments are among them."""
    found = [
        *_deeds(stage, post, origin, end),
        *_comments(stage, post, origin),
        *_likes(post, origin),
        *_answers(stage, post, origin),
    ]
    return [entry for at, entry in sorted(found, key=lambda pair: pair[0]) if start <= at <= end]


def _deeds(stage: Stage, post: Post, origin: str, end: float) -> list[tuple[float, Json]]:
    return [
        (
            deed.at,
            {
                "id": f"{post.id}-{deed.kind}-{deed.persona.handle}",
                "kind": deed.kind,
                "author": persona_json(deed.persona, origin),
                "at": iso(deed.at),
                "text": deed.text,
                "url": f"{post_url(origin, post)}#c-{post.id}-comment-{deed.persona.handle}" if deed.text else "",
                "parent": "",
            },
        )
        for deed in stage.world.deeds(post, end)
        if deed.kind in ("comment", "like", "share")
    ]


def _comments(stage: Stage, post: Post, origin: str) -> list[tuple[float, Json]]:
    shown: list[tuple[float, Json]] = []
    for name in stage.world.under.get(post.id, ()):
        comment = stage.world.comments[name]
        author = _writer(stage, comment, origin)
        told = comment_json(stage, comment, origin)
        entry = {key: told[key] for key in ("id", "text", "url", "parent")}
        shown.append((comment.at, {**entry, "kind": "comment", "author": author, "at": told["published_at"]}))
    return shown


def _writer(stage: Stage, comment: Comment, origin: str) -> Json:
    account = stage.world.accounts.get(comment.handle)
    if account:
        return {"id": account.id, "handle": account.handle, "name": account.name, "url": f"{origin}/@{account.handle}"}
    return {"id": f"v:{comment.name}", "handle": "", "name": comment.name, "url": ""}


def _likes(post: Post, origin: str) -> list[tuple[float, Json]]:
    return [
        (
            at,
            {
                "id": f"{post.id}-like-v:{who}",
                "kind": "like",
                "author": {"id": f"v:{who}", "handle": "", "name": who, "url": ""},
                "at": iso(at),
                "text": "",
                "url": "",
                "parent": "",
            },
        )
        for who, at in post.likes.items()
    ]


def _answers(stage: Stage, post: Post, origin: str) -> list[tuple[float, Json]]:
    answers = [stage.world.posts[name] for name in stage.world.answers.get(post.id, ())]
    return [
        (
            other.at,
            {
                "id": other.id,
                "kind": "comment",
                "author": account_json(stage, stage.world.account_of(other), origin),
                "at": iso(other.at),
                "text": other.text,
                "url": post_url(origin, other),
                "parent": "",
            },
        )
        for other in answers
        if other.handle != post.handle
    ]
