"""The register of API versions: which one a connector speaks, and when each ends; read from a connector's versions.toml."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Final

# So long before a version ends people are told: an update must be found, tried and rolled out.
WARN_BEFORE: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class ApiVersion:
    """One version of a network's interface: `ends_on` is None where no end was announced on the day it was read."""

    name: str
    ends_on: date | None
    in_use: bool
    source: str
    read_on: date

    def days_left(self, on: date) -> int | None:
        """Return the days until the end, negative after it; None where no end is known."""
        return None if self.ends_on is None else (self.ends_on - on).days


def load_versions(package: str) -> tuple[ApiVersion, ...]:
    """Read `versions.toml` of a connector package: `[[version]]` with `name`, `source`, `read_on`, maybe `ends_on`, `in_use`.

    Raises ValueError for a version without source or day, and where not exactly one is in use.
    """
    raw = tomllib.loads(files(package).joinpath("versions.toml").read_text(encoding="utf-8"))
    read = []
    for entry in raw.get("version", []):
        if not {"name", "source", "read_on"} <= entry.keys():
            raise ValueError(f"{package}/versions.toml: each version needs name, source and read_on")
        read.append(
            ApiVersion(
                entry["name"], entry.get("ends_on"), entry.get("in_use", False), entry["source"], entry["read_on"]
            )
        )
    if sum(version.in_use for version in read) != 1:
        raise ValueError(f"{package}/versions.toml: exactly one version must be in use")
    return tuple(read)


def in_use(versions: Sequence[ApiVersion]) -> ApiVersion | None:
    """Return the version a connector speaks; None for a network without versions."""
    return next((version for version in versions if version.in_use), None)


def ending(versions: Sequence[ApiVersion], on: date) -> ApiVersion | None:
    """Return the version in use if it ends within WARN_BEFORE or has ended; None where all is well."""
    used = in_use(versions)
    return used if used and used.ends_on is not None and used.ends_on - on <= WARN_BEFORE else None
