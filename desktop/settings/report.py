"""What is worth knowing when somebody reports a fault: versions and systems. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Environment:
    """Versions, and what they run on. Each is "" when it cannot be told."""

    cairn: str
    packaged: bool
    model: str
    model_server: str
    qt: str
    langgraph: str
    sqlite: str
    python: str
    system: str
    desktop: str


def report_of(
    here: Environment, screens: str, drawing: str, locale: str, data_bytes: int | None
) -> str:
    """The lines to paste into a report, in English. `screens` and `drawing`: how the window shows.

    `data_bytes` is the size of the data folder, None while it is not known.
    """
    lines = (
        ("Cairn", f"{here.cairn} ({'packaged' if here.packaged else 'from source'})"),
        ("System", ", ".join(filter(None, (here.system, here.desktop)))),
        ("Window", ", ".join(filter(None, (screens, drawing)))),
        ("Language", locale),
        ("Starter model", here.model),
        ("llama.cpp", here.model_server),
        ("LangGraph", here.langgraph),
        ("Qt", here.qt),
        ("SQLite", here.sqlite),
        ("Python", here.python),
        ("Data folder", "" if data_bytes is None else f"{data_bytes / 1e6:,.1f} MB"),
    )
    return "\n".join(f"{name}: {value}" for name, value in lines if value) + "\n"
