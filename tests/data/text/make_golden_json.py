#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""Writes golden_json.json: what transformers and tokenizers make of texts and ChatML conversations.

Run with transformers 5.24.0, tokenizers 0.23.3, sentencepiece 0.2.3, protobuf and jinja2 installed:

    python3 tests/data/text/make_golden_json.py

transformers turns the models in resources/tokenizers into tokenizer.json files; version 4, which wrote the files on the hub, put
merges in the order of the pieces' scores, version 5 puts them in that of ids ("by-id"). Each variant is such a file with the
normaliser, pre-tokeniser and added tokens of one kind of file on the hub. The files themselves are large, and are not
kept: `shell` is one without its vocabulary, merges and added tokens, and `checksum` that of these, so that the test can
make it anew of the model and know that it is the same. Ids of texts are kept where they differ from those of
sentencepiece in golden.json.
"""

import copy
import json
import pathlib
import random
import tempfile

import sentencepiece
import transformers
from tokenizers import Tokenizer
from transformers.tokenization_utils_base import generate_merges

HERE = pathlib.Path(__file__).parent
TOKENIZERS = HERE.parents[2] / "resources" / "tokenizers"
GOLDEN = json.loads((HERE / "golden.json").read_text())
CONVERSATIONS = 100

CHATML = ("{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}"
          "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}")
TEMPLATES = {
    # As Dolphin's and Nous Hermes 2's.
    "plain": CHATML,
    "bos": "{{bos_token}}" + CHATML,
    "trimmed": CHATML.replace("message['content']", "message['content'] | trim"),
    "system": ("{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}"
               "{{ '<|im_start|>system\\nYou are a helpful assistant.<|im_end|>\\n' }}{% endif %}") + CHATML[len("{% for message in messages %}"):],
    "variable": ("{% if messages[0]['role'] == 'system' %}{% set loop_messages = messages[1:] %}{% set system_message = messages[0]['content'] %}"
                 "{% else %}{% set loop_messages = messages %}{% set system_message = 'You\\'re \"Dolphin\".\\nBe kind.' %}{% endif %}"
                 "{{ '<|im_start|>system\\n' + system_message + '<|im_end|>\\n' }}" + CHATML.replace("in messages", "in loop_messages")),
}
PREPEND = {"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": "▁"},
                                               {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]}
REPLACE = PREPEND["normalizers"][1]


def metaspace(scheme, **more):
    return {"type": "Metaspace", "replacement": "▁", "prepend_scheme": scheme, **more}


def token(id, content, **flags):
    usual = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    return {"id": id, "content": content, **usual, **flags}


IM = [token(32000, "<|im_end|>"), token(32001, "<|im_start|>")]
VARIANTS = [
    # name, model, normalizer, pre_tokenizer, more added tokens, chat template, whether merges are written as strings
    ("v1", "v1", PREPEND, None, [], None, True),
    ("v1-legacy", "v1", None, metaspace("always", split=False), [], None, False),
    ("v1-split", "v1", None, metaspace("first", add_prefix_space=True), [], None, True),
    ("v1-never", "v1", None, metaspace("never", split=False), [], None, False),
    ("v1-by-id", "v1", None, metaspace("always", split=False), [], None, False),
    ("v1-replace", "v1", {"type": "Sequence", "normalizers": [
        REPLACE, {"type": "Replace", "pattern": {"Regex": "\\A▁"}, "content": "▁▁"}]},
     {"type": "Sequence", "pretokenizers": [metaspace("always", split=False)]}, [], None, False),
    ("v3", "v3", None, metaspace("first", split=False), [], None, False),
    ("v3-prepend", "v3", PREPEND, None, [], None, True),
    ("chatml", "v1", PREPEND, None, IM, "plain", True),
    ("chatml-first", "v1", None, metaspace("first", split=False), IM, "bos", False),
    ("chatml-trimmed", "v1", PREPEND, None, IM, "trimmed", True),
    ("chatml-system", "v1", PREPEND, None, IM, "system", True),
    ("chatml-variable", "v1", PREPEND, None, IM, "variable", True),
    ("chatml-strips", "v1", PREPEND, None,
     [token(32000, "<|im_end|>", lstrip=True, rstrip=True), token(32001, "<|im_start|>")], "plain", True),
    ("words", "v1", PREPEND, None,
     IM + [token(32002, "hallihallo", special=False), token(32003, "wurzel", special=False, normalized=True),
           token(32004, "hallihallo wurzel", special=False)], None, True),
    ("words-first", "v1", None, metaspace("first", split=False),
     IM + [token(32002, "hallihallo", special=False, normalized=True), token(32003, "wurzel", special=False)], None, False),
]

MORE_TEXTS = [
    " <|im_start|>system", "<|im_end|>\n<|im_start|>user\n", "x<|im_end|>", "  two before", " one before", "▁one before", "▁▁ three",
    "hallihallo", " hallihallo", "hallihallo wurzel", "say hallihallo, wurzel", "hallihallowurzel hallihallo  wurzel", "wurzel hallihallo",
    "\nwurzel", "halli hallo wur zel",
    "user\nHello", "assistant\n", "\n", "a\nb\r\nc\n\n\nd", "tab\there", "<0x0A>", "1,234,567.89", "🤷🏽‍♂️ ok", "naïve — “quotes” … ‹›",
    "def main():\n    print('hi')\n\n\nif __name__ == '__main__':\n    main()\n", "x" * 1000, "ab" * 700, " " * 257, "é" * 301, "漢字" * 100,
    "\u200d\u200d", "\ud7ff\ue000", "the the the", "THE END", "a b c d e f g h i j k", "https://a.example/?q=%20&x=[1]#frag",
]


def fnv(lines):
    value = 0xCBF29CE484222325
    for byte in "".join(line + "\n" for line in lines).encode():
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return f"{value:016x}"


def make_file(base, normalizer, pre_tokenizer, added, as_strings):
    file = copy.deepcopy(base)
    file["normalizer"], file["pre_tokenizer"] = normalizer, pre_tokenizer
    file["added_tokens"] += added
    if as_strings:
        file["model"]["merges"] = [" ".join(pair) for pair in file["model"]["merges"]]
    return file


def checksum(file):
    vocab = sorted(file["model"]["vocab"].items(), key=lambda item: item[1])
    merges = [pair if isinstance(pair, str) else " ".join(pair) for pair in file["model"]["merges"]]
    added = [f"{t['id']} {t['content']} {int(t['special'])}{int(t['normalized'])}{int(t['lstrip'])}" for t in file["added_tokens"]]
    return fnv([f"{id} {text}" for text, id in vocab] + merges + added)


def conversations():
    """Without names of tokens in them, which transformers would take for tokens."""
    names = ("<s>", "</s>", "<unk>", "<|im")
    clean = [talk for talk, *_ in GOLDEN["conversations"] if not any(n in content for _, content in talk for n in names)]
    clean = [talk for talk in clean if sum(len(content) for _, content in talk) < 400]
    random.Random(7).shuffle(clean)
    return clean[:CONVERSATIONS]


def chat_ids(tokenizer, talk):
    messages = [{"role": role, "content": content} for role, content in talk]
    while messages and messages[-1] == {"role": "assistant", "content": ""}:
        messages.pop()
    continues = messages[-1]["role"] == "assistant"
    if continues and messages[-1]["content"].strip() != messages[-1]["content"]:
        return None  # transformers strips what it continues
    return tokenizer.apply_chat_template(messages, add_generation_prompt=not continues, continue_final_message=continues)["input_ids"]


def main():
    bases, scores = {}, {}
    for version in ("v1", "v3"):
        with tempfile.TemporaryDirectory() as folder:
            model = pathlib.Path(folder, "tokenizer.model")
            model.write_bytes((TOKENIZERS / f"tokenizer.model.{version}").read_bytes())
            bases[version] = json.loads(transformers.LlamaTokenizer.from_pretrained(folder).backend_tokenizer.to_str())
            pieces = sentencepiece.SentencePieceProcessor(model_file=str(model))
            scores[version] = {pieces.id_to_piece(i): pieces.get_score(i) for i in range(len(pieces))}
    texts = [row[0] for row in GOLDEN["texts"]] + MORE_TEXTS
    talks = conversations()
    result = {"more_texts": MORE_TEXTS, "conversations": talks, "templates": TEMPLATES, "variants": []}
    for name, version, normalizer, pre_tokenizer, added, template, as_strings in VARIANTS:
        base = copy.deepcopy(bases[version])
        if not name.endswith("by-id"):
            base["model"]["merges"] = [list(pair) for pair in generate_merges(base["model"]["vocab"], scores[version])]
        file = make_file(base, normalizer, pre_tokenizer, added, as_strings)
        tokenizer = Tokenizer.from_str(json.dumps(file))
        tokenizer.encode_special_tokens = True  # names of tokens in people's texts are text
        place = 1 if version == "v1" else 2
        ids, differ = [tokenizer.encode(text, add_special_tokens=False).ids for text in texts], {}
        for i, found in enumerate(ids):
            if i >= len(GOLDEN["texts"]) or GOLDEN["texts"][i][place] != found:
                differ[str(i)] = found
        shell = copy.deepcopy(file)
        shell["model"] |= {"vocab": {}, "merges": []}
        shell["added_tokens"] = added
        row = {"name": name, "model": version, "as_strings": as_strings, "shell": shell, "checksum": checksum(file), "ids": differ}
        if template:
            with tempfile.TemporaryDirectory() as folder:
                pathlib.Path(folder, "tokenizer.json").write_text(json.dumps(file))
                config = {"tokenizer_class": "PreTrainedTokenizerFast", "bos_token": "<s>", "eos_token": "<|im_end|>",
                          "unk_token": "<unk>", "chat_template": TEMPLATES[template]}
                pathlib.Path(folder, "tokenizer_config.json").write_text(json.dumps(config))
                chat = transformers.AutoTokenizer.from_pretrained(folder)
                row |= {"template": template, "chats": [chat_ids(chat, talk) for talk in talks]}
        result["variants"].append(row)
        print(name, len(differ), "texts differ from sentencepiece's or are new")
    text = json.dumps(result, ensure_ascii=False, separators=(",", ":"))
    (HERE / "golden_json.json").write_text(text.replace('{"name"', '\n{"name"') + "\n")


if __name__ == "__main__":
    main()
