from tests.performance.report import Figure, as_json, table


def test_a_figure_is_set_against_stock_and_against_its_aim() -> None:
    figure = Figure("disk", "times", 9.0, 900.0, aim=12)
    assert figure.ratio == 0.01
    assert figure.met
    assert Figure("disk", "times", 13.0, aim=12).met is False
    assert Figure("disk", "times", 13.0).met is None


def test_the_table_lines_its_columns_up_and_says_what_was_missed() -> None:
    head, first, second = table(
        [Figure("one", "ms", 1234.5, 2.0, note="why"), Figure("the second", "ms", 60.0, aim=50)]
    ).splitlines()
    assert head.index("ours") + len("ours") == second.index("60") + len("60")
    assert "1,234" in first
    assert first.endswith("why")
    assert second.split()[-3:] == ["≤", "50", "MISSED"]


def test_json_holds_what_was_derived_too() -> None:
    (figure,) = as_json([Figure("one", "ms", 1.0, 4.0, aim=2)])
    assert figure["ratio"] == 0.25
    assert figure["met"] is True
