// The harness of Python. A test is taken apart: `assert f(2) == 4` becomes f(2), which the program's process works out and
// writes down, and a comparison with 4, which the judge makes in a process that has no program in it. To pass falsely a
// program would have to know what is expected, which it is not told.
#include "skills/code/harness.h"

namespace tinybrain::skills::code {
namespace {

// What is asked of the program and what of the judge: the same in both.
constexpr const char* kParts = R"py(import ast, json, os, sys

def is_literal(node):
    try:
        ast.literal_eval(node)
        return True
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False

ORDER = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Is, ast.IsNot)

class Parts:
    """Of a test whose last statement is an assert: `before`, statements, and `asked`, expressions, are the program's; `judged`,
    an expression in which _value(i) stands for what was asked, is not. judged is None: all of the test is the program's."""

    def __init__(self, test):
        tree = ast.parse(test)
        self.before, self.asked, self.judged = tree.body, [], None
        last = tree.body[-1] if tree.body else None
        if not isinstance(last, ast.Assert):
            return
        self.before = tree.body[:-1]
        self.known = self.constants(tree)
        judged = self.part(last.test)
        if self.known:
            self.before = [s for s in self.before if not (isinstance(s, ast.Assign) and s.value in self.known.values())]
        self.judged = ast.fix_missing_locations(ast.Expression(judged))
        self.message = last.msg.value if isinstance(last.msg, ast.Constant) else None

    # Names that a literal is given for the last assert alone: `wanted = [1, 2]`.
    @staticmethod
    def constants(tree):
        known, seen = {}, {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Name):
                seen[node.id] = seen.get(node.id, 0) + 1
            elif isinstance(node, (ast.Global, ast.FunctionDef, ast.ClassDef, ast.Lambda)):
                return {}
        for s in tree.body[:-1]:
            if isinstance(s, ast.Assign) and len(s.targets) == 1 and isinstance(s.targets[0], ast.Name) and is_literal(s.value):
                known[s.targets[0].id] = s.value
        test = tree.body[-1].test
        beside = [n.id for c in ast.walk(test) if isinstance(c, ast.Compare) for n in [c.left, *c.comparators] if isinstance(n, ast.Name)]
        return {name: value for name, value in known.items() if seen[name] == 2 and beside.count(name) == 1}

    def ask(self, node):
        for one in ast.walk(node):
            if isinstance(one, ast.Name):
                self.known.pop(one.id, None)
        self.asked.append(node)
        return ast.Call(ast.Name("_value", ast.Load()), [ast.Constant(len(self.asked) - 1)], [])

    def constant(self, node):
        node = self.known.get(node.id, node) if isinstance(node, ast.Name) else node
        return node if is_literal(node) else None

    def part(self, node):
        if is_literal(node):
            return node
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return ast.UnaryOp(node.op, self.part(node.operand))
        if isinstance(node, ast.BoolOp):
            return ast.BoolOp(node.op, [self.part(one) for one in node.values])
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            literal = [self.constant(one) for one in sides]
            among = len(sides) == 2 and literal[1] is not None and isinstance(node.ops[0], (ast.In, ast.NotIn))
            if any(one is not None for one in literal) and (among or all(isinstance(op, ORDER) for op in node.ops)):
                sides = [fixed if fixed is not None else self.ask(one) for one, fixed in zip(sides, literal)]
                return ast.Compare(sides[0], node.ops, sides[1:])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_same" and len(node.args) == 2:
            return ast.Call(node.func, [self.ask(node.args[0]), node.args[1]], [])
        return self.ask(node)

def evaluable(node):
    return compile(ast.fix_missing_locations(ast.Expression(node)), "test", "eval")
)py";

constexpr const char* kWorker = R"py(
import decimal, fractions, traceback, types

def line_of(error):
    if isinstance(error, SyntaxError) and error.filename == "program.py":
        return error.lineno or 0
    line = 0
    for frame, number in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename == "program.py":
            line = number
    return line

def short(value, how=repr):
    try:
        return how(value)[:400]
    except BaseException as error:
        return type(error).__name__

# A value as what can be written down: plain ones as they are, of a class of their own as the plain one that they are.
def written(value, room):
    room[0] -= 1
    if room[0] < 0:
        raise ValueError
    kind = type(value)
    if value is None or kind is bool:
        return value
    if isinstance(value, int):
        return ["int", int.__repr__(int.__add__(value, 0))]
    if isinstance(value, float):
        return ["float", float.hex(float.__add__(value, 0.0))]
    if isinstance(value, complex):
        return ["complex", value.real.hex(), value.imag.hex()]
    if isinstance(value, str):
        return ["str", str.__str__(value)]
    if isinstance(value, (bytes, bytearray)):
        return ["bytes", bytes(value).hex()]
    if kind is fractions.Fraction or kind is decimal.Decimal:
        return [kind.__name__, str(value)]
    for plain in (list, tuple, set, frozenset):
        if isinstance(value, plain):
            return [plain.__name__, [written(one, room) for one in plain.__iter__(value)]]
    if kind is type({}.keys()) or kind is type({}.items()):
        return ["set", [written(one, room) for one in value]]
    if isinstance(value, dict):
        return ["dict", [[written(k, room), written(v, room)] for k, v in dict.items(value)]]
    raise ValueError

def given(value, text):
    try:
        told = written(value, [100000])
    except BaseException:  # of no plain kind, too large, or with itself in it
        told = ["other", short(value), bool(value)]
    return [told, short(value, lambda v: repr(v)[:100000]), short(value, lambda v: str(v)[:100000])] if text else [told]

def main():
    with open("token") as file:
        token = file.read()
    with open("tests.json", encoding="utf-8") as file:
        tests = json.load(file)
    os.remove("token")
    os.remove("tests.json")
    report, write = os.open("report.jsonl", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), os.write
    dumps, run, work_out, source = json.dumps, exec, eval, compile

    def tell(**what):
        line = (token + " " + dumps(what) + "\n").encode()
        while line:
            line = line[write(report, line):]

    # Only what is asked stays: what the tests expect is gone before the program is there.
    plan = []
    for test in tests:
        try:
            parts = Parts(test)
            text = parts.judged is not None and "_same" in test
            before = source(ast.fix_missing_locations(ast.Module(parts.before, [])), "test", "exec")
            plan.append((before, None if parts.judged is None else [evaluable(one) for one in parts.asked], text))
        except BaseException as error:
            plan.append((None, f"{type(error).__name__}: {error}"[:800], False))
    tests = test = parts = before = None

    module = types.ModuleType("program")
    sys.modules["program"] = module
    names = module.__dict__
    try:
        with open("program.py", encoding="utf-8") as file:
            run(source(file.read(), "program.py", "exec"), names)
    except BaseException as error:
        tell(program=False, line=line_of(error), error=f"{type(error).__name__}: {error}"[:800])
        return
    tell(program=True)
    for number, (before, asked, text) in enumerate(plan):
        tell(begin=number)
        if before is None:
            tell(test=number, passed=False, line=0, error=asked)
            continue
        try:
            run(before, names)
            values = []
            for one in asked or []:
                try:
                    values.append(given(work_out(one, names), text))
                except BaseException as error:
                    values.append([["error", f"{type(error).__name__}: {error}"[:800], line_of(error)]])
            if asked is None:
                tell(test=number, passed=True)
            else:
                tell(test=number, values=dumps(values))
        except BaseException as error:
            tell(test=number, passed=False, line=line_of(error), error=f"{type(error).__name__}: {error}"[:800])

main()
)py";

constexpr const char* kJudge = R"py(
import decimal, fractions

class Other:
    def __init__(self, text, truth):
        self.text, self.truth = str(text), bool(truth)
    def __repr__(self):
        return self.text
    def __bool__(self):
        return self.truth

class Raised(Exception):
    pass

class Wrong(Exception):
    pass

def read(told):
    if told is None or isinstance(told, bool):
        return told
    kind, rest = told[0], told[1:]
    if kind == "int":
        return int(rest[0])
    if kind == "float":
        return float.fromhex(rest[0])
    if kind == "complex":
        return complex(float.fromhex(rest[0]), float.fromhex(rest[1]))
    if kind == "str":
        return str(rest[0])
    if kind == "bytes":
        return bytes.fromhex(rest[0])
    if kind == "Fraction":
        return fractions.Fraction(rest[0])
    if kind == "Decimal":
        return decimal.Decimal(rest[0])
    if kind in ("list", "tuple", "set", "frozenset"):
        return {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}[kind](read(one) for one in rest[0])
    if kind == "dict":
        return {read(k): read(v) for k, v in rest[0]}
    if kind == "error":
        raise Raised(str(rest[0]), int(rest[1]))
    return Other(rest[0], rest[1])

def judge(test, answers):
    parts = Parts(test)
    texts = {}
    def _value(i):
        value = read(answers[i][0])
        if len(answers[i]) == 3:
            texts[id(value)] = answers[i][1:]
            kept.append(value)
        return value
    kept = []
    def _same(value, text):
        if text in texts.get(id(value), ()):
            return True
        try:
            return bool(value == ast.literal_eval(text))
        except (ValueError, SyntaxError):
            return False
    names = {"_value": _value, "_same": _same}
    what = parts.judged.body
    if isinstance(what, ast.Compare) and len(what.ops) == 1 and isinstance(what.ops[0], ast.Eq):
        got, wanted = eval(evaluable(what.left), names), eval(evaluable(what.comparators[0]), names)
        if not got == wanted:
            if is_literal(what.left):
                got, wanted = wanted, got
            raise Wrong("got " + repr(got)[:400] + ", expected " + repr(wanted)[:400])
    elif isinstance(what, ast.Call) and isinstance(what.func, ast.Name) and what.func.id == "_same":
        got, wanted = _value(0), ast.literal_eval(what.args[1])
        if not _same(got, wanted):
            raise Wrong("got " + (texts[id(got)][0])[:400] + ", expected " + wanted[:400])
    elif not eval(evaluable(what), names):
        raise Wrong("AssertionError" + (": " + str(parts.message) if parts.message is not None else ""))

def main():
    with open("token") as file:
        token = file.read()
    with open("tests.json", encoding="utf-8") as file:
        tests = json.load(file)
    with open("answers.json", encoding="utf-8") as file:
        answers = json.load(file)
    with open("report.jsonl", "w", encoding="utf-8") as report:
        for number, test in enumerate(tests):
            if answers[number] is None:
                continue
            line, error = 0, None
            try:
                judge(test, json.loads(answers[number]))
            except Raised as told:
                error, line = told.args
            except Exception as told:
                error = str(told) if isinstance(told, Wrong) else f"{type(told).__name__}: {told}"
            what = {"test": number, "passed": error is None}
            if error is not None:
                what.update(line=line, error=error[:800])
            report.write(token + " " + json.dumps(what) + "\n")

main()
)py";

constexpr const char* kFile = R"py(import os, unittest

def main():
    with open("token") as file:
        token = file.read()
    os.remove("token")
    report, write = os.open("report.jsonl", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), os.write
    well = unittest.TestResult.wasSuccessful
    result = unittest.main(module="test_program", argv=["test_program"], exit=False).result
    good = well(result) and result.testsRun > 0
    if good:
        write(report, token.encode())
    return 0 if good else 1

raise SystemExit(main())
)py";

}  // namespace

HarnessFile python_harness() { return {"run_tests.py", std::string(kParts) + kWorker}; }
HarnessFile python_judge() { return {"judge_tests.py", std::string(kParts) + kJudge}; }
HarnessFile python_file_harness() { return {"run_file.py", kFile}; }

}  // namespace tinybrain::skills::code
