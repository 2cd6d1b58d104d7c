from pathlib import Path

import pytest

from graphs.errors import ModelUnavailable
from graphs.models.connections import OPENAI, Connection, Endpoint, chosen
from graphs.storage.home import Home

KEY = "sk-very-secret"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def write(home: Home, text: str) -> None:
    home.settings.write_text(text, "utf-8")


def test_nothing_set_means_the_built_in_model(home: Home) -> None:
    connection = chosen(home, {})
    assert (connection.kind, connection.local, connection.endpoint) == ("builtin", True, None)
    assert connection.name == "SmolLM2 135M"
    assert connection.context_tokens == 8192


def test_a_base_url_in_the_environment_means_that_endpoint(home: Home) -> None:
    write(home, '[connection]\nmodel = "other"\nbase_url = "https://other.example/v1"\n')
    environ = {"OPENAI_BASE_URL": "http://127.0.0.1:8080/v1/", "CAIRN_MODEL": "llama"}
    assert chosen(home, environ) == Connection(
        "endpoint", "llama", "llama", None, True, Endpoint("http://127.0.0.1:8080/v1", "")
    )


def test_a_key_and_a_model_mean_openai(home: Home) -> None:
    connection = chosen(home, {"OPENAI_API_KEY": KEY, "CAIRN_MODEL": "gpt"})
    assert connection.endpoint == Endpoint(OPENAI, KEY)
    assert not connection.local


def test_a_key_alone_sends_nothing_anywhere(home: Home) -> None:
    assert chosen(home, {"OPENAI_API_KEY": KEY}).kind == "builtin"


def test_empty_variables_count_as_unset(home: Home) -> None:
    environ = {"OPENAI_BASE_URL": "", "OPENAI_API_KEY": " ", "CAIRN_MODEL": ""}
    assert chosen(home, environ).kind == "builtin"


def test_the_settings_file_names_an_endpoint(home: Home) -> None:
    write(
        home,
        '[connection]\nbase_url = "https://llm.example:8443/v1"\n'
        f'api_key = "{KEY}"\nmodel = "big"\ncontext_tokens = 128000\n',
    )
    connection = chosen(home, {})
    assert connection.endpoint == Endpoint("https://llm.example:8443/v1", KEY)
    assert (connection.name, connection.context_tokens) == ("big", 128_000)
    assert connection.where == "llm.example:8443"


def test_cairn_model_takes_the_place_of_the_settings_model(home: Home) -> None:
    write(home, '[connection]\nbase_url = "http://localhost:1/v1"\nmodel = "big"\n')
    assert chosen(home, {"CAIRN_MODEL": "small"}).model == "small"


def test_settings_without_a_connection_mean_the_built_in_model(home: Home) -> None:
    write(home, "[appearance]\ntheme = 'dark'\n")
    assert chosen(home, {}).kind == "builtin"


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("localhost", True),
        ("my.localhost", True),
        ("127.0.0.9", True),
        ("[::1]", True),
        ("192.168.1.5", False),
        ("localhost.example.com", False),
        ("127.0.0.1.example.com", False),
    ],
)
def test_only_loopback_is_local(home: Home, host: str, local: bool) -> None:
    environ = {"OPENAI_BASE_URL": f"http://{host}:1/v1", "CAIRN_MODEL": "m"}
    assert chosen(home, environ).local is local


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        ("[connection]\nmodel = \n", "line 2"),
        ("[connection", "TOML"),
        ("connection = 3", "not a table"),
        ('[connection]\napi-key = "x"', "'api-key'"),
        ("[connection]\nmodel = 7", "model"),
        ('[connection]\nmodel = "m"\ncontext_tokens = "many"', "context_tokens"),
        ('[connection]\nmodel = "m"\ncontext_tokens = -1', "context_tokens"),
        ('[connection]\napi_key = "k"', "model"),
        ('[connection]\nmodel = "m"', "base_url"),
        ('[connection]\nmodel = "m"\nbase_url = "llm.example"', "base_url"),
        ('[connection]\nmodel = "m"\nbase_url = "http://h:port/v1"', "base_url"),
        ('[connection]\nmodel = "m"\nbase_url = "http://"', "base_url"),
    ],
)
def test_unusable_settings_are_named_and_left_alone(home: Home, settings: str, word: str) -> None:
    write(home, settings)
    with pytest.raises(ModelUnavailable) as caught:
        chosen(home, {})
    assert str(home.settings) in str(caught.value)
    assert word in str(caught.value)
    assert caught.value.hint
    assert home.settings.read_text("utf-8") == settings


def test_settings_that_are_no_text_are_named(home: Home) -> None:
    home.settings.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ModelUnavailable, match="cannot be read"):
        chosen(home, {})


@pytest.mark.parametrize(
    ("environ", "word"),
    [
        ({"CAIRN_MODEL": "m"}, "OPENAI_BASE_URL"),
        ({"OPENAI_BASE_URL": "http://localhost/v1"}, "CAIRN_MODEL"),
        ({"OPENAI_BASE_URL": "localhost:80", "CAIRN_MODEL": "m"}, "OPENAI_BASE_URL"),
        ({"OPENAI_BASE_URL": "http://me:pass@host/v1", "CAIRN_MODEL": "m"}, "OPENAI_BASE_URL"),
        ({"OPENAI_BASE_URL": "http://host/v1?key=x", "CAIRN_MODEL": "m"}, "OPENAI_BASE_URL"),
        ({"OPENAI_API_KEY": "schlüssel", "CAIRN_MODEL": "m"}, "OPENAI_API_KEY"),
        ({"OPENAI_API_KEY": "a b", "CAIRN_MODEL": "m"}, "OPENAI_API_KEY"),
    ],
)
def test_an_unusable_environment_is_named(home: Home, environ: dict[str, str], word: str) -> None:
    with pytest.raises(ModelUnavailable, match=word):
        chosen(home, environ)


def test_secrets_stay_out_of_what_is_printed(home: Home) -> None:
    environ = {
        "OPENAI_BASE_URL": "https://llm.example/v1",
        "OPENAI_API_KEY": KEY,
        "CAIRN_MODEL": "m",
    }
    connection = chosen(home, environ)
    assert KEY not in repr(connection)
    assert connection.where == "llm.example"
