"""Fixtures, for a conftest.py to take."""

from collections.abc import Iterator

import pytest

from tests.endpoint.server import ScriptedEndpoint


@pytest.fixture
def endpoint() -> Iterator[ScriptedEndpoint]:
    with ScriptedEndpoint() as server:
        yield server


@pytest.fixture
def connected(endpoint: ScriptedEndpoint, monkeypatch: pytest.MonkeyPatch) -> ScriptedEndpoint:
    """The endpoint, as the model that the environment chooses."""
    for name, value in endpoint.environ.items():
        monkeypatch.setenv(name, value)
    return endpoint
