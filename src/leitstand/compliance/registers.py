"""The record of processing, the dossier and the paces of re-reading, as data tells them; read once."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from leitstand.compliance.core.processing import Dossier, Processing, Register, dossier_of, register_of
from leitstand.compliance.core.rereading import Pace, paces_of
from leitstand.house.erasure import Entry, How


@cache
def processings() -> Register:
    """Return the record of processing; raises ValueError where the file is not whole."""
    return register_of(_told("processing"))


@cache
def dossier() -> Dossier:
    """Return what works council and data protection ask; raises ValueError where the file is not whole."""
    return dossier_of(_told("dossier"))


@cache
def paces() -> Mapping[str, Pace]:
    """Return after how many days a source is read again; raises ValueError where the file is not whole."""
    return paces_of(_told("reread"))


def processing_of(entry: Entry) -> Processing | None:
    """Return the row of the record an entry of the house's registry belongs to; None where it is about nobody."""
    label = entry.model._meta.label  # noqa: SLF001 - Django's public name
    if entry.how is How.NOT_ABOUT_A_PERSON:
        return None
    if entry.how is How.OUTSIDER:
        return processings().of_table(label, "outside")
    if entry.how is How.UNLINK:
        return processings().of_table(label, "team") or processings().traces()
    return processings().of_table(label, "team")


def _told(name: str) -> dict[str, dict[str, object]]:
    text = files("leitstand.compliance").joinpath(f"register/{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
