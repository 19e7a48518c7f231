#!/usr/bin/env python3
"""DoRA (Liu et al. 2024) as PEFT has it on the tiny llama: the adapter as saved, rows after the last norm, the loss of
the next token and its gradients.

    dora_peft.py tests/data/models/llama tests/golden/dora_peft.json      # needs torch, transformers, peft
"""
import json
import sys
import tempfile
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM

TOKENS = [3, 17, 250, 9, 88, 101, 42, 7, 7, 199, 64, 5]


def short(tensor):
    return [float(f"{x:.7g}") for x in tensor.detach().flatten().tolist()]


def main():
    base, output = sys.argv[1:]
    torch.manual_seed(11)
    model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32, attn_implementation="eager")
    model = get_peft_model(model, LoraConfig(r=2, lora_alpha=3, use_dora=True, target_modules=["q_proj", "down_proj"]))
    for name, parameter in model.named_parameters():
        if parameter.requires_grad and "lora_B" in name:
            torch.nn.init.normal_(parameter, std=0.3)
        if parameter.requires_grad and "magnitude" in name:
            parameter.data *= 1 + 0.3 * torch.randn_like(parameter)
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        settings = json.loads((Path(folder) / "adapter_config.json").read_text())
        tensors = load_file(Path(folder) / "adapter_model.safetensors")
    ids = torch.tensor([TOKENS])
    out = model(ids, labels=ids, output_hidden_states=True)
    out.loss.backward()
    gradients = {n.replace(".default", ""): p.grad for n, p in model.named_parameters() if p.grad is not None}
    kept = ("peft_type", "use_dora", "lora_alpha", "r", "bias", "target_modules", "use_rslora", "init_lora_weights")
    result = {
        "tokens": TOKENS,
        "settings": {k: sorted(settings[k]) if k == "target_modules" else settings[k] for k in kept},
        "adapter": [{"name": n, "shape": list(t.shape), "values": short(t)} for n, t in sorted(tensors.items())],
        "rows": short(out.hidden_states[-1]),
        "loss": out.loss.item(),
        "gradients": [{"name": n, "shape": list(t.shape), "values": short(t)} for n, t in sorted(gradients.items())],
    }
    Path(output).write_text(json.dumps(result, separators=(",", ":")).replace(',{"name"', ',\n{"name"') + "\n")


if __name__ == "__main__":
    main()
