"""llama.cpp through llama-cpp-python's low-level API, and our program through its JSON output.

Shared by the parity scripts; measures nothing by itself.
"""
import argparse
import ctypes
import json
import math
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# This folder has a tokenizers.py: let the library of that name be found first.
sys.path.sort(key=lambda folder: Path(folder or ".").resolve() == Path(__file__).resolve().parent)

# The files the figures are about: name in models.json, file, whether llama.cpp makes a reference.
SMOLLM2 = "SmolLM2-135M-Instruct.Q4_1.gguf"
GEMMA3 = "gemma-3-270m-q4_k_m.gguf"
QWEN25 = "qwen2.5-coder-0.5b-q4_k_m.gguf"
MINILM = ("all-minilm-l6-v2", "minilm")  # a directory, under either name


def arguments(description, data=True):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--tinybrain", type=Path, default=ROOT / "build/tinybrain")
    parser.add_argument("--weights", type=Path,
                        default=Path(os.environ.get("TINYBRAIN_WEIGHTS", ROOT / "weights")))
    if data:
        parser.add_argument("--data", type=Path,
                            default=Path(os.environ.get("TINYBRAIN_DATA", ROOT / "../shared/data")))
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    return parser


def find_weights(folder, *names):
    for name in names:
        if (folder / name).exists():
            return folder / name
    print(f"skipped: {names[0]} is not in {folder}", flush=True)
    return None


def tinybrain(program, *args, lines=False, text=None):
    """Runs our program with --json; returns its object (or objects when it streams)."""
    done = subprocess.run([str(program), *map(str, args), "--json"], input=text, text=True,
                          capture_output=True)
    if done.returncode != 0:
        sys.exit(f"{program.name} {' '.join(map(str, args))}: exit code {done.returncode}\n"
                 f"{done.stdout[-500:]}\n{done.stderr[-1500:]}")
    if lines:
        return [json.loads(line) for line in done.stdout.splitlines()]
    return json.loads(done.stdout)


class LlamaCpp:
    """One model and one context of llama.cpp."""

    def __init__(self, path, context=512, threads=None, batch=512, flash=True):
        import llama_cpp
        self.api = llama_cpp
        self.silence = llama_cpp.llama_log_callback(lambda level, text, user: None)
        llama_cpp.llama_log_set(self.silence, None)
        llama_cpp.llama_backend_init()
        options = llama_cpp.llama_model_default_params()
        options.n_gpu_layers = 0
        self.model = llama_cpp.llama_model_load_from_file(str(path).encode(), options)
        if not self.model:
            raise RuntimeError(f"llama.cpp does not load {path}")
        settings = llama_cpp.llama_context_default_params()
        settings.n_ctx = context
        settings.n_batch = settings.n_ubatch = batch
        settings.n_threads = settings.n_threads_batch = threads or os.cpu_count()
        if hasattr(settings, "flash_attn_type"):
            settings.flash_attn_type = 1 if flash else 0
        self.context = llama_cpp.llama_init_from_model(self.model, settings)
        if not self.context:
            raise RuntimeError(f"llama.cpp makes no context for {path}")
        self.vocab = llama_cpp.llama_model_get_vocab(self.model)
        self.vocab_size = llama_cpp.llama_vocab_n_tokens(self.vocab)
        self.batch = llama_cpp.llama_batch_init(max(context, batch), 0, 1)

    def close(self):
        self.api.llama_batch_free(self.batch)
        self.api.llama_free(self.context)
        self.api.llama_model_free(self.model)

    def tokenize(self, text, special=True, parse_special=False):
        data = text if isinstance(text, bytes) else text.encode()
        ids = (ctypes.c_int32 * (len(data) + 16))()
        count = self.api.llama_tokenize(self.vocab, data, len(data), ids, len(ids), special,
                                        parse_special)
        if count < 0:
            raise RuntimeError("llama_tokenize failed")
        return list(ids[:count])

    def clear(self):
        self.api.llama_memory_clear(self.api.llama_get_memory(self.context), True)

    def decode(self, ids, position=0, logits="last"):
        batch = self.batch
        batch.n_tokens = len(ids)
        for i, token in enumerate(ids):
            batch.token[i] = token
            batch.pos[i] = position + i
            batch.n_seq_id[i] = 1
            batch.seq_id[i][0] = 0
            batch.logits[i] = logits == "all" or i == len(ids) - 1
        if self.api.llama_decode(self.context, batch) != 0:
            raise RuntimeError("llama_decode failed")

    def logits(self, rows):
        """The first `rows` rows of logits that the last decode kept."""
        import numpy
        pointer = self.api.llama_get_logits(self.context)
        return numpy.ctypeslib.as_array(pointer, shape=(rows, self.vocab_size))

    def perplexity(self, text, chunks=0, context=512):
        """As llama.cpp's own tool: chunks of `context` tokens, BOS first if the model wants it, the
        second half of each scored. Returns the same fields as `tinybrain perplexity --json`."""
        import numpy
        ids = self.tokenize(text)
        add_bos = self.api.llama_vocab_get_add_bos(self.vocab)
        bos = self.api.llama_vocab_bos(self.vocab)
        total = len(ids) // context
        chunks = min(chunks, total) if chunks else total
        first = context // 2
        loss = squares = count = 0
        for chunk in range(chunks):
            part = ids[chunk * context:(chunk + 1) * context]
            fed = [bos] + part[1:] if add_bos else part
            self.clear()
            self.decode(fed, logits="all")
            rows = self.logits(context)[first:context - 1].astype(numpy.float64)
            peak = rows.max(axis=1)
            norm = numpy.log(numpy.exp(rows - peak[:, None]).sum(axis=1)) + peak
            wanted = rows[numpy.arange(len(rows)), part[first + 1:]]
            each = norm - wanted
            loss += each.sum()
            squares += (each * each).sum()
            count += len(each)
        mean = loss / count
        variance = max(squares / count - mean * mean, 0)
        value = math.exp(mean)
        return {"perplexity": value, "error": value * math.sqrt(variance / (count - 1)),
                "tokens": count, "chunks": chunks}


class Report:
    """Prints one line a check and remembers whether all held."""

    def __init__(self):
        self.failed = 0
        self.done = 0

    def check(self, holds, line):
        print(("ok    " if holds else "FAIL  ") + line, flush=True)
        self.done += 1
        self.failed += not holds

    def finish(self):
        print(f"{self.done - self.failed} passed, {self.failed} failed")
        if not self.done:
            sys.exit("nothing was checked")
        sys.exit(1 if self.failed else 0)
