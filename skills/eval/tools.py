"""A skill's tools called from its evaluation, through the program."""
import json
import subprocess


def call_all(home, skill, data, tool, requests):
    """The results of one tool, a request each; skill: a name or a folder; data: a folder, None = the sample."""
    command = [home, "skill", "call", str(skill), tool, "--json-lines", *(["--data", str(data)] if data else [])]
    lines = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in requests)
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines()]
