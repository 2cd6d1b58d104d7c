"""Suites as LangSmith's datasets, and runs of them as its experiments. Every call blocks.

What is pushed has the same ids each time, so that pushing again changes only what has changed.
"""

import json
import os
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, cast
from uuid import UUID, uuid5

from langsmith import schemas
from langsmith.utils import LangSmithConflictError, LangSmithNotFoundError

from graphs.errors import InvalidCase, InvalidText, NotFound, TracingUnusable
from graphs.evals import files
from graphs.evals import langsmith_examples as examples
from graphs.evals import langsmith_results as results
from graphs.session import langsmith_client
from graphs.session.tracing_settings import Langsmith
from graphs.storage import case_text
from graphs.storage.eval_records import Case, Result, Run, Suite
from graphs.storage.library import Library

TOGETHER = 100
"""Examples, or attempts, in one request."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """A dataset and what pushing made of it.

    `left` are examples there of which we know no case; `masked` counts keys that were taken out.
    """

    dataset: str
    url: str
    added: int = 0
    changed: int = 0
    same: int = 0
    left: int = 0
    masked: int = 0


@dataclass(frozen=True, slots=True)
class Experiment:
    """A candidate's attempts as an experiment."""

    name: str
    url: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Pulled:
    """A suite and what pulling made of it. `skipped` says of examples why they are no cases."""

    suite: Suite
    added: int = 0
    changed: int = 0
    same: int = 0
    skipped: tuple[str, ...] = field(default=())


class LangsmithLink:
    """The suites of one library, and one LangSmith."""

    def __init__(self, library: Library, to: Langsmith) -> None:
        self._library = library
        self._to = to
        self._failure: Exception | None = None
        self._keys = (*files.keys_here(library.home, os.environ), to.api_key)
        made = langsmith_client.client(to, seconds=60, on_failure=self._fail)
        self._client = cast("Any", made)  # of its types, many are only half there

    def push(self, suite_id: str, name: str = "") -> Pushed:
        """Make a dataset of a suite, or bring it up to date.

        Raises NotFound, TracingUnusable, and InvalidText for a dataset that somebody else made.
        """
        suite = self._library.evals.suite(suite_id)
        cases = [self._library.evals.case(row.id) for row in self._library.evals.cases(suite_id)]
        with self._translated():
            return self._push(self._dataset(name or suite.name), cases)

    def push_run(self, run_id: str, name: str = "") -> tuple[Pushed, tuple[Experiment, ...]]:
        """Make an experiment of each candidate's attempts so far; raises as `push`.

        The cases are those of the run, as they were when it began.
        """
        run = self._library.evals.run(run_id)
        rows = self._library.evals.run_cases(run_id)
        cases = {row.id: self._library.evals.run_case(run_id, row.id) for row in rows}
        attempts = self._library.evals.results(run_id)
        with self._translated():
            dataset = self._dataset(name or run.suite_name)
            pushed = self._push(dataset, list(cases.values()))
            return pushed, tuple(
                self._experiment(dataset, run, place, cases, attempts)
                for place in range(len(run.plan.candidates))
            )

    def pull(self, dataset: str, name: str = "") -> Pulled:
        """Make a suite of a dataset, by its name or id, or bring it up to date.

        Raises NotFound, TracingUnusable.
        """
        with self._translated():
            found = self._read(dataset)
            if found is None:
                raise NotFound(
                    f"LangSmith at {self._to.host} has no dataset {dataset}.",
                    "Is the name spelled as it is there?",
                )
            every = list(self._client.list_examples(dataset_id=found.id))
        suites = self._library.evals.suites()
        wanted = name or found.name
        there = next((suite for suite in suites if suite.name == wanted), None)
        suite = there or self._library.evals.create_suite(wanted)
        evals, pulled = self._library.evals, Pulled(suite)
        mine = {row.id: evals.case(row.id) for row in evals.cases(suite.id)}
        for example in every:
            pulled = self._take(pulled, example, mine)
        return replace(pulled, suite=evals.suite(suite.id))

    def _dataset(self, name: str) -> schemas.Dataset:
        found = self._read(name)
        if found is None:
            metadata: dict[str, Any] = {"runtime": {}}  # else it tells of this machine
            return self._client.create_dataset(
                name, description="Pushed by Cairn.", metadata=metadata
            )
        return found

    def _read(self, name: str) -> schemas.Dataset | None:
        try:
            return self._client.read_dataset(dataset_id=UUID(name))
        except (ValueError, LangSmithNotFoundError):
            pass
        try:
            return self._client.read_dataset(dataset_name=name)
        except LangSmithNotFoundError:
            return None

    def _push(self, dataset: schemas.Dataset, cases: Sequence[Case]) -> Pushed:
        there = {
            one.id: examples.digest_of(one.metadata)
            for one in self._client.list_examples(dataset_id=dataset.id)
        }
        if there and not any(there.values()):
            raise InvalidText(
                f"The dataset {dataset.name} was not made by Cairn.",
                "Name another one with --dataset.",
            )
        lines = [files.line_without_keys(case, self._keys) for case in cases]
        clean = [case_text.parsed(line.text) for line in lines]
        made = {examples.example_id(dataset.id, one.id): examples.example_of(one) for one in clean}
        new = [id_ for id_ in made if id_ not in there]
        changed = [
            id_
            for id_, one in made.items()
            if id_ in there and there[id_] != examples.digest_of(one["metadata"])
        ]
        for some in _parts(new):
            self._client.create_examples(
                dataset_id=dataset.id, examples=[_created(id_, made[id_]) for id_ in some]
            )
        for some in _parts(changed):
            self._client.update_examples(
                dataset_id=dataset.id, updates=[{"id": id_, **made[id_]} for id_ in some]
            )
        same = len(made) - len(new) - len(changed)
        left = len(there.keys() - made.keys())
        masked = sum(line.masked for line in lines)
        return Pushed(dataset.name, dataset.url or "", len(new), len(changed), same, left, masked)

    def _experiment(
        self,
        dataset: schemas.Dataset,
        run: Run,
        place: int,
        cases: dict[str, Case],
        attempts: Sequence[Result],
    ) -> Experiment:
        mine = [one for one in attempts if one.candidate == place and one.case_id in cases]
        name = results.experiment_name(run, place)
        project = self._client.create_project(
            name,
            upsert=True,
            reference_dataset_id=dataset.id,
            metadata=results.experiment_metadata(run, place),
        )
        for some in _parts(mine):
            told = [self._run_of(run, one, cases[one.case_id], name, dataset.id) for one in some]
            self._client.multipart_ingest(create=told)
            if self._failure is not None:
                raise self._failure
        for one in mine:
            for feedback in results.feedback_of(run, one):
                self._feed_back(project.id, feedback)
        url = f"{project.url}" if project.url else ""
        return Experiment(name, url, len(mine))

    def _run_of(
        self, run: Run, result: Result, case: Case, experiment: str, dataset_id: UUID
    ) -> dict[str, Any]:
        """An attempt as a run, without keys."""
        told = results.run_of(run, result, case, experiment, dataset_id)
        for part in ("inputs", "outputs"):
            text = json.dumps(told[part], ensure_ascii=False)
            told[part] = json.loads(files.without_keys(text, self._keys).text)
        return told

    def _feed_back(self, project_id: UUID, feedback: results.Feedback) -> None:
        comment = files.without_keys(feedback.comment, self._keys).text or None
        try:
            self._client.create_feedback(
                run_id=feedback.run_id,
                trace_id=feedback.run_id,
                session_id=project_id,
                feedback_id=feedback.id,
                key=feedback.key,
                score=feedback.score,
                comment=comment,
                stop_after_attempt=1,
            )
        except LangSmithConflictError:
            self._client.update_feedback(feedback.id, score=feedback.score, comment=comment)

    def _take(self, pulled: Pulled, example: schemas.Example, mine: Mapping[str, Case]) -> Pulled:
        """The same with one more example saved as a case, beside those that the suite has."""
        inputs, outputs = example.inputs or {}, example.outputs or {}
        try:
            case = examples.case_of(example.id.hex, inputs, outputs, example.metadata or {})
        except InvalidCase as error:
            return replace(pulled, skipped=(*pulled.skipped, f"{example.id}: {error.sentence}"))
        if case.id not in mine and self._is_taken(case.id):
            case = replace(case, id=uuid5(UUID(pulled.suite.id), case.id).hex)
        if mine.get(case.id) == case:
            return replace(pulled, same=pulled.same + 1)
        self._library.evals.save_case(pulled.suite.id, case)
        if case.id in mine:
            return replace(pulled, changed=pulled.changed + 1)
        return replace(pulled, added=pulled.added + 1)

    def _is_taken(self, case_id: str) -> bool:
        """Whether a case of another suite, or in the trash, has that id; it stays as it is."""
        try:
            self._library.evals.case(case_id)
        except NotFound:
            return False
        return True

    def _fail(self, error: Exception) -> None:
        self._failure = error

    @contextmanager
    def _translated(self) -> Generator[None]:
        try:
            yield
        except (InvalidText, NotFound, TracingUnusable):
            raise
        except Exception as error:
            raise langsmith_client.translated(error, self._to) from error


def _created(id_: UUID, example: dict[str, Any]) -> dict[str, Any]:
    wanted = example["outputs"]
    return {
        "id": id_,
        "inputs": example["inputs"],
        "reference_outputs": wanted,
        "metadata": example["metadata"],
    }


def _parts(every: Iterable[Any]) -> Generator[list[Any]]:
    whole = list(every)
    for first in range(0, len(whole), TOGETHER):
        yield whole[first : first + TOGETHER]
