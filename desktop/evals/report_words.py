"""What a report says, in the reader's language."""

from typing import assert_never

from PySide6.QtCore import QCoreApplication, QLocale

from desktop.evals import words
from desktop.shared.action_words import duration
from desktop.shared.text import file_stem
from graphs import (
    Agreement,
    AtMost,
    CandidateReport,
    CaseChange,
    Check,
    Contains,
    JsonPath,
    Language,
    Matches,
    Proposes,
    Reference,
    Report,
    Result,
    Rubric,
    Run,
    Verdict,
)

translate = QCoreApplication.translate


def percent(rate: float) -> str:
    """A share of 0 to 1, as `80 %`."""
    return translate("Report", "{n} %").format(n=QLocale().toString(round(rate * 100)))


def verdict(found: Verdict) -> str:
    """What came of a check or an attempt."""
    match found:
        case Verdict.PASSED:
            return translate("Report", "passed")
        case Verdict.FAILED:
            return translate("Report", "failed")
        case Verdict.UNGRADED:
            return translate("Report", "not graded")
        case Verdict.BROKEN:
            return translate("Report", "broke off")
        case _:
            assert_never(found)


def change(found: CaseChange | None) -> str:
    """How a case stands against the baseline; "" where there is nothing to be said."""
    match found:
        case None:
            return ""
        case CaseChange.FIXED:
            return translate("Report", "fixed")
        case CaseChange.BROKEN:
            return translate("Report", "broken")
        case CaseChange.SAME:
            return translate("Report", "same")
        case CaseChange.FLAKY:
            return translate("Report", "flaky")
        case CaseChange.NEW:
            return translate("Report", "new")
        case _:
            assert_never(found)


def passed(count: tuple[int, int]) -> str:
    """How often a case passed, as `2 of 3`; a dash where it was not tried."""
    numbers = QLocale()
    if not count[1]:
        return "\N{EN DASH}"
    n, tries = numbers.toString(count[0]), numbers.toString(count[1])
    return translate("Report", "{n} of {all}").format(n=n, all=tries)


def counts(one: CandidateReport) -> str:
    """What its attempts have come to, as `8 of 10 passed, 1 not graded`."""
    if not one.attempts:
        return translate("Report", "not tried yet")
    parts = [translate("Report", "{count} passed").format(count=passed((one.passed, one.attempts)))]
    if one.ungraded:
        parts.append(translate("Report", "{n} not graded").format(n=one.ungraded))
    if one.broken:
        parts.append(translate("Report", "{n} broke off").format(n=one.broken))
    return ", ".join(parts)


def interval(low: float, high: float) -> str:
    """Between what the rate lies."""
    sentence = translate("Report", "most likely between {low} and {high}")
    return sentence.format(low=percent(low), high=percent(high))


def spent(one: CandidateReport) -> str:
    """How long an answer takes, and what all of them came to."""
    parts: list[str] = []
    if one.seconds is not None:
        parts.append(translate("Report", "{time} an answer").format(time=duration(one.seconds)))
    if one.tokens_in is not None or one.tokens_out is not None:
        tokens = QLocale().toString((one.tokens_in or 0) + (one.tokens_out or 0))
        parts.append(translate("Report", "{n} tokens").format(n=tokens))
    if one.cost is not None:
        parts.append(translate("Report", "cost {sum}").format(sum=words.price(one.cost)))
    return " · ".join(parts)


def alarm(one: CandidateReport) -> str:
    """That it is worse, and how sure that is; "" unless it is."""
    if not one.alarm or one.fall is None:
        return ""
    return translate("Report", "By chance alone that happens in {share} of such runs.").format(
        share=_small(one.fall)
    )


def about(run: Run) -> str:
    """Which run it is, and how far."""
    parts = [
        run.plan.name,
        words.moment(run.started_at),
        words.status(run) if run.done < run.total else "",
        words.done(run) if run.done < run.total else words.attempts(run.total),
    ]
    return " · ".join(part for part in parts if part)


def file_name(run: Run) -> str:
    """What a file of its report may be called, on any system."""
    return file_stem(translate("Report", "{suite} report").format(suite=run.suite_name)) + ".html"


def agreement(found: Agreement | None) -> str:
    """How far judge and person say the same; "" where nothing was graded by both."""
    if found is None:
        return ""
    if found.both == 1:
        if found.share:
            return translate("Report", "You and the judge agree on the one answer both graded.")
        return translate("Report", "You and the judge differ on the one answer both graded.")
    sentence = translate(
        "Report", "Of {n} answers graded by both, you and the judge agree on {share} (kappa {k})."
    )
    kappa = QLocale().toString(found.kappa, "f", 2)
    return sentence.format(n=found.both, share=percent(found.share), k=kappa)


def wins(found: Report) -> list[str]:
    """Whom the judge found better, and how often: a sentence for each two."""
    sentence = translate(
        "Report", "The judge found {first} better {a}, {second} {b}, and neither {c}."
    )
    names = [one.candidate.name for one in found.candidates]
    return [
        sentence.format(
            first=names[one.first],
            a=_times(one.first_wins),
            second=names[one.second],
            b=_times(one.second_wins),
            c=_times(one.ties),
        )
        for one in found.wins
    ]


def check(found: Check) -> str:
    """What should have happened."""
    match found:
        case Contains():
            has = translate("Report", "The answer has “{text}”")
            lacks = translate("Report", "The answer does not have “{text}”")
            return (has if found.must else lacks).format(text=found.text)
        case Matches():
            has = translate("Report", "The answer matches {pattern}")
            lacks = translate("Report", "The answer does not match {pattern}")
            return (has if found.must else lacks).format(pattern=found.pattern)
        case Reference():
            means = translate("Report", "The answer means: {text}")
            same = translate("Report", "The answer is: {text}")
            return (means if found.judged else same).format(text=found.text)
        case Rubric():
            return translate("Report", "The judge is asked: {text}").format(text=found.text)
        case Proposes():
            wants = translate("Report", "It wants {tool} {arguments}")
            leaves = translate("Report", "It does not want {tool} {arguments}")
            sentence = wants if found.must else leaves
            return sentence.format(tool=found.tool, arguments=found.arguments).rstrip()
        case JsonPath():
            value = translate("Report", "In the answer's JSON, {path} is {value}")
            some = translate("Report", "The answer is JSON with something at {path}")
            return (value if found.value else some).format(path=found.path, value=found.value)
        case AtMost():
            if not found.actions:
                return translate("Report", "It wants no action")
            return translate("Report", "It wants {n} actions at most").format(n=found.actions)
        case Language():
            name = QLocale.languageToString(QLocale(found.code).language())
            return translate("Report", "The answer is in {language}").format(language=name)
        case _:
            assert_never(found)


def attempt(one: Result) -> str:
    """What an attempt took."""
    parts = [duration(one.seconds)]
    if one.tokens_in is not None or one.tokens_out is not None:
        tokens = QLocale().toString((one.tokens_in or 0) + (one.tokens_out or 0))
        parts.append(translate("Report", "{n} tokens").format(n=tokens))
    if one.grade is not None:
        parts.append(translate("Report", "your grade: {n}").format(n=one.grade))
    return " · ".join(parts)


def _small(share: float) -> str:
    if share < 0.001:
        return translate("Report", "less than 0.1 %")
    return translate("Report", "{n} %").format(n=QLocale().toString(share * 100, "f", 1))


def _times(count: int) -> str:
    if count == 1:
        return translate("Report", "once")
    if not count:
        return translate("Report", "never")
    return translate("Report", "{n} times").format(n=count)


def call(tool: str, arguments: str) -> str:
    """An action that was wanted."""
    name = tool.replace("_", " ").capitalize()
    return f"{name}\n{arguments}" if arguments else name


def more_calls(hidden: int) -> tuple[str, ...]:
    """How many actions are not shown, nothing for none."""
    if not hidden:
        return ()
    return (translate("Report", "and {n} more").format(n=QLocale().toString(hidden)),)


def more(hidden: int) -> str:
    """How much is folded away, "" for nothing."""
    words_ = translate("Report", "Show {n} more characters")
    return words_.format(n=QLocale().toString(hidden)) if hidden else ""


def scopes(counts: list[int]) -> list[str]:
    """What can be graded by hand: what is open, what a judge has graded, everything."""
    names = (
        translate("Report", "To be graded"),
        translate("Report", "Graded by the judge"),
        translate("Report", "All answers"),
    )
    numbers = QLocale()
    return [f"{name} {numbers.toString(n)}" for name, n in zip(names, counts, strict=True)]


def graded(count: int, total: int) -> str:
    """How many have a grade, as `12 of 40 graded`."""
    numbers = QLocale()
    sentence = translate("Report", "{n} of {all} graded")
    return sentence.format(n=numbers.toString(count), all=numbers.toString(total))


def answer(place: int, total: int) -> str:
    """Which answer is in view, as `Answer 13 of 40`."""
    numbers = QLocale()
    sentence = translate("Report", "Answer {n} of {all}")
    return sentence.format(n=numbers.toString(place), all=numbers.toString(total))
