"""Models are lent to runs side by side; each is served once, and as long as a run has it."""

from collections.abc import AsyncIterator

import pytest

from graphs.models.connections import Connection, Endpoint
from graphs.session.events import ModelStateChanged
from graphs.session.model_source import ModelSource
from graphs.session.tool_modes import ToolModes
from graphs.storage.library import Library
from tests.endpoint import MODEL, ScriptedEndpoint


class Shop:
    """A source whose chosen connection a test changes, and what it told."""

    def __init__(self, library: Library, base_url: str) -> None:
        self.told: list[ModelStateChanged] = []
        self.chosen = self.connection = Connection(
            "endpoint", MODEL, MODEL, 8_192, True, Endpoint(base_url, "key")
        )
        self.source = ModelSource(
            lambda: self.chosen,
            library.home.logs,
            self.told.append,
            ToolModes(library.database),
        )


@pytest.fixture
async def shop(library: Library, endpoint: ScriptedEndpoint) -> AsyncIterator[Shop]:
    shop = Shop(library, endpoint.base_url)
    yield shop
    await shop.source.close()


async def test_branches_side_by_side_share_a_model(shop: Shop) -> None:
    async with shop.source.lent("other") as one, shop.source.lent("other") as two:
        assert one.model is two.model


async def test_a_model_that_was_chosen_before_is_still_the_same_one(shop: Shop) -> None:
    async with shop.source.lent() as chosen:
        shop.chosen = Connection("endpoint", "b", "b", 8_192, True, shop.connection.endpoint)
        async with shop.source.lent():
            pass
        shop.chosen = shop.connection
        async with shop.source.lent() as again:
            assert again.model is chosen.model
    assert [event.model for event in shop.told] == [MODEL, "b", MODEL]


async def test_a_model_that_an_earlier_run_still_has_is_lent_on(shop: Shop) -> None:
    other = Connection("endpoint", "b", "b", None, True, shop.connection.endpoint)
    shop.chosen = other
    async with shop.source.lent():
        shop.chosen = shop.connection
        async with shop.source.lent("b") as first:
            pass
        async with shop.source.lent("b") as second:
            assert second.model is first.model


async def test_a_model_that_nobody_has_is_let_go(shop: Shop) -> None:
    async with shop.source.lent("other") as one:
        pass
    async with shop.source.lent("other") as two:
        assert one.model is not two.model
