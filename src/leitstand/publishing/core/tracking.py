"""Links to own pages say where a visit came from: five parameters by rules, put in once, and taken out again. Pure."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from leitstand.kernel.post import Part, PostPlan
from leitstand.kernel.text import url_spans
from leitstand.publishing.core.fit import Finding, gettext_noop

FIELDS: Final = ("source", "medium", "campaign", "content", "term")
"""The five parameters as Google Analytics named them and every statistic reads them, without their utm_."""

PLACEHOLDERS: Final = ("network", "channel", "campaign", "format", "post")
NEEDED: Final = ("source", "medium", "campaign")
"""Without these a statistic cannot tell social visits from others."""

LONGEST: Final = 100
SIGNS: Final = "-_."
_GERMAN: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "\u1e9e": "SS"}
)
_PLACEHOLDER: Final = re.compile(r"\{(\w*)\}")
_Change = Callable[[str], str]
_DOMAIN: Final = re.compile(r"(?!-)[^\s/:?#@\[\]\\]+\.[^\s/:?#@\[\]\\.]{2,}")


@dataclass(frozen=True, slots=True)
class Rules:
    """How a workspace names what stands in its links, and which pages are its own.

    `signs` are those allowed beside letters and figures; the first stands for whatever is not. `without` is the campaign of
    posts that belong to none.
    """

    source: str = "{network}"
    medium: str = "social"
    campaign: str = "{campaign}"
    content: str = "{channel}-{post}"
    term: str = ""
    without: str = "ohne-kampagne"
    is_lower: bool = True
    signs: str = "-_"
    domains: tuple[str, ...] = ()

    def parameters(self, told: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        """Return the parameters that follow from what is told of a post; what stays empty is left out."""
        known = {**told, "campaign": told.get("campaign") or self.without}
        named = ((name, self.named(_filled(getattr(self, name), known))) for name in FIELDS)
        return tuple((f"utm_{name}", value) for name, value in named if value)

    def named(self, value: str) -> str:
        """Return a value as the rules want it written; doing it twice is doing it once."""
        stand_in = self.signs[:1]
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", value).translate(_GERMAN))
        plain = plain.encode("ascii", "ignore").decode()
        plain = plain.lower() if self.is_lower else plain
        kept = re.sub(rf"[^A-Za-z0-9{re.escape(self.signs)}]+", stand_in, plain)
        if stand_in:
            kept = re.sub(rf"{re.escape(stand_in)}{{2,}}", stand_in, kept)
        # A sign at the end would be read as the end of a sentence.
        return kept.strip(SIGNS)[:LONGEST].strip(SIGNS)

    def is_own(self, url: str) -> bool:
        """Whether a link leads to one of the own domains or a part of one."""
        host = host_of(url)
        return any(host == domain or host.endswith(f".{domain}") for domain in map(spelt, self.domains))


def unknown_placeholders(value: str) -> list[str]:
    """Return the placeholders in a value that nobody fills."""
    return [name for name in _PLACEHOLDER.findall(value) if name not in PLACEHOLDERS]


def spelt(host: str) -> str:
    """Return a host as people read it, so that xn--… and its umlauts are the same."""
    labels = []
    for label in unicodedata.normalize("NFC", host).lower().strip(".").split("."):
        try:
            labels.append(label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label)
        except UnicodeError:
            labels.append(label)
    return ".".join(labels)


def host_of(url: str) -> str:
    """Return the host of a link as people read it, "" where there is none."""
    try:
        return spelt(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def domain_of(text: str) -> str | None:
    """Read a domain out of what somebody typed ("https://www.firma.de/x" is firma.de); None where it is none."""
    host = host_of(text.strip() if "//" in text else f"https://{text.strip()}").removeprefix("www.")
    return host if _DOMAIN.fullmatch(host) else None


def queried(url: str) -> list[tuple[str, str]]:
    """Return the parameters a link carries, in their order."""
    return parse_qsl(url.partition("#")[0].partition("?")[2], keep_blank_values=True, max_num_fields=None)


def tagged(url: str, parameters: Sequence[tuple[str, str]]) -> str:
    """Return the link with the parameters it does not carry yet; all that stands in it stays as it was written."""
    page, mark, fragment = url.partition("#")
    base, _, query = page.partition("?")
    there = {name.lower() for name, _ in queried(url)}
    added = urlencode([(name, value) for name, value in parameters if value and name not in there])
    if not added:
        return url
    return f"{base}?{'&'.join(one for one in (query.rstrip('&'), added) if one)}{mark}{fragment}"


def carried(url: str) -> dict[str, str]:
    """Return which of the five parameters a link carries, without their utm_; the first of each counts."""
    found: dict[str, str] = {}
    for name, value in queried(url):
        short = name.lower().removeprefix("utm_")
        if name.lower().startswith("utm_") and short in FIELDS and value:
            found.setdefault(short, value)
    return found


@dataclass(frozen=True, slots=True)
class Tagged:
    """A plan whose links say where they came from. `links` maps what was written to what stands there now."""

    plan: PostPlan
    links: Mapping[str, str]

    @property
    def plain(self) -> Mapping[str, str]:
        """The way back: what stands there to what was written."""
        return {made: plain for plain, made in reversed(list(self.links.items()))}


@dataclass(frozen=True, slots=True)
class Tagger:
    """Puts the parameters of one post into its links. `known` are links that keep the form they once got."""

    rules: Rules
    parameters: tuple[tuple[str, str], ...]
    known: Mapping[str, str]
    spared: tuple[str, ...] = ()

    def __call__(self, url: str) -> str:
        """Return a link as the public gets it."""
        if url in self.known:
            return self.known[url]
        if (self.spared and url.startswith(self.spared)) or not self.rules.is_own(url):
            return url
        return tagged(url, self.parameters)

    def tag(self, plan: PostPlan) -> Tagged:
        """Return the plan with its own links tagged wherever they stand."""
        links: dict[str, str] = {}

        def changed(url: str) -> str:
            made = self(url)
            if made != url:
                links[url] = made
            return made

        return Tagged(_mapped(plan, changed), links)


def written(plan: PostPlan, links: Mapping[str, str]) -> PostPlan:
    """Return the plan as it was written, before its links were tagged."""
    if not links:
        return plan
    back = Tagged(plan, links).plain
    return _mapped(plan, lambda url: back.get(url, url))


def as_written(text: str, tagged_links: Mapping[str, str]) -> str:
    """Return a text that was cut with its links as they were written; one that was cut in the middle stays whole.

    `tagged_links` maps what stands there to what was written.
    """

    def back(url: str) -> str:
        if url in tagged_links:
            return tagged_links[url]
        whole = [plain for made, plain in tagged_links.items() if made.startswith(url) and len(url) > len(plain)]
        return whole[0] if whole else url

    return _text(text, back)


def links_of(plan: PostPlan) -> list[str]:
    """Return every link the public sees, each once, in the order they stand."""
    texts = [*(part.text for part in plan.parts), plan.excerpt, plan.first_comment]
    found = [text[start:end] for text in texts for start, end in url_spans(text)]
    return list(dict.fromkeys([*found, *([plan.link.url] if plan.link else [])]))


def check_tracking(
    plan: PostPlan, rules: Rules, *, is_demanded: bool, spared: tuple[str, ...] = ()
) -> tuple[Finding, ...]:
    """Find links to own pages that do not say where a visit came from; where it is demanded they block approval."""
    found = []
    for url in links_of(plan):
        if url.startswith(spared) or not rules.is_own(url) or set(NEEDED) <= carried(url).keys():
            continue
        found.append(
            Finding(
                "link_untracked",
                "block" if is_demanded else "warn",
                gettext_noop(
                    "%(link)s leads to an own page without tracking parameters: only likes and comments will be seen, "
                    "not what came of it."
                ),
                {"link": url},
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Used:
    """A link that was used: its parameters, where it leads, and for what (a campaign's name, "" for none)."""

    url: str
    campaign: str


def doubled(wanted: str, campaign: str, used: Iterable[Used]) -> list[Used]:
    """Return links with the same parameters that were used for another campaign: a statistic would add them up."""
    mine = carried(wanted)
    if not mine:
        return []
    return [one for one in used if one.campaign != campaign and carried(one.url) == mine]


def _filled(value: str, told: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda match: told.get(match[1], ""), value)


def _mapped(plan: PostPlan, change: _Change) -> PostPlan:
    return replace(
        plan,
        parts=tuple(Part(_text(part.text, change), part.media) for part in plan.parts),
        excerpt=_text(plan.excerpt, change),
        first_comment=_text(plan.first_comment, change),
        link=replace(plan.link, url=change(plan.link.url)) if plan.link else None,
    )


def _text(text: str, change: _Change) -> str:
    for start, end in reversed(url_spans(text)):
        text = text[:start] + change(text[start:end]) + text[end:]
    return text
