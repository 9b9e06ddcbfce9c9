"""Their comments, pages and posts as learn.microsoft.com shows them become our words."""

from datetime import UTC, datetime

import pytest

from leitstand.connectors.linkedin import translate
from leitstand.kernel.post import LinkCard, Part, PostPlan

NOW = datetime(2026, 11, 23, tzinfo=UTC)
# learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/comments-api, sample answer, shortened
COMMENT = {
    "actor": "urn:li:person:yrZCpj2Z12",
    "commentUrn": "urn:li:comment:(urn:li:activity:6631349431612559360,6636062862760562688)",
    "created": {"actor": "urn:li:person:yrZCpj2Z12", "time": 1582160678569},
    "id": "6636062862760562688",
    "message": {"attributes": [], "text": "commentV2 with image entity"},
    "object": "urn:li:activity:6631349431612559360",
}


def test_a_comment_tells_only_the_id_of_who_wrote_it() -> None:
    read = translate.comment(COMMENT, "urn:li:share:1", now=NOW)
    assert read.id == COMMENT["commentUrn"]
    assert (read.author.id, read.author.name) == ("urn:li:person:yrZCpj2Z12", "")
    assert read.at == datetime(2020, 2, 20, 1, 4, 38, 569000, tzinfo=UTC)
    assert read.parent_id == "urn:li:share:1"


def test_what_a_comment_stands_under_is_in_its_name() -> None:
    assert translate.about_of(str(COMMENT["commentUrn"])) == "urn:li:activity:6631349431612559360"


@pytest.mark.parametrize(
    ("plan", "names"),
    [
        (PostPlan("c", (Part("x"),)), ["create:0"]),
        (PostPlan("c", (Part("x"),), first_comment="y"), ["create:0", "comment"]),
        (PostPlan("c", (Part("x"),), link=LinkCard("https://example.org")), ["create:0"]),
    ],
)
def test_a_plan_becomes_steps(plan: PostPlan, names: list[str]) -> None:
    assert [step.name for step in translate.steps(plan)] == names


def test_a_post_for_contacts_alone_says_so() -> None:
    plan = PostPlan("c", (Part("x"),), options={"audience": "connections", "no_resharing": "1"})
    body = translate.post_body(plan, "urn:li:person:a", {})
    assert (body["visibility"], body["isReshareDisabledByAuthor"]) == ("CONNECTIONS", True)


def test_data_of_another_shape_breaks_nothing() -> None:
    assert translate.comment({}, "p", now=NOW).at == NOW
    assert translate.page({}).name == ""
    assert translate.pages_of([{}]) == ("",)
