"""The programs that run.py compares, each as a class with one method: measure(model) -> figures.

Figures: pp512, pp128, tg128 in tokens a second; where the program tells, also first (seconds from process
start to the first token of a 17-token prompt) and peak_mib. Every measurement is a process of its own.
"""
import json
import os
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[2] / "tests/parity"))
from peer import tinybrain  # noqa: E402

SPEEDS = ("pp512", "pp128", "tg128")
PROMPT_WORDS = "The lighthouse keeper walked up the stairs every evening to light the lamp for the ships"


def output_of(command, name, **kwargs):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, **kwargs)
    if done.returncode:
        sys.exit(f"{name}: exit code {done.returncode}\n{done.stderr[-1500:]}")
    return done.stdout


class TinyBrain:
    name = "tinybrain"

    def __init__(self, program, threads):
        self.program, self.threads = program, threads
        self.version = output_of([program, "--version"], self.name).strip()

    def measure(self, model):
        got = tinybrain(self.program, "bench", "-m", model, "--prompt", "512,128", "--decode", 128, "--runs", 1,
                        "--no-limits", "--threads", self.threads)
        figures = {f"pp{p['tokens']}": p["tokens_per_second"] for p in got["prompt"]}
        figures["tg128"] = got["decode"]["tokens_per_second"]
        figures["first"], figures["peak_mib"] = self.first_token(model)
        return figures

    def first_token(self, model):
        """Process start to exit after one token, and the peak of its memory."""
        command = [str(self.program), "complete", "-m", str(model), "--max-tokens", "1", "--temp", "0", "--ctx",
                   "2048", "--threads", str(self.threads), PROMPT_WORDS]
        start = time.perf_counter()
        pid = os.posix_spawn(command[0], command, os.environ,
                             file_actions=[(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)])
        _, status, usage = os.wait4(pid, 0)
        if status:
            sys.exit(f"{' '.join(command[:4])} failed")
        return time.perf_counter() - start, usage.ru_maxrss / 1024


class LlamaCpp:
    """llama-cpp-python of the Python that runs this; see llama_cpp_speed.py."""
    name = "llama.cpp"

    def __init__(self, threads):
        self.threads = threads
        self.version = "llama-cpp-python " + output_of(
            [sys.executable, "-c", "import llama_cpp; print(llama_cpp.__version__)"], self.name).strip()

    def measure(self, model):
        return json.loads(output_of([sys.executable, HERE.with_name("llama_cpp_speed.py"), model, "--threads",
                                     self.threads], self.name).splitlines()[-1])


class IkLlamaCpp:
    """llama-bench of a checkout of ik_llama.cpp, built here for this machine if it is not yet."""
    name = "ik_llama.cpp"

    def __init__(self, checkout, threads, arguments):
        self.threads, self.arguments = threads, arguments
        self.program = checkout / "build/bin/llama-bench"
        if not self.program.exists():
            print(f"building {self.program} (many minutes)", flush=True)
            output_of(["cmake", "-S", checkout, "-B", checkout / "build", "-DCMAKE_BUILD_TYPE=Release",
                       "-DGGML_NATIVE=ON"], self.name)
            output_of(["cmake", "--build", checkout / "build", "--target", "llama-bench", "--parallel",
                       os.cpu_count()], self.name)
        self.version = ""

    def measure(self, model):
        out = output_of([self.program, "-m", model, "-t", self.threads, "-fa", 1, "-p", "512,128", "-n", 128,
                         "-r", 1, "-o", "json", *self.arguments], self.name)
        figures = {}
        for test in json.loads(out[out.index("["):]):
            self.version = test["build_commit"]
            name = f"pp{test['n_prompt']}" if test["n_prompt"] else f"tg{test['n_gen']}"
            figures[name] = test["avg_ts"]
        return figures
