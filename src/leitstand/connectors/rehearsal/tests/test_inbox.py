"""The stage's inbox: what visitors and made-up people write is told, answered in its place, and hidden from everybody else."""

from datetime import timedelta

from tests.promises.stand import stand_of

PACKAGE = "leitstand.connectors.rehearsal"


async def test_an_answer_stands_under_its_comment_on_the_public_page() -> None:
    async with stand_of(PACKAGE) as stand:
        (asked,) = await stand.harness.people_write()
        await stand.connector.answer(asked, "Ja, ab Januar.", key="k")
        own = stand.harness.stage.world.posts[asked.post_id].handle
        page = await stand.harness.http.get(f"http://127.0.0.1:{stand.harness.port}/@{own}/{asked.post_id}")
        assert page.text.index("Gibt es das auch in klein?") < page.text.index("Ja, ab Januar.")


async def test_the_same_key_answers_once() -> None:
    async with stand_of(PACKAGE) as stand:
        (asked,) = await stand.harness.people_write()
        first = await stand.connector.answer(asked, "Ja.", key="k")
        assert await stand.connector.answer(asked, "Ja.", key="k") == first


async def test_what_is_hidden_is_gone_from_the_page_and_stays_hidden_after_a_restart() -> None:
    async with stand_of(PACKAGE) as stand:
        (asked,) = await stand.harness.people_write()
        world = stand.harness.stage.world
        address = f"http://127.0.0.1:{stand.harness.port}/@{world.posts[asked.post_id].handle}/{asked.post_id}"
        await stand.connector.hide(asked, hidden=True)
        assert "Gibt es das auch in klein?" not in (await stand.harness.http.get(address)).text
        assert {"e": "hide", "id": asked.id, "hidden": True} in list(world._snapshot())
        await stand.connector.hide(asked, hidden=False)
        assert "Gibt es das auch in klein?" in (await stand.harness.http.get(address)).text


async def test_made_up_people_are_answered_like_visitors() -> None:
    async with stand_of(PACKAGE) as stand:
        said = await stand.say(stand.plan("Welcher Fehler war Ihr teuerster? #Prüftechnik"))
        stand.harness.clock.advance(timedelta(days=3))
        found = await stand.connector.read_inbox(since=None)
        assert found
        assert {one.post_id for one in found} == {said.external_id}
        answer = await stand.connector.answer(found[0], "Danke für den Einblick!", key="k")
        again = await stand.connector.find_answer(found[0], "Danke für den Einblick!", since=found[0].at)
        assert again is not None
        assert again.external_id == answer.external_id
        assert answer.external_id not in {one.id for one in await stand.connector.read_inbox(since=None)}
