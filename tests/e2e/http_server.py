"""A small HTTP server on this machine that serves one file well, and badly in chosen ways."""
import http.server
import re
import threading
import time


class Server:
    def __init__(self, data):
        self.data = data
        self.sent = 0  # bytes of the file sent so far
        self.broken = False
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                owner.answer(self, self.path.split("/")[1])

            def log_message(self, *args):
                pass

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True).start()

    def url(self, kind):
        return f"http://127.0.0.1:{self.http.server_address[1]}/{kind}/model.gguf"

    def stop(self):
        self.http.shutdown()
        self.http.server_close()

    def answer(self, request, kind):
        if kind == "missing":
            return request.send_error(404)
        if kind == "forbidden":
            return request.send_error(403)
        targets = {"redirect": "/plain/model.gguf?signed=a%2Fb", "circle": "/circle/model.gguf",
                   "to_http_elsewhere": "http://example.com/model.gguf"}
        if kind in targets:
            request.send_response(302)
            request.send_header("Location", targets[kind])
            request.send_header("Content-Length", "0")
            return request.end_headers()
        begin = 0
        wanted = re.fullmatch(r"bytes=(\d+)-", request.headers.get("Range", ""))
        if wanted and kind != "no_ranges":
            begin = int(wanted.group(1))
            if begin >= len(self.data):
                request.send_response(416)
                request.send_header("Content-Length", "0")
                return request.end_headers()
            request.send_response(206)
            request.send_header("Content-Range", f"bytes {begin}-{len(self.data) - 1}/{len(self.data)}")
        else:
            request.send_response(200)
        request.send_header("Content-Length", str(len(self.data) - begin))
        request.end_headers()
        self.send(request, kind, self.data[begin:])

    def send(self, request, kind, data):
        step = 100_000
        try:
            for i in range(0, len(data), step):
                piece = data[i:i + step]
                request.wfile.write(piece)
                self.sent += len(piece)
                if kind == "slow":
                    time.sleep(0.05)
                if kind == "breaks" and self.sent % 700_000 == 0:
                    request.close_connection = True
                    request.connection.shutdown(2)
                    return
        except OSError:
            pass  # the client went away


def start(data):
    return Server(data)
