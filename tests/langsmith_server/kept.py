"""What a LangSmith keeps of what it is sent, and what it answers. No sockets here."""

import json
from datetime import UTC, datetime
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from uuid import uuid4

TENANT = "11111111-1111-4111-8111-111111111111"

INFO = {
    "version": "0.13.0",
    "instance_flags": {"dataset_examples_multipart_enabled": True},
    "batch_ingest_config": {"use_multipart_endpoint": True, "size_limit": 100},
}


class Kept:
    """Runs, projects, datasets, examples and feedback, by their ids."""

    def __init__(self) -> None:
        self.runs: dict[str, dict[str, Any]] = {}
        self.projects: dict[str, dict[str, Any]] = {}
        self.datasets: dict[str, dict[str, Any]] = {}
        self.examples: dict[str, dict[str, Any]] = {}
        self.feedback: dict[str, dict[str, Any]] = {}

    def answer(
        self, method: str, path: str, query: dict[str, str], kind: str, body: bytes
    ) -> tuple[int, object]:
        """Status and JSON of the answer to a request."""
        match method, path.strip("/").split("/"):
            case "GET", ["info"]:
                return 200, INFO
            case "POST", ["runs", "multipart"]:
                self._ingest(parts_of(kind, body))
                return 202, {}
            case "GET", ["sessions"]:
                return 200, _page(self._named(self.projects, query), query)
            case "POST", ["sessions"]:
                return self._project(json.loads(body), query)
            case "GET", ["datasets"]:
                return 200, _page(self._named(self.datasets, query), query)
            case "POST", ["datasets"]:
                return self._dataset(json.loads(body))
            case "GET", ["examples"]:
                of = query.get("dataset")
                found = [one for one in self.examples.values() if one["dataset_id"] == of]
                return 200, _page(found, query)
            case "POST" | "PATCH", ["v1", "platform", "datasets", dataset_id, "examples"]:
                return self._save_examples(method, dataset_id, parts_of(kind, body))
            case "GET", ["datasets", dataset_id]:
                found = self.datasets.get(dataset_id)
                return (200, found) if found else (404, {"detail": "Dataset not found"})
            case "PATCH", ["feedback", feedback_id]:
                self.feedback[feedback_id].update(json.loads(body))
                return 200, self.feedback[feedback_id]
            case "POST", ["feedback"]:
                told = json.loads(body)
                if told["id"] in self.feedback:
                    return 409, {"detail": "there is such feedback"}
                self.feedback[told["id"]] = told
                return 200, told
            case _:
                return 404, {"detail": f"no {method} {path}"}

    def _ingest(self, parts: dict[str, Any]) -> None:
        for name, value in parts.items():
            operation, run_id, *field = name.split(".")
            if operation == "feedback":
                self.feedback[run_id] = value
                continue
            run = self.runs.setdefault(run_id, {})
            told = {field[0]: value} if field else value
            run.update({key: one for key, one in told.items() if one is not None})
            if operation == "post" and not field and (project := value.get("session_name")):
                self._project({"name": project, "id": str(uuid4())}, {"upsert": "True"})

    def _project(self, told: dict[str, Any], query: dict[str, str]) -> tuple[int, object]:
        there = [one for one in self.projects.values() if one["name"] == told["name"]]
        if there and "upsert" not in query:
            return 409, {"detail": "there is such a project"}
        kept: dict[str, Any] = {"reference_dataset_id": None, **_made(told)}
        kept = there[0] if there else kept
        kept |= {key: value for key, value in told.items() if key != "id" and value is not None}
        self.projects[kept["id"]] = kept
        return 200, kept

    def _dataset(self, told: dict[str, Any]) -> tuple[int, object]:
        if any(one["name"] == told["name"] for one in self.datasets.values()):
            return 409, {"detail": "there is such a dataset"}
        metadata = told.get("extra", {}).get("metadata", {})
        kept = _made({**told, "id": str(uuid4()), "metadata": metadata})
        self.datasets[kept["id"]] = kept
        return 200, kept

    def _save_examples(
        self, method: str, dataset_id: str, parts: dict[str, Any]
    ) -> tuple[int, object]:
        if dataset_id not in self.datasets:
            return 404, {"detail": "Dataset not found"}
        for name, value in parts.items():
            example_id, *field = name.split(".")
            if not field and method == "POST":
                if example_id in self.examples:
                    return 409, {"detail": "there is such an example"}
                self.examples[example_id] = _made({**value, "id": example_id})
                self.examples[example_id] |= {"dataset_id": dataset_id, "name": example_id}
            elif not field:
                self.examples[example_id].update(value)
            else:
                self.examples[example_id][field[0]] = value
        ids = [name for name in parts if "." not in name]
        return 200, {"example_ids": ids, "count": len(ids), "as_of": None}

    @staticmethod
    def _named(every: dict[str, dict[str, Any]], query: dict[str, str]) -> list[dict[str, Any]]:
        name = query.get("name")
        return [one for one in every.values() if name is None or one["name"] == name]


def parts_of(kind: str, body: bytes) -> dict[str, Any]:
    """The parts of a multipart body by their names, each as the JSON that it is."""
    whole = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    found: dict[str, Any] = {}
    for part in whole.iter_parts():
        assert isinstance(part, Message)
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        found[str(name)] = json.loads(content)
    return found


def _made(told: dict[str, Any]) -> dict[str, Any]:
    now = datetime.now(UTC).isoformat()
    return {**told, "tenant_id": TENANT, "created_at": now, "start_time": now}


def _page(found: list[dict[str, Any]], query: dict[str, str]) -> list[dict[str, Any]]:
    first = int(query.get("offset", "0"))
    return found[first : first + int(query.get("limit", "100"))]
