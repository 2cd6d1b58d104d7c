"""A report as JUnit XML, which CI systems show: candidates as suites, cases as tests."""

from collections.abc import Sequence
from xml.etree import ElementTree

from graphs.evals.report import Report
from graphs.storage.eval_records import Result, Verdict


def as_junit(report: Report, results: Sequence[Result]) -> str:
    """The XML. An attempt that did not pass is a failure of its case; one that broke, an error."""
    root = ElementTree.Element("testsuites", name=_text(report.run.suite_name))
    for candidate in report.candidates:
        own = [one for one in results if one.candidate == candidate.index]
        suite = ElementTree.SubElement(
            root,
            "testsuite",
            name=_text(candidate.candidate.name),
            tests=str(len(report.cases)),
            time=f"{sum(one.seconds for one in own):.3f}",
        )
        for case in report.cases:
            of_case = [one for one in own if one.case_id == case.case.id]
            _test(suite, case.case.name, of_case)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _test(suite: ElementTree.Element, name: str, attempts: Sequence[Result]) -> None:
    test = ElementTree.SubElement(
        suite, "testcase", name=_text(name), time=f"{sum(one.seconds for one in attempts):.3f}"
    )
    if not attempts:
        ElementTree.SubElement(test, "skipped", message="It was not run.")
    for one in attempts:
        if one.final is not Verdict.PASSED:
            kind = "error" if one.final is Verdict.BROKEN else "failure"
            element = ElementTree.SubElement(test, kind, message=_text(reasons(one)))
            element.text = _text(one.answer)


def reasons(result: Result) -> str:
    """Why an attempt did not pass, in a line."""
    if result.sentence:
        return result.sentence
    if result.grade is not None:
        return f"You gave it {result.grade} of 5."
    why = [one.reason for one in result.graded if one.verdict is not Verdict.PASSED]
    return " ".join(why) or "Nobody has graded it."


def _text(text: str) -> str:
    """What XML can hold."""
    return "".join(
        letter
        for letter in text
        if letter in "\t\n\r"
        or " " <= letter <= "\ud7ff"
        or "\ue000" <= letter <= "\ufffd"
        or letter >= "\U00010000"
    )
