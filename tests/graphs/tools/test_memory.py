from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from langgraph.store.base import BaseStore
from langgraph.store.sqlite.aio import AsyncSqliteStore

from graphs.errors import NotFound, ToolError
from graphs.tools.facts import StoreFacts
from graphs.tools.memory import MOST_FACTS
from tests.graphs.tools.conftest import Bench


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[BaseStore]:
    async with AsyncSqliteStore.from_conn_string(str(tmp_path / "store.sqlite3")) as store:
        await store.setup()
        yield store


async def test_facts_last_in_order_and_are_forgotten_by_text_part_or_id(store: BaseStore) -> None:
    facts = StoreFacts(store)
    ids = [await facts.add(text) for text in ("Likes tea.", "Lives in Bern.", "Likes  stones.\n")]

    known = await StoreFacts(store).all()
    assert [text for _, text in known] == ["Likes tea.", "Lives in Bern.", "Likes stones."]
    assert [id_ for id_, _ in known] == ids

    assert await facts.remove("bern") == "Lives in Bern."
    assert await facts.remove("LIKES TEA.") == "Likes tea."
    assert await facts.remove(ids[2]) == "Likes stones."
    assert await facts.all() == ()


async def test_a_known_fact_is_kept_once(store: BaseStore) -> None:
    facts = StoreFacts(store)

    assert await facts.add("Likes tea.") == await facts.add("likes  TEA.")
    assert len(await facts.all()) == 1


async def test_more_facts_than_a_page_are_all_there(store: BaseStore) -> None:
    facts = StoreFacts(store)
    for number in range(205):
        await store.aput(("facts",), f"{number:03}", {"text": f"fact {number}", "at": number})

    assert [text for _, text in await facts.all()] == [f"fact {number}" for number in range(205)]


async def test_a_fact_can_be_put_in_other_words(store: BaseStore) -> None:
    facts = StoreFacts(store)
    first = await facts.add("Likes tea.")
    await facts.add("Lives in Bern.")

    await facts.revise(first, "Likes coffee.")

    assert [text for _, text in await facts.all()] == ["Likes coffee.", "Lives in Bern."]
    with pytest.raises(NotFound):
        await facts.revise("gone", "x")
    with pytest.raises(ToolError):
        await facts.revise(first, " ")


@pytest.mark.parametrize("fact", ["", " \n ", "x" * 501])
async def test_what_is_no_fact_is_said(store: BaseStore, fact: str) -> None:
    with pytest.raises(ToolError):
        await StoreFacts(store).add(fact)


async def test_what_is_not_one_fact_is_not_forgotten(store: BaseStore) -> None:
    facts = StoreFacts(store)
    await facts.add("Likes tea.")
    await facts.add("Likes stones.")

    for text, said in (("likes", "2 facts"), ("coffee", "No such"), ("", "No such")):
        with pytest.raises(ToolError, match=said):
            await facts.remove(text)
    assert len(await facts.all()) == 2


async def test_the_agent_remembers_recalls_and_forgets(bench: Bench) -> None:
    await bench.call("remember", fact="Likes tea.")
    recalled = await bench.call("recall", query="tea")

    assert "- Likes tea." in recalled
    assert "Earlier, about tea: stones." in recalled
    assert await bench.call("forget", fact="tea") == "Forgotten: Likes tea."
    assert "None." in await bench.call("recall", query="tea")


async def test_a_recall_tells_a_bounded_number_of_facts(bench: Bench) -> None:
    for number in range(MOST_FACTS + 5):
        await bench.facts.add(f"fact {number}.")

    recalled = await bench.call("recall", query="x")

    assert recalled.count("- fact") == MOST_FACTS
    assert "[5 older ones" in recalled
    assert f"fact {MOST_FACTS + 4}." in recalled


def test_the_preview_warns_of_a_fact_that_is_too_long(bench: Bench) -> None:
    assert not bench.preview("remember", fact="Likes tea.").warning
    assert "500" in bench.preview("remember", fact="x" * 501).warning
