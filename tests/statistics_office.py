"""A statistics office on this machine: it speaks the PxWeb interface over real HTTP, with its limits and errors."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product


class Office:
    """What the office holds and how it behaves.

    Attributes:
        tables: Title and variables (values by code) of a table, by path.
        number_of: The number of a cell from its values; None where it is not published.
        largest_answer: How many cells it gives in one answer.
        answers: What it answers to the next requests instead: a status, its headers and its body.
        requests: The method and the body of what was asked.
        asked_at: The seconds of a clock at each of them.
    """

    def __init__(self, tables, number_of, largest_answer=100_000):
        self.tables = tables
        self.number_of = number_of
        self.largest_answer = largest_answer
        self.answers = []
        self.requests = []
        self.asked_at = []
        self.address = ""

    def answer(self, method, path, body):
        self.requests.append((method, body))
        self.asked_at.append(time.monotonic())
        if self.answers:
            return self.answers.pop(0)
        if path not in self.tables:
            return 404, {}, b"404 Page not found"
        title, variables = self.tables[path]
        if method == "GET":
            described = [
                {"code": code, "text": code, "values": values, "valueTexts": values}
                for code, values in variables.items()
            ]
            return 200, {}, json.dumps({"title": title, "variables": described}).encode()
        return self._cells(title, variables, json.loads(body))

    def _cells(self, title, variables, asked):
        chosen = dict(variables)
        for part in asked["query"]:
            known = variables.get(part["code"])
            if known is None or not set(part["selection"]["values"]) <= set(known):
                return 400, {}, b'{"error": "Invalid query"}'
            chosen[part["code"]] = part["selection"]["values"]
        cells = list(product(*chosen.values()))
        if len(cells) > self.largest_answer:
            return 403, {}, b"Too many values"
        document = {
            "version": "2.0",
            "class": "dataset",
            "label": title,
            "updated": "2022-09-15T05:00:00Z",
            "id": list(chosen),
            "size": [len(values) for values in chosen.values()],
            "dimension": {
                code: {"category": {"index": {value: place for place, value in enumerate(values)}}}
                for code, values in chosen.items()
            },
            "value": [self.number_of(dict(zip(chosen, cell, strict=True))) for cell in cells],
        }
        return 200, {}, json.dumps(document).encode()


@contextmanager
def open_office(office):
    """Serve an office on 127.0.0.1 and set its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self._answer("GET", b"")

        def do_POST(self):
            self._answer("POST", self.rfile.read(int(self.headers["Content-Length"])))

        def _answer(self, method, body):
            status, headers, content = office.answer(method, self.path.removeprefix("/api/v1/fi/"), body)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    office.address = f"http://127.0.0.1:{server.server_port}/api/v1/fi"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield office
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
