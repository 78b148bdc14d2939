"""A small OpenAI-compatible server on loopback, for tests: real HTTP, chosen faults.

It speaks chat completions: ``n`` choices, usage, 429 with Retry-After, 500, a reply that comes too
late, a reply that is not JSON. Every choice carries a mark of its own, so that a test can tell
that no answer was lost and none counted twice.
"""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Faults:
    """Which requests fail: every so-manieth of all, counted from 1; 0 is never."""

    too_many: int = 0
    server_error: int = 0
    malformed: int = 0
    late: int = 0
    late_seconds: float = 0.0
    empty: int = 0
    refuses_n: bool = False


@dataclass
class Loopback:
    """The server. Use as a context manager.

    Args:
        answer: What to answer to the list of messages.
        faults: Which requests fail.
        honours_n: Whether ``n`` is obeyed; many compatible servers give one choice whatever it is.
        most_choices: The most choices that it gives to one request.
        finish_reason: Why every answer ended.
        latency: Seconds that every request takes.
        marked: Whether every choice carries its mark, which an acrostic would not survive.
    """

    answer: Callable[[list[dict[str, Any]]], str]
    faults: Faults = field(default_factory=Faults)
    honours_n: bool = True
    most_choices: int = 1000
    finish_reason: str = "stop"
    latency: float = 0.0
    marked: bool = True

    def __post_init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.delivered: list[str] = []
        self.refused = 0
        self._lock = threading.Lock()

    def __enter__(self) -> "Loopback":
        handler = type("Handler", (_Handler,), {"loopback": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """The base URL for a client."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def environment(self) -> dict[str, str]:
        """Variables that send Inspect's ``openai`` and ``openai-api/loopback`` providers here."""
        return {
            "OPENAI_BASE_URL": self.url,
            "OPENAI_API_KEY": "sk-loopback-secret",
            "LOOPBACK_BASE_URL": self.url,
            "LOOPBACK_API_KEY": "sk-loopback-secret",
        }

    def reply(self, request: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body for one request."""
        with self._lock:
            self.requests.append(request)
            number = len(self.requests)
        time.sleep(self.latency)
        if _due(number, self.faults.too_many):
            return self._refuse(429, {"Retry-After": "0"}, "rate_limit_exceeded")
        if _due(number, self.faults.server_error):
            return self._refuse(500, {}, "server_error")
        if _due(number, self.faults.malformed):
            self.refused += 1
            return 200, {}, b'{"choices": [{"index": 0, "mess'
        if self.faults.refuses_n and int(request.get("n") or 1) > 1:
            return self._refuse(400, {}, "n_not_supported")
        if _due(number, self.faults.late):
            time.sleep(self.faults.late_seconds)
        return 200, {}, json.dumps(self._completion(request, number)).encode()

    def _refuse(self, status: int, headers: dict[str, str], code: str) -> tuple[Any, ...]:
        self.refused += 1
        error = {"message": f"loopback says {code}", "type": code, "code": code}
        return status, headers, json.dumps({"error": error}).encode()

    def _completion(self, request: dict[str, Any], number: int) -> dict[str, Any]:
        count = min(int(request.get("n") or 1), self.most_choices) if self.honours_n else 1
        count = 0 if _due(number, self.faults.empty) else count
        marks = [f" [{mark(number, i)}]" if self.marked else "" for i in range(count)]
        texts = [self.answer(request["messages"]) + one for one in marks]
        with self._lock:
            self.delivered.extend(texts)
        return {
            "id": f"chatcmpl-{number}",
            "object": "chat.completion",
            "created": 0,
            "model": request["model"],
            "choices": [
                {
                    "index": index,
                    "message": {"role": "assistant", "content": text},
                    "finish_reason": self.finish_reason,
                }
                for index, text in enumerate(texts)
            ],
            "usage": {"prompt_tokens": 10, "completion_tokens": count, "total_tokens": 10 + count},
        }


def mark(number: int, index: int) -> str:
    """A name without digits for one choice of one request."""
    digits = f"{number}-{index}"
    return "".join("abcdefghij"[int(c)] if c.isdigit() else c for c in digits)


def _due(number: int, every: int) -> bool:
    return every > 0 and number % every == 0


class _Handler(BaseHTTPRequestHandler):
    loopback: Loopback
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status, headers, reply = self.loopback.reply(json.loads(body))
        try:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)
        except (BrokenPipeError, ConnectionResetError):
            pass  # the client gave up on a late reply

    def log_message(self, *_: object) -> None:
        """Keep the test output clean."""
