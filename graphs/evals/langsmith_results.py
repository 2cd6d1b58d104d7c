"""Attempts of a run as runs of an experiment, with what was said of them as feedback. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from graphs.evals.langsmith_examples import chat, example_id
from graphs.storage.eval_records import Case, Result, Run, Verdict

BEST_GRADE = 5


@dataclass(frozen=True, slots=True)
class Feedback:
    """What was said of an attempt, from 0 to 1."""

    id: UUID
    run_id: UUID
    key: str
    score: float
    comment: str = ""


def experiment_name(run: Run, candidate: int) -> str:
    """What an experiment is called: the same at each push, and no other run's."""
    name = run.plan.candidates[candidate].name
    return f"{run.plan.name or run.suite_name}, {name}, {run.id[:8]}-{candidate}"


def experiment_metadata(run: Run, candidate: int) -> dict[str, Any]:
    """What was tried."""
    tried = run.plan.candidates[candidate]
    known = {
        "cairn_run": run.id,
        "candidate": tried.name,
        "model": tried.model,
        "agent_version": tried.agent_version,
        "temperature": tried.temperature,
        "top_p": tried.top_p,
        "seed": tried.seed,
    }
    return {name: value for name, value in known.items() if value not in ("", None)}


def run_of(
    run: Run, result: Result, case: Case, experiment: str, dataset_id: UUID
) -> dict[str, Any]:
    """An attempt as a run of the experiment."""
    id_ = _id(run, result)
    began = datetime.fromtimestamp(result.at - result.seconds, UTC)
    outputs = {
        "answer": result.answer,
        "messages": [chat(message) for message in result.messages],
        "actions": [
            {"tool": one.tool, "arguments": one.arguments, "answered": one.answered}
            for one in result.proposals
        ],
    }
    metadata = {
        "attempt": result.number,
        "model_seconds": result.model_seconds,
        "tokens_in": result.tokens_in,
        "tokens_out": result.tokens_out,
    }
    return {
        "id": id_,
        "trace_id": id_,
        "dotted_order": f"{began.strftime('%Y%m%dT%H%M%S%fZ')}{id_}",
        "name": case.name or "case",
        "run_type": "chain",
        "session_name": experiment,
        "reference_example_id": example_id(dataset_id, result.case_id),
        "start_time": began,
        "end_time": datetime.fromtimestamp(result.at, UTC),
        "inputs": {"messages": [chat(message) for message in case.messages]},
        "outputs": outputs,
        "error": result.sentence or None if result.verdict is Verdict.BROKEN else None,
        "extra": {"metadata": metadata},
    }


def feedback_of(run: Run, result: Result) -> Iterator[Feedback]:
    """Whether it passed, where that is known, and the person's grade."""
    run_id = _id(run, result)
    if result.final in (Verdict.PASSED, Verdict.FAILED):
        why = " ".join(one.reason for one in result.graded if one.verdict is not Verdict.PASSED)
        passed = float(result.final is Verdict.PASSED)
        yield Feedback(uuid5(run_id, "passed"), run_id, "passed", passed, why)
    if result.grade is not None:
        yield Feedback(uuid5(run_id, "grade"), run_id, "grade", result.grade / BEST_GRADE)


def _id(run: Run, result: Result) -> UUID:
    return uuid5(
        NAMESPACE_OID, f"cairn {run.id} {result.candidate} {result.case_id} {result.number}"
    )
