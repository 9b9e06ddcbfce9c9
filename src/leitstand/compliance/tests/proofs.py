"""A kept proof for the tests: nobody can say by word of mouth that there is one."""

from datetime import datetime

from leitstand.compliance.actions.keep_proof import LICENCE, keep_proof
from leitstand.compliance.subjects import asset_subject
from leitstand.house.actor import Actor
from leitstand.house.zones import day_in


def prove(actor: Actor, asset: str, kind: str, *, giver: str = "Studio Nord", now: datetime) -> None:
    """Keep the contract or the terms of a file."""
    keep_proof(
        actor,
        asset_subject(asset),
        {
            "about": LICENCE, "kind": kind, "what": "Auftrag 12", "value": None, "giver": giver,
            "on": day_in(actor.workspace, now), "note": "Liegt im Ordner Fotos.",
        },
        file_name="bedingungen.txt",
        chunks=[b"Bedingungen"],
        now=now,
    )  # fmt: skip
