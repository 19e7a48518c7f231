"""What the tests of the program `tinybrain` share: how it is run, what its failures look like, the arguments of a test."""
import argparse, json, os, shutil, subprocess, sys, tempfile, unittest

DEFAULT_MODEL = "SmolLM2-135M-Instruct.Q4_1.gguf"
DEFAULT_NAME = "smollm2-135m-instruct"
ARGS = argparse.Namespace()  # filled by main()


def environment(**extra):
    env = {k: v for k, v in os.environ.items()
           if not k.startswith(("LC_", "XDG_", "TINYBRAIN_")) and k not in ("LANG", "LANGUAGE", "NO_COLOR")}
    env.update(LANG="C.UTF-8", HOME=ARGS.home, TINYBRAIN_WEIGHTS=ARGS.weights)
    env.update(extra)
    return {k: v for k, v in env.items() if v is not None}


def run(*args, stdin=b"", env=None, limit=None, timeout=600, **kwargs):
    """One run; stdout and stderr as bytes."""
    return subprocess.run([ARGS.tinybrain, *args], input=stdin, env=environment(**(env or {})),
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=limit,
                          timeout=timeout, **kwargs)


def start(*args, env=None, **kwargs):
    kwargs.setdefault("stdout", subprocess.PIPE)
    kwargs.setdefault("stderr", subprocess.PIPE)
    return subprocess.Popen([ARGS.tinybrain, *args], env=environment(**(env or {})),
                            stdin=subprocess.DEVNULL, **kwargs)


class Case(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="tinybrain-test-")
        self.addCleanup(shutil.rmtree, self.dir, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.dir, name)

    def write(self, name, data):
        with open(self.path(name), "wb") as f:
            f.write(data)
        return self.path(name)

    def need_model(self):
        if not ARGS.model:
            self.skipTest("the default model is not here")

    def ok(self, result):
        self.assertEqual(result.returncode, 0, (result.stdout[-500:], result.stderr[-500:]))
        return result

    def fails(self, result, *codes):
        """It failed with one of the exit codes and says why; it did not crash."""
        self.assertIn(result.returncode, codes, (result.stdout[-500:], result.stderr[-500:]))
        self.assertTrue(result.stderr.strip() or b'"error"' in result.stdout)
        return result

    def json(self, result):
        return json.loads(self.ok(result).stdout)


class Counting(unittest.TextTestResult):
    def passed(self):
        return self.testsRun - len(self.failures) - len(self.errors) - len(self.skipped)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tinybrain", required=True)
    parser.add_argument("--default-weights", default="weights")
    parser.add_argument("--wheels")
    parser.add_argument("--sanitized", action="store_true")
    parser.add_argument("names", nargs="*")
    parser.parse_args(namespace=ARGS)
    ARGS.tinybrain = os.path.abspath(ARGS.tinybrain)
    ARGS.weights = os.path.abspath(os.environ.get("TINYBRAIN_WEIGHTS") or ARGS.default_weights)
    model = os.path.join(ARGS.weights, DEFAULT_MODEL)
    ARGS.model = model if os.path.exists(model) else None
    home = tempfile.mkdtemp(prefix="tinybrain-home-")
    ARGS.home = home
    loader = unittest.defaultTestLoader
    module = sys.modules["__main__"]
    suite = loader.loadTestsFromNames(ARGS.names, module) if ARGS.names else loader.loadTestsFromModule(module)
    result = unittest.TextTestRunner(resultclass=Counting, verbosity=1).run(suite)
    shutil.rmtree(home, ignore_errors=True)
    failed = len(result.failures) + len(result.errors)
    print(f"{result.passed()} passed, {failed} failed, {len(result.skipped)} skipped")
    return 1 if failed else 0

