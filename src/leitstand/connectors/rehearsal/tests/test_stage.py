"""The stage keeps what it is told, once, and gives it back to whom it belongs."""

from datetime import UTC, datetime, timedelta

import pytest

from leitstand.connectors.rehearsal.tests.conftest import ADMIN_KEY, Visitor

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
MP4 = b"\0\0\0\x18ftypmp42" + b"\0" * 40


async def test_a_wrong_password_is_refused_with_a_reason(visitor: Visitor) -> None:
    status, told = await visitor.ask("POST", "/api/sign-in", {"handle": "ada", "password": "x"})
    assert (status, told["error"]) == (401, "wrong_password")


async def test_a_handle_signs_in_to_the_same_account_again(visitor: Visitor) -> None:
    assert await visitor.sign_in("ada") == await visitor.sign_in("@ada")
    assert await visitor.sign_in("ben") != await visitor.sign_in("ada")


async def test_nobody_takes_the_handle_of_a_made_up_person(visitor: Visitor) -> None:
    status, told = await visitor.ask("POST", "/api/sign-in", {"handle": "ute.qm", "password": "the-password"})
    assert (status, told["error"]) == (422, "taken")


async def test_the_same_key_says_it_once_for_as_long_as_the_post_is_there(visitor: Visitor) -> None:
    await visitor.sign_in("ada")
    first, post = await visitor.ask("POST", "/api/posts", {"text": "Guten Morgen"}, key="k1")
    again, same = await visitor.ask("POST", "/api/posts", {"text": "Guten Morgen"}, key="k1")
    assert (first, again, same["id"]) == (201, 200, post["id"])
    status, found = await visitor.ask("GET", "/api/find?key=k1")
    assert (status, found["kind"], found["post"]["id"]) == (200, "post", post["id"])
    assert (await visitor.ask("DELETE", f"/api/posts/{post['id']}"))[0] == 204
    assert (await visitor.ask("GET", "/api/find?key=k1"))[0] == 404
    status, fresh = await visitor.ask("POST", "/api/posts", {"text": "Guten Morgen"}, key="k1")
    assert status == 201
    assert fresh["id"] != post["id"]


async def test_keys_of_two_accounts_do_not_meet(visitor: Visitor) -> None:
    await visitor.sign_in("ada")
    _, one = await visitor.ask("POST", "/api/posts", {"text": "A"}, key="k1")
    await visitor.sign_in("ben")
    status, other = await visitor.ask("POST", "/api/posts", {"text": "B"}, key="k1")
    assert (status, other["id"] != one["id"]) == (201, True)


async def test_a_comment_is_found_by_its_key_too(visitor: Visitor) -> None:
    await visitor.sign_in("ada")
    _, post = await visitor.ask("POST", "/api/posts", {"text": "A"}, key="p")
    _, comment = await visitor.ask("POST", f"/api/posts/{post['id']}/comments", {"text": "Mehr dazu"}, key="c")
    status, same = await visitor.ask("POST", f"/api/posts/{post['id']}/comments", {"text": "Mehr dazu"}, key="c")
    assert (status, same["id"]) == (200, comment["id"])
    _, found = await visitor.ask("GET", "/api/find?key=c")
    assert (found["kind"], found["comment"]["id"]) == ("comment", comment["id"])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"text": "  "}, "empty"),
        ({"text": "ä" * 501}, "too_long"),
        ({"text": "a", "media": ["999"]}, "no_such_file"),
        ({"text": "a", "reply_to": "999"}, "no_such_post"),
        ({"text": "a", "link": {"url": "javascript:alert(1)"}}, "bad_link"),
        ({"text": "a", "published_at": "2020-01-01T00:00:00Z"}, "admin_only"),
        ({"text": 7}, "bad_value"),
    ],
)
async def test_what_breaks_a_rule_is_refused_with_its_code(visitor: Visitor, body: dict, code: str) -> None:
    await visitor.sign_in("ada")
    status, told = await visitor.ask("POST", "/api/posts", body)
    assert status in (403, 422)
    assert told["error"] == code
    assert told["reason"]
    assert visitor.stage.world.posts == {}


async def test_five_hundred_families_are_five_hundred_characters(visitor: Visitor) -> None:
    await visitor.sign_in("ada")
    assert (await visitor.ask("POST", "/api/posts", {"text": "👩‍👩‍👧" * 500}))[0] == 201
    assert (await visitor.ask("POST", "/api/posts", {"text": "👩‍👩‍👧" * 501}))[0] == 422


async def test_only_the_writer_changes_or_takes_back(visitor: Visitor) -> None:
    await visitor.sign_in("ada")
    _, post = await visitor.ask("POST", "/api/posts", {"text": "Meins"})
    await visitor.sign_in("ben")
    assert (await visitor.ask("PATCH", f"/api/posts/{post['id']}", {"text": "Deins"}))[0] == 403
    assert (await visitor.ask("DELETE", f"/api/posts/{post['id']}"))[0] == 403
    visitor.token = ""
    assert (await visitor.ask("DELETE", f"/api/posts/{post['id']}"))[0] == 401


async def test_files_arrive_in_pieces_and_are_what_they_say(visitor: Visitor) -> None:
    await visitor.sign_in("ada")
    name = await visitor.file(PNG, alt="Ein Prüfkopf")
    _, post = await visitor.ask("POST", "/api/posts", {"text": "", "media": [name]})
    assert post["media"][0]["alt"] == "Ein Prüfkopf"
    async with visitor.http.get(post["media"][0]["url"]) as answer:
        assert (answer.content_type, await answer.read()) == ("image/png", PNG)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    status, _ = await visitor.ask("PUT", f"/api/media/{name}?offset=3", data=b"x")
    assert status == 409


async def test_a_file_that_is_something_else_is_refused(visitor: Visitor) -> None:
    await visitor.sign_in("ada")
    html = b"<html><script>alert(1)</script></html>"
    _, told = await visitor.ask("POST", "/api/media", {"mime": "image/png", "bytes": len(html)})
    status, refused = await visitor.ask("PUT", f"/api/media/{told['id']}?offset=0", data=html)
    assert (status, refused["error"]) == (415, "media_refused")
    assert (await visitor.ask("POST", "/api/media", {"mime": "text/html", "bytes": 4}))[0] == 415
    assert (await visitor.ask("POST", "/api/media", {"mime": "image/png", "bytes": 9 * 1024 * 1024}))[0] == 413


async def test_a_video_is_worked_on_before_it_can_be_used(visitor: Visitor) -> None:
    await visitor.sign_in("ada")
    name = await visitor.file(MP4, "video/mp4")
    assert (await visitor.ask("GET", f"/api/media/{name}"))[1]["state"] == "processing"
    assert (await visitor.ask("POST", "/api/posts", {"text": "", "media": [name]}))[0] == 409
    visitor.clock.advance(timedelta(seconds=2))
    assert (await visitor.ask("POST", "/api/posts", {"text": "", "media": [name]}))[0] == 201


async def test_six_pictures_or_one_video(visitor: Visitor) -> None:
    await visitor.sign_in("ada")
    pictures = [await visitor.file(PNG) for _ in range(7)]
    video = await visitor.file(MP4, "video/mp4")
    visitor.clock.advance(timedelta(seconds=2))
    assert (await visitor.ask("POST", "/api/posts", {"text": "", "media": pictures}))[0] == 422
    assert (await visitor.ask("POST", "/api/posts", {"text": "", "media": [pictures[0], video]}))[0] == 422
    assert (await visitor.ask("POST", "/api/posts", {"text": "", "media": pictures[:6]}))[0] == 201


async def test_the_administration_publishes_into_the_past_and_asks_how_it_was(visitor: Visitor) -> None:
    now = visitor.clock.now()
    since = (now - timedelta(days=900)).isoformat()
    await visitor.sign_in("muster", ADMIN_KEY, name="Musterfirma", followers=1800, since=since)
    at = datetime(2026, 11, 9, 8, 0, tzinfo=UTC)
    body = {"text": "Neue Prüfanlage, was meinen Sie?", "published_at": at.isoformat()}
    _, post = await visitor.ask("POST", "/api/posts", body, key="past")
    assert post["published_at"] == "2026-11-09T08:00:00.000Z"

    async def reach(moment: datetime) -> int:
        _, told = await visitor.ask("POST", "/api/metrics", {"ids": [post["id"]], "at": moment.isoformat()})
        return told["metrics"][post["id"]]["reach"]

    course = [await reach(at + timedelta(hours=hours)) for hours in (0, 1, 6, 48, 300)]
    assert course[0] == 0
    assert course == sorted(course)
    assert course[-1] > 50
    _, early = await visitor.ask("GET", f"/api/me?at={(at - timedelta(days=100)).isoformat().replace('+', '%2B')}")
    _, today = await visitor.ask("GET", "/api/me")
    assert 1800 < early["followers"] < today["followers"]
    assert (early["posts"], today["posts"]) == (0, 1)


async def test_the_administration_is_told_a_whole_course_in_one_answer(visitor: Visitor) -> None:
    now = visitor.clock.now()
    at = now - timedelta(days=20)
    moments = [(at + timedelta(hours=hours)).isoformat() for hours in (0, 6, 300)]
    await visitor.sign_in("muster", ADMIN_KEY, followers=1800, since=(now - timedelta(days=900)).isoformat())
    _, post = await visitor.ask("POST", "/api/posts", {"text": "Neue Prüfanlage", "published_at": at.isoformat()})
    status, told = await visitor.ask(
        "POST", "/api/past", {"posts": {post["id"]: moments, "999": moments}, "followers": moments}
    )
    assert status == 200
    assert list(told["posts"]) == [post["id"]]
    for place, moment in enumerate(moments):
        _, single = await visitor.ask("POST", "/api/metrics", {"ids": [post["id"]], "at": moment})
        assert told["posts"][post["id"]][place] == single["metrics"][post["id"]]
        _, then = await visitor.ask("GET", f"/api/me?at={moment.replace('+', '%2B')}")
        assert told["followers"][place] == then["followers"]
    too_many = {"posts": {post["id"]: moments * 2000}}
    assert (await visitor.ask("POST", "/api/past", too_many))[0] == 422
    assert (await visitor.ask("POST", "/api/past", {"posts": {post["id"]: ["soon"]}}))[0] == 422
    await visitor.sign_in("muster")
    assert (await visitor.ask("POST", "/api/past", {"posts": {post["id"]: moments}}))[0] == 403


async def test_figures_belong_to_the_account_and_gone_posts_are_left_out(visitor: Visitor) -> None:
    await visitor.sign_in("ada")
    _, post = await visitor.ask("POST", "/api/posts", {"text": "Meins"})
    _, told = await visitor.ask("POST", "/api/metrics", {"ids": [post["id"], "999"]})
    assert list(told["metrics"]) == [post["id"]]
    await visitor.sign_in("ben")
    assert (await visitor.ask("POST", "/api/metrics", {"ids": [post["id"]]}))[1]["metrics"] == {}


async def test_replies_are_read_since_a_moment(visitor: Visitor) -> None:
    await visitor.sign_in("ada")
    _, post = await visitor.ask("POST", "/api/posts", {"text": "Was meinen Sie zur neuen Prüfanlage?"})
    visitor.clock.advance(timedelta(days=3))
    _, everything = await visitor.ask("GET", f"/api/posts/{post['id']}/replies")
    moments = [entry["at"] for entry in everything["interactions"]]
    assert len(moments) > 3
    assert moments == sorted(moments)
    middle = moments[len(moments) // 2]
    _, later = await visitor.ask("GET", f"/api/posts/{post['id']}/replies?since={middle}")
    assert [entry["at"] for entry in later["interactions"]] == [at for at in moments if at >= middle]


async def test_what_is_no_json_is_refused(visitor: Visitor) -> None:
    await visitor.sign_in("ada")
    assert (await visitor.ask("POST", "/api/posts", data=b"{not json"))[1]["error"] == "no_json"
    assert (await visitor.ask("POST", "/api/posts", ["a"]))[1]["error"] == "no_object"
    assert (await visitor.ask("GET", "/api/nothing-here"))[1]["error"] == "no_such_address"
