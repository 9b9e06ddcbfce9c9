"""Where PostgreSQL is: DATABASE_URL, else the embedded one in the data folder."""

import os
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

NAME: Final = "leitstand"


def running_socket(folder: Path) -> str | None:
    """Return the socket folder of the embedded server as its pid file tells, None where none was started."""
    pid_file = folder / "postgres" / "postmaster.pid"
    try:
        lines = pid_file.read_text().splitlines()
    except OSError:
        return None
    return lines[4].strip() if len(lines) > 4 and lines[4].strip() else None


def url_for(folder: Path) -> str:
    """Return the database address that this process shall use."""
    told = os.environ.get("DATABASE_URL")
    if told:
        return told
    return f"postgresql://postgres@/{NAME}?host={running_socket(folder) or folder / 'postgres'}"


def django_settings(url: str) -> dict[str, object]:
    """Turn a PostgreSQL address into Django's settings; raises ValueError for anything that is not PostgreSQL."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError("DATABASE_URL must begin with postgresql://")
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    host = query.pop("host", None) or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or query.pop("port", "")),
        "CONN_MAX_AGE": 3600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
        "ATOMIC_REQUESTS": False,
    }
