"""What suites, runs and cases are called on the command line."""

from graphs.errors import NotFound
from graphs.storage.eval_records import Run, RunStatus, Suite
from graphs.storage.library import SHORTEST_BEGINNING, Library


def suite(library: Library, typed: str) -> Suite:
    """The suite of that name, or whose id begins so; "main" is the main one. Raises NotFound."""
    known = library.evals.suites()
    named = [one for one in known if one.name.casefold() == typed.casefold()]
    begins = [one for one in known if _begins(one.id, typed)]
    found = named or begins
    if len(found) > 1:
        raise NotFound("Several suites are called like that.", "Give its id.")
    if found:
        return found[0]
    if typed == "main":
        return library.evals.main_suite()
    raise NotFound("There is no such suite.", "`cairn eval list` shows those there are.")


def run(library: Library, typed: str, suite_id: str | None = None) -> Run:
    """The run whose id begins so; "last" is the newest. Raises NotFound."""
    known = library.evals.runs(suite_id)
    found = known[:1] if typed == "last" else [one for one in known if _begins(one.id, typed)]
    if len(found) > 1:
        raise NotFound("Several runs begin like that.", "Give more of the id.")
    if not found:
        raise NotFound("There is no such run.", "`cairn eval list` shows those there are.")
    return found[0]


def counted(cases: int) -> str:
    """So many cases, in words."""
    return "1 case" if cases == 1 else f"{cases} cases"


def finished(library: Library, suite_id: str, but: str) -> Run:
    """The newest run of a suite that is finished, but that one. Raises NotFound."""
    for one in library.evals.runs(suite_id):
        if one.status is RunStatus.FINISHED and one.id != but:
            return one
    raise NotFound("No run of this suite is finished.", "Run it once without a baseline.")


def _begins(id_: str, typed: str) -> bool:
    return len(typed) >= SHORTEST_BEGINNING and id_.startswith(typed)
