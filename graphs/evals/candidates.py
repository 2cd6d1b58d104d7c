"""From a candidate to the model that it is: lent for as long as a run needs it."""

import os
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from graphs.agent.context import LentModel
from graphs.errors import ModelUnavailable
from graphs.models import connections
from graphs.session.model_source import ModelSource
from graphs.storage.eval_records import Candidate


@asynccontextmanager
async def lent(models: ModelSource, candidate: Candidate) -> AsyncGenerator[LentModel]:
    """The candidate's model, with its sampling. Raises ModelError."""
    if candidate.base_url:
        found = models.lent_at(
            connections.at(candidate.base_url, candidate.model, _key(candidate, os.environ))
        )
    else:
        found = models.lent(candidate.model)
    async with found as model:
        yield _sampled(model, candidate)


def abreast(models: ModelSource, candidates: Sequence[Candidate], wished: int) -> int:
    """How many attempts can be made at once: one, where a model that is served here has a part.

    It has every core already: several at once only wait for each other. Raises ModelError.
    """
    alone = any(not one.base_url and models.served_here(one.model) for one in candidates)
    return 1 if alone else max(1, wished)


def _sampled(model: LentModel, candidate: Candidate) -> LentModel:
    wished: dict[str, Any] = {
        name: value
        for name, value in (
            ("temperature", candidate.temperature),
            ("top_p", candidate.top_p),
            ("seed", candidate.seed),
        )
        if value is not None
    }
    return replace(model, model=model.model.model_copy(update=wished)) if wished else model


def _key(candidate: Candidate, environ: Mapping[str, str]) -> str:
    """The key for the candidate's endpoint, from where it says; "" for one that wants none."""
    if not candidate.key_variable:
        return ""
    key = environ.get(candidate.key_variable, "").strip()
    if not key:
        raise ModelUnavailable(
            f"{candidate.key_variable} is not set, so there is no key for {candidate.base_url}.",
            "Set that environment variable, and start Cairn with it.",
        )
    return key
