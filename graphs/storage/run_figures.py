"""What runs have come to so far, summed up without reading any answer."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select

from graphs.storage.eval_records import Figures, Verdict, final
from graphs.storage.tables import results, runs


def of_suite(c: Connection, suite_id: str) -> dict[tuple[str, int], Figures]:
    """The figures of each run of a suite out of the trash, by run and candidate."""
    listed = c.scalars(
        select(runs.c.id).where(runs.c.suite_id == suite_id, runs.c.trashed_at.is_(None))
    )
    return of_runs(c, listed.all())


def of_runs(c: Connection, run_ids: Collection[str]) -> dict[tuple[str, int], Figures]:
    """The figures of each run, by run and candidate; none of one without a result."""
    by = [results.c.run_id, results.c.candidate, results.c.verdict, results.c.grade]
    sums: list[ColumnElement[Any]] = [
        func.count().label("attempts"),
        func.sum(results.c.seconds).label("seconds"),
        func.coalesce(func.sum(results.c.tokens_in), 0).label("tokens_in"),
        func.coalesce(func.sum(results.c.tokens_out), 0).label("tokens_out"),
    ]
    query = select(*by, *sums).where(results.c.run_id.in_(run_ids)).group_by(*by)
    found: dict[tuple[str, int], Figures] = {}
    for row in c.execute(query):
        key = (row.run_id, row.candidate)
        found[key] = _with(found.get(key, Figures()), row)
    return found


def _with(sum_: Figures, row: Row[Any]) -> Figures:
    verdict = final(Verdict(row.verdict), row.grade)
    return Figures(
        passed=sum_.passed + row.attempts * (verdict is Verdict.PASSED),
        failed=sum_.failed + row.attempts * (verdict is Verdict.FAILED),
        ungraded=sum_.ungraded + row.attempts * (verdict is Verdict.UNGRADED),
        broken=sum_.broken + row.attempts * (verdict is Verdict.BROKEN),
        seconds=sum_.seconds + row.seconds,
        tokens_in=sum_.tokens_in + row.tokens_in,
        tokens_out=sum_.tokens_out + row.tokens_out,
    )
