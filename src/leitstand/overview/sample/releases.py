"""Give the sample company two releases: an employee who is seen on the team's picture, and a child whose parents signed."""

from datetime import datetime, timedelta
from uuid import UUID

from leitstand.compliance.actions.keep_picture_release import ReleaseFields, keep_picture_release
from leitstand.compliance.actions.see_person import see_person
from leitstand.compliance.release_form import release_form
from leitstand.house.actor import Actor
from leitstand.kernel.post import Media
from leitstand.library.models import Asset


def releases_of_company(lead: Actor, team: Media, *, now: datetime) -> None:
    """Enter both; the second ends soon."""
    today = now.date()
    both: ReleaseFields = {
        "name": "Lina Petersen",
        "contact_way": "l.petersen@klarblick.example",
        "kind": "employee",
        "born_on": None,
        "guardians": "",
        "parents": "none",
        "child_signed": False,
        "purposes": ["social", "advertising", "site"],
        "networks": [],
        "starts": None,
        "ends": None,
        "fee": "",
        "signed_on": today - timedelta(days=120),
        "form_version": release_form().version,
        "is_informed": True,
        "only_while_employed": False,
        "left_on": None,
        "note": "Unterschrieben in der Personalabteilung, Original im Ordner Bildrechte.",
    }
    employee = keep_picture_release(lead, both, now=now)
    child: ReleaseFields = {
        **both,
        "name": "Jonte Petersen",
        "contact_way": "",
        "kind": "minor",
        "born_on": today.replace(day=1) - timedelta(days=11 * 365),
        "guardians": "Lina und Tjark Petersen",
        "parents": "all",
        "purposes": ["social"],
        "ends": today + timedelta(days=20),
        "is_informed": False,
        "note": "Zukunftstag im Prüflabor.",
    }
    keep_picture_release(lead, child, now=now)
    see_person(lead, Asset.objects.get(pk=UUID(team.asset)), employee, now=now)
