from desktop.settings.rules import RulesViewModel
from tests.desktop.settings.conftest import Settings

State = RulesViewModel.State


def test_none_is_said_only_when_it_is_known(settings: Settings) -> None:
    assert settings.view_model.rules.state == State.READING

    settings.read()

    assert settings.view_model.rules.state == State.NOTHING_YET


def test_rules_are_told_in_words_the_newest_first(settings: Settings) -> None:
    made = settings.library.create(agent_version="1")
    settings.library.rename(made.id, "Invoices")
    settings.library.add_rule("run_command", "git status", "", "allow")
    settings.library.add_rule("delete_file", "", made.id, "never")

    settings.read()

    assert settings.rules == [
        ("Delete files", "", "in “Invoices”", False),
        ("Run commands", "git status", "always", True),
    ]


def test_a_title_cannot_change_the_words_around_it(settings: Settings) -> None:
    made = settings.library.create(agent_version="1")
    settings.library.rename(made.id, "%1 <b>%2</b>")
    settings.library.add_rule("write_file", "", made.id, "never")

    settings.read()

    assert settings.rules[0][2] == "in “%1 <b>%2</b>”"


def test_a_rule_that_is_added_is_on_disk_with_its_full_path(settings: Settings) -> None:
    settings.read()
    rules = settings.view_model.rules

    settings.desk.act(lambda: rules.add("write_file", "folder", "notes", True))
    settings.desk.until(lambda: rules.state == State.ROWS)

    (kept,) = settings.library.rules()
    assert kept.pattern == settings.library.workspace("").rstrip("/") + "/notes/"
    assert (kept.tool, kept.verdict, kept.conversation_id) == ("write_file", "allow", "")


def test_withdrawing_takes_it_off_the_disk_and_undo_brings_it_back(settings: Settings) -> None:
    made = settings.library.create(agent_version="1")
    rule = settings.library.add_rule("run_command", "git status", made.id, "never")
    settings.read()
    undo = settings.view_model.undo

    settings.desk.act(lambda: settings.view_model.rules.withdraw(rule.id))
    assert settings.rules == []
    settings.desk.until(lambda: undo.shown)
    assert settings.library.rules() == []
    settings.desk.act(undo.undo)
    settings.desk.until(lambda: len(settings.rules) == 1)

    (back,) = settings.library.rules()
    assert (back.tool, back.pattern, back.conversation_id, back.verdict) == (
        "run_command",
        "git status",
        made.id,
        "never",
    )
    assert not undo.shown


def test_one_that_somebody_else_has_withdrawn_is_said_and_gone(settings: Settings) -> None:
    rule = settings.library.add_rule("run_command", "", "", "never")
    settings.read()
    settings.library.withdraw_rule(rule.id)

    settings.desk.act(lambda: settings.view_model.rules.withdraw(rule.id))
    settings.desk.until(lambda: bool(settings.failures))

    assert settings.failures == ["There is no such rule."]
    assert settings.rules == []
    assert not settings.view_model.undo.shown
