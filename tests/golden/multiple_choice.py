"""Log-likelihoods of options by transformers, on the tiny models of tests/data/models, by the rules of
lm-evaluation-harness: the tokens of prompt, space and option together past those of the prompt, each given all before.

usage: python3 multiple_choice.py ROOT > multiple_choice.json       (needs torch, transformers)
"""
import json
import sys
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

FAMILIES = ["llama", "gemma3", "qwen2"]
QUESTIONS = [
    ("Question: why is the sky blue?\nAnswer:", ["air scatters blue light", "red light", "it runs on one machine"]),
    ("하늘은 왜 파란가요? 답: ", ["공기가 파란 빛을 흩어 보내기 때문입니다.", "모델이 작기 때문입니다.", "네"]),
    ("The answer: is it", ["1", "23", "456", "7890", "no", "yes!"]),
    ("Numbers such as 1, 23,\n", ["456", "the user asks why"]),
]


def scores(model, tokenizer, prompt, options):
    def encode(text):
        return tokenizer(text)["input_ids"]
    kept = prompt.rstrip()
    found = []
    for option in options:
        context, whole = encode(kept), encode(kept + prompt[len(kept):] + " " + option)
        tail = whole[len(context):]
        assert tail, option  # the harness has no answer when the seam swallows an option
        ids = context + tail
        with torch.no_grad():
            logs = torch.log_softmax(model(torch.tensor([ids])).logits[0][:, :len(tokenizer)].double(), -1)
        found.append(sum(logs[at - 1, ids[at]].item() for at in range(len(context), len(ids))))
    return found


root = Path(sys.argv[1])
result = {"questions": [{"prompt": p, "options": o} for p, o in QUESTIONS]}
for family in FAMILIES:
    folder = root / "tests/data/models" / family
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()
    result[family] = [scores(model, tokenizer, p, o) for p, o in QUESTIONS]
print(json.dumps(result, indent=1, ensure_ascii=False))
