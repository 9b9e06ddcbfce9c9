"""Today names the next step of the start with its reason, and leads there."""

import pytest
from django.urls import reverse

from leitstand.channels.models import Channel
from leitstand.strategy.actions.keep_start import keep_start
from leitstand.strategy.models import Seat


def _words(browser, workspace) -> str:
    return " ".join(browser.get(reverse("overview_today", args=[workspace.slug])).content.decode().split())


@pytest.mark.guide("G0-01")
@pytest.mark.guide("G0-02")
def test_today_leads_from_the_questions_past_the_hurdle_onto_the_guides_way(owner, signed_in, now) -> None:
    workspace = owner.workspace
    Channel.objects.create(
        workspace=workspace,
        network="rehearsal",
        external_id="1",
        handle="a",
        name="A",
        method="password",
        connected_at=now,
    )
    browser = signed_in(owner)
    shown = _words(browser, workspace)
    assert "Sagen Sie, wer Sie sind" in shown
    assert reverse("strategy_start_answers", args=[workspace.slug]) in shown
    keep_start(
        owner,
        {
            "business": "b2b", "team_size": 1, "maturity_yes": [], "hurdles": ["capacity"], "mode": "starter", "sparring": "",
            "sparring_with": "", "sparring_weeks": 4, "duties": {},
        },
        now=now,
    )  # fmt: skip
    shown = _words(browser, workspace)
    assert "Stundenplan: was Ihr Team wirklich schafft" in shown
    assert "Fehlende Kapazität: Niemand hat Zeit dafür" in shown  # the reason
    Seat.objects.create(workspace=workspace, person=owner.person, hours_a_week=8)
    shown = _words(browser, workspace)
    assert "Schritt 1 von 7: Ziele" in shown
    assert "Ohne Ziel weiß niemand, ob sich ein Beitrag gelohnt hat." in shown
