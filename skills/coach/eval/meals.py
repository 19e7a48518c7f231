#!/usr/bin/env python3
"""Random meal plans with random allergies and diets: does any of them break one?

    python3 skills/coach/eval/meals.py --data $TINYBRAIN_DATA --home build/tinybrain-home --plans 10000 --seed 1

The check knows nothing of the coach's ontology. It reads the raw text of every recipe (ingredients, directions) for the words
below, and for single foods the table of allergens that came with them (food_ko_en/allergens.csv). Prints violations and how often no plan
could be made. requirements: none beyond Python 3.10.
"""
import argparse
import csv
import json
import random
import re
import subprocess
from collections import Counter
from pathlib import Path

# For an allergen of the table: words in raw text, English by whole words, Korean as they stand. Hidden sources included.
WORDS = {
    "난류": ("egg eggs yolk yolks mayonnaise mayo aioli omelet meringue", "달걀 계란 메추리알 마요네즈 지단 난백 난황"),
    "우유": ("milk butter cheese cream yogurt yoghurt buttermilk ghee parmesan cheddar mozzarella feta gouda whey custard ricotta "
             "pecorino bechamel quark gruyère", "우유 버터 치즈 요거트 요구르트 생크림 크림 연유"),
    "대두": ("soy tofu edamame miso soya tempeh hoisin teriyaki tamari soybean", "두부 간장 된장 고추장 콩나물 대두 쌈장 춘장 청국장 유부 콩"),
    "밀": ("wheat flour pasta spaghetti macaroni bread breadcrumbs noodles noodle baguette tortilla couscous penne fusilli lasagna "
           "udon soy cracker crackers croutons bulgur semolina beer barley panko puff", "밀가루 국수 소면 빵 파스타 스파게티 마카로니 우동 간장 고추장 된장 부침가루 튀김가루 라면 어묵"),
    "메밀": ("buckwheat soba", "메밀"),
    "땅콩": ("peanut peanuts", "땅콩"),
    "참깨": ("sesame tahini hummus", "참기름 참깨 통깨 깨소금"),
    "들깨": ("perilla", "들깨 들기름 깻잎"),
    "돼지": ("pork bacon ham lard sausage sausages chorizo prosciutto pancetta guanciale pepperoni salami", "돼지 베이컨 삼겹살 소시지 족발"),
    "소": ("beef steak veal brisket oxtail tallow sirloin", "소고기 쇠고기 한우 사골"),
    "닭": ("chicken", "닭"),
    "오리": ("duck", "오리고기"),
    "새우": ("shrimp shrimps prawn prawns", "새우 김치"),
    "게": ("crab surimi", "꽃게 대게 게살 맛살"),
    "가재": ("lobster crayfish", "가재"),
    "흰살생선": ("fish cod salmon sole haddock pollock worcestershire anchovy anchovies trevally halibut trout", "생선 대구 명태 황태 연어 어묵 광어 우스터"),
    "붉은살생선": ("fish tuna mackerel salmon anchovy anchovies worcestershire sardine sardines", "고등어 참치 연어 생선 어묵"),
    "장어": ("eel", "장어"),
    "멸치": ("anchovy anchovies worcestershire", "멸치 액젓 우스터 김치"),
    "오징어": ("squid calamari", "오징어"),
    "문어": ("octopus", "문어"),
    "낙지": ("octopus", "낙지"),
    "전복": ("abalone", "전복"),
    "굴": ("oyster oysters", "생굴 굴소스"),
    "조개": ("clam clams scallop scallops", "조개 바지락 가리비"),
    "꼬막": ("clam clams", "꼬막"),
    "홍합": ("mussel mussels", "홍합"),
    "고둥": ("snail snails", "소라 골뱅이"),
    "복숭아": ("peach peaches nectarine", "복숭아"),
    "토마토": ("tomato tomatoes ketchup passata marinara salsa", "토마토 케첩"),
    "사과": ("apple apples applesauce", "사과"),
    "배": ("pear pears", ""),
    "감자": ("potato potatoes", "감자"),
    "당근": ("carrot carrots", "당근"),
    "양파": ("onion onions shallot shallots", "양파"),
    "마늘": ("garlic", "마늘"),
    "오이": ("cucumber cucumbers", "오이"),
    "브로콜리": ("broccoli", "브로콜리"),
    "샐러리": ("celery celeriac", "셀러리 샐러리"),
    "겨자": ("mustard", "겨자 머스터드"),
    "후추": ("peppercorns peppercorn", "후추"),
    "호두": ("walnut walnuts", "호두"),
    "아몬드": ("almond almonds", "아몬드"),
    "잣": ("pine nut", ""),
    "피칸": ("pecan pecans", "피칸"),
    "헤즐넛": ("hazelnut hazelnuts", "헤즐넛"),
    "밤": ("chestnut chestnuts", ""),
    "코코넛": ("coconut", "코코넛"),
    "바나나": ("banana bananas", "바나나"),
    "키위": ("kiwi kiwis", "키위"),
    "망고": ("mango mangos", "망고"),
    "시트러스": ("lemon lemons lime limes orange oranges grapefruit citrus", "레몬 라임 오렌지 귤 유자 자몽"),
    "메론": ("melon", "멜론 참외"),
    "수박": ("watermelon", "수박"),
    "체리": ("cherry cherries", "체리"),
    "자두": ("plum plums prune prunes", "자두"),
    "쌀": ("rice", "쌀 밥"),
    "아황산류": ("wine", "포도주"),
    "씨앗": ("flax flaxseed", "해바라기씨 호박씨"),
}
# Lines where a word means something else; kept short, and each was looked at.
HARMLESS = re.compile(r"coconut milk|coconut cream|peanut butter|cocoa butter|butter beans?|cream of tartar|rice flour|rice noodles?|corn ?flour|corn tortillas?"
                      r"|almond milk|buckwheat flour|egg ?plants?|almond flour|tartar")
DIETS = {
    "vegan": "난류 우유 돼지 소 닭 오리 새우 게 가재 흰살생선 붉은살생선 멸치 오징어 문어 낙지 전복 굴 조개 홍합 고둥".split(),
    "vegetarian": "돼지 소 닭 오리 새우 게 가재 흰살생선 붉은살생선 멸치 오징어 문어 낙지 전복 굴 조개 홍합 고둥".split(),
    "halal": ["돼지"], "gluten_free": ["밀"], "lactose_free": ["우유"], "pescatarian": "돼지 소 닭 오리".split(),
    "nut_free": "땅콩 호두 아몬드 피칸 헤즐넛".split(),
}
ENGLISH = {"난류": "egg", "우유": "milk", "대두": "soy", "밀": "wheat", "땅콩": "peanut", "새우": "shrimp", "게": "crab", "호두": "walnut",
           "참깨": "sesame", "토마토": "tomato", "돼지": "pork", "소": "beef", "닭": "chicken", "마늘": "garlic", "굴": "oyster", "겨자": "mustard",
           "샐러리": "celery", "복숭아": "peach", "쌀": "rice", "감자": "potato", "멸치": "anchovy", "아몬드": "almonds", "코코넛": "coconut"}


def found_in(text, allergen):
    en, ko = WORDS.get(allergen, ("", ""))
    low = HARMLESS.sub(lambda m: m[0] if allergen in ("코코넛", "땅콩", "아몬드", "쌀", "메밀") else " ", text.lower())
    if allergen == "쌀":
        low = re.sub(r"cauliflower rice", " ", low)
    for word in en.split():
        if re.search(rf"\b{re.escape(word)}\b", low) and not (word == "nut" or word == "pine"):
            return word
    for word in ko.split():
        if word in text:
            return word
    return None


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--home", required=True)
    p.add_argument("--plans", type=int, default=10000)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--skill", default="skills/coach")
    a = p.parse_args()
    table = {}
    for row in csv.DictReader(open(a.data / "food_ko_en/allergens.csv", encoding="utf-8")):
        table[row["name_ko"]] = set(w for part in row["allergens_ko"].split("|") for w in part.split(",") if w)
    words = sorted(set().union(*table.values()) - {"기타", "담치"})
    recipes = {}
    for file in (Path(a.skill) / "sample/recipes/recipes.jsonl", a.data / "recipes/recipes.jsonl"):
        for line in open(file, encoding="utf-8"):
            r = json.loads(line)
            recipes.setdefault(r["id"], r)
    rng = random.Random(a.seed)
    asked = []
    for i in range(a.plans):
        allergies = rng.sample(words, rng.choice((1, 1, 2, 2, 3, 4)))
        diet = rng.choice([None, None, None] + sorted(DIETS))
        given = [ENGLISH.get(w, w) if rng.random() < 0.5 else w for w in allergies]
        asked.append((set(allergies), diet, {"days": 2, "calories": rng.choice((1500, 1800, 2000, 2400)), "allergies": given,
                                             "diet": [diet] if diet else [], "seed": rng.randrange(1 << 30), "language": rng.choice(("en", "ko"))}))
    violations, none_possible, meals, kinds, examples = 0, 0, 0, Counter(), []
    lines = []
    for at in range(0, len(asked), 1000):  # an error ends a call, not the run
        lines += call_all(a, [x[2] for x in asked[at:at + 1000]])
    used = Counter()
    for (allergies, diet, arguments), result in zip(asked, lines):
        if "days" not in result:
            none_possible += 1
            continue
        banned = allergies | set(DIETS.get(diet, []))
        for day in result["days"]:
            for meal in day["meals"]:
                meals += 1
                kinds[meal["kind"]] += 1
                if meal["kind"] == "recipe":
                    used[meal["id"]] += 1
                    r = recipes[meal["id"]]
                    text = "\n".join(r["ingredients"] + r.get("ingredients_ko", []) + r["directions"] + r.get("directions_ko", []))
                    hits = [(w, found_in(text, w)) for w in banned if found_in(text, w)]
                else:
                    hits = [(w, f["name_ko"]) for f in meal["foods"] for w in banned & table.get(f["name_ko"], set())]
                    hits += [(w, f["name_ko"]) for f in meal["foods"] for w in banned
                             if w not in ("배", "밤", "게", "굴", "소", "밀", "감", "쌀", "콩") and w in f["name_ko"]]
                if hits:
                    violations += 1
                    if len(examples) < 20:
                        examples.append((meal.get("id") or meal["title"], hits))
    print(f"plans {len(asked)}, made {len(asked) - none_possible}, refused because nothing certain was left {none_possible}")
    print(f"meals {meals} ({dict(kinds)}; {len(used)} different recipes), violations {violations}")
    for example in examples:
        print("  ", example)


def call_all(a, calls):
    """Results in order; {} where the coach refused. A refusal ends the process, so the rest is asked anew."""
    results = []
    while len(results) < len(calls):
        rest = calls[len(results):]
        run = subprocess.run([a.home, "skill", "call", a.skill, "meals", "--json-lines", "--data", str(a.data)],
                             input="".join(json.dumps(c, ensure_ascii=False) + "\n" for c in rest), capture_output=True, text=True)
        got = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
        results += got[:len(rest)]
        if len(got) < len(rest):
            if run.returncode not in (1, 2) and not run.stderr:
                raise SystemExit(f"exit code {run.returncode}")
            results.append({"error": run.stderr.strip()[:300]})
    return results


if __name__ == "__main__":
    main()
