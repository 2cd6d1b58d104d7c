"""A process of its own: turns chosen to be traced without a key, and the reverse; see test_tracing.

Prints what of LangSmith it imported beyond what a bare graph of LangGraph with a model imports, and
where it connected to besides the model.
"""

import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[3]))


def of_tracing() -> set[str]:
    """The modules that are LangSmith's, or ours for it."""
    ours = {"graphs.session.trace_sender", "graphs.session.tracer"}
    every = set(sys.modules)
    return {name for name in every if name.split(".")[0] == "langsmith"} | every & ours


async def bare() -> None:
    """Run an agent of LangChain's without any of ours."""
    from langchain.agents import create_agent
    from langchain_core.language_models import FakeListChatModel

    agent: Any = create_agent(FakeListChatModel(responses=["Hello."]))
    await agent.ainvoke({"messages": [("user", "Hello.")]})


async def turns(base_url: str, home: Path) -> list[str]:
    """Run turns of ours: how each ended."""
    from graphs.models.connections import Connection, Endpoint
    from graphs.session.host import SessionHost
    from graphs.storage.home import Home
    from graphs.storage.library import Library

    folder = Home(home)
    folder.prepare()
    library = Library.open(folder)
    connection = Connection("endpoint", "m", "m", 8192, True, Endpoint(base_url, ""))
    host = await SessionHost.open(library, lambda _: None, lambda: connection)
    conversation = await host.create_conversation()
    library.trace(conversation.id, traced=True)
    ended = [await host.send(conversation.branch_id, "without a key", "Hello.")]
    os.environ["LANGSMITH_API_KEY"] = "lsv2_pt_nobody"
    os.environ["LANGSMITH_TRACING"] = "true"
    library.trace(conversation.id, traced=False)
    ended.append(await host.send(conversation.branch_id, "switched off", "Hello."))
    await host.close()
    library.close()
    return [str(status) for status in ended]


def main() -> None:
    """Compare the two."""
    from tests.endpoint import ScriptedEndpoint

    for name in [name for name in os.environ if name.startswith(("LANGSMITH", "LANGCHAIN"))]:
        del os.environ[name]
    asyncio.run(bare())
    known = of_tracing()
    connected: list[str] = []
    with ScriptedEndpoint() as endpoint, tempfile.TemporaryDirectory() as home:
        port = int(endpoint.base_url.split(":")[2].split("/")[0])

        def hear(event: str, given: tuple[Any, ...]) -> None:
            if event == "socket.connect" and given[1][:2] != ("127.0.0.1", port):
                connected.append(str(given[1]))
            elif event == "socket.getaddrinfo" and "smith" in str(given[0]):
                connected.append(str(given[0]))

        sys.addaudithook(hear)
        ended = asyncio.run(turns(endpoint.base_url, Path(home)))
        imported = sorted(of_tracing() - known)
        print(json.dumps({"imported": imported, "connected": connected, "ended": ended}))


if __name__ == "__main__":
    main()
