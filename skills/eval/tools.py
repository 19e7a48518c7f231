"""A skill's tools called from its evaluation, through the program."""
import json
import subprocess


def call_all(home, skill, data, tool, requests, model=None):
    """The results of one tool, a request each; skill: a name or a folder; data: a folder, None = the sample; model: that
    writes for the skill, a path or a name."""
    command = [home, "skill", "call", str(skill), tool, "--json-lines", *(["--data", str(data)] if data else []),
               *(["--model", str(model)] if model else [])]
    lines = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in requests)
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines()]
