from graphs import Candidate, Case, NewMessage, RunPlan
from tests.desktop.settings.conftest import Settings
from tests.desktop.timeline.path import Path


def test_what_was_deleted_can_be_taken_back(settings: Settings) -> None:
    for id_ in ("letter", "trip"):
        settings.library.create(id_, agent_version="1")
        settings.library.rename(id_, id_.title())
        settings.library.trash(id_)
    told: list[None] = []
    settings.view_model.restored.connect(lambda: told.append(None))
    settings.read()
    trash = settings.view_model.trash
    settings.desk.until(lambda: trash.model.rowCount() == 2)
    assert [row.title for row in trash.model.rows] == ["Trip", "Letter"]

    settings.desk.act(lambda: trash.restore("letter"))
    settings.desk.until(lambda: trash.model.rowCount() == 1)

    assert [one.title for one in settings.library.conversations()] == ["Letter"]
    assert told == [None]


def test_a_branch_is_listed_with_its_conversation_and_taken_back(settings: Settings) -> None:
    path = Path(settings.library, "Trip")
    path.you("Where to?")
    fork = path.fork(1, "by train")
    settings.library.trash_branch(fork)
    settings.library.trash(settings.library.create(agent_version="1").id)
    settings.read()
    trash = settings.view_model.trash
    settings.desk.until(lambda: trash.model.rowCount() == 2)
    assert [(row.title, row.about) for row in trash.model.rows] == [
        ("New conversation", ""),
        ("by train", "Branch of “Trip”"),
    ]

    settings.desk.act(lambda: trash.restore(fork))
    settings.desk.until(lambda: trash.model.rowCount() == 1)

    assert [one.name for one in settings.library.branches(path.conversation_id)] == ["", "by train"]


def test_the_branches_of_a_deleted_conversation_come_with_it(settings: Settings) -> None:
    path = Path(settings.library, "Trip")
    path.you("Where to?")
    settings.library.trash_branch(path.fork(1, "by train"))
    settings.library.trash(path.conversation_id)
    settings.read()
    trash = settings.view_model.trash
    settings.desk.until(lambda: trash.model.rowCount() == 1)

    settings.desk.act(lambda: trash.restore(path.conversation_id))

    settings.desk.until(lambda: [row.title for row in trash.model.rows] == ["by train"])


def test_suites_cases_and_runs_are_taken_back(settings: Settings) -> None:
    evals = settings.library.evals
    asked = (NewMessage("q", "user", "What is tea?"),)
    suite = evals.add_suite("Drinks", [Case("tea", "Tea", asked), Case("milk", "Milk", asked)])
    run = evals.create_run(RunPlan(suite.id, (Candidate("now"),), name="Last week"))
    evals.trash_case("tea")
    evals.trash_run(run.id)
    evals.trash_suite(suite.id)
    settings.read()
    trash = settings.view_model.trash
    settings.desk.until(lambda: trash.model.rowCount() == 3)
    assert [(row.title, row.about) for row in trash.model.rows] == [
        ("Drinks", "Suite"),
        ("Last week", "Run of “Drinks”"),
        ("Tea", "Case of “Drinks”"),
    ]

    for left, key in ((2, suite.id), (1, "tea"), (0, run.id)):
        settings.desk.act(lambda key=key: trash.restore(key))
        settings.desk.until(lambda left=left: trash.model.rowCount() == left)
    assert [case.id for case in evals.cases(suite.id)] == ["tea", "milk"]
    assert [one.id for one in evals.runs(suite.id)] == [run.id]
