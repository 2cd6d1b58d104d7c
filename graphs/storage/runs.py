"""The rows of runs: what each is to do, and the results as they come."""

import json
from collections.abc import Collection, Sequence
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, Select, func, insert, select, update
from sqlalchemy import case as sql_case
from sqlalchemy.dialects.sqlite import insert as upsert

from graphs.errors import NotFound, NothingToDo
from graphs.storage import case_text, eval_json, suites
from graphs.storage.eval_records import (
    Case,
    CaseRow,
    Pair,
    Result,
    Run,
    RunPlan,
    RunStatus,
    Verdict,
    final,
)
from graphs.storage.tables import case_texts, cases, pairs, results, run_cases, runs

OPEN = (RunStatus.RUNNING, RunStatus.PAUSED, RunStatus.FAILED)
"""How a run stands that can be resumed."""


def create(c: Connection, plan: RunPlan, now: float) -> str:
    """Write a run down, with the suite's cases as they are now; its id.

    Raises NotFound, and NothingToDo for a suite without cases.
    """
    suite = suites.get(c, plan.suite_id)
    rows = suites.rows(c, plan.suite_id)
    if not rows or not plan.candidates:
        raise NothingToDo("There is nothing to run.", "Make a case first, from any step.")
    id_ = uuid4().hex
    values: dict[str, Any] = {
        "id": id_,
        "suite_id": suite.id,
        "suite_name": suite.name,
        "plan": eval_json.plan_text(plan),
        "status": RunStatus.RUNNING,
        "sentence": "",
        "total": len(rows) * len(plan.candidates) * plan.repeat,
        "started_at": now,
        "updated_at": now,
    }
    c.execute(insert(runs).values(values))
    c.execute(insert(run_cases), suites.frozen(rows, id_))
    return id_


def all(  # noqa: A001 - the name its callers read: runs.all
    c: Connection, suite_id: str | None = None, live: Collection[str] = ()
) -> list[Run]:
    """The runs of a suite, or of all, the newest first. `live` are those being worked on now."""
    query = _query().order_by(runs.c.started_at.desc(), runs.c.id)
    if suite_id is not None:
        query = query.where(runs.c.suite_id == suite_id)
    return [_run(row, live) for row in c.execute(query)]


def get(c: Connection, run_id: str, live: Collection[str] = ()) -> Run:
    """One run. Raises NotFound."""
    found = c.execute(_query().where(runs.c.id == run_id)).one_or_none()
    if found is None:
        raise NotFound("There is no such run.", "`cairn eval list` shows those there are.")
    return _run(found, live)


def set_status(c: Connection, run_id: str, status: RunStatus, now: float, why: str = "") -> None:
    """Where the run stands from now on."""
    values = {"status": status, "sentence": why, "updated_at": now}
    c.execute(update(runs).where(runs.c.id == run_id).values(values))


def trash(c: Connection, run_id: str, now: float | None) -> None:
    """Move to the trash, or with None back out of it."""
    c.execute(update(runs).where(runs.c.id == run_id).values(trashed_at=now))


def rows(c: Connection, run_id: str) -> list[CaseRow]:
    """The cases of a run as they were when it began, in their order.

    What the case's own row says beside its digest and name is that of today, or empty.
    """
    query = (
        select(run_cases, cases.c.suite_id, cases.c.asked, cases.c.tags, cases.c.made_at)
        .outerjoin(cases, cases.c.id == run_cases.c.case_id)
        .where(run_cases.c.run_id == run_id)
        .order_by(run_cases.c.position)
    )
    return [
        CaseRow(
            id=row.case_id,
            suite_id=row.suite_id or "",
            name=row.name,
            digest=row.digest,
            asked=row.asked or "",
            tags=tuple(json.loads(row.tags)) if row.tags else (),
            checks=0,
            made_at=row.made_at or 0.0,
            updated_at=0.0,
        )
        for row in c.execute(query)
    ]


def case(c: Connection, run_id: str, case_id: str) -> Case:
    """A case as it was when the run began. Raises NotFound."""
    query = (
        select(run_cases.c.name, case_texts.c.text, cases.c.about)
        .join(case_texts, case_texts.c.digest == run_cases.c.digest)
        .outerjoin(cases, cases.c.id == run_cases.c.case_id)
        .where(run_cases.c.run_id == run_id, run_cases.c.case_id == case_id)
    )
    found = c.execute(query).one_or_none()
    if found is None:
        raise NotFound("There is no such case in this run.")
    return case_text.case_of(found.about or case_text.nameless(case_id, found.name), found.text)


def done(c: Connection, run_id: str) -> set[tuple[int, str, int]]:
    """The attempts that have a result: candidate, case and number of each."""
    query = select(results.c.candidate, results.c.case_id, results.c.number)
    found = c.execute(query.where(results.c.run_id == run_id))
    return {(row.candidate, row.case_id, row.number) for row in found}


def save(c: Connection, result: Result, now: float) -> None:
    """Keep the result of an attempt; one that is there stays."""
    values = {
        "run_id": result.run_id,
        "candidate": result.candidate,
        "case_id": result.case_id,
        "number": result.number,
        "verdict": result.verdict,
        "data": eval_json.details_text(result),
        "seconds": result.seconds,
        "model_seconds": result.model_seconds,
        "tokens_in": result.tokens_in,
        "tokens_out": result.tokens_out,
        "sentence": result.sentence,
        "grade": result.grade,
        "at": result.at,
    }
    c.execute(upsert(results).values(values).on_conflict_do_nothing())
    c.execute(update(runs).where(runs.c.id == result.run_id).values(updated_at=now))


def found(
    c: Connection, run_id: str, case_id: str | None = None, *, brief: bool = False
) -> list[Result]:
    """The results of a run, or of one case in it: by case's place, candidate and number.

    `brief`: without messages and proposals, and without checks where the person gave no grade.
    """
    of_run = run_cases.c.run_id == run_id
    places = {
        row.case_id: (row.position, row.digest)
        for row in c.execute(
            select(run_cases.c.case_id, run_cases.c.position, run_cases.c.digest).where(of_run)
        )
    }
    columns: list[Any] = [one for one in results.c if not brief or one is not results.c.data]
    if brief:
        columns.append(
            sql_case((results.c.grade.is_not(None), results.c.data), else_="").label("data")
        )
    query: Any = select(*columns).where(results.c.run_id == run_id)
    if case_id is not None:
        query = query.where(results.c.case_id == case_id)
    read = [_result(row, places[row.case_id][1], brief) for row in c.execute(query)]
    read.sort(key=lambda one: (places[one.case_id][0], one.candidate, one.number))
    return read


def grade(c: Connection, run_id: str, attempt: tuple[int, str, int], grade: int | None) -> None:
    """Let the person's grade of an attempt stand, 1 to 5; None takes it back. Raises NotFound."""
    candidate, case_id, number = attempt
    changed = c.execute(
        update(results)
        .where(
            results.c.run_id == run_id,
            results.c.candidate == candidate,
            results.c.case_id == case_id,
            results.c.number == number,
        )
        .values(grade=grade)
    )
    if not changed.rowcount:
        raise NotFound("There is no such result.")


def save_pair(c: Connection, pair: Pair) -> None:
    """Keep what the judge said of two attempts, in the place of what it said before."""
    values = {
        "run_id": pair.run_id,
        "case_id": pair.case_id,
        "number": pair.number,
        "first": pair.first,
        "second": pair.second,
        "winner": pair.winner,
        "reason": pair.reason,
    }
    said = {"winner": pair.winner, "reason": pair.reason}
    c.execute(upsert(pairs).values(values).on_conflict_do_update(set_=said))


def compared(c: Connection, run_id: str) -> list[Pair]:
    """What the judge said of pairs of attempts."""
    query = select(pairs).where(pairs.c.run_id == run_id).order_by(pairs.c.case_id, pairs.c.number)
    return [
        Pair(
            run_id=row.run_id,
            case_id=row.case_id,
            number=row.number,
            first=row.first,
            second=row.second,
            winner=row.winner,
            reason=row.reason,
        )
        for row in c.execute(query)
    ]


def tallied(
    c: Connection, run_ids: Sequence[str]
) -> dict[tuple[str, int], list[tuple[str, Verdict]]]:
    """Of each run and candidate: case and final verdict of each result, without its details."""
    columns = (
        results.c.run_id,
        results.c.candidate,
        results.c.case_id,
        results.c.verdict,
        results.c.grade,
    )
    counted: dict[tuple[str, int], list[tuple[str, Verdict]]] = {}
    for row in c.execute(select(*columns).where(results.c.run_id.in_(run_ids))):
        verdict = final(Verdict(row.verdict), row.grade)
        counted.setdefault((row.run_id, row.candidate), []).append((row.case_id, verdict))
    return counted


def _query() -> Select[Any]:
    counted = (
        select(func.count())
        .where(results.c.run_id == runs.c.id)
        .correlate(runs)
        .scalar_subquery()
        .label("done")
    )
    return select(runs, counted).where(runs.c.trashed_at.is_(None))


def _run(row: Row[Any], live: Collection[str]) -> Run:
    status = RunStatus(row.status)
    return Run(
        id=row.id,
        suite_name=row.suite_name,
        plan=eval_json.plan_of(row.plan),
        status=status,
        total=row.total,
        done=row.done,
        started_at=row.started_at,
        updated_at=row.updated_at,
        sentence=row.sentence,
        unfinished=status in OPEN and lease_of(row.id) not in live,
    )


def lease_of(run_id: str) -> str:
    """The name under which a run is leased to who works on it."""
    return f"run {run_id}"


def _result(row: Row[Any], digest: str, brief: bool) -> Result:
    graded, messages, proposals = eval_json.details_of(row.data) if row.data else ((), (), ())
    if brief:
        messages, proposals = (), ()
    return Result(
        run_id=row.run_id,
        candidate=row.candidate,
        case_id=row.case_id,
        number=row.number,
        digest=digest,
        verdict=Verdict(row.verdict),
        graded=graded,
        messages=messages,
        proposals=proposals,
        seconds=row.seconds,
        model_seconds=row.model_seconds,
        at=row.at,
        tokens_in=row.tokens_in,
        tokens_out=row.tokens_out,
        sentence=row.sentence,
        grade=row.grade,
    )
