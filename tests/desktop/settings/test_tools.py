from desktop.settings.tools import ToolsViewModel
from graphs import ModelError
from tests.desktop.settings.conftest import Settings

Mode = ToolsViewModel.Mode


def test_what_was_found_out_can_be_chosen_otherwise_and_found_out_again(
    settings: Settings,
) -> None:
    settings.read()
    tools = settings.view_model.tools
    settings.desk.until(lambda: tools.mode == Mode.CONSTRAINED)
    assert "found this out" in tools.chosenBy

    settings.desk.act(lambda: tools.choose(Mode.OFF))
    settings.desk.until(lambda: tools.mode == Mode.OFF)
    assert tools.chosenBy == "You chose this."

    settings.desk.act(tools.findOut)
    settings.desk.until(lambda: tools.mode == Mode.NATIVE)
    assert "found this out" in tools.chosenBy
    assert tools.canFindOut


def test_there_is_nothing_to_find_out_of_the_built_in_model(settings: Settings) -> None:
    settings.host.be_built_in()

    settings.read()
    settings.desk.until(lambda: settings.view_model.tools.mode != Mode.UNKNOWN)

    assert not settings.view_model.tools.canFindOut


def test_a_server_that_is_down_leaves_the_mode(settings: Settings) -> None:
    settings.read()
    tools = settings.view_model.tools
    settings.desk.until(lambda: tools.mode == Mode.CONSTRAINED)
    settings.host.refusal = ModelError("The server does not answer.")

    settings.desk.act(tools.findOut)
    settings.desk.until(lambda: bool(settings.failures))

    assert settings.failures == ["The server does not answer."]
    assert tools.mode == Mode.CONSTRAINED
    assert not tools.busy


def test_tools_say_what_they_do_and_what_a_rule_can_be_narrowed_to(settings: Settings) -> None:
    settings.read()
    tools = settings.view_model.tools
    settings.desk.until(lambda: tools.model.rowCount() > 0)

    run = tools.model.find("run_command")
    assert run is not None
    assert (run.words, run.asks) == ("Run commands", True)
    assert tools.scopeOf("run_command") == "command"
    assert tools.scopeOf("fetch_url") == "host"
    assert tools.scopeOf("no_such_tool") == "none"
