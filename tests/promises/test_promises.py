"""Every connector keeps every promise that its quality.toml calls done; what it calls exempt it really lacks."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

from leitstand.connector_kit import registry
from leitstand.connector_kit.quality import PROMISES, load_quality
from tests.promises.exercises import EXERCISES, LACKING
from tests.promises.stand import stand_of

ROOT = Path(__file__).parents[2]


def _packages() -> list[str]:
    return list(registry._packages())


def _name(package: str) -> str:
    return package.rpartition(".")[2]


def test_every_promise_has_an_exercise() -> None:
    assert EXERCISES.keys() == PROMISES.keys()


@pytest.mark.parametrize("promise", PROMISES)
@pytest.mark.parametrize("package", _packages(), ids=_name)
async def test_a_connector_keeps_its_promise(package: str, promise: str) -> None:
    kept = load_quality(package)[promise]
    if kept.state == "todo":
        pytest.skip(f"promised for later: {kept.reason}")
    if kept.state == "exempt":
        assert promise in LACKING, f"{promise} cannot be exempt"
        async with stand_of(package) as stand:
            assert LACKING[promise](stand.connector, stand.manifest), (
                f"{promise} is called exempt, yet the ability is there"
            )
        return
    if promise == "proved_on_a_real_server":
        assert kept.test, "name the test against a real server"
        return
    async with stand_of(package) as stand:
        await EXERCISES[promise](stand)


@pytest.mark.parametrize("package", _packages(), ids=_name)
def test_a_test_that_is_named_as_proof_is_there(package: str) -> None:
    import_module(package)
    for promise in load_quality(package).values():
        if promise.test:
            path, _, name = promise.test.partition("::")
            tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
            names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
            assert name in names, f"{promise.id}: {promise.test} is not there"
