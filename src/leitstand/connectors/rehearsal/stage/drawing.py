"""PURE: the network's own pages as HTML. Everything that somebody wrote is escaped here and nowhere else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final
from urllib.parse import urlsplit

from leitstand.connectors.rehearsal.stage import rules
from leitstand.connectors.rehearsal.stage.people import Figures
from leitstand.connectors.rehearsal.stage.words import Words
from leitstand.connectors.rehearsal.stage.world import Account, File, Post
from leitstand.kernel.text import graphemes, hashtag_spans, mention_spans, url_spans

_PARAGRAPH: Final = "\n\n"


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment as the page shows it; `url` is the writer's profile, "" for visitors, whose links are not made to be clicked."""

    id: str
    name: str
    url: str
    mark: str
    text: str
    at: float
    under: bool = False
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A post with what the page needs beside it."""

    post: Post
    account: Account
    files: Sequence[File]
    figures: Figures
    part: int = 1
    parts: int = 1
    liked: bool = False


def page(words: Words, title: str, body: str, *, path: str = "/") -> str:
    """Return a whole page around its content."""
    other = "en" if words.language == "de" else "de"
    other_name = "English" if other == "en" else "Deutsch"
    return (
        f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} · {escape(words('network'))}</title>"
        '<link rel="stylesheet" href="/style.css"></head><body>'
        f'<a class="skip" href="#content">{escape(words("skip"))}</a>'
        f'<header class="top"><div><a class="name" href="/">{escape(words("network"))}</a><nav>'
        f'<a href="/about">{escape(words("about"))}</a><a href="/faults">{escape(words("faults"))}</a>'
        f'<a href="{escape(path)}?lang={other}" lang="{other}" hreflang="{other}">{other_name}</a></nav>'
        f"<p>{escape(words('tagline'))}</p></div></header>"
        f'<main id="content"><h1>{escape(title)}</h1>{body}</main></body></html>'
    )


def text(written: str, post_id: str, handles: Iterable[str], place: str = "") -> str:
    """Return a text with its links counted, its tags coloured and its mentions leading to profiles.

    `place` stands before the number of a link in its address; it tells the post's own text from a comment.
    """
    known = set(handles)
    marks: list[tuple[int, int, str]] = []
    for number, (start, end) in enumerate(url_spans(written)):
        shown = escape(_short(written[start:end]))
        marks.append((start, end, f'<a href="/out/{post_id}/{place}{number}" rel="nofollow noopener">{shown}</a>'))
    marks += [(start, end, f'<span class="tag">#{escape(tag)}</span>') for start, end, tag in hashtag_spans(written)]
    for start, end, handle in mention_spans(written):
        if handle in known:
            marks.append((start, end, f'<a href="/@{escape(handle)}">@{escape(handle)}</a>'))
    done, at = [], 0
    for start, end, markup in sorted(marks):
        if start >= at:
            done += [escape(written[at:start]), markup]
            at = end
    done.append(escape(written[at:]))
    return "".join(f"<p>{part}</p>" for part in "".join(done).split(_PARAGRAPH) if part.strip())


def _short(url: str) -> str:
    bare = url.partition("://")[2].rstrip("/")
    return bare if len(bare) <= 42 else bare[:41] + "…"


def _face(name: str, *, small: bool = False) -> str:
    first = (graphemes(name.strip()) or ["?"])[0].upper()
    return f'<span class="face{" small" if small else ""}" aria-hidden="true">{escape(first)}</span>'


def _files(words: Words, files: Sequence[File]) -> str:
    if not files:
        return ""
    drawn = "".join(
        f'<figure><video controls preload="metadata" src="/media/{file.id}" aria-label="{escape(file.alt or words("video"))}">'
        "</video></figure>"
        if file.kind == "video"
        else f'<figure><img src="/media/{file.id}" alt="{escape(file.alt)}" loading="lazy"></figure>'
        for file in files
    )
    return f'<div class="media{" one" if len(files) == 1 else ""}">{drawn}</div>'


def _link(post: Post) -> str:
    if not post.link:
        return ""
    host = urlsplit(post.link["url"]).hostname or ""
    return (
        f'<a class="link" href="/out/{post.id}/card" rel="nofollow noopener"><strong>{escape(post.link["title"] or host)}</strong>'
        f"<span>{escape(post.link['description'])}</span><span>{escape(host)}</span></a>"
    )


def post(words: Words, shown: Shown, handles: Iterable[str], now: float, *, whole: bool = False) -> str:
    """Return one post; long ones are folded in lists."""
    said, address = shown.post, f"/@{shown.account.handle}/{shown.post.id}"
    written, folded = said.text, ""
    if not whole and rules.too_long(written, rules.FOLD):
        written = "".join(graphemes(written)[: rules.FOLD]) + "…"
        folded = f'<p><a href="{address}">{escape(words("more"))}</a></p>'
    edited = f" · {escape(words('edited'))}" if said.edited else ""
    chain = ""
    if shown.parts > 1:
        note = words("part", number=shown.part, count=shown.parts) if whole else words("thread", count=shown.parts)
        chain = f'<p class="quiet">{escape(note)}</p>'
    return (
        f'<article class="post{" chain" if shown.parts > 1 else ""}" id="p-{said.id}"><div class="who">{_face(shown.account.name)}'
        f'<span class="names"><a class="person" href="/@{escape(shown.account.handle)}">{escape(shown.account.name)}</a>'
        f'<span class="at">@{escape(shown.account.handle)} · <a href="{address}">{escape(words.when(said.at, now))}</a>'
        f'{edited}</span></span></div>{chain}<div class="text" lang="{said.language}">{text(written, said.id, handles)}{folded}</div>'
        f"{_files(words, shown.files)}{_link(said)}{_deeds(words, shown, address)}</article>"
    )


def _deeds(words: Words, shown: Shown, address: str) -> str:
    figures = shown.figures
    label = words("liked") if shown.liked else words("likes")
    comments = words("comment") if figures.comments == 1 else words("comments")
    return (
        f'<div class="deeds"><form method="post" action="{address}/like">'
        f'<button aria-pressed="{str(shown.liked).lower()}">{escape(label)} · {words.number(figures.likes)}</button></form>'
        f'<a href="{address}#comments">{words.number(figures.comments)} {escape(comments)}</a>'
        f"<span>{words.number(figures.shares)}× {escape(words('shares'))}</span>"
        f"<span>{words.number(figures.impressions)} {escape(words('views'))}</span></div>"
    )


def timeline(words: Words, drawn: Sequence[str], older: str) -> str:
    """Return a list of posts with the way to older ones."""
    if not drawn:
        return f'<div class="panel"><p>{escape(words("empty"))}</p><p class="quiet">{escape(words("empty_hint"))}</p></div>'
    way = f'<p class="more"><a href="{escape(older)}">{escape(words("older"))}</a></p>' if older else ""
    return "".join(drawn) + way


def profile(words: Words, account: Account, followers: int, posts: int) -> str:
    """Return the head of a profile."""
    about = f"<p>{escape(account.about)}</p>" if account.about else ""
    return (
        f'<div class="panel"><div class="who">{_face(account.name)}<span class="names"><span>@{escape(account.handle)}</span>'
        f'<span class="at">{escape(words("since", date=words.day(account.since)))}</span></span></div>{about}'
        f'<p class="quiet">{words.number(followers)} {escape(words("followers"))} · {words.number(posts)} '
        f"{escape(words('post' if posts == 1 else 'posts'))}</p></div>"
    )


def persona(words: Words, handle: str) -> str:
    """Return the profile of a made-up person."""
    return f'<div class="panel"><p>@{escape(handle)} · {escape(words("made_up"))}</p><p>{escape(words("persona_about"))}</p></div>'


def comments(words: Words, said: Post, remarks: Sequence[Remark], visitor: str, now: float) -> str:
    """Return the comments under a post and the form to add one."""
    action = _comment_address(said)
    drawn = "".join(_comment(words, remark, said, visitor, now) for remark in remarks)
    drawn = drawn or f'<p class="quiet">{escape(words("no_comments"))}</p>'
    form = (
        _form(words, action, visitor, "")
        if said.comments
        else f'<p class="quiet">{escape(words("comments_closed"))}</p>'
    )
    return (
        f'<section class="panel" id="comments"><h2>{escape(words("comments").capitalize())}</h2>{drawn}{form}</section>'
    )


def _comment(words: Words, remark: Remark, said_under: Post, visitor: str, now: float) -> str:
    action, post_id, answers = _comment_address(said_under), said_under.id, said_under.comments
    name = (
        f'<a class="person" href="{escape(remark.url)}">{escape(remark.name)}</a>'
        if remark.url
        else escape(remark.name)
    )
    mark = f' <span class="quiet">({escape(remark.mark)})</span>' if remark.mark else ""
    said = text(remark.text, post_id, (), f"{remark.id}.") if remark.linked else f"<p>{escape(remark.text)}</p>"
    answer = ""
    if answers and not remark.under:
        answer = (
            f"<details><summary>{escape(words('answer'))}<span class='quiet'> · {escape(remark.name)}</span></summary>"
            f"{_form(words, action, visitor, remark.id)}</details>"
        )
    return (
        f'<div class="comment{" under" if remark.under else ""}" id="c-{escape(remark.id)}">{_face(remark.name, small=True)}<div>'
        f'<span>{name}{mark} <span class="quiet">· {escape(words.when(remark.at, now))}</span></span>'
        f"{said}{answer}</div></div>"
    )


def _comment_address(said: Post) -> str:
    return f"/@{said.handle}/{said.id}/comment"


def _form(words: Words, action: str, visitor: str, parent: str) -> str:
    return (
        f'<form method="post" action="{action}"><input type="hidden" name="parent" value="{escape(parent)}">'
        f'<label>{escape(words("your_name"))}<input name="name" maxlength="60" value="{escape(visitor)}" autocomplete="off"></label>'
        f'<label>{escape(words("your_comment"))}<textarea name="text" maxlength="{rules.COMMENT_MAX}" required></textarea></label>'
        f'<button class="main">{escape(words("send_comment"))}</button></form>'
    )


def about(words: Words, origin: str, password: str) -> str:
    """Return what this network is and how one connects to it; `password` "" where it is not to be shown."""
    shown = escape(words("password_is")).format(password=f"<code>{escape(password)}</code>")
    links = {
        "password": shown if password else escape(words("password_own")),
        "address": f"<code>{escape(origin)}</code>",
        "counts": '<a href="/counts">/counts</a>',
        "faults": '<a href="/faults">/faults</a>',
    }
    texts = (words("about_1"), words("about_2"), words("about_3"))
    return '<div class="panel">' + "".join(f"<p>{escape(one).format(**links)}</p>" for one in texts) + "</div>"


def gone(words: Words) -> str:
    """Return the page for what is not there."""
    return f'<div class="panel"><p>{escape(words("gone"))}</p><p><a href="/">{escape(words("back"))}</a></p></div>'


def share(words: Words, written: str, wrong: str) -> str:
    """Return the page on which a person publishes by hand."""
    warned = f'<p class="wrong" role="alert">{escape(wrong)}</p>' if wrong else ""
    return (
        f'{warned}<form class="panel" method="post" action="/share"><p>{escape(words("share_intro"))}</p>'
        f'<label>{escape(words("share_handle"))}<input name="handle" maxlength="60" required autocomplete="username"></label>'
        f'<label>{escape(words("share_password"))}<input name="password" type="password" required '
        'autocomplete="current-password"></label>'
        f'<label>{escape(words("share_text"))}<textarea name="text" required>{escape(written)}</textarea></label>'
        f'<button class="main">{escape(words("share_send"))}</button></form>'
    )
