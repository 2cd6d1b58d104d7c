from dataclasses import replace

from desktop.chat.progress import Progress, Retry
from desktop.chat.props import Inputs, Phase, State, Trouble, derive
from desktop.chat.sending import Sending
from graphs import Turn, TurnStatus

READ = Inputs(conversation_id="c", branch_id="b", phase=Phase.READ, said=True)
FAILED = Turn("t", "b", TurnStatus.FAILED, unfinished=True, created_at=1.0, sentence="Silent.")
SENDING = Sending("t", "Hello", "c", "b", 1.0)


def test_the_state_follows_the_reading() -> None:
    assert derive(replace(READ, phase=Phase.READING, said=False), 0).state is State.LOADING
    assert derive(replace(READ, phase=Phase.UNREADABLE), 0).state is State.ERROR
    assert derive(replace(READ, said=False), 0).state is State.EMPTY
    assert derive(READ, 0).state is State.READY


def test_what_is_read_once_more_stays_on_screen() -> None:
    assert derive(replace(READ, phase=Phase.READING), 0).state is State.READY


def test_what_goes_on_is_out_of_reach_while_an_earlier_step_is_looked_at() -> None:
    now = replace(READ, progress=Progress("t"), turn=FAILED, trouble=Trouble("Silent."))
    past = derive(replace(now, looking=3), 0)

    assert derive(now, 0).running
    assert not past.running
    assert not past.can_send
    assert not past.unfinished
    assert past.trouble == Trouble()


def test_no_branch_is_in_view_before_it_is_read() -> None:
    assert derive(READ, 0).in_view == ("c", "b")
    assert derive(Inputs(conversation_id="c"), 0).in_view == ("", "")


def test_nothing_can_be_sent_while_something_is_on_its_way_or_running() -> None:
    assert derive(READ, 0).can_send
    for busy in (
        replace(READ, progress=Progress("t")),
        replace(READ, sending=SENDING),
        replace(READ, settling=True, turn=FAILED),
        replace(READ, phase=Phase.READING),
        replace(READ, phase=Phase.UNREADABLE),
    ):
        assert not derive(busy, 0).can_send


def test_a_message_can_follow_a_failed_turn() -> None:
    assert derive(replace(READ, turn=FAILED), 0).can_send


def test_a_failed_turn_is_offered_until_something_is_done_about_it() -> None:
    idle = derive(replace(READ, turn=FAILED), 0)
    assert (idle.unfinished, idle.can_continue) == (True, True)
    assert idle.trouble == Trouble("Silent.", "")

    for busy in (
        replace(READ, turn=FAILED, settling=True),
        replace(READ, turn=FAILED, sending=SENDING),
    ):
        props = derive(busy, 0)
        assert (props.unfinished, props.can_continue) == (False, False)


def test_what_cannot_succeed_can_only_be_left() -> None:
    props = derive(replace(READ, turn=replace(FAILED, can_continue=False)), 0)

    assert (props.unfinished, props.can_continue) == (True, False)


def test_a_newer_trouble_is_told_before_the_turns() -> None:
    props = derive(replace(READ, turn=FAILED, trouble=Trouble("Full.", "Make room.")), 0)

    assert props.trouble == Trouble("Full.", "Make room.")


def test_the_count_down_is_in_whole_seconds_and_never_below_none() -> None:
    waiting = replace(READ, progress=Progress("t", retry=Retry("Busy.", due=10.0)))

    assert derive(waiting, 7.5).retry_seconds == 3
    assert derive(waiting, 12.0).retry_seconds == 0
    assert derive(waiting, 7.5).retry_reason == "Busy."


def test_stopping_is_over_with_the_turn() -> None:
    assert derive(replace(READ, progress=Progress("t"), stopping=True), 0).stopping
    assert not derive(replace(READ, stopping=True), 0).stopping
