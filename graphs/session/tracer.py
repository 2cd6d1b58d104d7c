"""LangChain's tracer, for a run where tracing is off for everything else."""

from typing import Any, cast

from langchain_core.tracers.langchain import LangChainTracer
from langchain_core.tracers.schemas import Run

_TASK = "langgraph_checkpoint_ns"
"""The metadata that a node's run and all inside it have in common."""


class Tracer(LangChainTracer):
    """Tells of the run, its nodes, and of the model and tools inside them.

    With the usual switch each of the agent's middlewares would be told of as well, with all that
    it works with. Where it stays off they are silent, and what is inside one names it as its
    parent; here that is the node.
    """

    def _start_trace(self, run: Run) -> None:
        if run.parent_run_id is not None and run.parent_run_id not in self.order_map:
            run.parent_run_id = self._node_of(run)
        super()._start_trace(run)
        _extra(run).pop("__disabled", None)

    @staticmethod
    def _add_child_run(parent_run: Run, child_run: Run) -> None:
        """Let go of what has been told: a long turn would hold its conversation many times."""

    def _node_of(self, run: Run) -> Any:
        task = _task(run)
        nodes = (one.id for one in self.run_map.values() if task and _task(one) == task)
        return next(nodes, None)


def _task(run: Run) -> str:
    return _extra(run).get("metadata", {}).get(_TASK, "")


def _extra(run: Run) -> dict[str, Any]:
    return cast("dict[str, Any]", run.extra)  # pyright: ignore[reportUnknownMemberType]
