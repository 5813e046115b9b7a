"""Servers that take messages, on loopback: what arrives can be read."""

from __future__ import annotations

import email
import email.policy
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as ParsedMessage


class WebHook:
    """An HTTP server; `delay` seconds pass before it answers."""

    def __init__(self, delay: float = 0.0) -> None:
        self.messages: list[dict[str, Any]] = []
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                time.sleep(delay)
                hook.messages.append(json.loads(body))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> WebHook:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """As apprise has it, with a password that nobody may see."""
        return f"json://someone:topsecret@127.0.0.1:{self.port}/hook"


@contextmanager
def mail_server() -> Iterator[tuple[int, list[email.message.Message]]]:
    """Its port and the mails that it took."""
    mails: list[email.message.Message] = []

    class Handler(ParsedMessage):
        def prepare_message(self, session: Any, envelope: Any) -> email.message.Message:
            return email.message_from_bytes(envelope.content, policy=email.policy.default)

        def handle_message(self, message: email.message.Message) -> None:
            mails.append(message)

    with socket.create_server(("127.0.0.1", 0)) as free:  # aiosmtpd wants to know it before
        port = free.getsockname()[1]
    controller = Controller(Handler(), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port, mails
    finally:
        controller.stop()
