#!/usr/bin/env python3
"""How much personal data `tinybrain redact` finds, by kind, and how much of what it finds is none.

    redaction.py --home BUILD/tinybrain-home --data DIR [--half dev|test] [--missed]

Three sources, each split into halves by row: dev is for changing the rules, test for reporting them once.
1. Generated identifiers, Korean and a few American, with right check digits where the kind has any, in sentences taken from
   chatbot_ko, question_pair_ko and banking77. The sentences around them count for precision.
2. Names (PS) of klue/ner_dev.jsonl: those that are a Korean surname with one or two syllables, and all of them.
3. lm_evals/enterprise_pii_dev.jsonl: names of people, which were marked by reading (NAMES below), and whether a passage that
   the set calls sensitive has any finding.
"""
import argparse
import collections
import csv
import json
import random
import re
import subprocess
from pathlib import Path

SEED = 20260101
PER_KIND = 200

# Every name of a person in the passages of enterprise_pii_dev, full ones first; all of them are made up.
NAMES = """Achille Vedel;Allison Carr;Anna Bell;Ashley Wilson;Barry Cruz;Boris Elaco;Brett Munoz;Brian Johnson;Briana Sims;
Brittany Martinez;Brooke Jones;Chantale Lin;Charles Archer;Cheryl Spencer;Christopher Peterson;Connor Cooper;Daniel Blake;
Daniel Brewer;Daniel Lloyd;David Molina;Isabella Adams;Donald Bolton;Eddie Branch;Elizabeth Rogers;Emily Brown;Ernest Murphy;
Evan Burke;Gisela Mayotte;Irby Hanners;Jade Shea;James Bautista;James Brown;Jane Doe;Jane Smith;Jaqueline Beddingfield;
Jason Jones;Jay Brendling;Jenn Gillman;Jennifer Cervantes;Jennifer Simmons;Jeroo Veall;John Doe;John Smith;John Turner;
Judit Mazariegos;Justin King;Kara Simmons;Karen Matthews;Kingsley Yan;Kirsten Tanikawa;Kyle Baldwin;Laura Chen;Lisa Johnson;
Lisa Martin;Logan Ward;Lorene Casares;Mahamoud Farfan;Marcel Gershman;Maruk Lord;Mary Johnson;Michael Anderson;Michael Avery;
Michael Brown;Michael Johnson;Michelle Martin;Mike Johnson;Molly Adara;Nicole Arroyo;Ofmara Mccane;Parul Coucheron;
Patricia Wilson;Rachael Metcalf;Ravi Saligram;Rebecca Thompson;Richard Brown;Rita Gray;Robert Harrison;Saagar Zhubi;
Sarah Thompson;Scott Shaffer;Shannon Campbell;Sheila Crawford;Siffat Santiesteban;Stephen Bentley;Steven Sullivan;Susan Brown;
Susan Lee;Teachers Hayward;Thania Goebl;Trina Lunsford;Tristan Byrd;Vagram Paladino;Victoria Lopez;Wanda Snyder;
Warren Rodriguez;William Anderson;Yael Hickson;Yoana Elias;Yvonne Crosby;Cathryn;Cassandra;Leeann;Boris;Ulises;Jenn;Amber;
Brandi;Alona;Nadezhda;Akiko;Evelyne;Frannie;Hugh;Rici;Milton;Kendall;Bianca;Stella;Ananya;Alessandro;Cassidy;Delroi;Dilia;
Ernesto;Ishveena;Jacquelyn;Rafael;Suzannah;Christina;Muller;Whittaker;Saagar;Vagram;Logan;Kingsley;Barry;Molly;Jeroo;Irby;
Gisela;Maruk;Thania;Yoana;Parul""".replace("\n", "").split(";")


def digits(rng, n):
    return "".join(rng.choice("0123456789") for _ in range(n))


def birth(rng, first=1940, last=2019):
    year, month, day = rng.randint(first, last), rng.randint(1, 12), rng.randint(1, 28)
    return year, f"{year % 100:02}{month:02}{day:02}"


def weighted(text, weights):
    return sum(int(a) * int(b) for a, b in zip(text, weights))


def resident(rng, foreigner=False, new=False):
    year, date = birth(rng, *((2021, 2024) if new else (1940, 2019)))
    sex = (7 if foreigner else 3) + rng.randint(0, 1) - (0 if year >= 2000 else 2)
    body = date + str(sex) + digits(rng, 5)
    check = ((13 if foreigner else 11) - weighted(body, "234567892345") % 11) % 10
    return body[:6], body[6:] + (digits(rng, 1) if new else str(check))


def business(rng):
    body = str(rng.randint(101, 899)) + digits(rng, 6)
    total = weighted(body, "137137135") + int(body[8]) * 5 // 10
    return body[:3], body[3:5], body[5:] + str(-total % 10)


def luhn(body):
    total = sum(sum(divmod(int(c) * (2 - i % 2), 10)) for i, c in enumerate(reversed(body)))
    return body + str(-total % 10)


def card(rng):
    start = rng.choice(["4", "51", "53", "55", "35", "62", "94", "9490", "4579"])
    number = luhn(start + digits(rng, 15 - len(start)))
    return [number[i:i + 4] for i in range(0, 16, 4)]


def join(rng, parts, signs):
    return rng.choice(signs).join(parts)


REGIONS = ["서울특별시 강남구", "서울 마포구", "서울시 송파구", "부산광역시 해운대구", "부산 남구", "대구시 수성구", "인천 연수구",
           "광주광역시 서구", "대전 유성구", "경기도 성남시 분당구", "경기 수원시 영통구", "강원도 춘천시", "전북 전주시 완산구",
           "경남 창원시 성산구", "제주특별자치도 제주시", "세종특별자치시", "충남 천안시 동남구"]
ROADS = ["테헤란로", "월드컵북로", "올림픽로", "해운대해변로", "수영로", "동대구로", "송도과학로", "상무중앙로", "대학로", "판교역로", "광교로",
         "중앙로", "팔달로", "창원대로", "노형로", "한누리대로", "충절로", "백제고분로", "삼성로85길", "언주로30길", "도산대로12길"]
TOWNS = ["역삼동", "서교동", "잠실동", "우동", "대연동", "범어동", "송도동", "치평동", "봉명동", "정자동", "영통동", "효자동", "상남동"]
FLATS = ["", "", " 101동 1203호", ", 3층", " 502호", ", 래미안아파트 104동 901호", " (역삼동)", " 지하 1층"]
STREETS = ["Main St", "Oak Avenue", "Maple Street", "Park Ave", "Washington Blvd", "Elm Road", "Sunset Drive", "5th Avenue",
           "Broadway", "Lakeview Lane"]
CITIES = ["Springfield, IL", "Austin, TX", "Portland, OR", "Denver, CO", "Boston, MA"]
WORDS = ["hong", "minsu.kim", "jy_park", "lee2023", "seoyeon", "kim.js", "happy77", "j.choi", "support-hj", "dev.lee"]
HOSTS = ["naver.com", "gmail.com", "daum.net", "hanmail.net", "company.co.kr", "kakao.com", "snu.ac.kr", "outlook.com"]
BANKS = ["국민은행", "신한은행", "우리은행", "하나은행", "농협", "카카오뱅크", "기업은행", "새마을금고", "우체국"]
PLATES = "가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주바사아자배하허호"


def value(kind, rng):
    """(value, cue that must stand before it or "")"""
    pick = rng.choice
    if kind == "phone_mobile":
        return join(rng, ["010", str(rng.randint(2000, 9999)), digits(rng, 4)], ["-", "-", "", " ", ".", " - "]), ""
    if kind == "phone_land":
        area = pick(["02", "031", "032", "051", "053", "062", "042", "064", "070", "0507"])
        middle = str(rng.randint(200, 999)) if rng.random() < 0.4 and len(area) < 4 else str(rng.randint(2000, 9999))
        return pick([f"{area}-{middle}-{{}}", f"{area}){middle}-{{}}", f"({area}) {middle}-{{}}", f"{area} {middle} {{}}",
                     f"{area}.{middle}.{{}}"]).format(digits(rng, 4)), ""
    if kind == "phone_service":
        return pick(["1588", "1577", "1544", "1899", "1644"]) + "-" + digits(rng, 4), ""
    if kind == "phone_international":
        return "+82" + pick(["-10-", " 10-", "-10-"]) + str(rng.randint(2000, 9999)) + "-" + digits(rng, 4), ""
    if kind in ("resident_number", "resident_number_new", "foreigner_number"):
        front, back = resident(rng, kind == "foreigner_number", kind.endswith("new"))
        return join(rng, [front, back], ["-", "-", "-", "", " ", " - "]), ""
    if kind == "business_number":
        return "-".join(business(rng)), ""
    if kind == "card":
        return join(rng, card(rng), ["-", " ", "-", ""]), ""
    if kind == "driver_licence":
        return "-".join([str(rng.randint(11, 28)), digits(rng, 2), digits(rng, 6), digits(rng, 2)]), ""
    if kind == "passport":
        return pick(["M" + digits(rng, 8), "S" + digits(rng, 8), f"M{digits(rng, 3)}{pick('ABCDEFGH')}{digits(rng, 4)}"]), ""
    if kind == "bank_account":
        shape = pick([(6, 2, 6), (3, 3, 6), (4, 3, 6), (3, 6, 2, 3), (3, 4, 4, 2), (4, 2, 7), (14,), (12,)])
        cue = pick([f"{pick(BANKS)} ", "계좌번호는 ", f"{pick(BANKS)} 계좌 ", "환불 계좌: "])
        return "-".join(digits(rng, n) for n in shape), cue
    if kind == "mail":
        return f"{pick(WORDS)}{rng.randint(1, 99)}@{pick(HOSTS)}", ""
    if kind == "ip":
        return ".".join(str(rng.randint(1, 254)) for _ in range(4)), ""
    if kind == "mac":
        return pick(":-").join(f"{rng.randint(0, 255):02X}" for _ in range(6)), ""
    if kind == "plate":
        return f"{pick(['', '1', '2', '3'])}{rng.randint(10, 99)}{pick(PLATES)}{pick(['', ' '])}{rng.randint(1000, 9999)}", ""
    if kind == "birth_date":
        year, date = birth(rng)
        month, day = int(date[2:4]), int(date[4:6])
        return pick([f"{year}년 {month}월 {day}일", f"{year}-{month:02}-{day:02}", f"{year}.{month}.{day}", date,
                     f"{year}{date[2:]}"]), pick(["생년월일은 ", "생년월일: ", "제 생일은 "])
    if kind == "address_road":
        return f"{pick(REGIONS)} {pick(ROADS)} {rng.randint(1, 400)}{pick(['', '', f'-{rng.randint(1, 30)}'])}{pick(FLATS)}", ""
    if kind == "address_lot":
        return (f"{pick(REGIONS)} {pick(TOWNS)} {rng.randint(1, 900)}{pick(['', f'-{rng.randint(1, 30)}'])}"
                f"{pick(['', '번지'])}"), ""
    if kind == "order_number":
        return pick([digits(rng, 12), f"A{digits(rng, 8)}", f"2024{digits(rng, 4)}-{digits(rng, 6)}"]), pick(
            ["주문번호 ", "주문번호는 ", "고객번호: ", "운송장 번호 ", "예약번호 "])
    if kind == "password":
        return "".join(pick("abcdefghjkmnpqrstuvwxyz") for _ in range(6)) + digits(rng, 3) + pick(["!", "", "#"]), pick(
            ["비밀번호는 ", "비번은 ", "password: ", "비밀번호: "])
    if kind == "api_key":
        tail = "".join(pick("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789") for _ in range(36))
        return pick(["sk-", "ghp_", "", "AIza"]) + tail, ""
    if kind == "us_phone":
        return pick(["({}) {}-{}", "{}-{}-{}", "{}.{}.{}", "+1 {} {} {}", "1-{}-{}-{}"]).format(
            rng.randint(201, 989), rng.randint(200, 999), digits(rng, 4)), ""
    if kind == "ssn":
        return f"{rng.randint(1, 665):03}-{rng.randint(1, 99):02}-{rng.randint(1, 9999):04}", ""
    if kind == "us_address":
        return f"{rng.randint(1, 9999)} {pick(STREETS)}{pick(['', ', Apt 4B', ' Suite 200'])}, {pick(CITIES)} {rng.randint(10000, 99999)}", ""
    raise ValueError(kind)


# Generated kind -> kinds of findings that count as found.
KINDS = {
    "phone_mobile": ["phone"], "phone_land": ["phone"], "phone_service": ["phone"], "phone_international": ["phone"],
    "resident_number": ["resident_number"], "resident_number_new": ["resident_number"],
    "foreigner_number": ["foreigner_number"], "business_number": ["business_number"], "card": ["card"],
    "driver_licence": ["driver_licence"], "passport": ["passport"], "bank_account": ["bank_account"], "mail": ["mail"],
    "ip": ["ip"], "mac": ["mac"], "plate": ["plate"], "birth_date": ["birth_date"], "address_road": ["address"],
    "address_lot": ["address"], "order_number": ["number"], "password": ["secret"], "api_key": ["secret"],
    "us_phone": ["phone"], "ssn": ["ssn"], "us_address": ["address"],
}
ENGLISH = {"us_phone", "ssn", "us_address"}
PARTICLES = ["", "", "입니다", "이에요", "로 부탁드려요", "으로 해 주세요", "이고요", "가 맞나요?", "를 썼어요", ".", ", "]


def full_width(text):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def generated(data, half):
    """(text, begin, end, kind), begin and end in characters."""
    korean = []
    for name, columns in (("chatbot_ko", 2), ("question_pair_ko", 2)):
        for path in sorted((data / name).glob("*dev*.csv")):
            korean += [c.strip() for row in list(csv.reader(path.open(encoding="utf-8")))[1:] for c in row[:columns]]
    english = [row[0].strip() for row in list(csv.reader((data / "banking77/dev.csv").open(encoding="utf-8")))[1:]]
    korean, english = ([s for s in part if 8 <= len(s) <= 120 and not re.search(r"\d", s)] for part in (korean, english))
    for number, kind in enumerate(KINDS):
        rng = random.Random(SEED + number)
        for i in range(2 * PER_KIND):
            one, cue = value(kind, rng)
            if rng.random() < 0.05 and kind not in ENGLISH and kind not in ("mail", "api_key", "password"):
                one = full_width(one)
            sentences = english if kind in ENGLISH else korean
            before, after = rng.choice(sentences), rng.choice(sentences)
            particle = rng.choice([".", "", ",", " please"]) if kind in ENGLISH else rng.choice(PARTICLES)
            if rng.random() < 0.15:
                before = ""
            head = (before + " " if before else "") + cue
            if i % 2 == (half == "test"):
                yield head + one + particle + " " + after, len(head), len(head) + len(one), kind


def redact(program, texts):
    stdin = "".join(json.dumps(t) + "\n" for t in texts)
    done = subprocess.run([program, "redact", "--json-lines"], input=stdin.encode(), capture_output=True, check=True)
    for text, line in zip(texts, done.stdout.decode().splitlines(), strict=True):
        raw = text.encode()
        yield [(f["kind"], len(raw[:f["begin"]].decode()), len(raw[:f["end"]].decode())) for f in json.loads(line)["found"]]


def percent(part, whole):
    return f"{100 * part / whole:.1f} % ({part} of {whole})" if whole else "none"


def judge_generated(program, data, half, show):
    rows = list(generated(data, half))
    whole, right, partly, false = (collections.Counter() for _ in range(4))
    right_found = 0
    for (text, begin, end, kind), found in zip(rows, redact(program, [r[0] for r in rows])):
        whole[kind] += 1
        covered = any(b <= begin and e >= end for _, b, e in found)
        right[kind] += covered
        partly[kind] += covered and any(k in KINDS[kind] and b <= begin and e >= end for k, b, e in found)
        if show and not covered:
            print(f"  missed {kind}: {text[max(0, begin - 15):end + 10]!r}")
        for k, b, e in found:
            if b < end and e > begin:
                right_found += 1
            else:
                false[k] += 1
                if show:
                    print(f"  false {k}: {text[b:e]!r} in {text[max(0, b - 10):e + 10]!r}")
    print(f"{'kind':22}{'covered':>24}{'under its own kind':>24}")
    for kind in whole:
        print(f"{kind:22}{percent(right[kind], whole[kind]):>24}{percent(partly[kind], whole[kind]):>24}")
    print(f"{'all':22}{percent(sum(right.values()), sum(whole.values())):>24}{percent(sum(partly.values()), sum(whole.values())):>24}")
    structured = right_found + sum(n for k, n in false.items() if k != "name")
    print(f"precision, names aside: {percent(right_found, structured)}; false: {dict(false)}")


def judge_klue(program, data, half, show):
    rows = [json.loads(line) for line in (data / "klue/ner_dev.jsonl").open(encoding="utf-8")][half == "test"::2]
    surnames = re.search(r'SURNAMES = \((.*?)\)', (Path(__file__).resolve().parents[1] / "tools/korean_names.py").read_text(
        encoding="utf-8"), re.S)[1]
    native = re.compile("[" + re.sub(r'["\s]', "", surnames) + "][가-힣]{1,2}$")
    counts, false, others = collections.Counter(), 0, collections.Counter()
    for row, found in zip(rows, redact(program, [r["text"] for r in rows])):
        names = [(e["start"], e["end"]) for e in row["entities"] if e["type"] == "PS"]
        for kind, b, e in found:
            if kind != "name":
                others[kind] += 1
            elif any(b < y and x < e for x, y in names):
                counts["right"] += 1
            else:
                false += 1
                if show:
                    print(f"  false name: {row['text'][max(0, b - 10):e + 10]!r}")
        for x, y in names:
            covered = any(k == "name" and b <= x and e >= y for k, b, e in found)
            counts["all"] += 1
            counts["all found"] += covered
            if native.match(row["text"][x:y]):
                counts["native"] += 1
                counts["native found"] += covered
    print(f"klue: surname and given name {percent(counts['native found'], counts['native'])}; all persons, also foreign "
          f"and made-up ones, {percent(counts['all found'], counts['all'])}; precision "
          f"{percent(counts['right'], counts['right'] + false)}; other kinds found: {dict(others)}")


def judge_enterprise(program, data, half, show):
    rows = [json.loads(line) for line in (data / "lm_evals/enterprise_pii_dev.jsonl").open(encoding="utf-8")]
    rows = rows[half == "test"::2]
    texts = [r["query"].split("'''")[1].strip() for r in rows]
    # Given names stand alone as well. Allison is also a company's.
    listed = set(NAMES) | {n.split()[0] for n in NAMES} - {"Allison"} | {"Harrison", "Arthur Charles"}
    pattern = re.compile(r"\b(" + "|".join(sorted(map(re.escape, listed), key=len, reverse=True)) + r")\b")
    counts = collections.Counter()
    for row, text, found in zip(rows, texts, redact(program, texts)):
        # The companies Allison Transmission, Bianca and so on are no people where the set calls the passage harmless.
        names = [m.span() for m in pattern.finditer(text)] if row["gold"] else []
        for x, y in names:
            covered = any(k == "name" and b <= x and e >= y for k, b, e in found)
            counts["names"] += 1
            counts["names found"] += covered
            if show and not covered:
                print(f"  missed name: {text[max(0, x - 20):y + 20]!r}")
        for k, b, e in found:
            if k == "name":
                right = any(b < y and x < e for x, y in names)
                counts["right" if right else "false"] += 1
                if show and not right:
                    print(f"  false name: {text[max(0, b - 10):e + 10]!r}")
            else:
                counts["structured"] += 1
        counts["sensitive" if row["gold"] else "harmless"] += 1
        counts["sensitive found" if row["gold"] else "harmless found"] += bool(found)
    print(f"enterprise_pii: names {percent(counts['names found'], counts['names'])}; precision "
          f"{percent(counts['right'], counts['right'] + counts['false'])}; passages with a finding: sensitive "
          f"{percent(counts['sensitive found'], counts['sensitive'])}, harmless "
          f"{percent(counts['harmless found'], counts['harmless'])}; other kinds {counts['structured']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--half", choices=["dev", "test"], default="dev")
    parser.add_argument("--missed", action="store_true", help="show what was missed and what was wrong")
    a = parser.parse_args()
    for judge in (judge_generated, judge_klue, judge_enterprise):
        judge(a.home, a.data, a.half, a.missed)


if __name__ == "__main__":
    main()
