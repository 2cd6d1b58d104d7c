"""Choosing the model: saved, tried, used from the next message on, and found by its name."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from graphs.errors import InvalidConnection, ModelRejected, ModelUnavailable
from graphs.models.catalog import starter_model
from graphs.models.saved_connections import SavedConnection
from graphs.session.choosing import Choosing
from graphs.session.events import Event, ModelStateChanged
from graphs.session.host import SessionHost
from graphs.storage.home import Home
from graphs.storage.library import Library
from graphs.storage.records import TurnStatus
from tests.endpoint import MODEL, ScriptedEndpoint, Status, Text, refusing_base_url


@pytest.fixture(autouse=True)
def _nothing_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_BASE_URL", "OPENAI_API_KEY", "CAIRN_MODEL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def told() -> list[Event]:
    return []


@pytest.fixture
async def host(tmp_path: Path, told: list[Event]) -> AsyncIterator[SessionHost]:
    library = Library.open(Home(tmp_path / "home"))
    host = await SessionHost.open(library, told.append)
    yield host
    await host.close()
    library.close()


def at(endpoint: ScriptedEndpoint, name: str = "Mine") -> SavedConnection:
    return SavedConnection(name, endpoint.base_url, MODEL, "key")


def until_asked(endpoint: ScriptedEndpoint) -> None:
    deadline = time.monotonic() + 20
    while not endpoint.requests and time.monotonic() < deadline:
        time.sleep(0.01)


async def test_one_that_is_used_answers_the_next_message(
    host: SessionHost, told: list[Event], endpoint: ScriptedEndpoint
) -> None:
    await host.save_connection(at(endpoint))
    await host.use_connection("Mine")
    assert (await host.connections()).used == "Mine"
    newest = [event for event in told if isinstance(event, ModelStateChanged)][-1]
    assert (newest.model, newest.state, newest.local) == ("Mine", "ready", True)
    conversation = await host.create_conversation()
    assert await host.send(conversation.branch_id, "t1", "Hello") is TurnStatus.FINISHED
    assert any(request.last_user_text == "Hello" for request in endpoint.requests)


async def test_after_it_is_removed_the_built_in_model_is_chosen(
    host: SessionHost, told: list[Event], endpoint: ScriptedEndpoint
) -> None:
    await host.save_connection(at(endpoint))
    await host.use_connection("Mine")
    await host.remove_connection("Mine")
    newest = [event for event in told if isinstance(event, ModelStateChanged)][-1]
    assert newest.model == "SmolLM2 135M"


async def test_one_that_was_removed_comes_back_beside_one_that_took_its_name(
    host: SessionHost, endpoint: ScriptedEndpoint
) -> None:
    written = SavedConnection("Mine", "", "large", "sk-secret")
    assert await host.bring_connection_back(written) == "Mine"
    assert (await host.connections()).saved == (written,)
    await host.remove_connection("Mine")
    await host.save_connection(at(endpoint))
    assert await host.bring_connection_back(written) == "Mine (2)"
    again = replace(written, name="Mine (2)")
    assert (await host.connections()).saved == (at(endpoint), again)


async def test_trying_tells_what_it_answers_and_saves_nothing(
    host: SessionHost, endpoint: ScriptedEndpoint
) -> None:
    tried = await host.try_connection(at(endpoint))
    assert tried.answer.startswith("You said: Say hello")
    assert tried.seconds > 0
    assert tried.tools == "native"
    assert (await host.connections()).saved == ()


async def test_trying_what_refuses_the_key_says_so(
    host: SessionHost, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(*[Status(401)] * 5)
    with pytest.raises(ModelRejected):
        await host.try_connection(at(endpoint))


async def test_trying_what_is_not_there_says_so(host: SessionHost) -> None:
    with pytest.raises(ModelUnavailable, match="Nothing answers at"):
        await host.try_connection(SavedConnection("Mine", refusing_base_url(), "m"))


async def test_trying_can_be_cancelled(host: SessionHost, endpoint: ScriptedEndpoint) -> None:
    endpoint.then(*[Text("slow " * 500, tokens_per_second=5)] * 4)
    trying = asyncio.create_task(host.try_connection(at(endpoint)))
    await asyncio.to_thread(until_asked, endpoint)
    trying.cancel()
    with pytest.raises(asyncio.CancelledError):
        await trying
    await host.save_connection(at(endpoint))


@pytest.mark.parametrize(
    ("connection", "fields"),
    [
        (SavedConnection(""), {"name", "base_url", "model"}),
        (SavedConnection("SmolLM2 135M", "http://x/v1", "m"), {"name"}),
        (SavedConnection("Mine", "ftp://x", "m"), {"base_url"}),
        (SavedConnection("Mine", "https://me:pass@x/v1", "m"), {"base_url"}),
        (SavedConnection("Mine", "https://x/v1", "m", "two words"), {"api_key"}),
        (SavedConnection("Mine", "https://x/v1", "m", context_tokens=-5), {"context_tokens"}),
        (SavedConnection("Mine", file="/nowhere/model.gguf"), {"file"}),
        (SavedConnection("Mine", file="model.gguf"), {"file"}),
        (SavedConnection("a\nb", "https://x/v1", "m\n"), {"name", "model"}),
    ],
)
async def test_what_is_no_connection_says_which_field_is_wrong(
    host: SessionHost, connection: SavedConnection, fields: set[str]
) -> None:
    for deed in (host.save_connection, host.try_connection):
        with pytest.raises(InvalidConnection) as refused:
            await deed(connection)
        assert set(refused.value.fields) == fields
        assert all(refused.value.fields.values())
    assert (await host.connections()).saved == ()


async def test_two_cannot_have_one_name(host: SessionHost, endpoint: ScriptedEndpoint) -> None:
    await host.save_connection(at(endpoint))
    with pytest.raises(InvalidConnection) as refused:
        await host.save_connection(at(endpoint, "mine"))
    assert set(refused.value.fields) == {"name"}
    await host.save_connection(at(endpoint, "mine"), "Mine")
    assert [one.name for one in (await host.connections()).saved] == ["mine"]


async def test_the_environment_fixes_the_choice(
    tmp_path: Path, host: SessionHost, endpoint: ScriptedEndpoint
) -> None:
    await host.save_connection(at(endpoint))
    fixed = Choosing(Home(tmp_path / "home"), host.models, {"OPENAI_BASE_URL": "http://x/v1"})
    assert "OPENAI_BASE_URL" in (await fixed.connections()).fixed
    with pytest.raises(ModelUnavailable, match="OPENAI_BASE_URL"):
        await fixed.use("Mine")
    assert (await host.connections()).used == ""


async def test_models_are_found_by_the_names_they_are_saved_under(
    host: SessionHost, endpoint: ScriptedEndpoint
) -> None:
    await host.save_connection(at(endpoint))
    assert await host.models.served() == ("SmolLM2 135M", "Mine")
    assert host.models.connection("Mine").model == MODEL
    assert host.models.connection(MODEL).name == "Mine"
    await host.use_model("Mine")
    assert (await host.connections()).used == "Mine"
    assert (await host.models.served())[0] == "Mine"
    await host.use_model("SmolLM2 135M")
    assert (await host.connections()).used == ""


async def test_another_model_of_the_same_endpoint_is_saved_when_it_is_used(
    host: SessionHost, endpoint: ScriptedEndpoint
) -> None:
    await host.save_connection(at(endpoint))
    await host.use_connection("Mine")
    await host.use_model("other-model")
    other = SavedConnection("other-model", endpoint.base_url, "other-model", "key")
    found = await host.connections()
    assert (found.used, found.named("other-model")) == ("other-model", other)


async def test_a_file_that_cannot_be_read_any_more_keeps_nothing_from_opening(
    host: SessionHost, told: list[Event], tmp_path: Path
) -> None:
    (tmp_path / "home" / "settings.toml").write_text(
        '[connection]\nuse = "Own"\n[connections.Own]\nfile = "/nowhere/model.gguf"\n', "utf-8"
    )
    conversation = await host.create_conversation()
    assert await host.send(conversation.branch_id, "t1", "Hello") is TurnStatus.FAILED
    await host.models.look()
    newest = [event for event in told if isinstance(event, ModelStateChanged)][-1]
    assert (newest.model, newest.state) == ("Own", "failed")
    await host.use_connection("")
    newest = [event for event in told if isinstance(event, ModelStateChanged)][-1]
    assert newest.model == "SmolLM2 135M"


async def test_a_model_file_of_ones_own_is_served_by_the_built_in_server(
    host: SessionHost, tmp_path: Path
) -> None:
    own = tmp_path / "mine.gguf"
    own.symlink_to(starter_model().path)
    await host.save_connection(SavedConnection("Own", file=str(own), context_tokens=2_048))
    tried = await host.try_connection((await host.connections()).saved[0])
    assert tried.answer
    assert tried.context_tokens == 2_048
    await host.use_connection("Own")
    assert (host.models.name, host.models.connection().local) == ("Own", True)


async def test_a_file_that_cannot_be_loaded_says_so(host: SessionHost, tmp_path: Path) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(starter_model().path.read_bytes()[:200_000])
    with pytest.raises(ModelUnavailable, match=r"Own could not be loaded from broken\.gguf"):
        await host.try_connection(SavedConnection("Own", file=str(broken)))
