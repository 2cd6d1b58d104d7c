"""What the sheet that makes or changes a case begins with."""

from dataclasses import dataclass, replace

from desktop.shared.engine_calls import EvalCalls
from desktop.shared.library_calls import LibraryCalls
from graphs import Case, Library, Suite, ToolsFrom


@dataclass(frozen=True, slots=True)
class Found:
    """What the sheet is about: the case, its suite, and the suites there are.

    `place` is the branch and position that it is made of, None for a case that there was.
    """

    case: Case
    suite_id: str
    suites: tuple[Suite, ...]
    place: tuple[str, int] | None = None


class MakingReader:
    """Drafts cases, and reads those there are. Every call raises CairnError."""

    def __init__(self, library: LibraryCalls, engine: EvalCalls) -> None:
        self._library = library
        self._engine = engine

    async def of_step(self, branch_id: str, position: int) -> Found:
        """The case that a step makes, for the main suite."""
        case = await self._engine.evals(lambda evals: evals.draft(branch_id, position))
        suite, suites = await self._library.call(_suites)
        return Found(case, suite.id, suites, (branch_id, position))

    async def of_message(self, branch_id: str, message_id: str) -> Found:
        """The case that the step makes which brought a message."""
        step = await self._library.call(
            lambda library: library.step_of_message(branch_id, message_id)
        )
        return await self.of_step(branch_id, step.position)

    async def of_action(self, action_id: str) -> Found:
        """The case that the answer makes which wanted an action."""
        action = await self._library.call(lambda library: library.action(action_id))
        return await self.of_message(action.branch_id, action.message_id)

    async def of_case(self, case_id: str) -> Found:
        """A case that there is."""

        def read(library: Library) -> Found:
            suite = library.evals.suite_of_case(case_id)
            return Found(library.evals.case(case_id), suite.id, _suites(library)[1])

        return await self._library.call(read)

    async def again(self, found: Found, tools_from: ToolsFrom) -> Found:
        """The same draft with its tools' results from elsewhere."""
        if found.place is None:
            return found
        branch_id, position = found.place
        case = await self._engine.evals(lambda evals: evals.draft(branch_id, position, tools_from))
        return replace(found, case=case)


def _suites(library: Library) -> tuple[Suite, tuple[Suite, ...]]:
    """The main suite, and all there are."""
    main = library.evals.main_suite()
    return main, tuple(library.evals.suites())
