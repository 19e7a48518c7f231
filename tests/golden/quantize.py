#!/usr/bin/env python3
"""Makes quantize.bin: rows of floats and what ggml's reference quantizers make of them.

  quantize.py LIBGGML_BASE MODEL_SAFETENSORS OUT [--real-rows N]

LIBGGML_BASE: libggml-base.so of llama.cpp (quantize.bin was made with ggml 0.25.3).
MODEL_SAFETENSORS: any file with F32 tensors (quantize.bin: all-MiniLM-L6-v2, Apache-2.0).

Layout, little-endian: "TBQGOLD1", u32 rows, u32 K, f32 x[rows][K], f32 importance[K], u32 types; per
type: u32 ggml type, u32 row_bytes, u8 plain[rows][row_bytes], u8 weighted[rows][row_bytes] (with
importance), u32 decoded_rows, f32 decoded[decoded_rows][K] (of plain).
"""
import argparse
import ctypes
import json
import struct

import numpy as np

K = 512
# ggml type -> (weights per block, bytes per block)
TYPES = {0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34),
         10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210),
         20: (32, 18), 23: (256, 136), 30: (1, 2)}
DECODERS = {2: "q4_0", 3: "q4_1", 6: "q5_0", 7: "q5_1", 8: "q8_0", 10: "q2_K", 11: "q3_K",
            12: "q4_K", 13: "q5_K", 14: "q6_K", 20: "iq4_nl", 23: "iq4_xs"}
FLOATS = ctypes.POINTER(ctypes.c_float)


def edge_row(rng):
    """16 blocks of 32 that quantizers stumble over."""
    ramp = np.linspace(-1, 1, 32)
    outlier = rng.normal(size=32) * 0.01
    outlier[7] = 5.0
    blocks = [np.zeros(32), np.full(32, 0.25), np.full(32, -3.0), ramp, -ramp,
              np.abs(rng.normal(size=32)), -np.abs(rng.normal(size=32)), outlier,
              np.tile([1.0, -1.0], 16), rng.normal(size=32) * 1e-7, rng.normal(size=32) * 1e-20,
              np.round(rng.normal(size=32)), rng.normal(size=32) * 100, np.eye(1, 32, 3)[0],
              rng.normal(size=32) + 10, np.where(np.arange(32) < 16, 0, ramp)]
    return np.concatenate(blocks)


def real_rows(path, count):
    with open(path, "rb") as file:
        length, = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        names = sorted(n for n, t in header.items()
                       if n != "__metadata__" and t["dtype"] == "F32" and len(t["shape"]) == 2
                       and "encoder" in n)
        rows = []
        for i in range(count):
            begin, end = header[names[i * 7 % len(names)]]["data_offsets"]
            at = begin + i * 97 * 4 * K % max(4, end - begin - 4 * K)
            file.seek(8 + length + at // 4 * 4)
            rows.append(np.frombuffer(file.read(4 * K), "<f4"))
        return rows


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("library")
    parser.add_argument("model")
    parser.add_argument("out")
    parser.add_argument("--real-rows", type=int, default=2)
    args = parser.parse_args()

    rng = np.random.default_rng(20240607)
    importance = (rng.lognormal(sigma=1.5, size=K)).astype("<f4")
    rows = [rng.normal(size=K) * 0.05, rng.standard_t(2.5, size=K) * 0.02, edge_row(rng),
            rng.lognormal(sigma=2, size=K) * rng.choice([-1, 1], size=K) * 1e-3]
    rows += real_rows(args.model, args.real_rows)
    x = np.ascontiguousarray(np.stack(rows).astype("<f4"))

    lib = ctypes.CDLL(args.library)
    lib.ggml_quantize_chunk.argtypes = [ctypes.c_int, FLOATS, ctypes.c_void_p, ctypes.c_int64,
                                        ctypes.c_int64, ctypes.c_int64, FLOATS]
    lib.ggml_quantize_chunk.restype = ctypes.c_size_t

    def quantize(kind, weights):
        block, size = TYPES[kind]
        out = np.zeros(len(x) * (K // block) * size, np.uint8)
        written = lib.ggml_quantize_chunk(kind, x.ctypes.data_as(FLOATS), out.ctypes.data, 0,
                                          len(x), K, weights)
        assert written == out.size, (kind, written, out.size)
        return out

    def decode(kind, data, count):
        if kind not in DECODERS:
            return np.zeros((0, K), "<f4")
        function = getattr(lib, "dequantize_row_" + DECODERS[kind])
        y = np.zeros((count, K), "<f4")
        function(ctypes.c_void_p(data.ctypes.data), y.ctypes.data_as(FLOATS), ctypes.c_int64(y.size))
        return y

    with open(args.out, "wb") as out:
        out.write(b"TBQGOLD1" + struct.pack("<II", len(x), K))
        out.write(x.tobytes() + importance.tobytes() + struct.pack("<I", len(TYPES)))
        for kind, (block, size) in TYPES.items():
            plain = quantize(kind, None)
            weighted = quantize(kind, importance.ctypes.data_as(FLOATS))
            decoded = decode(kind, plain, 3)
            out.write(struct.pack("<II", kind, K // block * size))
            out.write(plain.tobytes() + weighted.tobytes())
            out.write(struct.pack("<I", len(decoded)) + decoded.tobytes())


main()
