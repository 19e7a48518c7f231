#!/usr/bin/env python3
# English text of several registers, without Wikipedia, to calibrate, fit and train smaller models on (docs/compression.md):
# stories, plays, news, textbook sentences, recipes, school maths, doctors' notes and talks, meetings, headlines.
#   python3 bench/distill_text.py --data shared/data --out text.txt
# The pieces alternate, so that any beginning of the file holds some of each.
import argparse, csv, json, pathlib


def jsonl(path):
    return [json.loads(line) for line in path.read_text(encoding='utf-8').splitlines() if line.strip()]


def column(path, name):
    with open(path, encoding='utf-8', newline='') as f:
        return [row[name] for row in csv.DictReader(f)]


def flat(value):
    if isinstance(value, list):
        return '\n'.join(flat(v) for v in value)
    return str(value)


def registers(data):
    yield 60000, (data / 'tinystories/train.txt').read_text(encoding='utf-8')
    yield 40000, (data / 'tinyshakespeare/train.txt').read_text(encoding='utf-8')
    news = column(data / 'ko_en_news/news_dev.csv', 'en')
    yield 130000, '\n'.join(' '.join(news[i:i + 4]) for i in range(0, len(news), 4))
    book = column(data / 'ko_en_news/jhe_dev.csv', 'en')
    yield 50000, '\n'.join(' '.join(book[i:i + 6]) for i in range(0, len(book), 6))
    yield 50000, '\n\n'.join(
        '\n'.join([r['title'], r.get('description') or '', flat(r.get('ingredients') or []),
                   flat(r.get('directions') or r.get('steps') or [])])
        for r in jsonl(data / 'recipes/recipes.jsonl'))
    yield 30000, '\n\n'.join(r['question'] + '\n' + r['answer'] for r in jsonl(data / 'gsm8k/train.jsonl'))
    yield 70000, '\n\n'.join(r['note'] + '\n\n' + r['dialogue'] for r in jsonl(data / 'mts_dialog/train.jsonl'))
    yield 60000, '\n\n'.join(
        '\n'.join(t['speaker'] + ': ' + t['text'] for t in m['turns'])
        for m in jsonl(data / 'qmsum/dev.jsonl'))


def main():
    options = argparse.ArgumentParser()
    options.add_argument('--data', type=pathlib.Path, required=True)
    options.add_argument('--out', type=pathlib.Path, required=True)
    o = options.parse_args()
    rounds = 40
    texts = [(most // rounds, text[:most]) for most, text in registers(o.data)]
    pieces = [text[i * size:(i + 1) * size] for i in range(rounds) for size, text in texts]
    o.out.write_text('\n\n'.join(p for p in pieces if p), encoding='utf-8')
    print({'pieces': len(pieces), 'bytes': o.out.stat().st_size})


if __name__ == '__main__':
    main()
