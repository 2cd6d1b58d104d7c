"""Saves pictures of the list of models at the sidebar's foot.

    python -m tests.desktop.evals.models_gallery FOLDER [WIDTH HEIGHT [light|dark [TEXT]]]

The sidebar, the view model and the file are real; the models are made up.
"""

import sys

from desktop.approvals.view_model import ApprovalsViewModel
from desktop.conversations.connection import ConnectionViewModel
from desktop.conversations.view_model import ConversationsViewModel
from desktop.evals.models import ModelsViewModel
from graphs import ModelStateChanged
from tests.desktop.conversations.conftest import NoEngine
from tests.desktop.evals.scripted_evals import ScriptedEngine, ScriptedEvals
from tests.desktop.evals.scripted_models import Engine, ScriptedHost
from tests.desktop.evals.suites import Suites, case
from tests.desktop.pictures import Gallery, Wish, gallery, studio

SIDE = (264, 600)


def pictures(shown: Gallery, evals: ScriptedEvals) -> None:
    """Each state of the list."""

    def picture(name: str) -> None:
        shown.screen.click("openModels")
        shown.picture(f"models-{name}")
        shown.screen.click("closeModels")

    evals.names = ("SmolLM2-135M",)
    picture("alone")
    evals.names = ("SmolLM2-135M", "qwen2.5-0.5b-instruct-q4_k_m", "gemma-3-1b")
    picture("no-cases")
    suites = Suites(shown.library)
    suites.evals.save_case(suites.evals.main_suite().id, case("Ferry"))
    picture("some")
    evals.names = tuple(f"model-{n}" for n in range(40))
    picture("many")


def main(wish: Wish) -> None:
    """Save them all."""
    with studio(wish) as desk, gallery(desk, wish) as shown:
        evals = ScriptedEvals(shown.library)
        host = ScriptedHost()
        host.now = "SmolLM2-135M"
        connection = ConnectionViewModel()
        parts = {
            "approvals": ApprovalsViewModel(shown.calls, NoEngine(), shown.tasks),
            "connection": connection,
            "conversations": ConversationsViewModel(shown.calls, shown.tasks),
            "models": ModelsViewModel(
                shown.calls, Engine(host), ScriptedEngine(evals), shown.tasks
            ),
        }
        shown.show("Conversations", "Sidebar", **parts)
        connection.handle(ModelStateChanged("ready", "SmolLM2-135M", True))
        pictures(shown, evals)


if __name__ == "__main__":
    main(Wish.of(*sys.argv[1:], size=SIDE))
