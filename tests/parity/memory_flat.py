#!/usr/bin/env python3
"""A chat of 20,000 generated tokens in one session: memory must not grow once the window is full."""
import os
from pathlib import Path

from binding import Library, Session
from peer import SMOLLM2, Report, arguments, find_weights

QUESTIONS = ["Tell me a long story about a lighthouse.", "What happened next?",
             "Describe the town in detail.", "하늘은 왜 파란가요?", "Now tell me about the ships."]
WINDOW = 2048
ALLOWED_GROWTH_MIB = 4


def resident_mib():
    pages = int(Path(f"/proc/{os.getpid()}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main():
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--tokens", type=int, default=20000)
    options = parser.parse_args()
    report = Report()
    if model := find_weights(options.weights, SMOLLM2):
        library = Library(options.tinybrain)
        session = Session(library, model, context=WINDOW, threads=options.threads)
        # Rows of the window count as memory from their first use, and a chat reaches the last ones only now and
        # then: use them all before measuring, or the window's own size looks like growth.
        session.logits([i % 500 + 1000 for i in range(WINDOW - 1)], library.vocabulary(session.model))
        sampling = library.c.tb_sampling_default()
        sampling.seed, sampling.max_tokens = 7, 400
        messages, generated, turn, samples, dropped = [("system", "You are helpful.")], 0, 0, [], 0
        while generated < options.tokens:
            messages.append(("user", QUESTIONS[turn % len(QUESTIONS)]))
            reply = session.chat(messages, sampling)
            messages.append(("assistant", reply.text.decode()))
            generated += max(reply.reply_tokens, 1)
            dropped = max(dropped, reply.dropped_messages)
            turn += 1
            samples.append((generated, resident_mib()))
        settled = next(m for n, m in samples if n >= min(3 * WINDOW, options.tokens // 2))
        last = samples[-1][1]
        report.check(last - settled < ALLOWED_GROWTH_MIB,
                     f"{generated} tokens in {turn} turns: {settled:.1f} MiB after {3 * WINDOW} tokens, "
                     f"{last:.1f} MiB at the end (growth {last - settled:+.1f})")
        report.check(dropped > 0, f"the window filled and {dropped} messages were dropped with notice")
        session.close()
    report.finish()


if __name__ == "__main__":
    main()
