#!/usr/bin/env python3
"""What the memory keeps of dialogues: precision, the current value, what was deleted; and of rows of real data.

    python3 bench/memory.py --home build/tinybrain-home --data FOLDER [--phrases dev|second|third|report] [--dialogues 200]
        [--misses FILE] [--rows]

A dialogue: turns of real rows (sae4k, chatbot_ko, snips_slots), among them planted facts with values of real data, values
that change, facts that are forgotten, questions, and traps (others' facts, the past, wishes). By a seed. --rows: instead, all
rows of chatbot_ko, sae4k, snips_slots, goemotions (both languages) and sms_spam, one vault a set: how many were kept.
"""
import argparse
import csv
import importlib
import json
import random
import resource
import subprocess
import tempfile
from pathlib import Path

NAMES = {"en": "Oliver Emma Noah Amelia Liam Sophia Ethan Grace Lucas Hannah Mason Clara Daniel Alice Samuel Ruby Henry Julia "
               "Nathan Laura Victor Elena Marcus Diana Felix Irene Oscar Nora Simon Vera".split(),
         "ko": "김민준 이서연 박도윤 최지우 정하준 강서윤 조예준 윤하은 장시우 임지민 한지호 오수아 서준서 신채원 권도현 황다은 안건우 송예린 "
               "류현우 홍지안 전우진 고나연 문성민 배소율 백승현 허유진 남기훈 심은서 노태윤 하윤아".split()}
GIVEN = {"en": NAMES["en"], "ko": "지수 민지 은영 수진 혜진 유나 서아 하린 미나 지현 보라 소희 연우 다인 가영".split()}
PETS = {"en": "Max Bella Charlie Luna Cooper Daisy Rocky Molly Buddy Coco Teddy Pepper".split(),
        "ko": "초코 콩이 보리 두부 뭉치 코코 사랑 해피 몽실 까미 구름 별이".split()}
COLORS = {"en": "teal navy crimson olive turquoise lavender maroon indigo beige magenta".split(),
          "ko": "남색 하늘색 초록색 보라색 주황색 연두색 분홍색 회색 갈색 노란색".split()}
PHONES = {"en": ["Pixel 8", "iPhone 15", "Galaxy S24", "iPhone 13 mini", "Galaxy Z Flip 5"],
          "ko": ["갤럭시 S24", "아이폰 15", "픽셀 8", "갤럭시 Z 플립 5", "아이폰 13 미니"]}
LANGUAGES = {"en": "French Spanish Japanese German Italian Vietnamese Russian Arabic".split(),
             "ko": "프랑스어 스페인어 일본어 독일어 이탈리아어 베트남어 러시아어 아랍어".split()}
HOBBIES = {"en": "hiking gardening chess pottery photography baking fishing knitting".split(),
           "ko": "등산 낚시 사진 뜨개질 바둑 서예 캠핑 수영".split()}
COMPANIES = {"en": ["Acme Robotics", "Northwind", "Globex", "Blue River Bank", "Hanlim Steel", "Contoso"],
             "ko": ["삼성전자", "네이버", "한국은행", "현대자동차", "카카오", "서울대학교병원"]}
JOBS_KO = "간호사 교사 변호사 회계사 약사 요리사 기자 개발자 디자이너 번역가 사서 건축가 미용사 소방관 수의사 통역사".split()
CITIES_KO = "부산 대구 인천 광주 대전 울산 세종 수원 전주 청주 춘천 강릉 제주 포항 창원 천안 여수 목포".split()


def rows_of(data, name):
    out = []

    def table(path, column):
        with open(data / path, encoding="utf-8") as f:
            out.extend(row[column] for row in csv.DictReader(f))
    if name == "snips_slots":
        for split in ("train", "dev"):
            out += [json.loads(line)["text"] for line in open(data / f"snips_slots/{split}.jsonl", encoding="utf-8")]
    else:
        folder, column = {"chatbot_ko": ("chatbot_ko", "question"), "sae4k": ("sae4k", "utterance"),
                          "goemotions_en": ("goemotions", "text_en"), "goemotions_ko": ("goemotions", "text_ko"),
                          "sms_spam": ("sms_spam", "text")}[name]
        for split in ("train", "dev"):
            table(f"{folder}/{split}.csv", column)
    return [" ".join(r.split()) for r in out if r.strip()]


def values(data):
    """topic -> language -> values."""
    cities = set()
    for line in open(data / "snips_slots/train.jsonl", encoding="utf-8"):
        for slot in json.loads(line)["slots"]:
            if slot["slot"] == "city" and slot["value"][:1].isupper() and slot["value"].replace(" ", "").isalpha():
                cities.add(slot["value"])
    foods = {"en": set(), "ko": set()}
    with open(data / "food_ko_en/ingredients.csv", encoding="utf-8") as f:
        for row in csv.DictReader(f):
            for language, column in (("en", "name_en"), ("ko", "name_ko")):
                name = row[column].split(",")[0].strip()
                if name and "(" not in name and len(name.split()) <= 2 and name.replace(" ", "").isalpha():
                    foods[language].add(name.lower())
    jobs = [j.strip() for f in ("female", "male") for j in open(data / f"winobias/{f}_occupations.txt") if j.strip()]
    months = "January February March April May June July August September October November December".split()
    days = {"en": [f"{m} {d}" for m in months for d in (3, 11, 26)], "ko": [f"{m}월 {d}일" for m in range(1, 13) for d in (3, 11, 26)]}
    ages = [str(a) for a in range(19, 80)]
    places = {"en": sorted(cities), "ko": CITIES_KO}
    food = {k: sorted(v) for k, v in foods.items()}
    return {"name": NAMES, "home": places, "origin": places, "job": {"en": jobs, "ko": JOBS_KO}, "spouse": GIVEN, "dog": PETS,
            "allergy": food, "like": food, "dislike": food, "color": COLORS, "birthday": days, "workplace": COMPANIES,
            "language": LANGUAGES, "phone": PHONES, "hobby": HOBBIES, "age": {"en": ages, "ko": ages}}


def has_final(word):
    c = ord(word[-1])
    return 0xAC00 <= c <= 0xD7A3 and (c - 0xAC00) % 28 != 0


def fitted(text, value):
    """Korean particles after a value as its sound asks: {v}예요 / {v}이에요 and the like."""
    if "{v}" not in text:
        return text
    if text.count("{v}") > 1:
        at = text.rindex("{v}")
        return fitted(text[:at], value) + fitted(text[at:], value)
    before, after = text.split("{v}", 1)
    final = has_final(value) or value[-1] in "013678LMNRlmnr"
    rieul = (has_final(value) and (ord(value[-1]) - 0xAC00) % 28 == 8) or value[-1] in "178lLrR"
    for vowel, consonant in (("이에요", "이에요"), ("예요", "이에요"), ("이야", "이야"), ("야", "이야"), ("라고", "이라고"),
                             ("라는", "이라는"), ("이라고", "이라고"), ("를", "을"), ("을", "을"), ("은", "은"), ("는", "은"), ("이거든", "이거든"), ("이 ", "이 "), ("가 ", "이 "),
                             ("로", "으로"), ("고 ", "이고 "), ("인데", "인데"), ("랑", "이랑"), ("와", "과")):
        if not after.startswith(vowel) and not after.startswith(consonant):
            continue
        start = consonant if after.startswith(consonant) else vowel
        if vowel == "로":
            right = "으로" if final and not rieul else "로"
        else:
            plain = {"이에요": "예요", "이야": "야", "이라고": "라고", "을": "를", "은": "는", "이거든": "거든", "이 ": "가 "}.get(vowel, vowel)
            right = consonant if final else plain
        after = right + after[len(start):]
        break
    return before + value + after


class Dialogue:
    def __init__(self, rng, phrases, all_values, fillers, language):
        self.turns = []  # (text, kind, details)
        self.phrases, self.language, self.rng = phrases, language, rng
        topics = rng.sample(sorted(phrases.PHRASES), 6)
        # One name, one place: two topics with values of one kind may not share a value.
        used = set()
        facts = []
        for topic in topics:
            kind, slot, by_language = phrases.PHRASES[topic]
            p = by_language[language]
            pool = [v for v in all_values[topic][language] if v not in used]
            first, second = rng.sample(pool, 2)
            used |= {first, second}
            facts.append((topic, kind, slot, p, first, second))
        steps = []
        for i, (topic, kind, slot, p, first, second) in enumerate(facts):
            say = fitted(rng.choice(p["say"]), first)
            if rng.random() < 0.25:
                around = rng.choice(phrases.REMEMBER[language])
                say = around.replace("{s}", say if language == "ko" or say.startswith("I") else say[0].lower() + say[1:])
            mine = [(say, "say", (kind, slot, first))]
            current = first
            if "change" in p and i < 3:
                mine.append((fitted(rng.choice(p["change"]), second), "change", (kind, slot, second, first)))
                current = second
            if i in (1, 4):
                mine.append((fitted(rng.choice(p["forget"]), current), "forget", (kind, slot, current)))
                mine.append((rng.choice(p["ask"]), "ask gone", (kind, slot, current)))
            else:
                mine.append((rng.choice(p["ask"]), "ask", (kind, slot, current)))
            steps.append(mine)
        while any(steps):
            mine = rng.choice([s for s in steps if s])
            for _ in range(rng.randint(0, 2)):
                self.turns.append((rng.choice(fillers), "filler", None))
            if rng.random() < 0.3:
                trap = rng.choice(phrases.TRAPS[language])
                fill = {"city": "home", "food": "allergy", "company": "workplace", "name": "name", "job": "job"}
                for word, topic in fill.items():
                    if "{" + word + "}" in trap:
                        value = rng.choice([v for v in all_values[topic][language] if v not in used])
                        trap = fitted(trap.replace("{" + word + "}", "{v}"), value)
                self.turns.append((trap, "trap", None))
            self.turns.append(mine.pop(0))


class Vault:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.run("consent", "grant", "remember", "health", "mood", "corrections")

    def run(self, *words, text=None):
        done = subprocess.run([self.program, *words, "--json", "--vault", self.folder / "v.tbv", "--key-file", self.folder / "key"],
                              input=text, capture_output=True, text=True, check=True)
        return done.stdout

    def hear(self, lines):
        return [json.loads(line) for line in self.run("memory", "hear", text="\n".join(lines) + "\n").splitlines()]

    def rows(self, everything=True):
        return json.loads(self.run("memory", "list", "-n", "10000", *(["--all"] if everything else [])))


def same(a, b):
    return "".join(c for c in a.lower() if c.isalnum()) == "".join(c for c in b.lower() if c.isalnum())


def value_of(memory):
    return memory["detail"].get("value", memory["text"])


def is_planted(memory, planted):
    return any(memory["kind"] == k and memory.get("slot", "") == s and same(value_of(memory), v) for k, s, v in planted)


def measure(arguments, phrases):
    data = Path(arguments.data)
    fillers = {"ko": rows_of(data, "sae4k") + rows_of(data, "chatbot_ko"), "en": rows_of(data, "snips_slots")}
    all_values = values(data)
    rng = random.Random(arguments.seed)
    count = dict.fromkeys(("dialogues", "turns", "kept", "right", "invented", "said", "said_kept", "changed", "changed_current",
                           "changed_shown", "forgotten", "forgotten_gone", "back", "asked", "asked_answered", "asked_wrong", "traps", "traps_kept", "filler_kept"), 0)
    misses = []
    for i in range(arguments.dialogues):
        language = "ko" if i % 2 else "en"
        d = Dialogue(rng, phrases, all_values, fillers[language], language)
        with tempfile.TemporaryDirectory() as folder:
            vault = Vault(arguments.home, Path(folder))
            heard = vault.hear([t[0] for t in d.turns])
            assert len(heard) == len(d.turns), (len(heard), len(d.turns))
            after = vault.rows()
        planted = [t[2][:3] for t in d.turns if t[1] in ("say", "change")]
        count["dialogues"] += 1
        count["turns"] += len(d.turns)
        for (text, kind, what), h in zip(d.turns, heard):
            for m in h["stored"]:
                count["kept"] += 1
                said_too = m.get("slot") in getattr(phrases, "ALSO_SAID", ())
                # Asked to remember what no rule knows, it keeps the person's words.
                words = m["kind"] == "note" and what and h["command"] == "remember" and what[2].lower() in m["text"].lower()
                if kind in ("say", "change") and (is_planted(m, planted) or said_too or words):
                    count["right"] += 1
                    count["as_words"] = count.get("as_words", 0) + words
                else:
                    count["invented"] += 1
                    count["traps_kept"] += kind == "trap"
                    count["filler_kept"] += kind == "filler"
                    misses.append(f"{kind}: invented {m['kind']}/{m.get('slot', '')} = {value_of(m)} | {text}")
            if kind == "trap":
                count["traps"] += 1
            if kind in ("say", "change"):
                ok = any(is_planted(m, [what[:3]]) for m in h["stored"])
                count["said"] += 1
                count["said_kept"] += ok
                if not ok:
                    misses.append(f"{kind}: not kept {what} | {text} -> {[(m['kind'], m.get('slot'), value_of(m)) for m in h['stored']]} {h['command']}")
                if kind == "change" and ok:
                    count["changed"] += 1
                    count["changed_shown"] += any(same(value_of(m), what[3]) for m in h["superseded"])
            if kind == "ask":
                count["asked"] += 1
                got = [m for m in h["recalled"] if m["kind"] == what[0] and m.get("slot", "") == what[1]]
                ok = any(same(value_of(m), what[2]) for m in got) and what[2].lower() in h["reply"].lower()
                count["asked_answered"] += ok
                wrong = what[1] != "" and any(not same(value_of(m), what[2]) for m in got)
                count["asked_wrong"] += wrong
                if not ok:
                    misses.append(f"ask: not answered {what} | {text} -> {h['command']} {h['reply'][:80]!r}")
            if kind == "forget":
                count["forgotten"] += 1
                gone = not any(m["kind"] == what[0] and same(value_of(m), what[2]) for m in after)
                count["forgotten_gone"] += gone
                if not gone:
                    misses.append(f"forget: still there {what} | {text} -> {h['command']} {h['reply'][:80]!r}")
            if kind == "ask gone" and any(same(value_of(m), what[2]) and m["kind"] == what[0] for m in h["recalled"]):
                count["back"] += 1
        for text, kind, what in d.turns:
            if kind != "change":
                continue
            now = [m for m in after if m["kind"] == what[0] and m.get("slot", "") == what[1] and "superseded_by" not in m]
            if any(t[1] == "forget" and t[2] == what[:3] for t in d.turns):
                continue
            count.setdefault("current_checked", 0)
            count["current_checked"] += 1
            good = len(now) == 1 and same(value_of(now[0]), what[2])
            count["changed_current"] += good
            if not good:
                misses.append(f"current: {what} | {[value_of(m) for m in now]}")
    print(json.dumps(count))
    kept = max(1, count["kept"])
    print(f"precision {count['right'] / kept:.4f} ({count['right']} of {count['kept']}), kept {count['said_kept'] / count['said']:.4f} of what was said, "
          f"current value {count['changed_current']} of {count.get('current_checked', 0)}, forgotten {count['forgotten_gone']} of {count['forgotten']}, "
          f"came back {count['back']}, answered {count['asked_answered']} of {count['asked']}, traps kept {count['traps_kept']} of {count['traps']}")
    if arguments.misses:
        Path(arguments.misses).write_text("\n".join(misses) + "\n", encoding="utf-8")


def measure_rows(arguments):
    for name in ("chatbot_ko", "sae4k", "snips_slots", "goemotions_en", "goemotions_ko", "sms_spam"):
        lines = rows_of(Path(arguments.data), name)
        with tempfile.TemporaryDirectory() as folder:
            vault = Vault(arguments.home, Path(folder))
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            heard = vault.hear(lines)
            used = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert len(heard) == len(lines)
        ms = 1000 * (used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime) / len(lines)
        kept = [(m, line) for h, line in zip(heard, lines) for m in h["stored"]]
        orders = sum(h["command"] != "none" for h in heard)
        print(f"{name}: {len(lines)} rows, {len(kept)} kept, {orders} taken for a command, {ms:.2f} ms of CPU a row")
        if arguments.misses:
            with open(arguments.misses, "a", encoding="utf-8") as f:
                for m, line in kept:
                    f.write(f"{name}: {m['kind']}/{m.get('slot', '')} = {value_of(m)} | {line}\n")
                for h, line in zip(heard, lines):
                    if h["command"] != "none":
                        f.write(f"{name}: COMMAND {h['command']} | {line}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--phrases", default="report", choices=["dev", "second", "third", "report"])
    parser.add_argument("--dialogues", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses")
    parser.add_argument("--rows", action="store_true")
    arguments = parser.parse_args()
    if arguments.rows:
        measure_rows(arguments)
    else:
        measure(arguments, importlib.import_module(f"memory_phrases_{arguments.phrases}"))


if __name__ == "__main__":
    main()
