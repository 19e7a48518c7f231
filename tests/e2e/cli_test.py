#!/usr/bin/env python3
"""The program `tinybrain` from the outside: exit codes, JSON, both languages, hostile input, being
killed, a full disk, little memory. Needs only Python's standard library, no network.

    cli_test.py --tinybrain BUILD/tinybrain [--default-weights DIR] [NAME ...]

Weights come from $TINYBRAIN_WEIGHTS, else --default-weights; without the default model the tests
that need it are skipped.
"""
import json, os, pty, random, resource, select, signal, subprocess, sys, time

from cli_testing import ARGS, DEFAULT_NAME, Case, environment, main, run, start


class Usage(Case):
    def test_help_and_version(self):
        page = self.ok(run("--help")).stdout.decode()
        for word in ("chat", "ask", "pull", "Exit codes", "130"):
            self.assertIn(word, page)
        self.assertEqual(self.ok(run("help")).stdout.decode(), page)
        self.assertIn("--top-k", self.ok(run("ask", "--help")).stdout.decode())
        self.assertEqual(self.ok(run("help", "ask")).stdout, run("ask", "--help").stdout)
        version = self.ok(run("--version")).stdout.decode().strip()
        self.assertRegex(version, r"^\d+\.\d+\.\d+$")
        self.assertEqual(self.json(run("version", "--json")), {"version": version})

    def test_every_command_has_help_in_both_languages(self):
        commands = ("chat ask complete embed tokenize info convert perplexity bench pull list rm doctor").split()
        for command in commands:
            english = self.ok(run(command, "--help")).stdout.decode()
            korean = self.ok(run(command, "--help", "--lang", "ko")).stdout.decode()
            self.assertIn("Usage: tinybrain " + command, english)
            self.assertIn("사용법: tinybrain " + command, korean)
            self.assertFalse(any("\uac00" <= c <= "\ud7a3" for c in english), command)

    def test_wrong_usage_is_2(self):
        for args in ([], ["asq"], ["ask", "--tmp", "1", "x"], ["ask", "--temp", "abc", "x"], ["ask", "--temp"],
                     ["ask", "--top-p", "2", "x"], ["ask", "--logit-bias", "x", "y"], ["convert", "a"],
                     ["ask", "--kv", "q2", "x"], ["tokenize", "--json-lines", "x"], ["bench", "--runs", "0"],
                     ["bench", "--prompt", "64,x"], ["bench", "--prompt", "64,-1"], ["bench", "-p", "0", "-n", "0"],
                     ["help", "nothing"], ["rm", "../x", "--yes"], ["rm", "x"][:1], ["list", "more"],
                     ["pull", "http://example.com/a.gguf", "--trust-first-use"],
                     ["pull", "https://user@example.com/a.gguf", "--trust-first-use"],
                     ["pull", "https://example.com/a.gguf"],
                     ["pull", "https://example.com/a.gguf", "--sha256", "12"],
                     ["pull", "https://example.com/", "--trust-first-use"]):
            self.fails(run(*args), 2)
            result = run(*args, "--json")
            self.assertEqual(result.returncode, 2, args)
            self.assertEqual(json.loads(result.stdout)["error"]["code"], "bad_argument", args)
            self.assertEqual(result.stderr, b"", args)

    def test_language(self):
        def korean(*args, **env):
            text = run("asq", *args, env=env).stderr.decode()
            return any("\uac00" <= c <= "\ud7a3" for c in text)
        self.assertFalse(korean())
        self.assertTrue(korean("--lang", "ko"))
        self.assertTrue(korean("--lang=ko"))
        self.assertTrue(korean(LANG="ko_KR.UTF-8"))
        self.assertTrue(korean(LC_ALL="ko_KR.UTF-8", LANG="en_US.UTF-8"))
        self.assertTrue(korean(LC_MESSAGES="ko_KR", LANG="C"))
        self.assertFalse(korean(LC_ALL="C", LANG="ko_KR.UTF-8"))
        self.assertFalse(korean("--lang", "en", LANG="ko_KR.UTF-8"))

    def test_missing_model_says_what_to_do(self):
        for env in ({"TINYBRAIN_WEIGHTS": self.dir}, {"TINYBRAIN_WEIGHTS": None, "XDG_DATA_HOME": self.dir}):
            result = self.fails(run("ask", "hi", env=env, cwd=self.dir), 4)
            self.assertIn(b"make run", result.stderr)
            self.assertIn(b"tinybrain pull", result.stderr)
            self.assertIn(self.dir.encode(), result.stderr)
        result = self.fails(run("ask", "hi", "-m", "no-such-model", "--json"), 4)
        self.assertEqual(json.loads(result.stdout)["error"]["code"], "not_found")
        self.fails(run("info", self.path("no.gguf")), 4)

    def test_list_and_doctor_without_weights(self):
        models = self.json(run("list", "--json", "--weights", self.dir))["models"]
        self.assertEqual([m["name"] for m in models if m["default"]], [DEFAULT_NAME])
        self.assertTrue(all(not m["here"] and m["path"] is None for m in models))
        self.assertIn(DEFAULT_NAME.encode(), self.ok(run("list", "--lang", "ko")).stdout)
        doctor = self.json(run("doctor", "--json"))
        self.assertGreater(doctor["memory_bandwidth_bytes_per_second"], 1e8)
        self.assertEqual(len(doctor["models"]), len(models))
        self.assertIn(DEFAULT_NAME.encode(), self.ok(run("doctor")).stdout)

    def test_rm(self):
        self.write("mine.gguf", b"x" * 1000)
        os.mkdir(self.path("kept"))
        self.fails(run("rm", "mine", "--weights", self.dir), 2)  # nobody to ask
        self.assertTrue(os.path.exists(self.path("mine.gguf")))
        names = [m["name"] for m in self.json(run("list", "--json", "--weights", self.dir))["models"]]
        self.assertIn("mine.gguf", names)
        for bad in ("..", ".", "../x", "/etc/passwd", ".hidden"):
            self.fails(run("rm", bad, "--yes", "--weights", self.path("kept")), 2)
        self.assertEqual(self.json(run("rm", "mine", "--yes", "--json", "--weights", self.dir))["bytes"], 1000)
        self.assertEqual(sorted(os.listdir(self.dir)), ["kept"])
        self.fails(run("rm", "mine", "--yes", "--weights", self.dir), 4)


class Running(Case):
    def setUp(self):
        super().setUp()
        self.need_model()

    def test_ask(self):
        result = self.ok(run("ask", "-n", "8", "--temp", "0", "Say hi."))
        self.assertTrue(result.stdout.strip())
        self.assertEqual(result.stderr, b"")
        again = self.ok(run("ask", "-n", "8", "--temp", "0", stdin=b"Say hi.\n"))
        self.assertEqual(result.stdout, again.stdout)
        reply = self.json(run("ask", "-n", "8", "--temp", "0", "--json", "Say hi."))
        self.assertEqual(reply["text"].strip(), result.stdout.decode().strip())
        self.assertIn(reply["finish"], ("stop", "length"))
        self.assertGreater(reply["prompt_tokens"], 0)
        stats = self.ok(run("ask", "-n", "4", "--stats", "Hi"))
        self.assertIn(b"tokens/s", stats.stderr)

    def test_stream_of_json(self):
        lines = self.ok(run("ask", "-n", "8", "--json", "--stream", "--logprobs", "2", "Say hi.")).stdout
        objects = [json.loads(line) for line in lines.splitlines()]
        self.assertTrue(objects[-1]["done"])
        self.assertEqual("".join(o["text"] for o in objects[:-1]), objects[-1]["text"])
        self.assertTrue(all(o["logprob"] <= 0 and len(o["candidates"]) == 2 for o in objects[:-1]))

    def test_seed(self):
        def text(seed):
            return run("ask", "-n", "24", "--temp", "1.5", "--seed", str(seed), "Tell me a story.").stdout
        self.assertEqual(text(7), text(7))
        self.assertGreater(len({text(s) for s in (1, 2, 3, 4)}), 1)

    def test_threads_do_not_change_the_text(self):
        """More threads than processors are cut to these; the unit tests have teams of 7 on any machine."""
        for sampling in (["--temp", "0"], ["--temp", "1.2", "--seed", "11"]):
            texts = {run("ask", "-n", "40", *sampling, "-t", str(threads), "Tell me about the sea.").stdout
                     for threads in (1, 2, 3, 7)}
            self.assertEqual(len(texts), 1, texts)
            self.assertGreater(len(texts.pop()), 20)

    def test_sampling_options_are_accepted(self):
        self.ok(run("ask", "-n", "4", "--top-k", "5", "--top-p", "0.5", "--min-p", "0.1", "--typical", "0.9",
                    "--repeat-penalty", "1.1", "--presence-penalty", "0.1", "--frequency-penalty", "0.1",
                    "--dry", "0.8", "--logit-bias", "5=-inf", "--logit-bias", "6=1.5", "--stop", "\n", "--stop",
                    "x", "--seed", "3", "--ctx", "256", "--kv", "q8_0", "--threads", "1", "--system", "Be brief.",
                    "--template", "chatml", "Hi"))
        self.fails(run("ask", "--template", "no-such-template", "Hi"), 2, 4, 8)

    def test_complete(self):
        result = self.json(run("complete", "--temp", "0", "-n", "4", "--json", "The capital of France is"))
        self.assertLessEqual(result["reply_tokens"], 4)
        echoed = self.ok(run("complete", "--echo", "--temp", "0", "-n", "4", "The capital of France is"))
        self.assertTrue(echoed.stdout.decode().startswith("The capital of France is" + result["text"]))

    def test_tokenize_round_trip(self):
        texts = ["Hello, world!", "안녕하세요, 한글 테스트입니다.", "a\tb\r\nc", "nul\u0000 \u0001\u001b[0m", "👩‍👩‍👧‍👦 🇰🇷",
                 "   spaces   ", "x = {'a': [1, 2.5]}", "", "<|im_start|>user", "\u200b\ufeff"]
        lines = "".join(json.dumps(t) + "\n" for t in texts).encode()
        ids = self.ok(run("tokenize", "--lines", "--json-lines", stdin=lines)).stdout
        self.assertEqual(len(ids.splitlines()), len(texts))
        back = self.ok(run("tokenize", "--decode", "--lines", "--json-lines", stdin=ids)).stdout
        self.assertEqual([json.loads(line) for line in back.splitlines()], texts)
        one = self.json(run("tokenize", "--json", "--pieces", texts[0]))
        self.assertEqual(one["ids"], json.loads(ids.splitlines()[0]))
        self.assertEqual("".join(one["pieces"]), texts[0])
        plain = self.ok(run("tokenize", texts[0])).stdout.decode()
        self.assertEqual([int(i) for i in plain.split()], one["ids"])
        self.assertEqual(self.ok(run("tokenize", "--decode", plain.strip())).stdout.decode(), texts[0] + "\n")
        self.fails(run("tokenize", "--decode", "x"), 2)
        self.fails(run("tokenize", "--decode", "999999999"), 2)
        self.fails(run("tokenize", "--lines", "--json-lines", stdin=b"not json\n"), 2, 3)

    def test_tokenize_many_lines(self):
        rng = random.Random(5)
        words = "the a 한국어 tokens run 빠르게 code() 12345 émoji 🙂".split()
        lines = [" ".join(rng.choices(words, k=12)) for _ in range(10000)]
        began = time.monotonic()
        out = self.ok(run("tokenize", "--lines", stdin="\n".join(lines).encode())).stdout
        self.assertEqual(out.count(b"\n"), 10000)
        self.assertLess(time.monotonic() - began, 30)

    def test_special_tokens_only_when_asked(self):
        plain = self.json(run("tokenize", "--json", "<|im_end|>"))["count"]
        special = self.json(run("tokenize", "--json", "--special", "<|im_end|>"))["count"]
        self.assertGreater(plain, special)

    def test_info(self):
        info = self.json(run("info", "--json"))
        self.assertEqual(info["architecture"], "llama")
        self.assertIn(b"llama", self.ok(run("info")).stdout)
        tensors = self.json(run("info", "--json", "--tensors", DEFAULT_NAME))["tensors"]
        self.assertGreater(len(tensors), 100)

    def test_perplexity(self):
        text = self.write("text.txt", b"The quick brown fox jumps over the lazy dog. " * 60)
        result = self.json(run("perplexity", text, "--ctx", "64", "--chunks", "2", "--json"))
        self.assertGreater(result["perplexity"], 1)
        self.assertEqual(result["chunks"], 2)
        self.assertIn(b"perplexity", self.ok(run("perplexity", text, "--ctx", "64", "--chunks", "1")).stdout)
        self.fails(run("perplexity", self.path("none.txt")), 4)
        self.fails(run("perplexity", self.write("short.txt", b"hi")), 2, 3)

    def test_bench(self):
        bench = self.json(run("bench", "-p", "16,8", "-n", "4", "-r", "1", "-t", "1", "--json"))
        self.assertEqual([p["tokens"] for p in bench["prompt"]], [16, 8])
        self.assertEqual((bench["decode"]["tokens"], bench["runs"], bench["threads"]), (4, 1, 1))
        for test in (*bench["prompt"], bench["decode"]):
            self.assertGreater(test["tokens_per_second"], 0)
            self.assertGreater(test["limit_tokens_per_second"], 0)
            self.assertAlmostEqual(test["share_of_limit"],
                                   test["tokens_per_second"] / test["limit_tokens_per_second"])
            self.assertEqual(test["joules_per_token"] is None, bench["energy_source"] is None)
        self.assertTrue(all(p["first_token_seconds"] > 0 for p in bench["prompt"]))
        self.assertTrue(all(v > 0 for k, v in bench["limits"].items() if not k.startswith("bf16")))
        size = os.path.getsize(ARGS.model)
        self.assertTrue(0.9 * size < bench["weight_bytes_per_token"] < 1.1 * size)
        self.assertTrue(1e8 < bench["int8_operations_per_token"] < 2 * 135e6)
        self.assertEqual(bench["f32_operations_per_token"], 0)
        self.assertGreater(bench["peak_memory_bytes"], 1e7)

        part = self.json(run("bench", "-p", "0", "-n", "2", "-r", "1", "--no-limits", "--json"))
        self.assertEqual(list(part), list(bench))
        self.assertEqual((part["prompt"], part["limits"], part["decode"]["share_of_limit"]), ([], None, None))
        page = self.ok(run("bench", "-p", "8", "-n", "2", "-r", "1")).stdout.decode()
        self.assertRegex(page, r"pp8 .* % of the int8 limit")
        self.assertRegex(page, r"tg2 .* % of the read limit")
        self.fails(run("bench", "-p", "10000000", "-r", "1"), 2)  # longer than the window

    def test_embed_needs_an_encoder(self):
        self.fails(run("embed", "-m", DEFAULT_NAME, "hello"), 8)

    def test_embed(self):
        folder = next((p for p in (os.path.join(ARGS.weights, n) for n in ("all-MiniLM-L6-v2", "minilm"))
                       if os.path.isdir(p)), None)
        if not folder:
            self.skipTest("all-MiniLM-L6-v2 is not here")
        texts = ["a cat sits on the mat", "a kitten rests on a rug", "stock prices fell sharply"]
        result = self.json(run("embed", "-m", folder, "--json", *texts))
        self.assertEqual(result["size"], 384)
        self.assertAlmostEqual(sum(x * x for x in result["vectors"][0]), 1, places=3)
        similar = self.json(run("embed", "-m", folder, "--json", "--similar", stdin="\n".join(texts).encode()))
        self.assertGreater(similar["similarity"][0][1], similar["similarity"][0][2] + 0.2)

    SCHEMA = ('{"type":"object","properties":{"name":{"type":"string","maxLength":20},"age":{"type":"integer",'
              '"minimum":0,"maximum":120}},"required":["name","age"]}')

    def test_reply_under_a_schema(self):
        for given in (self.SCHEMA, self.path("schema.json")):
            with open(self.path("schema.json"), "w") as f:
                f.write(self.SCHEMA)
            reply = self.json(run("ask", "--schema", given, "--temp", "0", "--json", "Ann is 34 years old."))
            value = json.loads(reply["text"])
            self.assertEqual(list(value), ["name", "age"])
            self.assertTrue(0 <= value["age"] <= 120)
            self.assertEqual(reply["finish"], "stop")

    def test_reply_under_a_pattern_or_grammar(self):
        text = self.ok(run("ask", "--regex", "(yes|no), [0-9]{2} %", "Will it rain?")).stdout.decode()
        self.assertRegex(text, r"^(yes|no), [0-9]{2} %\n$")
        with open(self.path("g.gbnf"), "w") as f:
            f.write('root ::= "- " [a-z]+ "\\n"')
        text = self.ok(run("complete", "--grammar", self.path("g.gbnf"), "-n", "40", "List:")).stdout.decode()
        self.assertRegex(text, r"^- [a-z]+\n?$")

    def test_bad_grammars(self):
        unknown = self.fails(run("ask", "--schema", '{"if": {}}', "hi"), 8)
        self.assertIn(b"if", unknown.stderr)
        self.fails(run("ask", "--schema", '{"type"', "hi"), 3)
        self.fails(run("ask", "--schema", self.path("none.json"), "hi"), 4)
        self.fails(run("ask", "--regex", "(", "hi"), 2)
        self.fails(run("ask", "--regex", "a", "--schema", "{}", "hi"), 2)

    def test_choose(self):
        chosen = self.json(run("choose", "-l", "positive", "-l", "negative", "-l", "neutral", "--json",
                               "I loved this film."))
        self.assertEqual(len(chosen["labels"]), 3)
        self.assertEqual(chosen["label"], chosen["labels"][0]["label"])
        self.assertAlmostEqual(sum(one["share"] for one in chosen["labels"]), 1, places=6)
        with open(self.path("labels.txt"), "w") as f:
            f.write("red\r\nblue\n\n")
        page = self.ok(run("choose", "--raw", "-f", self.path("labels.txt"), "The sky is")).stdout.decode()
        self.assertEqual(page.splitlines()[1].split()[0], "blue")
        self.fails(run("choose", "-l", "one", "hi"), 2)

    def test_session_file(self):
        state = self.path("state")
        first = self.json(run("ask", "--session", state, "-s", "Be brief. " * 40, "--temp", "0", "--json", "-n", "8", "Hi"))
        again = self.json(run("ask", "--session", state, "-s", "Be brief. " * 40, "--temp", "0", "--json", "-n", "8", "Hi"))
        self.assertEqual(first["text"], again["text"])
        self.assertEqual(first["reused_tokens"], 0)
        self.assertGreater(again["reused_tokens"], 100)
        self.fails(run("ask", "--session", state, "--kv", "q8_0", "Hi"), 2)
        with open(state, "r+b") as f:
            f.truncate(1000)
        self.fails(run("ask", "--session", state, "Hi"), 3)

    def test_speculation_does_not_change_the_text(self):
        prompt = "Repeat this list three times: apple, banana, cherry, dates."
        for temperature in ("0", "0.7"):
            ahead = self.json(run("ask", "--temp", temperature, "--seed", "3", "-n", "120", "--json", prompt))
            plain = self.json(run("ask", "--temp", temperature, "--seed", "3", "-n", "120", "--json", "--no-speculation",
                                  prompt))
            self.assertEqual(ahead["text"], plain["text"])
            self.assertEqual(plain["guessed_tokens"], 0)

    def test_closed_pipe_is_quiet(self):
        process = start("ask", "-n", "200", "Tell me a long story.")
        process.stdout.read(1)
        process.stdout.close()
        errors = process.stderr.read()
        process.stderr.close()
        self.assertEqual((process.wait(60), errors), (141, b""))

    def test_full_output(self):
        with open("/dev/full", "wb") as full:
            result = subprocess.run([ARGS.tinybrain, "ask", "-n", "4", "hi"], env=environment(), stdout=full,
                                    stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
        self.assertEqual(result.returncode, 7)
        self.assertTrue(result.stderr)

    def test_ctrl_c(self):
        process = start("ask", "--temp", "1", "--logit-bias", "2=-inf", "--logit-bias", "0=-inf",
                        "Write a very long story about the sea.")
        process.stdout.read(10)
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        process.communicate(timeout=30)
        self.assertEqual(process.returncode, 130)
        self.assertLess(time.monotonic() - began, 3)


class Chat(Case):
    def setUp(self):
        super().setUp()
        self.need_model()

    def test_pipe(self):
        script = "My name is Kim.\n/undo\n\"\"\"\nTwo\nlines\n\"\"\"\nOne \\\nmore\n/system Be brief.\n/retry\n/save {0}\n/what\n/reset\n"
        saved = self.path("talk.json")
        result = self.ok(run("chat", "-n", "6", stdin=script.format(saved).encode()))
        self.assertIn(b"/what", result.stderr)
        with open(saved) as f:
            messages = json.load(f)
        self.assertEqual([m["role"] for m in messages], ["system", "user", "assistant", "user", "assistant"])
        self.assertEqual(messages[1]["content"], "Two\nlines")
        self.assertEqual(messages[3]["content"], "One \nmore")
        self.assertFalse(os.path.exists(os.path.join(ARGS.home, ".local/state/tinybrain/history")))

    def test_json_lines(self):
        out = self.ok(run("chat", "-n", "4", "--json", stdin="안녕?\nSecond question\n".encode())).stdout
        replies = [json.loads(line) for line in out.splitlines()]
        self.assertEqual(len(replies), 2)
        self.assertGreater(replies[1]["reused_tokens"], 0)

    def test_idle_uses_no_processor(self):
        """Waiting for a line after an answer: what the kernel counts does not move, with the threads of
        the engine asleep (two more than cores, and as many as cores)."""
        for threads in (0, (os.cpu_count() or 1) + 2):
            process = subprocess.Popen([ARGS.tinybrain, "chat", "-n", "4", "--json", "-t", str(threads)],
                                       env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                       stderr=subprocess.DEVNULL)
            with process:
                process.stdin.write(b"Hello\n")
                process.stdin.flush()
                self.assertIn("text", json.loads(process.stdout.readline()))
                time.sleep(0.5)  # to fall asleep

                def ticks():
                    with open(f"/proc/{process.pid}/stat") as f:
                        fields = f.read().rsplit(")", 1)[1].split()
                    return int(fields[11]) + int(fields[12])  # utime, stime of all threads
                before = ticks()
                time.sleep(1)
                self.assertEqual(ticks() - before, 0, threads)
                process.stdin.close()
                self.assertEqual(process.wait(60), 0)

    def test_terminal(self):
        """Korean typed on a terminal, Ctrl-C in an answer, Ctrl-C on a line, Ctrl-D; the history file."""
        state = self.path("state")
        pid, fd = pty.fork()
        if pid == 0:
            env = environment(XDG_STATE_HOME=state, TERM="xterm")
            os.execve(ARGS.tinybrain, [ARGS.tinybrain, "chat", "-n", "3000", "--logit-bias", "2=-inf"], env)
        seen = b""

        def expect(word, seconds=60):
            nonlocal seen
            end = time.monotonic() + seconds
            while word not in seen:
                left = end - time.monotonic()
                self.assertGreater(left, 0, (word, seen[-300:]))
                if select.select([fd], [], [], left)[0]:
                    try:
                        seen += os.read(fd, 4096)
                    except OSError:
                        self.fail(("the program left", word, seen[-300:]))
            seen = seen[seen.index(word) + len(word):]

        def settle():
            """Reads on until the program has been silent for a while: it waits at its prompt."""
            while select.select([fd], [], [], 0.7)[0]:
                os.read(fd, 4096)

        expect(b"> ")
        os.write(fd, "안녕하세ㅇ".encode() + b"\x7f" + "요?\n".encode())
        expect("안녕하세요".encode()[-3:])
        time.sleep(1)
        os.write(fd, b"\x03\x03")  # in the answer; twice is not worse than once
        expect(b"^C")
        settle()
        os.write(fd, b"dropped\x03")  # on a line
        expect(b"> ")
        settle()
        os.write(fd, b"/quit2\n")
        expect(b"/help")
        settle()
        os.write(fd, b"\x04")
        end = time.monotonic() + 20
        status = None
        while status is None and time.monotonic() < end:
            if select.select([fd], [], [], 0.1)[0]:
                try:
                    os.read(fd, 4096)
                except OSError:
                    pass
            done, code = os.waitpid(pid, os.WNOHANG)
            status = code if done else None
        os.close(fd)
        self.assertEqual(status, 0)
        history = os.path.join(state, "tinybrain", "history")
        self.assertEqual(os.stat(history).st_mode & 0o777, 0o600)
        with open(history, "rb") as f:
            self.assertNotIn(b"dropped", f.read())


class Hostile(Case):
    def setUp(self):
        super().setUp()
        self.need_model()

    def test_bad_utf8(self):
        self.ok(run("ask", "-n", "4", b"\xff\xfe hi \xed\xa0\x80 \xc3"))
        out = self.ok(run("ask", "-n", "4", "--json", stdin=b"\xff\xfe hi \xed\xa0\x80 \xc3")).stdout
        json.loads(out)
        self.ok(run("tokenize", "--lines", stdin=b"\xff\xff\n\x80abc\n\x00\n"))

    def test_large_prompt(self):
        for command in ("ask", "complete"):
            result = self.fails(run(command, "-n", "4", "--json", stdin=b"word " * 200000), 9)
            self.assertEqual(json.loads(result.stdout)["error"]["code"], "context_full")

    def test_empty_prompt(self):
        self.assertIn(run("ask", "-n", "4", "").returncode, (0, 2))
        self.assertIn(run("complete", "-n", "4", stdin=b"").returncode, (0, 2))

    def test_truncated_model(self):
        size = os.path.getsize(ARGS.model)
        for cut in (0, 3, 4, 24, 1000, 100000, 2000000, size // 2, size - 1):
            with open(ARGS.model, "rb") as f:
                data = f.read(cut)
            path = self.write("cut.gguf", data)
            self.fails(run("ask", "-m", path, "-n", "4", "hi"), 3)
            if cut < 100000:
                self.fails(run("info", path), 3)

    def test_not_a_model(self):
        self.fails(run("ask", "-m", self.write("a.gguf", os.urandom(5000)), "hi"), 3)
        os.mkdir(self.path("empty"))
        self.fails(run("ask", "-m", self.path("empty"), "hi"), 3, 4)
        self.fails(run("ask", "-m", "/dev/null", "hi"), 3)

    def test_little_memory(self):
        if ARGS.sanitized:
            self.skipTest("AddressSanitizer itself reserves more address space than these limits")

        def limit(megabytes):
            return lambda: resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
        for megabytes in (90, 150, 200, 260):
            result = run("ask", "-n", "4", "--json", "hi", limit=limit(megabytes))
            if result.returncode != 0:
                self.fails(result, 6)
                self.assertEqual(json.loads(result.stdout)["error"]["code"], "no_memory")


class Converting(Case):
    def setUp(self):
        super().setUp()
        self.need_model()

    def test_convert(self):
        out = self.path("out.gguf")
        result = self.json(run("convert", ARGS.model, out, "--type", "q8_0", "--json"))
        self.assertEqual(result["bytes"], os.path.getsize(out))
        self.fails(run("convert", ARGS.model, out, "--type", "q8_0"), 2)
        self.fails(run("convert", out, out, "--type", "q4_0", "--force"), 2)
        self.ok(run("ask", "-m", out, "-n", "4", "hi"))
        self.fails(run("convert", ARGS.model, self.path("b.gguf"), "--type", "q9"), 2, 8)
        self.fails(run("convert", ARGS.model, self.path("no/b.gguf"), "--type", "q8_0"), 4, 5)
        self.assertEqual(os.listdir(self.dir), ["out.gguf"])

    def test_killed(self):
        rng = random.Random(1)
        out = self.path("out.gguf")
        began = time.monotonic()
        self.ok(run("convert", ARGS.model, out, "--type", "q8_0"))
        whole, took = os.path.getsize(out), time.monotonic() - began
        for _ in range(12):
            if os.path.exists(out):
                os.remove(out)
            process = start("convert", ARGS.model, out, "--type", "q8_0", stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL)
            time.sleep(rng.uniform(0, took))
            process.kill()
            process.wait()
            if os.path.exists(out):
                self.assertEqual(os.path.getsize(out), whole)
            for name in os.listdir(self.dir):
                if name != "out.gguf":  # the instant between the link and the rename: hidden, and whole
                    self.assertTrue(name.startswith(".") and name.endswith(".part"), name)
                    self.assertEqual(os.path.getsize(self.path(name)), whole)
                    os.remove(self.path(name))

    def test_interrupted(self):
        process = start("convert", ARGS.model, self.path("out.gguf"), "--type", "q4_k")
        time.sleep(0.15)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        if process.returncode != 0:
            self.assertEqual(process.returncode, 130)
            self.assertEqual(os.listdir(self.dir), [])

    def test_file_limit(self):
        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (20 << 20, 20 << 20))
        self.fails(run("convert", ARGS.model, self.path("out.gguf"), "--type", "q8_0", limit=limit), 5, 7)
        self.assertEqual(os.listdir(self.dir), [])

    def test_full_disk(self):
        disk = self.path("disk")
        os.mkdir(disk)
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", disk], capture_output=True)
        if mounted.returncode != 0:
            self.skipTest("cannot mount a small disk here")
        self.addCleanup(subprocess.run, ["umount", disk])
        for args in (["convert", ARGS.model, os.path.join(disk, "out.gguf"), "--type", "q8_0"],
                     ["pull", DEFAULT_NAME, "--to", disk, "--mirror", os.path.dirname(ARGS.model)]):
            result = self.fails(run(*args, "--json"), 7)
            self.assertEqual(json.loads(result.stdout)["error"]["code"], "no_space")
            self.assertEqual(os.listdir(disk), [])


if __name__ == "__main__":
    sys.exit(main())
