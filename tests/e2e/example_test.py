#!/usr/bin/env python3
"""Runs one program of examples/ and looks at what it says. Weights come from $TINYBRAIN_WEIGHTS, else
--default-weights; exit code 77 = the example's model is not there.

    example_test.py --default-weights DIR PROGRAM
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile


def run(*command, stdin=""):
    result = subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=600)
    if result.returncode != 0:
        sys.exit(f"{command}: {result.returncode}\n{result.stderr}")
    return result.stdout


def answer_faq(program):
    with tempfile.TemporaryDirectory() as folder:
        table = os.path.join(folder, "faq.csv")
        with open(table, "w", encoding="utf-8") as file:
            file.write("question,answer\n배송은 얼마나 걸리나요?,이틀\nCan I pay by card?,yes\n주차할 수 있나요?,예\n")
        for question in ("배송이 얼마나 걸려요?", "배송 얼마나 걸리죠?"):  # builds, then only answers
            found = json.loads(run(program, table, os.path.join(folder, "brain"), question))
            if found["found"][0]["answer"] != "이틀":
                sys.exit(f"{question}: {found}")
    return 0


def music_app(program):
    """Someone who likes jazz in the evening and dance music in the morning; asked again another day."""
    jazz, dance = {"Blue in Green", "So What"}, {"Around the World", "Insomnia"}
    with tempfile.TemporaryDirectory() as folder:
        player = subprocess.Popen([program, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

        def say(line):
            player.stdin.write(line + "\n")
            player.stdin.flush()

        def play(moment):
            say(moment)
            line = player.stdout.readline()
            while "Playing: " not in line:
                line = player.stdout.readline()
            return line.split("Playing: ")[1].strip()
        say("y"), say("y")
        liked = []
        for turn in range(80):
            wanted, moment = ((jazz, "21 sadness"), (dance, "9 joy"))[turn % 2]
            liked.append(play(moment) in wanted)
            say("y" if liked[-1] else "n")
        play("21 sadness")
        say("why")
        why = player.stdout.readline()
        player.communicate("y\n", timeout=60)
        if player.returncode or sum(liked[-30:]) < 24 or not why.startswith("Mostly: "):
            sys.exit(f"learnt too little: {liked} {why}")
        later = subprocess.run([program, folder], input="y\ny\n9 joy\ny\n", capture_output=True, text=True, timeout=60)
        if later.stdout.split("Playing: ")[1].strip() not in dance:
            sys.exit(f"forgotten: {later.stdout}")
    return 0


def game(program):
    """The game to its end, in both languages, on a model that knows nothing: the words alone name every action."""
    tiny = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "models", "llama")
    scripts = {
        "en": (["open that treasure chest over there", "take the brass key", "unlock the hatch", "what is this place?",
                "now open it", "go down to the cellar", "pick up the silver crown", "give it to me"], "You have won!"),
        "ko": (["저기 보물 상자 좀 열어 줘", "놋쇠 열쇠 챙겨", "뚜껑문 자물쇠 따 줘", "뚜껑문 열어", "지하실로 내려가자", "왕관 집어",
                "왕관 줘"], "이겼습니다!")}
    with tempfile.TemporaryDirectory() as folder:
        memory, model = os.path.join(folder, "memory.json"), os.path.join(folder, "model")
        shutil.copytree(tiny, model)
        with open(os.path.join(tiny, "config.json"), encoding="utf-8") as file:
            config = json.load(file)
        with open(os.path.join(model, "config.json"), "w", encoding="utf-8") as file:
            json.dump({**config, "max_position_embeddings": 4096}, file)  # a window that holds a prompt
        for language, (lines, won) in scripts.items():
            said = run(program, model, "--phrases", "--language", language, "--memory", memory, stdin="\n".join(lines))
            if won not in said:
                sys.exit(f"not won: {said}")
        with open(memory, encoding="utf-8") as file:
            if json.load(file)["turns"] != sum(len(lines) for lines, _ in scripts.values()):
                sys.exit("the memory was not kept")
    return 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--default-weights", default="weights")
    parser.add_argument("program")
    args = parser.parse_args()
    weights = os.environ.get("TINYBRAIN_WEIGHTS") or args.default_weights
    name = os.path.basename(args.program)
    if "faq" in name:  # needs no weights
        return answer_faq(args.program)
    if "npc" in name:
        return game(args.program)
    if "music" in name:
        return music_app(args.program)
    files = ["all-MiniLM-L6-v2", "minilm"] if "embed" in name else ["SmolLM2-135M-Instruct.Q4_1.gguf"]
    model = next((p for p in (os.path.join(weights, f) for f in files) if os.path.exists(p)), None)
    if not model:
        print(f"skipped: {files[0]} is not in {weights}")
        return 77
    if "embed" in name:
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as lines:
            lines.write("The cat sleeps on the sofa.\nShares fell by two percent.\nRain is expected on Monday.\n")
            lines.flush()
            best = run(args.program, model, lines.name, "What will the weather be?").splitlines()[0]
        if "Rain" not in best:
            sys.exit(f"nearest line: {best}")
    elif "cpp" in name:
        answers = run(args.program, model, stdin="Say hello.\n")
        if len(answers) < 4:
            sys.exit(f"no answer: {answers!r}")
    elif len(run(args.program, model, "Say hello.").strip()) < 1:
        sys.exit("no answer")
    return 0


if __name__ == "__main__":
    sys.exit(main())
