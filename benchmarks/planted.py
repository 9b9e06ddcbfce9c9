"""A planted set for matching: 200 names, their mentions written in every way people write them, among other people's posts.

The posts come from a folder that is pointed at (one text a line, `label TAB text`); without one, from a few sentences of our
own, put together anew. Nothing of a folder's texts is kept.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

# Companies as German posts name them, long and short, of one word and of several, with umlauts and without.
_KNOWN: Final = """
Stihl, Vorwerk, Kärcher, Trumpf, Festo, Sartorius, Jungheinrich, Viessmann, Vaillant, Miele, Liebherr, Claas,
Dürr, Krones, Voith, Schaeffler, Brose, Webasto, Mahle, Hella, Knorr-Bremse, Rheinmetall, Hensoldt, Siltronic,
Aixtron, Jenoptik, Zeiss, Leica, Sennheiser, Beyerdynamic, Steinway, Schimmel, Faber-Castell, Staedtler,
Pelikan, Lamy, Montblanc, Haribo, Storck, Ritter Sport, Bahlsen, Griesson, Lambertz, Dr. Oetker, Rügenwalder,
Wiesenhof, Zott, Ehrmann, Müller Milch, Danone, Krombacher, Warsteiner, Bitburger, Veltins, Radeberger,
Erdinger, Paulaner, Rotkäppchen, Henkell, Gerolsteiner, Apollinaris, Zalando, Lieferando, Flaschenpost,
Delivery Hero, HelloFresh, Westwing, Home24, Thomann, Conrad Electronic, Rossmann, Müller, Kaufland, Edeka,
Tegut, Globus, Hornbach, Hagebau, Toom Baumarkt, Obi, Möbel Höffner, Segmüller, Poco, Deichmann, Görtz, Tchibo,
Melitta, Dallmayr, Jacobs, Teekanne, Meßmer, Commerzbank, Targobank, Sparkasse, Volksbank, Allianz, Debeka,
Provinzial, Barmenia, Gothaer, Signal Iduna, Lufthansa, Condor, Eurowings, Flixbus, Sixt, Fraport, Hapag-Lloyd,
Hermes, Dachser, Schenker, Rewe, Lidl, Aldi, Netto, Bosch, Siemens, Continental, Bayer, Merck, Fresenius, Stada,
Beiersdorf, Henkel
"""
NAMES: Final = tuple(name.strip() for name in _KNOWN.replace("\n", " ").split(","))
_PARTS: Final = (
    "Nord",
    "Süd",
    "Werk",
    "Bruck",
    "Hain",
    "Lind",
    "Tann",
    "Kessel",
    "Rüben",
    "Felder",
    "Brenner",
    "Zettel",
)
_ENDS: Final = ("tec", "berg", "mann", "soft", "hof", "werke", "thal", "brunn")
_OWN: Final = (
    "Heute war ich in der Stadt und habe den ganzen Nachmittag auf den Bus gewartet",
    "Wer kann mir sagen, wie lange die Lieferung im Moment dauert",
    "Das Wetter soll am Wochenende endlich besser werden, wir gehen wandern",
    "Seit gestern geht bei mir gar nichts mehr, der Kundendienst antwortet nicht",
    "Schönes Konzert gestern Abend, die Band war wirklich in Form",
    "Die meisten Leute wissen gar nicht, wie still es hier nachts ist",
    "Ich suche für unseren Verein noch zwei Helferinnen am Samstag",
    "Kann mir jemand ein gutes Buch über die Geschichte der Stadt empfehlen",
)
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Planted:
    """A post with the name that was planted into it, and how it was written; None and "" where none was."""

    text: str
    name: int | None = None
    how: str = ""


def names(count: int = 200) -> list[str]:
    """Return so many different names: known companies, and made-up ones of our own."""
    made = [f"{one}{end}" for one in _PARTS for end in _ENDS]
    random.Random(7).shuffle(made)
    return list(dict.fromkeys([*NAMES, *made]))[:count]


def posts(count: int, folder: Path | None, *, seed: int = 1) -> list[str]:
    """Return so many posts without anything planted."""
    rng = random.Random(seed)
    read = list(_read(folder)) if folder else []
    if read:
        rng.shuffle(read)
        return [read[number % len(read)] for number in range(count)]
    return [f"{rng.choice(_OWN)}. {rng.choice(_OWN)} {rng.randrange(10_000)}." for _ in range(count)]


def _read(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.tsv")):
        if "german" in path.name or path.name.startswith(("potts", "sb10k", "germeval")):
            for line in path.read_text(encoding="utf-8").splitlines():
                text = line.partition("\t")[2].strip()
                if text:
                    yield text


def plant(texts: Sequence[str], known: Sequence[str], *, every: int = 10, seed: int = 2) -> list[Planted]:
    """Plant a mention into every n-th post; the ways of writing take turns."""
    rng = random.Random(seed)
    ways = ("exact", "case", "umlaut", "hashtag", "genitive", "one slip", "two slips")
    planted: list[Planted] = []
    for place, text in enumerate(texts):
        if place % every:
            planted.append(Planted(text))
            continue
        how = ways[(place // every) % len(ways)]
        fitting = [number for number, name in enumerate(known) if _can(name, how)]
        number = rng.choice(fitting)
        words = text.split()
        words.insert(rng.randrange(len(words) + 1), _written(known[number], how, rng))
        planted.append(Planted(" ".join(words), number, how))
    return planted


def _can(name: str, how: str) -> bool:
    longest = max(len(word) for word in name.replace("-", " ").split())
    if how == "umlaut":
        return any(sign in name.lower() for sign in "äöüß")
    # What is short or an everyday word forgives nothing: that is the rule, not a miss.
    if how == "one slip":
        return longest >= 5
    return longest >= 9 if how == "two slips" else True


def _written(name: str, how: str, rng: random.Random) -> str:
    if how == "case":
        return rng.choice((name.lower(), name.upper()))
    if how == "umlaut":
        table = rng.choice(({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}, {"ä": "a", "ö": "o", "ü": "u", "ß": "ss"}))
        return name.lower().translate(str.maketrans(table))
    if how == "hashtag":
        return "#" + "".join(sign for sign in name if sign.isalnum())
    if how == "genitive":
        return name if name.endswith("s") else f"{name}s"
    if how in ("one slip", "two slips"):
        words = name.split(" ")
        longest = max(range(len(words)), key=lambda place: max(map(len, words[place].split("-"))))
        words[longest] = slip(words[longest], 1 if how == "one slip" else 2, rng)
        return " ".join(words)
    return name


def slip(word: str, times: int, rng: random.Random) -> str:
    """Return a word with so many slips, none of them in its first letter or across a hyphen's part of fewer letters."""
    parts = word.split("-")
    place = max(range(len(parts)), key=lambda one: len(parts[one]))
    for _ in range(times):
        parts[place] = _one_slip(parts[place], rng)
    return "-".join(parts)


def _one_slip(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word))
    kind = rng.choice(("swap", "drop", "add", "other"))
    if kind == "swap" and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == "drop":
        return word[:at] + word[at + 1 :]
    if kind == "add":
        return word[:at] + rng.choice(_LETTERS) + word[at:]
    return word[:at] + rng.choice(_LETTERS) + word[at + 1 :]
