"""What the data file says of consents, read once."""

import tomllib
from functools import cache
from importlib.resources import files

from leitstand.compliance.core.consents import Register, register_of


@cache
def consent_register() -> Register:
    """Return sources, figures and purposes; raises ValueError where the file is not whole."""
    told = files("leitstand.compliance").joinpath("register/consents.toml").read_text(encoding="utf-8")
    return register_of(tomllib.loads(told))
