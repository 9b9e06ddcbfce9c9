"""Own links carry what the rules say, once, and give it back without a trace."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.kernel.post import LinkCard, Part, PostPlan
from leitstand.publishing.core.tracking import (
    FIELDS,
    Rules,
    Tagger,
    Used,
    carried,
    check_tracking,
    domain_of,
    doubled,
    links_of,
    tagged,
    unknown_placeholders,
    written,
)

RULES = Rules(domains=("klarblick.example", "müller-prüftechnik.example"))
TOLD = {
    "network": "LinkedIn",
    "channel": "Klarblick Karriere",
    "campaign": "Schärfer sehen",
    "post": "5a3e",
    "format": "post",
}
OURS = (("utm_source", "linkedin"), ("utm_medium", "social"), ("utm_campaign", "messe"))

_word = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)
_key = st.sampled_from(["lang", "q", "ref", "utm_source", "UTM_Medium", "utm_term", "ä"]) | _word
_query = st.lists(st.tuples(_key, _word | st.just("")), max_size=4)
_path = st.lists(_word, max_size=3).map("/".join)
_fragment = st.just("") | _word.map(lambda word: f"#{word}") | st.just("#/seite?utm_source=falsch")


@st.composite
def _addresses(draw):
    host = draw(st.sampled_from(["klarblick.example", "shop.klarblick.example:8443", "müller-prüftechnik.example"]))
    query = "&".join(f"{key}={value}" if value else key for key, value in draw(_query))
    return f"https://{host}/{draw(_path)}{'?' if query else ''}{query}{draw(_fragment)}"


def _said(url):
    return parse_qsl(urlsplit(url).query, keep_blank_values=True)


@given(_addresses())
def test_no_parameter_ever_stands_twice_and_nothing_that_stood_there_is_lost(url):
    made = tagged(url, OURS)
    before, after = _said(url), _said(made)
    assert after[: len(before)] == before
    mine = {name for name, _ in OURS}
    for name in mine:
        count_before = sum(key.lower() == name for key, _ in before)
        assert sum(key.lower() == name for key, _ in after) == max(1, count_before)
    assert urlsplit(made)._replace(query="") == urlsplit(url)._replace(query="")


@given(_addresses())
def test_doing_it_twice_is_doing_it_once(url):
    once = tagged(url, OURS)
    assert tagged(once, OURS) == once


@given(st.lists(_addresses(), max_size=3), st.sampled_from(["", " ", "\n", ". ", ") "]))
def test_a_plan_gives_back_what_was_written_and_makes_the_same_again(urls, between):
    text = "Mehr dazu: " + between.join(f"{url} " for url in urls)
    plan = PostPlan(channel="1", parts=(Part(text), Part("Ende")), first_comment=f"Hier: {urls[0]}" if urls else "")
    tagger = Tagger(RULES, OURS, {})
    made = tagger.tag(plan)
    again = written(made.plan, made.links)
    assert tagger.tag(again).plan == made.plan
    assert Tagger(RULES, (), made.links).tag(again).plan == made.plan


@given(st.text(max_size=60), st.sampled_from(["-_", "_", "", ".-"]), st.booleans())
def test_a_named_value_needs_no_escaping_and_is_named_once(value, signs, is_lower):
    rules = Rules(signs=signs, is_lower=is_lower)
    named = rules.named(value)
    assert rules.named(named) == named
    assert all(sign.isascii() and (sign.isalnum() or sign in signs) for sign in named)
    assert not is_lower or named == named.lower()
    assert tagged("https://a.example/", [("utm_term", named)]).removeprefix("https://a.example/") == (
        f"?utm_term={named}" if named else ""
    )


def test_the_rules_fill_placeholders_and_write_umlauts_out():
    assert RULES.parameters(TOLD) == (
        ("utm_source", "linkedin"),
        ("utm_medium", "social"),
        ("utm_campaign", "schaerfer-sehen"),
        ("utm_content", "klarblick-karriere-5a3e"),
    )
    assert dict(RULES.parameters({**TOLD, "campaign": ""}))["utm_campaign"] == "ohne-kampagne"
    assert dict(Rules(term="{format}_Größe", is_lower=False).parameters(TOLD))["utm_term"] == "post_Groesse"
    assert unknown_placeholders("{network}-{farbe}-{}") == ["farbe", ""]


@pytest.mark.parametrize(
    ("url", "is_own"),
    [
        ("https://klarblick.example/messe", True),
        ("https://www.KLARBLICK.example", True),
        ("http://shop.klarblick.example:8000/?a", True),
        ("https://klarblick.example.boese.example/", False),
        ("https://meinklarblick.example/", False),
        ("https://boese.example/klarblick.example", False),
        ("https://klarblick.example@boese.example/", False),
        ("https://xn--mller-prftechnik-jzbh.example/kamera", True),
        ("https://[kaputt", False),
    ],
)
def test_own_is_the_domain_and_what_lies_below_it_and_nothing_that_looks_like_it(url, is_own):
    assert RULES.is_own(url) is is_own
    made = Tagger(RULES, OURS, {})(url)
    assert (made != url) is is_own


def test_a_domain_is_read_out_of_what_people_type():
    assert domain_of(" https://www.Klarblick.example/messe ") == "klarblick.example"
    assert domain_of("müller-prüftechnik.example") == "müller-prüftechnik.example"
    assert domain_of("xn--mller-prftechnik-jzbh.example") == "müller-prüftechnik.example"
    for wrong in ("", "klarblick", "zwei worte.example", "https://", "[::1]"):
        assert domain_of(wrong) is None


def test_text_comment_and_card_carry_the_same_link_and_others_stay():
    url = "https://klarblick.example/messe#halle"
    plan = PostPlan(
        channel="1",
        parts=(Part(f"Kommen Sie ({url}), siehe https://andere.example/?x=1."),),
        first_comment=url,
        link=LinkCard(url, "Messe"),
    )
    made = Tagger(RULES, OURS, {}, spared=("https://klarblick.example/l/",)).tag(plan)
    there = "https://klarblick.example/messe?utm_source=linkedin&utm_medium=social&utm_campaign=messe#halle"
    assert made.plan.text == f"Kommen Sie ({there}), siehe https://andere.example/?x=1."
    assert (made.plan.first_comment, made.plan.link.url) == (there, there)
    assert made.links == {url: there}
    assert links_of(made.plan) == [there, "https://andere.example/?x=1"]
    assert written(made.plan, made.links) == plan
    assert Tagger(RULES, OURS, {}, spared=("https://klarblick.example/l/",))("https://klarblick.example/l/ab") == (
        "https://klarblick.example/l/ab"
    )


def test_a_bare_own_link_is_found_and_a_foreign_or_tagged_one_is_not():
    plan = PostPlan(channel="1", parts=(Part("https://klarblick.example/a https://andere.example/"),))
    (found,) = check_tracking(plan, RULES, is_demanded=False)
    assert (found.id, found.level, found.params["link"]) == ("link_untracked", "warn", "https://klarblick.example/a")
    assert check_tracking(plan, RULES, is_demanded=True)[0].level == "block"
    assert check_tracking(Tagger(RULES, OURS, {}).tag(plan).plan, RULES, is_demanded=True) == ()
    half = PostPlan(channel="1", parts=(Part("https://klarblick.example/a?utm_source=x"),))
    assert len(check_tracking(half, RULES, is_demanded=True)) == 1


def test_the_same_parameters_for_another_campaign_are_told():
    mine = tagged("https://klarblick.example/messe", OURS)
    used = [
        Used(mine, "Messe"),
        Used(tagged("https://klarblick.example/anders", OURS), "Herbst"),
        Used("https://x", "Herbst"),
    ]
    assert [one.campaign for one in doubled(mine, "Messe", used)] == ["Herbst"]
    assert doubled("https://klarblick.example", "Messe", used) == []
    assert set(carried(mine)) <= set(FIELDS)
