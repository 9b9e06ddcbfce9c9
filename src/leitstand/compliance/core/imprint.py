"""The imprint as text, made of its details; which of them are needed is for the rules (IMP-…) to say. Pure.

German, for it is read by German readers and courts.
"""

from collections.abc import Mapping
from typing import Final

# Detail (a value of the fact imprint.shows) → how its line begins; "" stands alone. In the order of the imprint.
LINES: Final[Mapping[str, str]] = {
    "name": "",
    "legal_form": "Rechtsform",
    "owner": "Inhaberin/Inhaber",
    "partners": "Gesellschafterinnen und Gesellschafter",
    "address": "",
    "general_partner": "Persönlich haftend",
    "representative": "Vertreten durch",
    "general_partner_managers": "Diese vertreten durch",
    "email": "E-Mail",
    "phone": "Telefon",
    "form": "Kontakt",
    "register": "Register",
    "register_number": "Registernummer",
    "partner_register": "Register der persönlich haftenden Gesellschaft",
    "ust_id": "Umsatzsteuer-Identifikationsnummer",
    "w_id": "Wirtschafts-Identifikationsnummer",
    "capital": "Kapital",
    "unpaid_capital": "Ausstehende Einlagen",
    "liquidation": "Hinweis",
    "authority": "Aufsichtsbehörde",
    "chamber": "Kammer",
    "job_title": "Berufsbezeichnung",
    "title_country": "Verliehen in",
    "professional_rules": "Berufsrechtliche Regelungen",
    "insurance": "Berufshaftpflichtversicherung",
    "responsible_person": "Verantwortlich für den Inhalt",
    "seat_state": "Sitzland",
    "media_authority": "Medienaufsicht",
    "arbitration": "Verbraucherschlichtung",
    "arbitration_body": "Schlichtungsstelle",
    "profiles": "Dieses Impressum gilt auch für unsere Profile",
}
# Details that are never needed in an imprint are not asked for: a tax number invites abuse.
LONG: Final = frozenset(
    {"address", "partners", "professional_rules", "insurance", "responsible_person", "arbitration_body", "profiles"}
)


def compose(details: Mapping[str, str]) -> str:
    """Return the imprint."""
    lines = ["Impressum", ""]
    for detail, begins in LINES.items():
        told = details.get(detail, "").strip()
        if told:
            lines += [f"{begins}: {told}" if begins else told]
    return "\n".join(lines) + "\n"
