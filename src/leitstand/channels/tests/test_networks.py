"""Which network suits, what is known about each, the check before a start, profile lists and the few messages to strangers."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from leitstand.channels.actions.check_platform import Found, check_platform, reserve_handle, start_platform
from leitstand.channels.actions.review_profile import count_stranger_message, left_this_month, review_profile
from leitstand.channels.core.platforms import AUDIENCES, FORMATS, GOALS, platform, platforms
from leitstand.channels.core.profiles import completeness, review_on
from leitstand.channels.core.suits import FileFacts, NewNetwork, Verdict, Wish, fits, judge_new, problems
from leitstand.channels.models import PlatformCheck, ProfileReview
from leitstand.channels.words import AGAINST, FILE_PROBLEMS, MISSING, VERDICTS
from leitstand.connector_kit.registry import manifests
from leitstand.house.actor import NotAllowed
from leitstand.house.errors import Invalid
from leitstand.library.models import Asset

B2B = Wish(frozenset({"b2b", "professionals"}), frozenset({"leads"}), frozenset({"text", "article"}), hours=6)


def _page(actor, *more: str) -> str:
    return reverse("channels_network" if more else "channels_networks", args=[actor.workspace.slug, *more])


def _video(actor, now, **fields) -> Asset:
    given_fields = {"kind": "video", "name": "Messefilm", "state": "ready", "mime": "video/mp4", "width": 1080,
                    "height": 1920, "seconds": 75.0, "bytes": 9_000_000, "original_path": "x", "original_sha256": "x",
                    "original_bytes": 1, "uploaded_at": now, **fields}  # fmt: skip
    return Asset.objects.create(workspace=actor.workspace, **given_fields)


# --- the comparison ---------------------------------------------------------------------------------------------------------


@pytest.mark.guide("G3.3.3-10")
def test_who_sells_to_companies_is_led_to_the_professional_network_first() -> None:
    found = fits(platforms(), B2B)
    assert [fit.platform.id for fit in found[:2]] == ["linkedin", "blog"]
    linkedin = found[0]
    # by hand: audience (3+3)/6 = 100, goal 3/3 = 100, content (3+3)/6 = 100, hours 6 of 4 = 100
    assert (linkedin.audience, linkedin.goal, linkedin.content, linkedin.score) == (100, 100, 100, 100)
    tiktok = next(fit for fit in found if fit.platform.id == "tiktok")
    # audience, goal and content have no weight there; hours 6 of 6 = 100, a tenth of the whole
    assert (tiktok.audience, tiktok.goal, tiktok.content, tiktok.score) == (0, 0, 0, 10)
    assert set(tiktok.against) == {"no_audience", "no_goal", "no_content"}


def test_what_the_company_forbids_comes_last_and_says_so() -> None:
    found = fits(platforms(), Wish(B2B.audiences, B2B.goals, B2B.formats, forbidden=frozenset({"linkedin"})))
    assert found[-1].platform.id == "linkedin"
    assert "forbidden" in found[-1].against


def test_without_a_budget_what_costs_money_is_named() -> None:
    found = {fit.platform.id: fit for fit in fits(platforms(), Wish(frozenset({"press"}), has_budget=False))}
    assert "budget" in found["x"].against
    assert "budget" not in found["bluesky"].against


@given(
    st.frozensets(st.sampled_from(AUDIENCES)),
    st.frozensets(st.sampled_from(GOALS)),
    st.frozensets(st.sampled_from(FORMATS)),
    st.none() | st.integers(0, 60),
)
def test_a_fit_is_a_percentage_and_nobody_is_lost(audiences, goals, formats, hours) -> None:
    found = fits(platforms(), Wish(audiences, goals, formats, hours))
    assert {fit.platform.id for fit in found} == {known.id for known in platforms()}
    assert all(0 <= fit.score <= 100 for fit in found)
    assert all(word in AGAINST for fit in found for word in fit.against)


@pytest.mark.guide("G3.3.3-10")
def test_the_page_compares_by_what_was_asked_and_says_how_it_weighs(ada, signed_in, clock) -> None:
    browser = signed_in(ada)
    plain = browser.get(_page(ada)).content.decode()
    assert "LinkedIn" in plain
    assert "%</td>" not in plain.replace("\n", "")
    asked = browser.get(_page(ada), {"audiences": ["b2b"], "goals": ["leads"], "hours": "1"}).content.decode()
    assert "gewichtet die Zielgruppe mit 40" in asked
    assert asked.index("LinkedIn") < asked.index("TikTok")
    assert "Es braucht mehr Stunden" in asked


# --- what is known ----------------------------------------------------------------------------------------------------------


@pytest.mark.guide("G3.3.3-11")
@pytest.mark.parametrize(
    ("name", "sentences"),
    [
        ("linkedin", ["eher konservativ", "17 Millionen Profile", "3.000 Zeichen"]),
        ("x", ["280 Zeichen", "Medienschaffende", "Fragen, Veranstaltungen"]),
        ("instagram", ["zwischen 18 und Ende 30", "eine Milliarde Besuche"]),
        ("xing", ["Deutschland, Österreich und der Schweiz", "Stellensuchende"]),
    ],
)
def test_a_network_is_described_with_its_day(ada, signed_in, clock, name: str, sentences: list[str]) -> None:
    page = signed_in(ada).get(_page(ada, name)).content.decode()
    assert all(sentence in page for sentence in sentences)
    known = platform(name)
    assert known is not None
    assert f"Stand {known.as_of:%d.%m.%Y}" in page


@pytest.mark.guide("G4.3-01")
def test_facts_carry_their_day_and_old_ones_ask_to_be_looked_up(ada, signed_in, clock) -> None:
    page = signed_in(ada).get(_page(ada, "youtube")).content.decode()
    for fact in ("49 Millionen Erwachsene", "85 %", "40 Minuten", "25.000 Vollzeitstellen", "775 Millionen Euro"):
        assert fact in page
    assert "Stand 31.05.2021" in page
    assert page.count("Veraltet: bitte nachschlagen") == 4
    known = platform("youtube")
    assert known is not None
    fresh = known.facts[0].as_of + timedelta(days=730)
    assert not known.facts[0].is_old(fresh)
    assert known.facts[0].is_old(fresh + timedelta(days=1))
    closed = platform("xing")
    assert closed is not None
    assert [fact.is_old(date(2026, 11, 2)) for fact in closed.facts] == [True, False, True], "what happened stays true"


def test_every_network_that_can_be_connected_for_posts_is_known() -> None:
    known = {entry.network for entry in platforms()}
    told = {entry.slug for entry in manifests() if not entry.is_in_house and not entry.is_source}
    assert told <= known


def test_what_is_said_has_words_in_both_languages(ada, signed_in, clock) -> None:
    assert set(VERDICTS) == set(Verdict)
    ada.person.language = "en"
    ada.person.save()
    page = signed_in(ada).get(_page(ada, "xing")).content.decode()
    assert "German-speaking network" in page
    assert "Stellensuchende" not in page


def test_an_unknown_network_is_not_found(ada, signed_in, clock) -> None:
    assert signed_in(ada).get(_page(ada, "studivz")).status_code == 404


# --- does a file fit --------------------------------------------------------------------------------------------------------


@pytest.mark.guide("G4.3-03")
def test_a_short_is_upright_or_square_and_at_most_three_minutes_long() -> None:
    known = platform("youtube")
    assert known is not None
    short = next(rule for rule in known.formats if rule.id == "short")
    upright = FileFacts("video", "video/mp4", 1080, 1920, 1, 60.0)
    assert problems(short, upright) == ()
    assert problems(short, FileFacts("video", "video/mp4", 1080, 1080, 1, 180.0)) == ()
    assert problems(short, FileFacts("video", "video/mp4", 1080, 1920, 1, 180.5)) == ("too_long",)
    assert problems(short, FileFacts("video", "video/mp4", 1920, 1080, 1, 60.0)) == ("too_wide",)
    assert problems(short, FileFacts("picture", "image/png", 1080, 1920, 1)) == ("kind",)


@pytest.mark.guide("G4.3-03")
def test_the_page_says_of_each_format_whether_a_file_fits(ada, signed_in, clock, now) -> None:
    film = _video(ada, now, width=1920, height=1080, seconds=240.0)
    page = signed_in(ada).get(_page(ada, "youtube"), {"datei": str(film.pk)}).content.decode()
    assert "zu lang, zu breit" in page
    assert "passt" in page


def test_a_file_of_another_workspace_is_not_found(ada, emil, signed_in, clock, now) -> None:
    film = _video(emil, now)
    assert signed_in(ada).get(_page(ada, "youtube"), {"datei": str(film.pk)}).status_code == 404
    assert signed_in(ada).get(_page(ada, "youtube"), {"datei": "x"}).status_code == 404


def test_every_problem_of_a_file_has_words() -> None:
    tiny = FileFacts("video", "video/avi", 10, 2000, 10**12, 0.1)
    found = {word for known in platforms() for rule in known.formats for word in problems(rule, tiny)}
    assert found <= set(FILE_PROBLEMS)


# --- before a start ---------------------------------------------------------------------------------------------------------


@pytest.mark.guide("G4.1-03")
@pytest.mark.parametrize(
    ("answers", "verdict", "missing"),
    [
        (NewNetwork(True, True, True, None, 6, 6), Verdict.OPEN, ()),
        (NewNetwork(True, None, True, 12, 6, 6), Verdict.OPEN, ()),
        (NewNetwork(True, True, True, None, 2, 6), Verdict.TRY, ("hours",)),
        (NewNetwork(True, False, True, None, 2, 6), Verdict.WAIT, ("content", "hours")),
        (NewNetwork(None, True, True, 9, 6, 6), Verdict.WAIT, ("audience",)),
        (NewNetwork(False, True, True, None, 6, 6), Verdict.WAIT, ("audience",)),
    ],
)
def test_a_new_network_is_opened_tried_or_left(answers: NewNetwork, verdict: Verdict, missing: tuple[str, ...]) -> None:
    opinion = judge_new(answers)
    assert (opinion.verdict, opinion.missing) == (verdict, missing)
    assert set(opinion.missing) <= set(MISSING)


@pytest.mark.guide("G4.1-03")
def test_the_check_is_kept_and_the_register_knows_since_when(owner, signed_in, clock, now) -> None:
    browser = signed_in(owner)
    answers = {"audience_there": "yes", "content_about_us": "yes", "aim": "Azubis gewinnen", "hours": "6"}
    browser.post(_page(owner, "tiktok") + "pruefung/", answers)
    page = browser.get(_page(owner, "tiktok")).content.decode()
    assert "Alles spricht dafür" in page
    browser.post(_page(owner, "tiktok") + "start/")
    assert PlatformCheck.objects.get().started_on == now.date()
    assert f"Dort seit {now:%d.%m.%Y}" in browser.get(_page(owner, "tiktok")).content.decode()


def test_who_should_wait_cannot_be_entered_as_being_there(owner, now) -> None:
    check, opinion = check_platform(owner, name="tiktok", found=Found(), now=now)
    assert opinion.verdict is Verdict.WAIT
    with pytest.raises(Invalid):
        start_platform(owner, check, on=now.date(), now=now)


@pytest.mark.guide("G4.1-08")
def test_where_we_are_spoken_of_without_an_account_the_name_is_reserved(owner, signed_in, clock, now) -> None:
    found = Found(hashtag="#pruefwerk", mentions=8_200_000_000, mentions_as_of=date(2026, 10, 30), handle="pruefwerk")
    check, opinion = check_platform(owner, name="tiktok", found=found, now=now)
    assert opinion.speaks_for == ("talked_about", "reserve")
    browser = signed_in(owner)
    assert "Reservieren Sie den Namen" in browser.get(_page(owner, "tiktok")).content.decode()
    reserve_handle(owner, check, now=now)
    assert "wurde am 02.11.2026 reserviert" in browser.get(_page(owner, "tiktok")).content.decode()


def test_a_figure_without_a_day_is_sent_back_with_everything_that_was_typed(owner, signed_in, clock) -> None:
    page = signed_in(owner).post(_page(owner, "tiktok") + "pruefung/", {"aim": "Azubis", "mentions": "12"})
    assert page.status_code == 422
    text = page.content.decode()
    assert "an welchem Tag gezählt wurde" in text
    assert 'value="Azubis"' in text
    assert not PlatformCheck.objects.exists()


def test_a_guest_reads_and_changes_nothing(dora, signed_in, clock, now) -> None:
    browser = signed_in(dora)
    assert browser.get(_page(dora, "tiktok")).status_code == 200
    assert browser.post(_page(dora, "tiktok") + "pruefung/", {"aim": "x"}).status_code == 403
    with pytest.raises(NotAllowed):
        review_profile(dora, name="linkedin", ticked=[], is_own=False, now=now)


# --- profiles ---------------------------------------------------------------------------------------------------------------


@pytest.mark.guide("G4.5-05")
def test_a_company_profile_is_looked_through_by_what_is_free_and_what_is_paid(ada, signed_in, clock, now) -> None:
    known = platform("xing")
    assert known is not None
    basic, paid = known.items("company", "basic"), known.items("company")
    assert len(paid) > len(basic) == 6
    browser = signed_in(ada)
    ticked = [item.id for item in basic[:3]]
    link = "https://www.kununu.com/de/pruefwerk"
    browser.post(_page(ada, "xing") + "profil/", {"ticked": ticked, "link": link})
    page = browser.get(_page(ada, "xing")).content.decode()
    assert "50 %" in page
    assert link in page
    assert f"wieder durchsehen bis {review_on(now.date()):%d.%m.%Y}" in page
    browser.post(_page(ada, "xing") + "profil/", {"ticked": ticked, "with_paid": "1", "link": link})
    assert "30 %" in browser.get(_page(ada, "xing")).content.decode()  # 3 of 10


@pytest.mark.guide("G3.3.3-12", "G4.5-06")
def test_a_persons_list_is_theirs_alone_and_asks_to_be_looked_at_again(ada, ben, signed_in, clock, now) -> None:
    review_profile(ada, name="linkedin", ticked=["person-1", "person-3"], is_own=True, now=now)
    mine, theirs = (signed_in(who).get(_page(who, "linkedin")).content.decode() for who in (ada, ben))
    assert "33 %" in mine
    assert "33 %" not in theirs
    assert "Überschrift mit den Schlagwörtern des Themas" in mine
    clock.moment = now + timedelta(days=183)
    assert "Es ist so weit." in signed_in(ada).get(_page(ada, "linkedin")).content.decode()


def test_the_day_on_which_something_was_ticked_stays(ada, now) -> None:
    review_profile(ada, name="linkedin", ticked=["company-1"], is_own=False, now=now)
    later = now + timedelta(days=30)
    review = review_profile(ada, name="linkedin", ticked=["company-1", "company-2"], is_own=False, now=later)
    assert review.ticked == {"company-1": now.date().isoformat(), "company-2": later.date().isoformat()}
    assert ProfileReview.objects.count() == 1


@pytest.mark.parametrize(("ticked", "link"), [(["company-99"], ""), (["person-1"], ""), ([], "kununu.com/x")])
def test_what_does_not_belong_to_a_list_is_refused(ada, now, ticked: list[str], link: str) -> None:
    with pytest.raises(Invalid):
        review_profile(ada, name="linkedin", ticked=ticked, is_own=False, now=now, link=link)
    assert not ProfileReview.objects.exists()


@pytest.mark.guide("G4.5-06")
def test_five_messages_to_strangers_a_month_and_no_sixth(ada, ben, signed_in, clock, now) -> None:
    assert [count_stranger_message(ada, name="xing", now=now) for _ in range(5)] == [4, 3, 2, 1, 0]
    with pytest.raises(Invalid):
        count_stranger_message(ada, name="xing", now=now)
    assert left_this_month(ben, name="xing", today=now.date()) == 5
    assert left_this_month(ada, name="xing", today=date(2026, 12, 1)) == 5
    assert left_this_month(ada, name="linkedin", today=now.date()) is None
    page = signed_in(ada).get(_page(ada, "xing")).content.decode()
    assert "0 übrig in diesem Monat" in page


def test_a_list_without_items_is_complete() -> None:
    assert completeness((), {}).percent == 100
