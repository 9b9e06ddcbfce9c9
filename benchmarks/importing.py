"""How long it takes to read in a plan of 5,000 lines, beside the floor: openpyxl alone reading the same file's values.

    python -m benchmarks.importing [--lines 5000]

Two files: a list of posts (with and without channels), and projects with tracks over twelve months.
"""

import argparse
import subprocess
import sys

from benchmarks.installation import installation

MEASURE = """
import io, sys, time
from datetime import UTC, date, datetime, timedelta
import django; django.setup()
import openpyxl
from leitstand.channels.models import Channel
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Role
from leitstand.house.models import Membership, Person, Workspace
from leitstand.planning.actions.begin_import import begin_import
from leitstand.planning.actions.finish_import import finish_import
from leitstand.planning.importing import preview
from leitstand.planning.models import Item, Milestone
count = int(sys.argv[1])
now = datetime.now(tz=UTC)
person = Person.objects.create(email="bench@example.org", name="Bench")
workspace = Workspace.objects.create(slug="bench", name="Bench", state="NW")
Membership.objects.create(workspace=workspace, person=person, role="owner")
Channel.objects.create(
    workspace=workspace, network="rehearsal", external_id="b", handle="b", name="Kanal", method="password", connected_at=now
)
actor = Actor(workspace, person, Role.OWNER, "page")

def packed(rows):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Plan")
    for row in rows:
        sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()

def floor(data):
    began = time.perf_counter()
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            pass
    return time.perf_counter() - began

def measure(name, data):
    base = floor(data)
    began = time.perf_counter()
    reading = begin_import(actor, name=name, data=data, now=now)
    seen = preview(reading, today=now.date())
    looked = time.perf_counter() - began
    assert not seen.faults, seen.faults[:3]
    began = time.perf_counter()
    finish_import(actor, reading, now=now)
    written = time.perf_counter() - began
    print(f"{name}: looked at in {looked:.2f} s ({looked / base:.1f} x openpyxl alone), read in in {written:.2f} s")

head = ["Titel", "Datum", "Uhrzeit", "Text", "Notizen", "Zielgruppe"]
rows = [
    [f"Beitrag {n} über die Prüfung", date(2027, 1, 1) + timedelta(days=n % 700), "09:30", f"Morgen {n}. " * 8, "", "Qualität"]
    for n in range(count)
]
measure(f"{count} posts without channels", packed([head, *rows]))
measure(f"{count} posts with a channel", packed([[*head, "Kanal"], *([*row[:1], *row[1:], "Kanal"] for row in rows)]))
months = [date(2027, month, 1) for month in range(1, 13)]
plan = [["Projekte", "Beschreibung", "Lead", *months]]
while len(plan) <= count:
    plan.append([f"Projekt {len(plan)}"])
    for track in ("Web", "Presse", "Medienprod.", "Social Media"):
        plan.append([track, "Seite und Meldung", "Wiebke", *(["Versand", None, "15.3. FollowUp", None] * 3)])
measure(f"{len(plan)} lines of projects", packed(plan))
print(Item.objects.count(), "posts,", Milestone.objects.count(), "things due")
"""


def main() -> int:
    """Measure in an installation of its own."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--lines", type=int, default=5000)
    told = arguments.parse_args()
    with installation() as made:
        return subprocess.call([sys.executable, "-c", MEASURE, str(told.lines)], env={**made.environment})


if __name__ == "__main__":
    sys.exit(main())
