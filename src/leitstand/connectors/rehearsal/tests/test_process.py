"""The stage as a process: it prints its address, stops when it is told to, and keeps what it was told through any death."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from leitstand.connector_kit.contract import Setting, Step
from leitstand.connector_kit.errors import Unreachable
from leitstand.connector_kit.http import open_client
from leitstand.connector_kit.manifest import SignedIn
from leitstand.connectors.rehearsal import MANIFEST, connect
from leitstand.connectors.rehearsal.stage.seed import Seeder, SeedRefused
from leitstand.kernel.clock import SystemClock
from leitstand.kernel.post import Part, PostPlan

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 3000
Start = Callable[..., "tuple[subprocess.Popen[str], str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a stage on the test's own folder; every process is gone afterwards."""
    running: list[subprocess.Popen[str]] = []

    def begin(*options: str, port: str = "0") -> tuple[subprocess.Popen[str], str]:
        command = [
            sys.executable,
            "-m",
            "leitstand.connectors.rehearsal.stage",
            "--port",
            port,
            "--folder",
            str(tmp_path),
        ]
        environment = {**os.environ, "LEITSTAND_REHEARSAL_ADMIN_KEY": "the-admin-key"}
        process = subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True, env=environment)
        running.append(process)
        assert process.stdout is not None
        return process, process.stdout.readline().strip()

    yield begin
    for process in running:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


class NoMedia:
    """There are no files in these posts."""

    def chunks(self, *_: object, **__: object) -> object:
        raise AssertionError("no file was planned")


@pytest.mark.server
async def test_the_stage_runs_as_a_process_and_keeps_what_it_was_told(start: Start) -> None:
    process, address = start()
    assert address.startswith("http://127.0.0.1:")
    clock = SystemClock()
    async with open_client(allow_private=True) as http:
        answers = {"address": address, "handle": "ada", "password": "vorhang-auf"}
        signed = await MANIFEST.sign_in[0].begin(http, clock, answers=answers, return_url="", state="")
        assert isinstance(signed, SignedIn)
        connector = connect(Setting(signed.account, signed.credentials, http, clock, NoMedia()))  # type: ignore[arg-type]
        plan = PostPlan("channel", (Part("Vor dem Absturz."),))
        step = Step(MANIFEST.steps(plan)[0], plan, {}, clock.now())
        assert connector.publish
        assert connector.find_published
        sent = await connector.publish(step, key="k1")
        process.send_signal(signal.SIGKILL)
        process.wait()
        with pytest.raises(Unreachable) as nobody:
            await connector.find_published(step, key="k1")
        assert nobody.value.before_sending

        _, again = start(port=address.rpartition(":")[2])
        assert again == address
        found = await connector.find_published(step, key="k1")
        assert found is not None
        assert found.external_id == sent.external_id
        assert (await connector.publish(step, key="k1")).external_id == sent.external_id
        assert (await connector.look()).handle == "ada"


@pytest.mark.server
def test_it_stops_when_it_is_told_to_and_comes_back_with_everything(start: Start) -> None:
    process, address = start()
    at = datetime.now(tz=UTC) - timedelta(days=5)
    with Seeder(address, "the-admin-key") as seeder:
        account = seeder.account("muster", name="Musterfirma", followers=900, since=at - timedelta(days=300))
        picture = account.file(PNG, mime="image/png", alt="Ein Prüfkopf")
        post = account.post("Neue Prüfanlage, was meinen Sie?", at=at, key="sample-1", media=[picture])
        account.comment(post.id, "Fragen gern hier.", at=at + timedelta(hours=1), key="sample-2")
        moments = [at, at + timedelta(days=1), at + timedelta(days=2)]
        before = account.course({post.id: moments}, followers=[at])
        reached = [figures["reach"] for figures in before.posts[post.id]]
        assert reached[0] == 0
        assert reached[1] > 10
        assert reached == sorted(reached)
        assert before.followers[0] >= 900
        with pytest.raises(SeedRefused, match="characters"):
            account.post("ä" * 501, at=at, key="sample-3")
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == 0

    _, address = start()
    with Seeder(address, "the-admin-key") as seeder:
        account = seeder.account("muster", name="Musterfirma")
        assert account.file(PNG, mime="image/png", alt="Ein Prüfkopf") == picture
        again = account.post("Neue Prüfanlage, was meinen Sie?", at=at, key="sample-1", media=[picture])
        assert again.id == post.id
        assert account.course({post.id: moments}, followers=[at]) == before
        assert seeder.http.get(f"/media/{picture}").content == PNG


@pytest.mark.server
def test_a_torn_last_line_is_forgotten_and_the_rest_is_kept(start: Start, tmp_path: Path) -> None:
    process, address = start()
    at = datetime.now(tz=UTC) - timedelta(days=1)
    with Seeder(address, "the-admin-key") as seeder:
        kept = seeder.account("muster", name="Musterfirma").post("Ganz.", at=at, key="whole")
    process.kill()
    process.wait()
    with (tmp_path / "journal.jsonl").open("a", encoding="utf-8") as journal:
        journal.write('{"e":"hologram"}\n{"e":"account","id":"7","handle":"old","name":"Old","gone_field":1}\n')
        journal.write('{"e":"post","id":"9999","handle":"mus')
    _, address = start()
    with Seeder(address, "the-admin-key") as seeder:
        account = seeder.account("muster", name="Musterfirma")
        assert account.post("Ganz.", at=at, key="whole").id == kept.id
        assert seeder.http.get("/counts").json()["posts_there"] == 1
        assert seeder.http.get("/api/accounts/old").json()["name"] == "Old"
    assert (tmp_path / "journal.jsonl").stat().st_mode & 0o077 == 0


@pytest.mark.server
def test_faults_of_the_command_line_are_on_from_the_start(start: Start) -> None:
    _, address = start("--fault", "refuse,reason=Heute nicht")
    with Seeder(address, "the-admin-key") as seeder:
        account = seeder.account("muster", name="Musterfirma")
        with pytest.raises(SeedRefused, match="Heute nicht"):
            account.post("Guten Tag", at=datetime.now(tz=UTC), key="k")


@pytest.mark.server
def test_the_process_is_small_and_speaks_no_tls(start: Start) -> None:
    process, _ = start()
    maps = Path(f"/proc/{process.pid}/smaps_rollup")
    if not maps.exists():
        pytest.skip("only this system tells how much memory a process uses alone")
    pss = next(int(line.split()[1]) for line in maps.read_text().splitlines() if line.startswith("Pss:"))
    assert pss <= 35 * 1024
    assert "_ssl" not in Path(f"/proc/{process.pid}/maps").read_text()
