"""The connector against a real blog: its REST interface, its page for consent, its bin, and its habit of being killed."""

import asyncio
import io
import os
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

import httpx
import pytest
from PIL import Image

from leitstand.connector_kit.contract import Connector, Published, Setting
from leitstand.connector_kit.errors import MediaRefused, NetworkError, Refused, SignInExpired, Unreachable
from leitstand.connector_kit.http import open_client
from leitstand.connector_kit.manifest import Redirect, SignedIn
from leitstand.connectors.wordpress import MANIFEST, connect
from leitstand.kernel.post import Part, PostPlan
from leitstand.kernel.reading import Metric
from tests.servers.as_sender import CLOCK, AnswerLost, Files, Journal, publish
from tests.servers.running.wordpress import WordPressServer, WordPressUser

RETURN = "http://127.0.0.1:9/back"
CONSENT, BY_HAND = MANIFEST.sign_in


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with open_client(allow_private=True) as client:
        yield client


@pytest.fixture
def files() -> Files:
    return Files()


async def signed_in(http: httpx.AsyncClient, server: WordPressServer, user: WordPressUser) -> SignedIn:
    answers = {"address": server.base_url, "user": user.name, "application_password": user.application_password}
    done = await BY_HAND.begin(http, CLOCK, answers=answers, return_url=RETURN, state="z")
    assert isinstance(done, SignedIn)
    return done


@pytest.fixture
async def connector(http: httpx.AsyncClient, wordpress_server: WordPressServer, files: Files) -> Connector:
    done = await signed_in(http, wordpress_server, wordpress_server.editor)
    return connect(Setting(done.account, done.credentials, http, CLOCK, files))


def read(server: WordPressServer, post: Published | str, **query: str) -> dict[str, object]:
    """The post as the blog itself shows it to its editor."""
    number = post if isinstance(post, str) else post.external_id
    with server.speak() as speaker:
        return speaker.get(f"posts/{number}", params={"context": "edit", **query}).json()


def everything(server: WordPressServer, mark: str) -> list[dict[str, object]]:
    """Every post that says `mark`, in whatever state but the bin."""
    with server.speak() as speaker:
        return speaker.get("posts", params={"search": mark, "status": "any", "per_page": "50"}).json()


def article(mark: str, text: str = "Text") -> PostPlan:
    return PostPlan("1", (Part(text),), title=f"Artikel {mark}")


async def test_the_blog_and_its_author_are_known_after_sign_in(
    http: httpx.AsyncClient, wordpress_server: WordPressServer
) -> None:
    done = await signed_in(http, wordpress_server, wordpress_server.editor)
    assert done.account.name == "Prüftechnik Muster"
    assert done.account.handle == "ada"
    assert done.account.base_url == f"{wordpress_server.base_url}/wp-json/"
    assert done.missing_rights == ()
    assert ["1", "Uncategorized"] in done.account.facts["categories"]


async def test_a_wrong_password_means_a_new_sign_in(
    http: httpx.AsyncClient, wordpress_server: WordPressServer, connector: Connector, files: Files
) -> None:
    wrong = WordPressUser("ada", 0, "", "wrong wrong wrong wrong")
    with pytest.raises(SignInExpired):
        await signed_in(http, wordpress_server, wrong)
    revoked = connect(
        Setting(connector.account, {"user": "ada", "application_password": "revoked"}, http, CLOCK, files)
    )
    with pytest.raises(SignInExpired):
        await publish(revoked, article("nie"))


async def test_who_may_only_write_drafts_is_told_so_and_publishes_nothing(
    http: httpx.AsyncClient, wordpress_server: WordPressServer, files: Files
) -> None:
    done = await signed_in(http, wordpress_server, wordpress_server.contributor)
    assert "publish posts" in done.missing_rights
    mark = uuid4().hex[:8]
    journal = Journal(connect(Setting(done.account, done.credentials, http, CLOCK, files)), article(mark))
    draft, create = MANIFEST.steps(journal.plan)
    await journal.take(draft)
    with pytest.raises(Refused) as refused:
        await journal.take(create)
    assert refused.value.code == "rest_cannot_publish"
    assert [post["status"] for post in everything(wordpress_server, mark)] == ["draft"]


async def test_a_person_agrees_on_the_blogs_own_page(
    http: httpx.AsyncClient, wordpress_server: WordPressServer, files: Files
) -> None:
    address = {"address": wordpress_server.base_url}
    redirect = await CONSENT.begin(http, CLOCK, answers=address, return_url=RETURN, state="z1")
    assert isinstance(redirect, Redirect)
    returned = agree(wordpress_server, redirect.url)
    assert CONSENT.finish is not None
    done = await CONSENT.finish(http, CLOCK, remember=redirect.remember, returned=returned, return_url=RETURN)
    assert done.account.handle == "ada"
    mark = uuid4().hex[:8]
    await publish(connect(Setting(done.account, done.credentials, http, CLOCK, files)), article(mark))
    assert [post["status"] for post in everything(wordpress_server, mark)] == ["publish"]


def agree(server: WordPressServer, url: str) -> dict[str, str]:
    """Do what a person does in the browser: sign in, look at the page, click on yes."""
    with httpx.Client(timeout=30, cookies={"wordpress_test_cookie": "WP Cookie check"}) as browser:
        browser.post(
            f"{server.base_url}/wp-login.php",
            data={"log": server.editor.name, "pwd": server.editor.password, "testcookie": "1"},
        )
        page = browser.get(url)
        form = page.text.partition('action="http')[2]
        hidden = dict(re.findall(r'type="hidden"[^>]*name="(\w+)" value="([^"]*)"', form))
        names = dict(re.findall(r'name="(\w+)"[^>]*value="([^"]*)"', form)) | hidden
        fields = {name: value.replace("&#038;", "&").replace("&amp;", "&") for name, value in names.items()}
        fields.pop("reject")
        sent = browser.post(f"{server.base_url}/wp-admin/authorize-application.php", data=fields)
    assert "location" in sent.headers, re.findall(r"notice-error.{300}", sent.text, re.DOTALL)
    return dict(parse_qsl(urlsplit(sent.headers["location"]).query))


async def test_an_article_stands_there_with_everything(
    connector: Connector, wordpress_server: WordPressServer, files: Files
) -> None:
    mark = uuid4().hex[:8]
    above, inline = files.picture('Ein "rotes" Rechteck – groß'), files.picture("Ein blaues", colour="blue")
    plan = PostPlan(
        "1",
        (Part("Erster Absatz & <b>mehr</b>\nmit Zeile\n\nSiehe https://example.com/a?b=1&c=2.", (above, inline)),),
        title=f"Größer & schneller <{mark}>",
        excerpt="Kurz & gut",
        options={"category": "1", "tags": f"Prüftechnik, Messe {mark}"},
        first_comment="Fragen gern hier: https://example.com/fragen",
    )
    post = await publish(connector, plan)
    there = read(wordpress_server, post, _embed="1")
    assert there["status"] == "publish"
    assert there["slug"].startswith(f"groesser-schneller-{mark}-")
    assert there["categories"] == [1]
    assert there["excerpt"]["raw"] == "Kurz &amp; gut"
    assert there["_embedded"]["wp:featuredmedia"][0]["alt_text"] == 'Ein "rotes" Rechteck – groß'
    public = httpx.get(post.url, timeout=30)
    assert public.status_code == 200
    assert f"Größer &amp; schneller &lt;{mark}&gt;" in public.text
    assert "Erster Absatz &#038; &lt;b&gt;mehr&lt;/b&gt;<br>mit Zeile" in public.text.replace("&amp;", "&#038;")
    assert 'href="https://example.com/a?b=1&amp;c=2"' in public.text.replace("&#038;", "&amp;")
    assert 'alt="Ein blaues"' in public.text
    assert "Fragen gern hier" in public.text
    with wordpress_server.speak() as speaker:
        names = {tag["name"] for tag in speaker.get("tags", params={"post": post.external_id}).json()}
        fetched = httpx.get(speaker.get(f"media/{there['featured_media']}").json()["source_url"])
    assert names == {"Prüftechnik", f"Messe {mark}"}
    assert fetched.content == files.kept[above.sha256]


async def test_a_tag_that_is_there_already_is_used_again(
    connector: Connector, wordpress_server: WordPressServer
) -> None:
    mark = uuid4().hex[:8]
    plans = [
        PostPlan("1", (Part("Text"),), title=f"{number} {mark}", options={"tags": f"Q & A {mark}"}) for number in (1, 2)
    ]
    first, second = [read(wordpress_server, await publish(connector, plan))["tags"] for plan in plans]
    assert first == second


async def test_nothing_is_visible_until_the_one_step_that_shows_it(
    connector: Connector, wordpress_server: WordPressServer, files: Files
) -> None:
    mark = uuid4().hex[:8]
    plan = PostPlan("1", (Part("Text", (files.picture("rot"),)),), title=f"Noch nicht {mark}")
    journal = Journal(connector, plan)
    upload, draft, create = MANIFEST.steps(plan)
    await journal.take(upload)
    await journal.take(draft)
    (post,) = everything(wordpress_server, mark)
    assert httpx.get(f"{wordpress_server.base_url}/wp-json/wp/v2/posts/{post['id']}").status_code == 401
    assert mark not in httpx.get(f"{wordpress_server.base_url}/feed/").text
    journal.attempt(create)
    assert await journal.find(create) is None
    await journal.take(create)
    assert mark in httpx.get(f"{wordpress_server.base_url}/feed/").text


async def test_making_a_draft_visible_twice_is_doing_it_once(
    connector: Connector, wordpress_server: WordPressServer
) -> None:
    mark = uuid4().hex[:8]
    journal = Journal(connector, article(mark))
    draft, create = MANIFEST.steps(journal.plan)
    for outline in (draft, draft, create, create, draft, create):  # the sender died and came back at every point
        await journal.take(outline)
    assert [post["status"] for post in everything(wordpress_server, mark)] == ["publish"]


async def test_the_same_comment_is_found_and_not_made_again(
    connector: Connector, wordpress_server: WordPressServer
) -> None:
    mark = uuid4().hex[:8]
    plan = PostPlan("1", (Part("Text"),), title=f"Artikel {mark}", first_comment=f"Unser Kommentar & mehr {mark}")
    journal = Journal(connector, plan)
    *_, comment = outlines = MANIFEST.steps(plan)
    for outline in outlines:
        await journal.take(outline)
    first = journal.carried["comment.id"]
    await journal.take(comment)
    assert journal.carried["comment.id"] == first
    found = await journal.find(comment)
    assert found is not None
    assert found.carried["id"] == first


async def test_comments_of_others_are_read_and_counted_and_answers_keep_their_parent(
    connector: Connector, wordpress_server: WordPressServer
) -> None:
    mark = uuid4().hex[:8]
    before = CLOCK.now()
    plan = PostPlan("1", (Part("Text"),), title=f"Artikel {mark}", first_comment="Unser Kommentar")
    post = await publish(connector, plan)
    admin = httpx.Client(
        base_url=f"{wordpress_server.base_url}/wp-json/wp/v2/", timeout=30, auth=wordpress_server.editor.auth
    )
    with admin:
        guest = {"status": "approved", "author_name": "Ben Beispiel", "author_email": "ben@example.com"}
        said = admin.post("comments", json={"post": post.external_id, "content": "Wie schnell?", **guest}).json()
        answer = {"post": post.external_id, "content": f"Sehr {mark}", "parent": said["id"], **guest}
        answered = admin.post("comments", json=answer).json()
    comments = await connector.read_replies(post, since=None)
    assert [(entry.id, entry.author.name, entry.text) for entry in comments] == [
        (str(said["id"]), "Ben Beispiel", "Wie schnell?"),
        (str(answered["id"]), "Ben Beispiel", f"Sehr {mark}"),
    ]
    assert [entry.parent_id for entry in comments] == [post.external_id, str(said["id"])]
    assert len(await connector.read_replies(post, since=before)) == 2
    assert await connector.read_replies(post, since=CLOCK.now() + timedelta(seconds=2)) == ()
    values = {entry.metric: entry.value for entry in (await connector.measure([post]))[post.external_id]}
    assert values[Metric.COMMENTS] == 3
    assert values[Metric.IMPRESSIONS] is None


async def test_a_comment_is_found_in_the_inbox_answered_once_hidden_and_taken_off(
    connector: Connector, wordpress_server: WordPressServer
) -> None:
    mark = uuid4().hex[:8]
    before = CLOCK.now()
    post = await publish(connector, PostPlan("1", (Part("Text"),), title=f"Artikel {mark}"))
    admin = httpx.Client(
        base_url=f"{wordpress_server.base_url}/wp-json/wp/v2/", timeout=30, auth=wordpress_server.editor.auth
    )
    with admin:
        guest = {"status": "approved", "author_name": "Ben Beispiel", "author_email": "ben@example.com"}
        admin.post("comments", json={"post": post.external_id, "content": f"Frage {mark}", **guest}).raise_for_status()
    read, answer, find, hide, remove = (
        connector.read_inbox, connector.answer, connector.find_answer, connector.hide, connector.remove,
    )  # fmt: skip
    assert read is not None
    assert answer is not None
    assert find is not None
    assert hide is not None
    assert remove is not None
    asked = next(one for one in await read(since=before) if one.text == f"Frage {mark}")
    said = await answer(asked, f"Danke {mark}!", key="k")
    assert await answer(asked, f"Danke {mark}!", key="k") == said
    assert await find(asked, f"Danke {mark}!", since=before) == said
    await hide(asked, hidden=True)
    assert asked.id not in {one.id for one in await read(since=before)}
    await hide(asked, hidden=False)
    assert asked.id in {one.id for one in await read(since=before)}
    await remove(asked)
    await remove(asked)
    assert asked.id not in {one.id for one in await read(since=before)}


async def test_an_edit_changes_the_article_under_its_address(
    connector: Connector, wordpress_server: WordPressServer, files: Files
) -> None:
    mark, picture = uuid4().hex[:8], files.picture("vorher")
    post = await publish(connector, PostPlan("1", (Part("Alt", (picture,)),), title=f"Artikel {mark}"))
    fields = {name: getattr(picture, name) for name in type(picture).__slots__}
    renamed = type(picture)(**{**fields, "alt": "nachher"})
    changed = await connector.edit(post, PostPlan("1", (Part("Neu", (renamed,)),), title=f"Neuer Titel {mark}"))
    there = read(wordpress_server, post, _embed="1")
    assert changed.url == post.url
    assert there["title"]["raw"] == f"Neuer Titel {mark}"
    assert there["_embedded"]["wp:featuredmedia"][0]["alt_text"] == "nachher"
    assert str(there["featured_media"]) == post.carried["upload:0.id"]


async def test_a_deleted_article_lies_in_the_bin_and_is_not_measured(
    connector: Connector, wordpress_server: WordPressServer
) -> None:
    post = await publish(connector, article(uuid4().hex[:8]))
    await connector.delete(post)
    assert read(wordpress_server, post)["status"] == "trash"
    assert httpx.get(post.url).status_code == 404
    await connector.delete(post)
    assert await connector.measure([post]) == {}
    assert await connector.read_replies(post, since=None) == ()


async def test_a_file_type_the_blog_does_not_take_is_named(connector: Connector, files: Files) -> None:
    bad = files.keep(b"MZ\x90\x00", "kein Bild", "application/x-msdownload")
    plan = PostPlan("1", (Part("Text", (files.picture("gut"), bad)),), title="Nie")
    with pytest.raises(MediaRefused) as refused:
        await publish(connector, plan)
    assert refused.value.which == 1


async def test_a_big_picture_is_streamed(connector: Connector, wordpress_server: WordPressServer, files: Files) -> None:
    noise = files.keep(_noise(), "Rauschen", "image/png", (1500, 1500))
    assert noise.bytes > 5_000_000
    post = await publish(connector, PostPlan("1", (Part("Text", (noise,)),), title=f"Groß {uuid4().hex[:8]}"))
    assert str(read(wordpress_server, post)["featured_media"]) == post.carried["upload:0.id"]


def _noise() -> bytes:
    drawn = io.BytesIO()
    Image.frombytes("RGB", (1500, 1500), os.urandom(1500 * 1500 * 3)).save(drawn, "PNG", compress_level=1)
    return drawn.getvalue()


async def test_a_blog_killed_after_it_showed_the_article_is_found_to_have_it(
    http: httpx.AsyncClient, connector: Connector, wordpress_server: WordPressServer, files: Files
) -> None:
    mark = uuid4().hex[:8]
    editor = wordpress_server.editor
    credentials = {"user": editor.name, "application_password": editor.application_password}
    lossy = AnswerLost(http._transport, lambda request: b'"publish"' in request.content, wordpress_server.kill)
    through = httpx.AsyncClient(transport=lossy, timeout=30)
    journal = Journal(connect(Setting(connector.account, credentials, through, CLOCK, files)), article(mark))
    draft, create = MANIFEST.steps(journal.plan)
    await journal.take(draft)
    with pytest.raises(Unreachable) as lost:
        await journal.take(create)
    assert not lost.value.before_sending
    with pytest.raises(NetworkError):
        await journal.find(create)
    wordpress_server.restart()
    found = await journal.find(create)
    assert found is not None
    assert [str(post["id"]) for post in everything(wordpress_server, mark)] == [found.external_id]


async def test_a_blog_killed_in_mid_send_has_every_article_once_in_the_end(
    connector: Connector, wordpress_server: WordPressServer
) -> None:
    marks = [uuid4().hex[:8] for _ in range(4)]
    for number, mark in enumerate(marks):
        journal = Journal(connector, article(mark))
        for outline in MANIFEST.steps(journal.plan):
            sending = asyncio.ensure_future(journal.take(outline))
            await asyncio.sleep(0.02 * number)  # a little later each time
            wordpress_server.kill()
            lost = (await asyncio.gather(sending, return_exceptions=True))[0]
            wordpress_server.restart()
            assert lost is None or isinstance(lost, Unreachable)
            if lost is not None:
                found = await journal.find(outline)
                if found is None:
                    await journal.take(outline)
                else:
                    journal.keep(outline, found)
    for mark in marks:
        assert [post["status"] for post in everything(wordpress_server, mark)] == ["publish"]


async def test_an_address_without_a_blog_is_said_so(http: httpx.AsyncClient, wordpress_server: WordPressServer) -> None:
    answers = {"address": "http://127.0.0.1:9", "user": "ada", "application_password": "x"}
    with pytest.raises(Unreachable) as error:
        await BY_HAND.begin(http, CLOCK, answers=answers, return_url=RETURN, state="z")
    assert error.value.before_sending
