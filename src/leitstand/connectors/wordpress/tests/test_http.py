"""Requests and answers, against a stand-in of one blog."""

from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from leitstand.connector_kit.contract import Connector, Published, Setting, Step
from leitstand.connector_kit.errors import MediaRefused, RateLimited, Refused, SignInExpired, Unreachable
from leitstand.connector_kit.harness import Trouble
from leitstand.connector_kit.manifest import Redirect
from leitstand.connectors.wordpress import MANIFEST, connect
from leitstand.connectors.wordpress.client import Client
from leitstand.connectors.wordpress.tests.harness import (
    HOST,
    PASSWORD,
    SITE,
    USER,
    WordPressHarness,
    failure,
    open_harness,
)
from leitstand.kernel.post import Media, Part, PostPlan

RETURN = "https://leitstand.example/channels/back"
PICTURE = Media("7", "ab" * 32, "picture", "image/png", 8, 10, 10, alt="Ein rotes Rechteck – groß")
OTHER = Media("8", "cd" * 32, "picture", "image/png", 8, 10, 10, alt="Ein blaues")
CONSENT, BY_HAND = MANIFEST.sign_in


# what the blog says to a wrong password where it was asked for drafts
FORBIDDEN_STATUS = httpx.Response(
    400,
    json={
        "code": "rest_invalid_param",
        "message": "Invalid parameter(s): status",
        "data": {
            "status": 400,
            "params": {"status": "Status is forbidden."},
            "details": {"status": {"code": "rest_forbidden_status", "message": "…", "data": {"status": 401}}},
        },
    },
)


class Files:
    """Eight bytes for every file."""

    async def chunks(self, media: Media, *, start: int = 0, size: int = 65536) -> AsyncIterator[bytes]:
        yield b"\x89PNG"
        yield b"\r\n\xff\x00"


@pytest.fixture
async def harness() -> AsyncIterator[WordPressHarness]:
    async with open_harness() as opened:
        yield opened


async def signed_in(harness: WordPressHarness) -> Connector:
    done = await BY_HAND.begin(harness.http, harness.clock, answers=harness.right, return_url=RETURN, state="s")
    return connect(Setting(done.account, done.credentials, harness.http, harness.clock, Files()))


async def publish(connector: Connector, harness: WordPressHarness, plan: PostPlan, key: str = "k") -> Published:
    carried: dict[str, str] = {}
    post = Published("")
    for outline in MANIFEST.steps(plan):
        step = Step(outline, plan, dict(carried), harness.clock.now())
        result = await connector.publish(step, key=f"{key}/{outline.name}")
        carried |= {f"{outline.name}.{name}": value for name, value in result.carried.items()}
        if result.external_id:
            post = Published(result.external_id, result.url)
    return Published(post.external_id, post.url, carried)


async def test_a_person_agrees_in_the_blog_and_comes_back(harness: WordPressHarness) -> None:
    redirect = await CONSENT.begin(
        harness.http, harness.clock, answers={"address": HOST}, return_url=RETURN, state="s1"
    )
    assert isinstance(redirect, Redirect)
    assert redirect.url.startswith(f"{SITE}/wp-admin/authorize-application.php?")
    asked = dict(parse_qsl(urlsplit(redirect.url).query))
    assert asked["success_url"] == f"{RETURN}?state=s1"
    returned = await harness.come_back(redirect)
    assert CONSENT.finish is not None
    done = await CONSENT.finish(
        harness.http, harness.clock, remember=redirect.remember, returned=returned, return_url=RETURN
    )
    assert (done.account.name, done.account.handle) == ("Prüfwerk & Partner", "ada")
    assert done.account.facts["categories"] == [["", "–"], ["1", "Aktuelles"], ["4", "Technik & Praxis"]]
    assert done.credentials == {"user": USER, "application_password": PASSWORD}


async def test_who_says_no_in_the_blog_is_not_signed_in(harness: WordPressHarness) -> None:
    redirect = await CONSENT.begin(
        harness.http, harness.clock, answers={"address": HOST}, return_url=RETURN, state="s1"
    )
    assert isinstance(redirect, Redirect)
    assert CONSENT.finish is not None
    for returned, code in (
        ({"state": "s1", "success": "false"}, "rejected"),
        ({"state": "s2", "password": "x"}, "state"),
    ):
        with pytest.raises(Refused) as refused:
            await CONSENT.finish(
                harness.http, harness.clock, remember=redirect.remember, returned=returned, return_url=RETURN
            )
        assert refused.value.code == code


async def test_a_blog_without_speaking_addresses_is_found_too(harness: WordPressHarness) -> None:
    harness.standin.speaking_addresses = False
    connector = await signed_in(harness)
    assert connector.account.base_url == f"{SITE}/index.php?rest_route=/"
    post = await publish(connector, harness, PostPlan("1", (Part("Text"),), title="Neu"))
    assert [seen.id for seen in await harness.seen()] == [post.external_id]


async def test_a_site_that_is_no_blog_is_said_so(harness: WordPressHarness) -> None:
    page = httpx.MockTransport(lambda _: httpx.Response(404, text="<html>nothing here"))
    async with httpx.AsyncClient(transport=page) as http:
        with pytest.raises(Refused) as refused:
            await BY_HAND.begin(http, harness.clock, answers=harness.right, return_url=RETURN, state="s")
    assert refused.value.code == "no_blog"


async def test_no_password_travels_to_an_address_that_is_not_encrypted(harness: WordPressHarness) -> None:
    seen: list[str] = []

    def leading_astray(request: httpx.Request) -> httpx.Response:
        seen.append(str(request.url))
        return httpx.Response(302, headers={"location": "http://blog.example/"})

    async with httpx.AsyncClient(transport=httpx.MockTransport(leading_astray)) as http:
        with pytest.raises(Refused) as refused:
            await BY_HAND.begin(http, harness.clock, answers=harness.right, return_url=RETURN, state="s")
    assert refused.value.code == "not_encrypted"
    assert seen == [SITE]


async def test_rights_that_are_missing_are_named(harness: WordPressHarness) -> None:
    harness.standin.capabilities = {"edit_posts": True, "upload_files": True}
    done = await BY_HAND.begin(harness.http, harness.clock, answers=harness.right, return_url=RETURN, state="s")
    assert done.missing_rights == ("publish posts", "edit published posts", "delete published posts")


async def test_an_article_arrives_with_picture_category_tags_and_excerpt(harness: WordPressHarness) -> None:
    connector = await signed_in(harness)
    plan = PostPlan(
        "1",
        (Part("Absatz eins\n\nAbsatz zwei", (PICTURE, OTHER)),),
        title="Neue Prüfzelle",
        excerpt="Kurz gesagt",
        options={"category": "4", "tags": "prüftechnik, Messe"},
        first_comment="Fragen gern hier",
    )
    post = await publish(connector, harness, plan)
    article, comment = await harness.seen()
    assert (article.title, article.text) == ("Neue Prüfzelle", "Absatz eins\n\nAbsatz zwei")
    assert article.alts == ("Ein rotes Rechteck – groß", "Ein blaues")
    assert (comment.text, comment.reply_to) == ("Fragen gern hier", post.external_id)
    kept = harness.standin.posts[int(post.external_id)]
    assert (kept["categories"], kept["excerpt"]) == ([4], "Kurz gesagt")
    assert [harness.standin.tags[number] for number in kept["tags"]] == ["Prüftechnik", "Messe"]
    assert post.url == f"{SITE}/2026/11/{kept['slug']}/"


async def test_the_same_keys_from_the_start_say_it_once(harness: WordPressHarness) -> None:
    connector = await signed_in(harness)
    plan = PostPlan("1", (Part("Text"),), title="Neu", first_comment="Mehr")
    first = await publish(connector, harness, plan)
    second = await publish(connector, harness, plan)
    assert second.external_id == first.external_id
    assert len(await harness.seen()) == 2


async def test_a_draft_whose_answer_was_lost_is_written_again_and_not_beside(harness: WordPressHarness) -> None:
    connector = await signed_in(harness)
    plan = PostPlan("1", (Part("Text"),), title="Neu")
    draft, create = MANIFEST.steps(plan)
    step = Step(draft, plan, {}, harness.clock.now())
    first = await connector.publish(step, key="k")
    again = await connector.publish(step, key="k")
    assert again.carried == first.carried
    assert len(harness.standin.posts) == 1
    assert await harness.seen() == ()
    carried = {f"draft.{name}": value for name, value in first.carried.items()}
    assert await connector.find_published(Step(create, plan, carried, harness.clock.now()), key="k") is None


async def test_a_lost_answer_is_found_by_looking_at_the_draft(harness: WordPressHarness) -> None:
    connector = await signed_in(harness)
    plan = PostPlan("1", (Part("Text"),), title="Neu")
    draft, create = MANIFEST.steps(plan)
    made = await connector.publish(Step(draft, plan, {}, harness.clock.now()), key="k")
    step = Step(create, plan, {f"draft.{name}": value for name, value in made.carried.items()}, harness.clock.now())
    await harness.trouble(Trouble.LOST_ANSWER)
    with pytest.raises(Unreachable):
        await connector.publish(step, key="k2")
    await harness.calm()
    found = await connector.find_published(step, key="k2")
    assert found is not None
    assert [found.external_id] == [seen.id for seen in await harness.seen()]


async def test_a_featured_picture_that_the_blog_did_not_take_is_noticed(harness: WordPressHarness) -> None:
    connector = await signed_in(harness)
    plan = PostPlan("1", (Part("Text", (PICTURE,)),), title="Neu")
    upload, draft, _ = MANIFEST.steps(plan)
    made = await connector.publish(Step(upload, plan, {}, harness.clock.now()), key="k")
    harness.standin.files.clear()
    carried = {f"upload:0.{name}": value for name, value in made.carried.items()}
    with pytest.raises(MediaRefused) as refused:
        await connector.publish(Step(draft, plan, carried, harness.clock.now()), key="k")
    assert refused.value.which == 0
    assert await harness.seen() == ()


async def test_an_edit_keeps_known_pictures_with_their_new_words_and_uploads_new_ones(
    harness: WordPressHarness,
) -> None:
    connector = await signed_in(harness)
    post = await publish(connector, harness, PostPlan("1", (Part("Alt", (PICTURE,)),), title="Alt"))
    fields = {name: getattr(PICTURE, name) for name in Media.__slots__}
    renamed = Media(**{**fields, "alt": "Ein rotes Quadrat"})
    await connector.edit(post, PostPlan("1", (Part("Neu", (renamed, OTHER)),), title="Neu"))
    (seen,) = await harness.seen()
    assert (seen.title, seen.text, seen.alts) == ("Neu", "Neu", ("Ein rotes Quadrat", "Ein blaues"))
    assert len(harness.standin.files) == 2


async def test_deleting_puts_it_into_the_bin_and_twice_is_fine(harness: WordPressHarness) -> None:
    connector = await signed_in(harness)
    post = await publish(connector, harness, PostPlan("1", (Part("Text"),), title="Weg"))
    await connector.delete(post)
    await connector.delete(post)
    assert await harness.seen() == ()
    assert harness.standin.posts[int(post.external_id)]["status"] == "trash"
    await connector.delete(Published("999"))


async def test_only_later_comments_of_others_are_read(harness: WordPressHarness) -> None:
    connector = await signed_in(harness)
    post = await publish(connector, harness, PostPlan("1", (Part("Text"),), title="Neu", first_comment="unserer"))
    expected = await harness.people_react(post)
    assert await connector.read_replies(post, since=None) == expected
    assert await connector.read_replies(post, since=harness.clock.now() + timedelta(seconds=1)) == ()
    assert await connector.read_replies(post, since=harness.clock.now() + timedelta(milliseconds=400)) == expected


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (failure(401, "rest_not_logged_in"), SignInExpired),
        (failure(401, "incorrect_password"), SignInExpired),
        (FORBIDDEN_STATUS, SignInExpired),
        (failure(403, "rest_cannot_publish"), Refused),
        (failure(403, "rest_cannot_create"), Refused),
        (failure(400, "rest_invalid_param"), Refused),
        (failure(400, "comment_flood"), RateLimited),
        (failure(404, "rest_no_route"), Refused),
        (failure(500, "db_insert_error"), Unreachable),
        (httpx.Response(429, headers={"retry-after": "30"}), RateLimited),
        (httpx.Response(503, headers={"retry-after": "30"}), RateLimited),
        (httpx.Response(502, text="<html>Bad Gateway"), Unreachable),
        (httpx.Response(200, text="<html>maintenance"), Unreachable),
        (httpx.Response(301, headers={"location": "https://www.blog.example/"}), Refused),
    ],
    ids=lambda value: str(getattr(value, "status_code", getattr(value, "__name__", ""))),
)
async def test_each_answer_of_the_blog_is_one_error(
    harness: WordPressHarness, answer: httpx.Response, error: type[Exception]
) -> None:
    async with httpx.AsyncClient(transport=httpx.MockTransport(lambda _: answer)) as http:
        client = Client(f"{SITE}/wp-json/", http, harness.clock, USER, PASSWORD)
        with pytest.raises(error) as raised:
            await client.post("wp/v2/posts", {"status": "publish"})
    assert PASSWORD not in str(raised.value)


async def test_a_file_that_the_blog_does_not_take_names_its_place(harness: WordPressHarness) -> None:
    connector = await signed_in(harness)
    plan = PostPlan("1", (Part("Text", (PICTURE, OTHER)),), title="Neu")
    await harness.trouble(Trouble.MEDIA_REFUSED)
    with pytest.raises(MediaRefused) as refused:
        await connector.publish(Step(MANIFEST.steps(plan)[1], plan, {}, harness.clock.now()), key="k")
    assert (refused.value.which, refused.value.code) == (1, "rest_upload_sideload_error")
