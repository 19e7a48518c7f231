#!/usr/bin/env python3
"""Load on a running tinybrain-server: many connections that chat, stream, leave early or send nonsense,
while /health is asked again and again. Prints statuses, tokens a second, p50 and p99 of /health, and the
server's memory before and after. Python's standard library only.

    tinybrain serve -m MODEL &
    bench/server_load.py [--url http://127.0.0.1:8484] [--connections 64] [--seconds 60] [--tokens 48]

Exit code 1 when a request failed other than by 429, or the server's memory grew by more than --grow.
"""
import argparse
import collections
import http.client
import json
import random
import threading
import time
import urllib.parse

TOPICS = ("the sea", "a lighthouse", "bread", "winter", "서울의 가을", "고양이", "a small engine", "the moon")


class Load:
    def __init__(self, arguments):
        self.arguments = arguments
        self.host = urllib.parse.urlsplit(arguments.url).netloc
        self.statuses = collections.Counter()
        self.failures = collections.Counter()
        self.health = []
        self.lock = threading.Lock()
        self.end = 0.0

    def headers(self):
        given = {"Content-Type": "application/json"}
        if self.arguments.api_key:
            given["Authorization"] = "Bearer " + self.arguments.api_key
        return given

    def connect(self):
        return http.client.HTTPConnection(self.host, timeout=120)

    def get(self, path):
        connection = self.connect()
        try:
            connection.request("GET", path, headers=self.headers())
            return connection.getresponse().read().decode()
        finally:
            connection.close()

    def metric(self, name):
        return sum(float(line.rsplit(" ", 1)[1]) for line in self.get("/metrics").splitlines()
                   if line.startswith(name))

    def count(self, status):
        with self.lock:
            self.statuses[status] += 1

    def chat(self, rng, connection):
        """One request of one of the kinds; the connection to go on with, or None."""
        kind = rng.choices(("whole", "stream", "leave", "bad"), (5, 4, 1, 1))[0]
        body = {"model": "default", "messages": [{"role": "user", "content": "Tell me of " + rng.choice(TOPICS)}],
                "max_tokens": self.arguments.tokens, "stream": kind in ("stream", "leave")}
        if kind == "bad":
            body["temperature"] = "hot"
        connection.request("POST", "/v1/chat/completions", json.dumps(body), self.headers())
        response = connection.getresponse()
        if kind == "leave" and response.status == 200:
            response.read(64)
            self.count("left")
            connection.close()
            return None
        text = response.read()
        self.count(response.status)
        if response.status == 429:
            time.sleep(min(float(response.headers["Retry-After"]), 1.0) * rng.random())
        elif response.status != (400 if kind == "bad" else 200) or (kind == "stream" and b"[DONE]" not in text):
            with self.lock:
                self.failures[f"{kind}: {response.status} {text[-200:]!r}"] += 1
        return connection

    def work(self, number):
        rng = random.Random(number)
        connection = None
        while time.monotonic() < self.end:
            try:
                connection = self.chat(rng, connection or self.connect())
            except OSError as error:
                with self.lock:
                    self.failures[repr(error)] += 1
                connection = None
            except http.client.HTTPException as error:
                with self.lock:
                    self.failures[repr(error)] += 1
                connection = None

    def watch(self):
        connection = self.connect()
        while time.monotonic() < self.end:
            start = time.monotonic()
            connection.request("GET", "/health")
            connection.getresponse().read()
            self.health.append(time.monotonic() - start)
            time.sleep(0.02)

    def run(self):
        before, tokens = self.metric("process_resident_memory_bytes"), self.metric("tinybrain_reply_tokens_total")
        self.end = time.monotonic() + self.arguments.seconds
        threads = [threading.Thread(target=self.work, args=(i,)) for i in range(self.arguments.connections)]
        threads.append(threading.Thread(target=self.watch))
        for t in threads:
            t.start()
        time.sleep(self.arguments.seconds / 2)
        middle = self.metric("process_resident_memory_bytes")
        for t in threads:
            t.join()
        after = self.metric("process_resident_memory_bytes")
        tokens = self.metric("tinybrain_reply_tokens_total") - tokens
        self.health.sort()
        quantile = [self.health[min(len(self.health) - 1, int(len(self.health) * q))] * 1e3 for q in (0.5, 0.99)]
        print(f"statuses: {dict(sorted(self.statuses.items(), key=str))}")
        print(f"tokens:   {tokens:.0f}, {tokens / self.arguments.seconds:.0f} a second")
        print(f"/health:  p50 {quantile[0]:.1f} ms, p99 {quantile[1]:.1f} ms, of {len(self.health)}")
        print(f"memory:   {before / 1e6:.1f} MB before, {middle / 1e6:.1f} halfway, {after / 1e6:.1f} after")
        for failure, times in self.failures.items():
            print(f"FAILED {times} times: {failure}")
        grown = (after - middle) / 1e6
        if grown > self.arguments.grow:
            print(f"FAILED: grew by {grown:.1f} MB in the second half")
        return 1 if self.failures or grown > self.arguments.grow else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", default="http://127.0.0.1:8484")
    parser.add_argument("--api-key", default="")
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--tokens", type=int, default=48, help="of a reply, at most")
    parser.add_argument("--grow", type=float, default=20, help="MB allowed in the second half")
    raise SystemExit(Load(parser.parse_args()).run())


if __name__ == "__main__":
    main()
