from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from desktop.activity.derive import Row
from desktop.activity.list_model import ActivityListModel, Role
from graphs import ActionStatus

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
TODAY = date(2026, 5, 3)


def row(number: int, status: ActionStatus = ActionStatus.DONE) -> Row:
    """The higher the number, the newer."""
    return Row(
        id=f"a{number}",
        title=f"Action {number}",
        conversation_title="Invoices",
        status=status,
        decided_by="person",
        edited=False,
        proposed_at=float(number),
        seconds=1.5,
        day=TODAY,
    )


def ids(model: ActivityListModel) -> list[str]:
    return [one.id for one in model.rows]


deeds = st.lists(
    st.tuples(st.sampled_from(["put", "drop", "append", "fill"]), st.integers(0, 12)), max_size=25
)


@given(deeds)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_whatever_happens_the_model_is_sound(app: object, done: list[tuple[str, int]]) -> None:
    model = ActivityListModel()
    QAbstractItemModelTester(model, FATAL, model)
    model.fill([row(20), row(19)], TODAY, more=True)

    for deed, number in done:
        match deed:
            case "put":
                model.put(row(number))
            case "drop":
                model.drop(f"a{number}")
            case "append":
                oldest = min((one.proposed_at for one in model.rows), default=0)
                model.append([row(int(oldest) - 1)], more=number > 6)
            case _:
                model.fill([row(number)], TODAY, more=number > 6)
        assert [model.place(one) for one in ids(model)] == list(range(len(ids(model))))
        times = [one.proposed_at for one in model.rows]
        assert times == sorted(times, reverse=True)


def test_more_is_asked_for_once_at_a_time(app: object) -> None:
    model = ActivityListModel()
    asked: list[None] = []
    model.moreWanted.connect(lambda: asked.append(None))
    model.fill([row(2)], TODAY, more=True)

    model.fetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert len(asked) == 1
    model.append([row(1)], more=True)
    model.fetchMore(QModelIndex())
    assert len(asked) == 2
    model.append([], more=False)
    model.fetchMore(QModelIndex())

    assert len(asked) == 2


def test_after_a_failure_more_can_be_asked_for_again(app: object) -> None:
    model = ActivityListModel()
    model.fill([row(2)], TODAY, more=True)

    model.fetchMore(QModelIndex())
    assert not model.canFetchMore(QModelIndex())
    model.stop()

    assert model.canFetchMore(QModelIndex())


def test_one_older_than_all_that_was_read_waits_for_its_turn(app: object) -> None:
    model = ActivityListModel()
    model.fill([row(9), row(8)], TODAY, more=True)

    model.put(row(3))
    model.put(row(10))

    assert ids(model) == ["a10", "a9", "a8"]


def test_a_row_says_what_the_page_shows(app: object) -> None:
    model = ActivityListModel()
    model.fill([row(1, ActionStatus.FAILED)], TODAY, more=False)
    place = model.index(0)

    assert model.data(place, Role.TITLE) == "Action 1"
    assert model.data(place, Role.STATUS_WORD) == "Failed"
    assert model.data(place, Role.DECIDED) == "decided by you"
    assert model.data(place, Role.DAY) == "Today"
    assert model.data(QModelIndex(), Role.TITLE) is None
