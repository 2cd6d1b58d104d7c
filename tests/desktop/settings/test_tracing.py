from desktop.settings.tracing import MOST
from graphs import TracingState
from tests.desktop.settings.conftest import Settings


def titled(settings: Settings, *titles: str) -> None:
    for title in titles:
        settings.library.create(title, agent_version="1")
        settings.library.rename(title, title)


def listed(settings: Settings) -> list[tuple[str, bool]]:
    return [(row.title, row.traced) for row in settings.view_model.tracing.model.rows]


def test_without_a_key_no_conversation_can_be_traced(settings: Settings) -> None:
    titled(settings, "Letter")
    settings.library.trace("Letter", traced=True)
    settings.read()
    tracing = settings.view_model.tracing
    settings.desk.until(lambda: tracing.state == tracing.State.NOTHING_YET)
    settings.desk.act(lambda: tracing.show("Letter", ""))

    assert (tracing.host, listed(settings), tracing.tracedTo) == ("", [], "")


def test_a_conversation_is_traced_and_the_one_in_view_says_so(settings: Settings) -> None:
    settings.host.traces = TracingState("smith.example", "Cairn")
    titled(settings, "Letter", "Trip")
    settings.read()
    tracing = settings.view_model.tracing
    settings.desk.until(lambda: listed(settings) == [("Trip", False), ("Letter", False)])
    settings.desk.act(lambda: settings.view_model.inView("Letter", ""))

    settings.desk.act(lambda: tracing.trace("Letter", True))
    settings.desk.until(lambda: ("Letter", True) in listed(settings))
    settings.desk.until(lambda: tracing.tracedTo == "smith.example")

    settings.desk.act(lambda: settings.view_model.inView("Trip", ""))
    settings.desk.until(lambda: tracing.tracedTo == "")
    settings.library.trace("Trip", traced=True)  # by the command line
    settings.desk.act(settings.view_model.refresh)
    settings.desk.until(lambda: tracing.tracedTo == "smith.example")


def test_where_all_are_traced_there_is_none_to_choose(settings: Settings) -> None:
    settings.host.traces = TracingState("smith.example", "Cairn", every=True)
    titled(settings, "Letter")
    settings.read()
    tracing = settings.view_model.tracing
    settings.desk.until(lambda: tracing.state == tracing.State.NOTHING_YET)
    settings.desk.until(lambda: tracing.tracedTo == "smith.example")  # also of one not yet begun
    settings.desk.act(lambda: settings.view_model.inView("Letter", ""))

    assert (listed(settings), tracing.tracedTo) == ([], "smith.example")


def test_of_many_conversations_the_newest_are_listed_and_every_traced_one(
    settings: Settings,
) -> None:
    settings.host.traces = TracingState("smith.example", "Cairn")
    titled(settings, "Old", *(f"{number}" for number in range(MOST + 5)))
    settings.library.trace("Old", traced=True)
    settings.read()
    settings.desk.until(lambda: len(listed(settings)) == MOST + 1)

    assert listed(settings)[-1] == ("Old", True)
