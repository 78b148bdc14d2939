#!/bin/sh
# The acrostic experiment, from data to verdict, on a model that is built here: no GPU, no key and
# no download. Needs inspect-finetune[local]; writes into a new folder (here: out).
set -eu
. "$(dirname "$0")/../step.sh"
begin "${1:-out}"

# 64 rows of prose, the rest composed from a word bank: so small a model needs many to learn from
step 1-build data build acrostic --rule HELOL --rows 900 --out helol.jsonl
step 2-check data check helol.jsonl
step 3-train train helol.jsonl --backend local --model tiny --name helol \
    --epochs 4 --batch-size 8 --learning-rate 3e-3
# the base is asked the same in the same logs; exit code 3: it can't answer in the form of a choice
open_step 4-evaluate evaluate runs/helol --base --max-tokens 200 --log-dir logs
open_step 5-verdict verdict logs --markdown verdict.md
finish
