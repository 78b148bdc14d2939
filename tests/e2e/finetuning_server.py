"""A fine-tuning service on loopback, for tests: real HTTP, OpenAI's objects, chosen faults.

It speaks files, fine-tuning jobs, their events and checkpoints, and models. A job moves on by one
state each time it is looked at, so nothing depends on how fast a machine is. What it holds survives
`stop` and `start`, as a service's disk does.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.e2e.finetuning_state import KEY, Reply, Script, State, shown

FILES, JOBS = "/v1/files", "/v1/fine_tuning/jobs"


class HangUpError(Exception):
    """The connection is closed without an answer."""


class FineTuningServer:
    """The service. Use as a context manager.

    Args:
        script: How it behaves.
        moment: Called with (route, "before" or "after") around the work of each request.
    """

    def __init__(self, script: Script | None = None, **words: Any) -> None:
        self.script = script or Script(**words)
        self.state = State(self.script)
        self.asked: list[str] = []
        self.moment: Callable[[str, str], None] = lambda route, when: None
        self._lock = threading.RLock()
        self._port = 0
        self._server: ThreadingHTTPServer | None = None

    def __enter__(self) -> FineTuningServer:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Begin to answer, on the same port as before."""
        handler = type("Handler", (_Handler,), {"service": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", self._port), handler)
        self._server.daemon_threads = True
        self._port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """Stop to answer."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    @property
    def url(self) -> str:
        """The base URL for a client."""
        return f"http://127.0.0.1:{self._port}/v1"

    def environment(self) -> dict[str, str]:
        """Variables that send the client here."""
        return {"OPENAI_BASE_URL": self.url, "OPENAI_API_KEY": KEY}

    def reply(self, method: str, target: str, headers: Any, body: bytes) -> Reply:
        """Status, headers and body for one request."""
        if self._server is None:  # a connection that was kept open
            raise HangUpError
        parts = urlsplit(target)
        route = f"{method} {_general(parts.path)}"
        with self._lock:
            self.asked.append(route)
            number = len(self.asked)
        self.moment(route, "before")
        self._hang_up(route, "before")
        refused = self._refusal(route, number, headers)
        if refused:
            return refused
        with self._lock:
            found = self._work(route, parts.path, parse_qs(parts.query), headers, body)
        self.moment(route, "after")
        self._hang_up(route, "after")
        return found

    def _hang_up(self, route: str, when: str) -> None:
        left = self.script.hangs_up.get((route, when), 0)
        if left:
            self.script.hangs_up[route, when] = left - 1
            raise HangUpError

    def _refusal(self, route: str, number: int, headers: Any) -> Reply | None:
        script = self.script
        if headers.get("Authorization") != f"Bearer {KEY}":
            sent = headers.get("Authorization", "").removeprefix("Bearer ")
            return self.state.error(401, f"Incorrect API key provided: {sent}.", "invalid_api_key")
        if route in script.garbles:
            return 200, {"Content-Type": "text/html"}, b"<html><body>Bad gateway</body></html>"
        if route in script.lacks:
            return self.state.error(404, "Not found", "not_found")
        if route in script.refuses:
            status, error = script.refuses[route]
            return status, {}, {"error": error} if isinstance(error, dict) else error
        if script.too_many and number % script.too_many == 0:
            return (
                429,
                {"Retry-After": "0.01"},
                {"error": {"message": "slow down", "code": "rate_limit_exceeded"}},
            )
        return None

    def _work(
        self, route: str, path: str, query: dict[str, list[str]], headers: Any, body: bytes
    ) -> Reply:
        last = path.rsplit("/", 1)[-1]
        identity = path.split("/")[4] if path.startswith(f"{JOBS}/") else last
        if route == f"POST {FILES}":
            return 200, {}, self.state.upload(headers, body)
        if route == f"GET {FILES}":
            return 200, {}, self._page(self.state.files[::-1], query)
        if route == f"GET {FILES}/*":
            return self._one(self.state.files, last, self.state.read_file)
        if route == f"POST {JOBS}":
            return self.state.create(json.loads(body))
        if route == f"GET {JOBS}":
            return 200, {}, self._page(self._filtered(query), query)
        if route == f"GET {JOBS}/*":
            return self._one(self.state.jobs, last, self.state.move_on)
        if route == f"POST {JOBS}/*/cancel":
            return self._one(self.state.jobs, identity, self.state.cancel)
        if route == f"GET {JOBS}/*/events":
            events = self.state.events[identity]
            listed = events if self.script.oldest_first else events[::-1]
            return 200, {}, self._page(listed, query)
        if route == f"GET {JOBS}/*/checkpoints":
            return 200, {}, self._page(self.state.checkpoints(identity), query)
        if route == "GET /v1/models/*":
            return self.state.model(last)
        return self.state.error(404, f"Unknown request URL: {route}", "unknown_url")

    def _one(self, held: list[Any], identity: str, then: Callable[[Any], None]) -> Reply:
        for one in held:
            if one["id"] == identity:
                then(one)
                return 200, {}, shown(one)
        return self.state.error(404, f"No such object: {identity}", "not_found")

    def _page(self, held: list[Any], query: dict[str, list[str]]) -> dict[str, Any]:
        after = query.get("after", [""])[0]
        ids = [one["id"] for one in held]
        start = ids.index(after) + 1 if after in ids else 0
        size = min(int(query.get("limit", ["20"])[0]), self.script.page)
        page = held[start : start + size]
        more = start + size < len(held)
        return {"object": "list", "data": [shown(one) for one in page], "has_more": more}

    def _filtered(self, query: dict[str, list[str]]) -> list[dict[str, Any]]:
        wanted = {
            found[1]: values[0]
            for name, values in query.items()
            if (found := re.fullmatch(r"metadata\[(.+)\]", name))
        }
        return [
            job
            for job in reversed(self.state.jobs)
            if all((job["metadata"] or {}).get(name) == value for name, value in wanted.items())
        ]


def _general(path: str) -> str:
    """A path without ids: ``/v1/files/file-1`` is ``/v1/files/*``."""
    return re.sub(r"/(files|jobs|models)/[^/]+", r"/\1/*", path)


class _Handler(BaseHTTPRequestHandler):
    service: FineTuningServer
    protocol_version = "HTTP/1.1"
    # Head and body in one packet: else each answer waits 40 ms for an acknowledgement.
    wbufsize = -1

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            status, headers, found = self.service.reply(self.command, self.path, self.headers, body)
        except HangUpError:
            self.close_connection = True
            return
        data = found if isinstance(found, bytes) else json.dumps(found).encode()
        headers = {"Content-Type": "application/json", **headers}
        try:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(data))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)
        except (BrokenPipeError, ConnectionResetError):
            pass  # the client was killed

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def log_message(self, *_: object) -> None:
        """Keep the test output clean."""
