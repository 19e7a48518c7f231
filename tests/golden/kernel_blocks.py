"""Makes kernel_blocks.bin: random blocks of every quantized GGUF format and what ggml says they mean.

    python3 kernel_blocks.py path/to/libggml-base.so kernel_blocks.bin

For each format below, in order: ROWS rows of WEIGHTS weights as blocks (row after row), then the
same weights as float32, by ggml's dequantize_row_*. Bits are random but for the half-float scales.
"""
import ctypes
import struct
import sys

import numpy as np

ROWS, WEIGHTS = 3, 512
# name, weights a block, bytes a block, offsets of half-float scales
FORMATS = [
    ("q4_0", 32, 18, [0]), ("q4_1", 32, 20, [0, 2]), ("q5_0", 32, 22, [0]), ("q5_1", 32, 24, [0, 2]),
    ("q8_0", 32, 34, [0]), ("iq4_nl", 32, 18, [0]), ("q2_K", 256, 84, [80, 82]), ("q3_K", 256, 110, [108]),
    ("q4_K", 256, 144, [0, 2]), ("q5_K", 256, 176, [0, 2]), ("q6_K", 256, 210, [208]), ("iq4_xs", 256, 136, [0]),
]


def main():
    lib = ctypes.CDLL(sys.argv[1])
    rng = np.random.default_rng(1)
    out = bytearray()
    for name, weights, size, halves in FORMATS:
        count = ROWS * WEIGHTS // weights
        blocks = bytearray(rng.integers(0, 256, count * size, dtype=np.uint8).tobytes())
        for i in range(count):
            for at in halves:
                struct.pack_into("<e", blocks, i * size + at, rng.uniform(-0.1, 0.1))
        floats = np.zeros(ROWS * WEIGHTS, dtype=np.float32)
        source = (ctypes.c_char * len(blocks)).from_buffer(blocks)
        function = getattr(lib, "dequantize_row_" + name)
        function.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64]
        function.restype = None
        function(ctypes.addressof(source), floats.ctypes.data, ROWS * WEIGHTS)
        out += bytes(blocks) + floats.astype("<f4").tobytes()
    with open(sys.argv[2], "wb") as f:
        f.write(out)


if __name__ == "__main__":
    main()
