"""Tell whether the tables of a database can differ from what this version wants, without loading Django."""

import hashlib
from pathlib import Path
from typing import Final

import psycopg

from leitstand import __version__

ROOMS: Final = Path(__file__).resolve().parent.parent


def migrations_fingerprint(url: str) -> str:
    """Return a digest over our migration files, the version, and how many migrations the database has taken."""
    digest = hashlib.sha256(__version__.encode())
    for path in sorted(ROOMS.glob("*/migrations/*.py")):
        digest.update(str(path.relative_to(ROOMS)).encode() + path.read_bytes())
    return f"{digest.hexdigest()} {_taken(url)}"


def _taken(url: str) -> int:
    with psycopg.connect(url, autocommit=True) as connection:
        if connection.execute("SELECT to_regclass('django_migrations')").fetchone() == (None,):
            return 0
        row = connection.execute("SELECT count(*) FROM django_migrations").fetchone()
        return int(row[0]) if row else 0
