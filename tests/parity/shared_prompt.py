#!/usr/bin/env python3
"""Eight sessions with the same system prompt of 1,000 tokens: memory holds its keys and values once."""
import json
from ctypes import byref, c_void_p, string_at

from binding import Library, Session
from memory_flat import resident_mib
from peer import SMOLLM2, Report, arguments, find_weights

SESSIONS = 8
OWN_TOKENS = 128  # room for what each session says itself, and for pages that are not full


def main():
    parser = arguments(__doc__.splitlines()[0])
    options = parser.parse_args()
    report = Report()
    if model := find_weights(options.weights, SMOLLM2):
        library = Library(options.tinybrain)
        system = (options.data / "wikitext2/valid.txt").read_text(encoding="utf-8")[:4300]
        sampling = library.c.tb_sampling_default()
        sampling.temperature, sampling.max_tokens = 0, 16
        sessions = [Session(library, model, context=2048, threads=options.threads)]
        text = c_void_p()
        library.check(library.c.tb_model_info(sessions[0].model, byref(text)))
        per_1000 = json.loads(string_at(text))["memory"]["kv_f16_per_1000_tokens"] / 2**20
        library.c.tb_free(text)

        def ask(session, question):
            reply = session.chat([("system", system), ("user", question)], sampling)
            return reply.prompt_tokens, reply.reused_tokens, reply.text.decode()

        tokens, _, _ = ask(sessions[0], "What is this text about?")
        before = resident_mib()
        reused = []
        for i in range(1, SESSIONS):
            sessions.append(Session(library, model, context=2048, model=sessions[0].model))
            reused.append(ask(sessions[-1], f"Question {i}: which year is named first?")[1])
        grown = resident_mib() - before
        copies = (SESSIONS - 1) * tokens * per_1000 / 1000
        allowed = (SESSIONS - 1) * OWN_TOKENS * per_1000 / 1000
        report.check(tokens > 1000 and min(reused) > tokens - 64,
                     f"prompt of {tokens} tokens; the others reused at least {min(reused)} of them")
        report.check(grown < allowed, f"{SESSIONS - 1} more sessions took {grown:.1f} MiB (limit {allowed:.1f}; copies of the "
                                      f"prompt would take {copies:.1f})")
        for session in reversed(sessions):
            session.close()
    report.finish()


if __name__ == "__main__":
    main()
