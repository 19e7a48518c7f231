"""A stand-in for a large model's endpoint of OpenAI's form: keeps what arrives, and answers well or badly as it is told."""
import contextlib
import http.server
import json
import threading


class LargeModel:
    def __init__(self):
        self.mode = "answer"  # or "error", "redirect", "garbage", "slow", "drip"
        self.text = "I do not know."
        self.arrived = []  # (path, headers, body as text)
        self.gone = threading.Event()
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                owner.arrived.append((self.path, dict(self.headers), body))
                with contextlib.suppress(OSError):
                    owner.answer(self)

            do_GET = do_POST

            def log_message(self, *args):
                pass

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}/v1"

    def answer(self, request):
        if self.mode == "slow":
            self.gone.wait(30)
            return
        if self.mode == "drip":  # always something, never an end
            request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Wait: ")
            while not self.gone.wait(0.2):
                request.wfile.write(b"a")
            return
        status = {"error": 500, "redirect": 302}.get(self.mode, 200)
        reply = {"choices": [{"message": {"role": "assistant", "content": self.text}}],
                 "usage": {"prompt_tokens": 120, "completion_tokens": 20}}
        body = b"<html>" if self.mode == "garbage" else json.dumps(reply).encode()
        request.send_response(status)
        if status == 302:
            request.send_header("Location", self.url + "/elsewhere")
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    def stop(self):
        self.gone.set()
        self.http.shutdown()
        self.http.server_close()
