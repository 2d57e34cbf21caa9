"""Writes what the reference tokenizer makes of our own sentences.

internal/neural/wordpiece is held to it. Run in the folder internal/neural/wordpiece/testdata
(needs the package tokenizers, see requirements.txt beside this file):

    python ../../../../train/parity/wordpiece.py ../../../../corpus

vocabulary.txt is a small vocabulary learnt from the articles in corpus/, golden.jsonl
has for each line of sentences.jsonl the pieces and their places in bytes.
"""

import json
import pathlib
import sys

from tokenizers import BertWordPieceTokenizer


def train(corpus):
    tokenizer = BertWordPieceTokenizer(lowercase=True)
    files = sorted(str(p) for p in pathlib.Path(corpus).glob("*.txtar"))
    tokenizer.train(files, vocab_size=1200, min_frequency=2, show_progress=False)
    return sorted(tokenizer.get_vocab(), key=tokenizer.get_vocab().get)


def cut(tokenizer, text):
    got = tokenizer.encode(text, add_special_tokens=False)
    bytes_before = [0]
    for c in text:
        bytes_before.append(bytes_before[-1] + len(c.encode()))
    places = [[bytes_before[a], bytes_before[b]] for a, b in got.offsets]
    return {"ids": got.ids, "places": places}


def main():
    vocabulary = pathlib.Path("vocabulary.txt")
    vocabulary.write_text("".join(p + "\n" for p in train(sys.argv[1])), encoding="utf-8")
    kinds = {
        lower: BertWordPieceTokenizer(str(vocabulary), lowercase=lower)
        for lower in (True, False)
    }
    with open("golden.jsonl", "w", encoding="utf-8") as out:
        for line in open("sentences.jsonl", encoding="utf-8"):
            text = json.loads(line)
            row = {"lower": cut(kinds[True], text), "kept": cut(kinds[False], text)}
            out.write(json.dumps(row, separators=(",", ":")) + "\n")


main()
