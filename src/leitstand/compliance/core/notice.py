"""The privacy notice for profiles on networks, put together from what is known. German, as it is published. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

GAP = "[bitte ergänzen]"


@dataclass(frozen=True, slots=True)
class NoticeProfile:
    """One profile as the notice names it."""

    network: str
    name: str
    url: str
    operator: str
    is_joint: bool
    has_statistics: bool
    third_country: bool
    agreement: str = ""
    agreement_url: str = ""


@dataclass(frozen=True, slots=True)
class NoticeCase:
    """Everything the notice is made of."""

    company: Mapping[str, str]
    """Details of the imprint: name, address, email, phone, representative."""
    officer: str
    authority: str
    purposes: str
    retention: str
    kept_days: int
    """After how many days the workspace really lets go of what others wrote."""
    measures: str
    profiles: Sequence[NoticeProfile]


def compose_notice(case: NoticeCase) -> str:
    """Return the notice; where something is not known yet, it says so in brackets."""
    blocks = [_head(case), *(_profile(one) for one in case.profiles), _rest(case)]
    return "\n\n".join(blocks) + "\n"


def _head(case: NoticeCase) -> str:
    told = case.company
    who = [told.get("name") or GAP, told.get("address") or GAP, told.get("email") or GAP]
    if told.get("phone"):
        who.append(told["phone"])
    if told.get("representative"):
        who.append(f"Vertreten durch: {told['representative']}")
    return "\n".join(
        [
            "Datenschutzerklärung für unsere Profile in sozialen Netzwerken",
            "",
            "1. Verantwortliche Stelle",
            *who,
            "",
            "Datenschutzbeauftragte Person",
            case.officer or "Eine solche Person ist nicht benannt.",
            "",
            "2. Zwecke und Rechtsgrundlagen",
            case.purposes
            or (
                "Wir betreiben unsere Profile, um über unser Angebot zu informieren und mit Ihnen ins Gespräch zu kommen."
            ),
            (
                "Rechtsgrundlage ist unser berechtigtes Interesse daran (Art. 6 Abs. 1 Buchst. f DSGVO). Geht es in einer Nachricht "
                "um einen Vertrag oder dessen Anbahnung, ist es Art. 6 Abs. 1 Buchst. b DSGVO. Haben Sie eingewilligt, ist es "
                "Art. 6 Abs. 1 Buchst. a DSGVO; die Einwilligung können Sie jederzeit mit Wirkung für die Zukunft widerrufen."
            ),
            "",
            "3. Unsere Profile",
        ]
    )


def _profile(one: NoticeProfile) -> str:
    operator = one.operator or GAP
    lines = [f"{one.network}: {one.name}", *([one.url] if one.url else []), f"Betreiber des Netzwerks: {operator}"]
    lines.append(
        "Der Betreiber verarbeitet Daten aller, die das Profil aufrufen, ob angemeldet oder nicht: etwa IP-Adresse, Gerät, Cookies, "
        "Aufrufe und Reaktionen, auch für eigene Zwecke wie Werbung und Auswertung. Einzelheiten nennt seine "
        "Datenschutzerklärung. Auf diese Verarbeitung haben wir kaum Einfluss."
    )
    ours = "Wir verarbeiten Ihre Kommentare, Reaktionen und Nachrichten an uns sowie den Namen, unter dem Sie dort auftreten."
    if one.has_statistics:
        ours += (
            " Außerdem stellt uns der Betreiber Statistiken über die Nutzung des Profils bereit (zusammengefasste Zahlen, etwa "
            "zu Reichweite, Alter und Herkunft); einzelne Personen erkennen wir darin nicht."
        )
    lines.append(ours)
    if one.is_joint:
        lines.append(_joint(one, operator))
    receivers = f"Empfänger der Daten ist der Betreiber ({operator})."
    if one.third_country:
        receivers += (
            " Er kann Daten in Länder außerhalb der Europäischen Union übermitteln, insbesondere in die USA; auf welcher "
            "Grundlage (Art. 44 ff. DSGVO), nennt seine Datenschutzerklärung."
        )
    lines.append(receivers)
    return "\n".join(lines)


def _joint(one: NoticeProfile, operator: str) -> str:
    text = (
        f"Für die Statistiken sind wir gemeinsam mit {operator} verantwortlich (Art. 26 DSGVO; EuGH, C-210/16). "
        f"Wesentlicher Inhalt der Vereinbarung ({one.agreement or GAP}): Der Betreiber erhebt und sichert die Daten, informiert "
        "darüber und erfüllt die Rechte der betroffenen Personen; wir nennen Zwecke und Rechtsgrundlage und leiten Anfragen an "
        "ihn weiter. Ihre Rechte können Sie bei ihm und bei uns geltend machen."
    )
    return f"{text} Text der Vereinbarung: {one.agreement_url}" if one.agreement_url else text


def _after(days: int) -> str:
    """Say a period in years where it is whole ones."""
    years, rest = divmod(days, 365)
    if years and not rest:
        return f"nach {years} Jahren" if years > 1 else "nach einem Jahr"
    return f"nach {days} Tagen" if days > 1 else "nach einem Tag"


def _rest(case: NoticeCase) -> str:
    return "\n".join(
        [
            "4. Wie wir weniger Daten verarbeiten",
            case.measures or "Unsere Inhalte finden Sie auch auf unserer Website, ohne Konto bei einem Netzwerk.",
            "",
            "5. Speicherdauer",
            (
                "Kommentare, Erwähnungen und Nachrichten löschen wir bei uns samt der Angabe, wer sie schrieb, "
                f"{_after(case.kept_days)}; früher, wo das Netzwerk es verlangt."
            ),
            case.retention or "Öffentliche Kommentare bleiben im Netzwerk, bis Sie oder wir sie dort löschen.",
            "Wie lange der Betreiber speichert, legt er selbst fest.",
            "",
            "6. Ihre Rechte",
            (
                "Sie haben das Recht auf Auskunft (Art. 15 DSGVO), Berichtigung (Art. 16), Löschung (Art. 17), Einschränkung der "
                "Verarbeitung (Art. 18) und Datenübertragbarkeit (Art. 20). Einer Verarbeitung aufgrund berechtigter Interessen können "
                "Sie aus Gründen, die sich aus Ihrer besonderen Situation ergeben, jederzeit widersprechen (Art. 21)."
            ),
            "",
            "7. Beschwerde",
            (
                "Sie können sich bei einer Aufsichtsbehörde beschweren (Art. 77 DSGVO). Für uns zuständig ist: "
                f"{case.authority or GAP}."
            ),
            "",
            "8. Pflicht zur Angabe von Daten",
            "Sie müssen uns keine Daten geben. Automatisierte Entscheidungen (Art. 22 DSGVO) treffen wir nicht.",
        ]
    )
