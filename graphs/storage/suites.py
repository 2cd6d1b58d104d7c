"""The rows of suites and their cases.

Of a case there is one text for all that a replay depends on, kept under its digest for as long as
a case or a run refers to it; the rest stands in the case's own row.
"""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from graphs.errors import InvalidText, NotFound
from graphs.storage import case_text, eval_json
from graphs.storage.eval_records import Case, CaseRow, Suite, Trashed
from graphs.storage.tables import case_texts, cases, run_cases, runs, suites
from graphs.storage.text import storable

FIRST_NAME = "My cases"
"""What the first suite is called until the person names it."""

LONGEST_NAME = 80

_ASKED = 300  # characters


def all(c: Connection) -> list[Suite]:  # noqa: A001 - the name its callers read: suites.all
    """Every suite out of the trash, the main one first, then by name."""
    counts = (
        select(cases.c.suite_id, func.count().label("cases"))
        .where(cases.c.trashed_at.is_(None))
        .group_by(cases.c.suite_id)
        .subquery()
    )
    newest = (
        select(runs.c.id)
        .where(runs.c.suite_id == suites.c.id, runs.c.trashed_at.is_(None))
        .order_by(runs.c.started_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(suites, func.coalesce(counts.c.cases, 0).label("cases"), newest.label("run"))
        .outerjoin(counts, counts.c.suite_id == suites.c.id)
        .where(suites.c.trashed_at.is_(None))
        .order_by(func.lower(suites.c.name), suites.c.created_at)
    )
    by_name = c.execute(query).all()
    main = max(by_name, key=lambda row: row.chosen_at, default=None)
    known = [_suite(row, row is main) for row in by_name]
    return sorted(known, key=lambda suite: not suite.main)


def get(c: Connection, suite_id: str) -> Suite:
    """One suite. Raises NotFound."""
    found = next((suite for suite in all(c) if suite.id == suite_id), None)
    if found is None:
        raise NotFound("There is no such suite.", "`cairn eval list` shows those there are.")
    return found


def create(c: Connection, name: str, now: float) -> str:
    """Add a suite; the first one is the main one. Its id. Raises InvalidText."""
    id_ = uuid4().hex
    values = {
        "id": id_,
        "name": _name(name),
        "chosen_at": 0.0 if all(c) else now,
        "created_at": now,
        "updated_at": now,
    }
    c.execute(insert(suites).values(values))
    return id_


def rename(c: Connection, suite_id: str, name: str, now: float) -> None:
    """Give another name. Raises NotFound and InvalidText."""
    _change(c, suite_id, name=_name(name), updated_at=now)


def make_main(c: Connection, suite_id: str) -> None:
    """Let this suite be the main one. Raises NotFound."""
    newest = c.scalar(select(func.max(suites.c.chosen_at))) or 0.0
    _change(c, suite_id, chosen_at=newest + 1.0)


def trash(c: Connection, suite_id: str, now: float | None) -> None:
    """Move to the trash, or with None back out of it; it is the main one again if it was.

    Raises NotFound.
    """
    _change(c, suite_id, trashed_at=now)


def rows(c: Connection, suite_id: str) -> list[CaseRow]:
    """The cases of a suite, in their order."""
    query = (
        select(cases)
        .where(cases.c.suite_id == suite_id, cases.c.trashed_at.is_(None))
        .order_by(cases.c.position)
    )
    return [_row(row) for row in c.execute(query)]


def case(c: Connection, case_id: str) -> Case:
    """All of a case, also of one in the trash. Raises NotFound."""
    query = (
        select(cases.c.about, case_texts.c.text)
        .join(case_texts, case_texts.c.digest == cases.c.digest)
        .where(cases.c.id == case_id)
    )
    found = c.execute(query).one_or_none()
    if found is None:
        raise _no_case()
    return case_text.case_of(found.about, found.text)


def has_case(c: Connection, case_id: str) -> bool:
    """Whether there is a case with that id, in the trash or out of it."""
    return c.scalar(select(func.count()).where(cases.c.id == case_id)) == 1


def suite_of(c: Connection, case_id: str) -> str:
    """The id of the suite that a case is in. Raises NotFound."""
    found = c.scalar(select(cases.c.suite_id).where(cases.c.id == case_id))
    if found is None:
        raise _no_case()
    return found


def save(c: Connection, suite_id: str, saved: Case, now: float) -> CaseRow:
    """Add a case at the suite's end, or put it in the place of the one with its id.

    Raises NotFound for a suite that is not there.
    """
    get(c, suite_id)
    text = case_text.substance(saved)
    digest = sha256(text.encode()).hexdigest()
    if not c.scalar(select(func.count()).where(case_texts.c.digest == digest)):
        c.execute(insert(case_texts).values(digest=digest, text=text))
    values: dict[str, Any] = {
        "suite_id": suite_id,
        "digest": digest,
        "name": saved.name,
        "asked": saved.messages[-1].text[:_ASKED] if saved.messages else "",
        "tags": json.dumps(saved.tags),
        "about": case_text.about(saved),
        "checks": len(saved.checks),
        "made_at": saved.made_at,
        "updated_at": now,
        "trashed_at": None,
    }
    before = c.scalar(select(cases.c.digest).where(cases.c.id == saved.id))
    if not c.execute(update(cases).where(cases.c.id == saved.id).values(values)).rowcount:
        last = c.scalar(select(func.max(cases.c.position)).where(cases.c.suite_id == suite_id))
        c.execute(insert(cases).values(id=saved.id, position=(last or 0) + 1, **values))
    if before is not None and before != digest:
        _drop_unused(c, before)
    _change(c, suite_id, updated_at=now)
    return _row(c.execute(select(cases).where(cases.c.id == saved.id)).one())


def trash_case(c: Connection, case_id: str, now: float | None) -> None:
    """Move to the trash, or with None back out of it. Raises NotFound."""
    if not c.execute(update(cases).where(cases.c.id == case_id).values(trashed_at=now)).rowcount:
        raise _no_case()


def trashed(c: Connection) -> list[Trashed]:
    """The suites, cases and runs in the trash, those of one kind together."""
    found = [
        Trashed("suite", row.id, row.name, "", row.trashed_at)
        for row in c.execute(select(suites).where(suites.c.trashed_at.is_not(None)))
    ]
    of_cases = (
        select(cases.c.id, cases.c.name, cases.c.trashed_at, suites.c.name.label("of"))
        .join(suites, suites.c.id == cases.c.suite_id)
        .where(cases.c.trashed_at.is_not(None))
    )
    found += [
        Trashed("case", row.id, row.name, row.of, row.trashed_at) for row in c.execute(of_cases)
    ]
    return found + [
        Trashed("run", row.id, eval_json.plan_of(row.plan).name, row.suite_name, row.trashed_at)
        for row in c.execute(select(runs).where(runs.c.trashed_at.is_not(None)))
    ]


def frozen(rows: Sequence[CaseRow], run_id: str) -> list[dict[str, Any]]:
    """The rows by which a run keeps its cases as they are now."""
    return [
        {
            "run_id": run_id,
            "position": position,
            "case_id": row.id,
            "digest": row.digest,
            "name": row.name,
        }
        for position, row in enumerate(rows)
    ]


def _drop_unused(c: Connection, digest: str) -> None:
    """Delete a text unless a case or a run refers to it."""
    used = select(cases.c.digest).union(select(run_cases.c.digest))
    unused = (case_texts.c.digest == digest) & case_texts.c.digest.not_in(used)
    c.execute(delete(case_texts).where(unused))


def _change(c: Connection, suite_id: str, **values: object) -> None:
    if not c.execute(update(suites).where(suites.c.id == suite_id).values(values)).rowcount:
        raise NotFound("There is no such suite.", "`cairn eval list` shows those there are.")


def _name(typed: str) -> str:
    cleaned = " ".join(storable(typed).replace("\0", " ").split())[:LONGEST_NAME].rstrip()
    if not cleaned:
        raise InvalidText("A suite needs a name.", "Type one.")
    return cleaned


def _suite(row: Row[Any], main: bool) -> Suite:
    return Suite(
        id=row.id,
        name=row.name,
        main=main,
        cases=row.cases,
        created_at=row.created_at,
        updated_at=row.updated_at,
        run=row.run or "",
    )


def _row(row: Row[Any]) -> CaseRow:
    return CaseRow(
        id=row.id,
        suite_id=row.suite_id,
        name=row.name,
        digest=row.digest,
        asked=row.asked,
        tags=tuple(json.loads(row.tags)),
        checks=row.checks,
        made_at=row.made_at,
        updated_at=row.updated_at,
    )


def _no_case() -> NotFound:
    return NotFound("There is no such case.", "`cairn eval show` lists those of a suite.")
