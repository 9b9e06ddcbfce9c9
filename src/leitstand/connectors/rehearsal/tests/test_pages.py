"""The network as the public sees it."""

import re
import tomllib
from datetime import timedelta
from importlib.resources import files

from leitstand.connectors.rehearsal.tests.conftest import Visitor
from leitstand.connectors.rehearsal.tests.test_stage import PNG

NASTY = "<script>alert('x')</script> & \"Zitat\""


async def _post(visitor: Visitor, text: str = "Neu: unsere Prüfanlage.", **more: object) -> dict:
    if not visitor.token:
        await visitor.sign_in("ada", name="Ada Beispiel")
    status, post = await visitor.ask("POST", "/api/posts", {"text": text, **more})
    assert status == 201, post
    return post


def _path(post: dict) -> str:
    return "/@" + post["url"].partition("/@")[2]


async def test_nobody_has_spoken_yet(visitor: Visitor) -> None:
    status, html = await visitor.page("/")
    assert status == 200
    assert "Noch hat niemand etwas veröffentlicht." in html


async def test_pages_speak_the_visitors_language(visitor: Visitor) -> None:
    await _post(visitor)
    assert '<html lang="en">' in (await visitor.page("/", **{"Accept-Language": "fr, en-GB;q=0.8, de;q=0.3"}))[1]
    assert '<html lang="de">' in (await visitor.page("/", **{"Accept-Language": "fr"}))[1]
    assert "Latest posts" in (await visitor.page("/?lang=en"))[1]
    assert "Latest posts" in (await visitor.page("/"))[1], "the choice is remembered"


def test_both_languages_say_everything() -> None:
    words = tomllib.loads(files("leitstand.connectors.rehearsal.stage").joinpath("words.toml").read_text("utf-8"))
    assert words["de"].keys() == words["en"].keys()
    gaps = re.compile(r"{(\w+)}")
    for name, text in words["de"].items():
        assert set(gaps.findall(text)) == set(gaps.findall(words["en"][name])), name
        assert "!" not in text


async def test_what_people_write_is_shown_and_never_run(visitor: Visitor) -> None:
    await visitor.sign_in("ada", name=NASTY)
    name = await visitor.file(PNG, alt=NASTY)
    link = {"url": "https://example.org/?a=1&b=<2>", "title": NASTY, "description": NASTY}
    post = await _post(visitor, f"{NASTY} #los https://example.org/<b> @ute.qm", media=[name], link=link)
    form = {"name": NASTY, "text": NASTY, "parent": ""}
    assert (await visitor.press(f"{_path(post)}/comment", form))[0] == 303
    for path in ("/", "/@ada", _path(post)):
        status, html = await visitor.page(path)
        assert status == 200
        assert "<script" not in html
        assert 'alt="&lt;script&gt;' in html
        assert '<a href="/@ute.qm">' in html


async def test_every_page_forbids_scripts_and_strangers(visitor: Visitor) -> None:
    post = await _post(visitor)
    for path in ("/", "/@ada", _path(post), "/about", "/faults", "/share", "/nowhere"):
        async with visitor.http.get(visitor.address + path, headers={"Accept": "text/html"}) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'")
            assert "script-src" not in policy
            assert "unsafe" not in policy
            html = await answer.text()
        assert "style=" not in html
        assert not re.search(r"(src|href)=\"https?:", html), "nothing is fetched from elsewhere"


async def test_a_thread_stands_in_order_and_once_in_the_list(visitor: Visitor) -> None:
    first = await _post(visitor, "Erster Teil")
    second = await _post(visitor, "Zweiter Teil", reply_to=first["id"])
    await _post(visitor, "Dritter Teil", reply_to=second["id"])
    _, whole = await visitor.page(_path(second))
    assert whole.index("Erster Teil") < whole.index("Zweiter Teil") < whole.index("Dritter Teil")
    assert "Teil 2 von 3" in whole
    _, listed = await visitor.page("/")
    assert "Erster Teil" in listed
    assert "Zweiter Teil" not in listed


async def test_long_texts_fold_in_the_list_only(visitor: Visitor) -> None:
    post = await _post(visitor, "Wort " * 80 + "Ende")
    assert "Ende" not in (await visitor.page("/"))[1]
    assert "Weiterlesen" in (await visitor.page("/"))[1]
    assert "Ende" in (await visitor.page(_path(post)))[1]


async def test_a_click_is_counted_and_leads_only_where_the_post_links(visitor: Visitor) -> None:
    post = await _post(visitor, "Mehr: https://example.org/a?b=1.", link={"url": "https://example.com/card"})
    for place, target in (("0", "https://example.org/a?b=1"), ("card", "https://example.com/card")):
        url = f"{visitor.address}/out/{post['id']}/{place}"
        async with visitor.http.get(url, allow_redirects=False) as answer:
            assert (answer.status, answer.headers["Location"]) == (302, target)
    for nowhere in (f"/out/{post['id']}/1", "/out/9999/0", f"/out/{post['id']}/https:%2F%2Fevil.example"):
        assert (await visitor.page(nowhere))[0] == 404
    _, told = await visitor.ask("POST", "/api/metrics", {"ids": [post["id"]]})
    assert told["metrics"][post["id"]]["clicks"] == 2


async def test_the_link_in_a_first_comment_is_counted_and_a_visitors_is_not_clickable(visitor: Visitor) -> None:
    post = await _post(visitor)
    body = {"text": "Alles dazu: https://example.org/bericht"}
    _, comment = await visitor.ask("POST", f"/api/posts/{post['id']}/comments", body)
    form = {"name": "E", "text": "Billig: https://spam.example/", "parent": ""}
    await visitor.press(f"{_path(post)}/comment", form)
    _, html = await visitor.page(_path(post))
    assert re.findall(r'href="(/out/[^"]+)"', html) == [f"/out/{post['id']}/{comment['id']}.0"]
    url = f"{visitor.address}/out/{post['id']}/{comment['id']}.0"
    async with visitor.http.get(url, allow_redirects=False) as answer:
        assert answer.headers["Location"] == "https://example.org/bericht"
    spam = max(visitor.stage.world.comments)
    assert (await visitor.page(f"/out/{post['id']}/{spam}.0"))[0] == 404


async def test_a_visitor_likes_and_takes_it_back(visitor: Visitor) -> None:
    post = await _post(visitor)
    for expected in (1, 0, 1):
        assert (await visitor.press(f"{_path(post)}/like", {}))[0] == 303
        _, told = await visitor.ask("POST", "/api/metrics", {"ids": [post["id"]]})
        assert told["metrics"][post["id"]]["likes"] == expected


async def test_a_visitor_asks_and_the_company_answers_below(visitor: Visitor) -> None:
    post = await _post(visitor)
    await visitor.press(f"{_path(post)}/comment", {"name": "Erika", "text": "Ab wann lieferbar?", "parent": ""})
    _, read = await visitor.ask("GET", f"/api/posts/{post['id']}/replies")
    asked = next(entry for entry in read["interactions"] if entry["kind"] == "comment")
    assert (asked["author"]["name"], asked["text"]) == ("Erika", "Ab wann lieferbar?")
    body = {"text": "Ab März.", "parent": asked["id"]}
    assert (await visitor.ask("POST", f"/api/posts/{post['id']}/comments", body, key="answer"))[0] == 201
    _, html = await visitor.page(_path(post))
    assert html.index("Ab wann lieferbar?") < html.index("Ab März.")
    assert 'class="comment under"' in html


async def test_another_site_cannot_speak_for_a_visitor(visitor: Visitor) -> None:
    post = await _post(visitor)
    status, _ = await visitor.press(f"{_path(post)}/like", {}, Origin="https://example.org")
    assert status == 403


async def test_closed_comments_are_closed(visitor: Visitor) -> None:
    post = await _post(visitor, "Fragen?", comments=False)
    assert (await visitor.press(f"{_path(post)}/comment", {"name": "E", "text": "Hallo", "parent": ""}))[0] == 404
    assert "Kommentare sind hier geschlossen." in (await visitor.page(_path(post)))[1]


async def test_simulated_people_comment_on_the_page_after_a_while(visitor: Visitor) -> None:
    posts = [await _post(visitor, f"Was meinen Sie zur Prüfanlage Nummer {n}?") for n in range(5)]
    fresh = [(await visitor.page(_path(post)))[1] for post in posts]
    assert not any('class="comment"' in html for html in fresh)
    visitor.clock.advance(timedelta(days=2))
    later = [(await visitor.page(_path(post)))[1] for post in posts]
    assert any('class="comment"' in html for html in later)


async def test_what_is_not_there_is_said_kindly(visitor: Visitor) -> None:
    for path in ("/@nobody", "/@ada/1", "/media/7", "/anything"):
        status, html = await visitor.page(path)
        assert status == 404
        assert "Diese Seite gibt es nicht" in html
    assert "ausgedachte Person" in (await visitor.page("/@ute.qm"))[1]


async def test_older_posts_are_a_page_away(visitor: Visitor) -> None:
    for number in range(25):
        await _post(visitor, f"Beitrag {number:02}.")
        visitor.clock.advance(timedelta(minutes=1))
    _, newest = await visitor.page("/")
    assert "Beitrag 24." in newest
    assert "Beitrag 04." not in newest
    older = re.search(r'href="(/\?before=[^"]+)"', newest)
    assert older
    _, rest = await visitor.page(older[1])
    assert [f"Beitrag {number:02}." in rest for number in (5, 4, 0)] == [False, True, True]


async def test_by_hand_a_person_publishes_what_leitstand_filled_in(visitor: Visitor) -> None:
    assert "Guten Tag &amp; willkommen" in (await visitor.page("/share?text=Guten+Tag+%26+willkommen"))[1]
    form = {"handle": "ada", "password": "wrong", "text": "Von Hand"}
    assert (await visitor.press("/share", form))[0] == 401
    status, leads_to = await visitor.press("/share", {**form, "password": "the-password"})
    assert status == 303
    assert "Von Hand" in (await visitor.page(leads_to))[1]
