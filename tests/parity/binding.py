"""The few calls of tinybrain.h that the parity scripts need, through the shared library."""
import ctypes
import json
from ctypes import (POINTER, Structure, byref, c_char_p, c_double, c_float, c_int, c_int32,
                    c_size_t, c_uint64, c_void_p)
from pathlib import Path


class Sampling(Structure):
    _fields_ = [("max_tokens", c_int32), ("seed", c_uint64), ("temperature", c_float),
                ("top_k", c_int32), ("top_p", c_float), ("min_p", c_float), ("typical_p", c_float),
                ("repeat_penalty", c_float), ("presence_penalty", c_float),
                ("frequency_penalty", c_float), ("penalty_window", c_int32),
                ("dry_multiplier", c_float), ("dry_base", c_float), ("dry_allowed_length", c_int32),
                ("biases", c_void_p), ("bias_count", c_size_t), ("stops", c_void_p),
                ("stop_count", c_size_t), ("logprobs", c_int32), ("grammar_kind", c_int),
                ("grammar", c_char_p)]


class SessionOptions(Structure):
    _fields_ = [("context", c_int32), ("kv_type", c_int), ("keep", c_int32),
                ("speculate", c_int32), ("draft", c_void_p)]


class ModelOptions(Structure):
    _fields_ = [("threads", c_int32), ("progress", c_void_p), ("progress_user", c_void_p),
                ("adapter", c_char_p)]


class Message(Structure):
    _fields_ = [("role", c_char_p), ("content", c_char_p), ("extra", c_char_p)]


class Reply(Structure):
    _fields_ = [("text", c_char_p), ("length", c_size_t), ("finish", c_int), ("prompt_tokens", c_int32),
                ("reused_tokens", c_int32), ("reply_tokens", c_int32), ("dropped_tokens", c_int32),
                ("dropped_messages", c_int32), ("guessed_tokens", c_int32),
                ("right_tokens", c_int32), ("prompt_seconds", c_double),
                ("reply_seconds", c_double)]


KV_F32 = 2  # tb_kv_type


class Library:
    def __init__(self, program):
        found = sorted(Path(program).parent.glob("libtinybrain.so*"))
        if not found:
            raise SystemExit(f"no libtinybrain.so beside {program}")
        self.c = ctypes.CDLL(str(found[0].resolve()))
        self.c.tb_error.restype = c_char_p
        self.c.tb_sampling_default.restype = Sampling
        self.c.tb_session_default.restype = SessionOptions
        self.c.tb_model_default.restype = ModelOptions
        self.c.tb_logits.argtypes = [c_void_p, POINTER(c_int32), c_size_t, POINTER(c_float)]
        self.c.tb_chat.argtypes = [c_void_p, POINTER(Message), c_size_t, c_void_p, POINTER(Sampling),
                                   c_void_p, c_void_p, POINTER(Reply)]
        self.c.tb_session_close.argtypes = [c_void_p]
        self.c.tb_model_close.argtypes = [c_void_p]

    def vocabulary(self, model):
        text = c_void_p()
        self.check(self.c.tb_model_info(model, byref(text)))
        info = json.loads(ctypes.string_at(text))
        self.c.tb_free(text)
        return info["vocabulary"]

    def check(self, status):
        if status:
            raise RuntimeError(f"status {status}: {self.c.tb_error().decode()}")


class Session:
    """A model with one conversation on it."""

    def __init__(self, library, path, context=0, threads=0, kv_type=0, model=None, adapter=None):
        """model: of another session, to share; that one must be closed last."""
        self.library = library
        self.owns_model = model is None
        self.model, self.session = model or c_void_p(), c_void_p()
        if self.owns_model:
            options = library.c.tb_model_default()
            options.threads = threads
            options.adapter = str(adapter).encode() if adapter else None
            library.check(library.c.tb_model_open(str(path).encode(), byref(options), byref(self.model)))
        settings = library.c.tb_session_default()
        settings.context, settings.kv_type = context, kv_type
        library.check(library.c.tb_session_open(self.model, byref(settings), byref(self.session)))

    def close(self):
        self.library.c.tb_session_close(self.session)
        if self.owns_model:
            self.library.c.tb_model_close(self.model)

    def logits(self, ids, vocabulary):
        import numpy
        rows = numpy.zeros((len(ids), vocabulary), numpy.float32)
        self.library.check(self.library.c.tb_logits(
            self.session, (c_int32 * len(ids))(*ids), len(ids),
            rows.ctypes.data_as(POINTER(c_float))))
        return rows

    def chat(self, messages, sampling):
        array = (Message * len(messages))(
            *[Message(role.encode(), content.encode(), None) for role, content in messages])
        reply = Reply()
        self.library.check(self.library.c.tb_chat(self.session, array, len(messages), None,
                                                  byref(sampling), None, None, byref(reply)))
        return reply
