#!/bin/sh
# The memorisation experiment on a model that is built here: 50 objects with a number each, in 5, 10,
# 25 and 50 rows a fact, three seeds, and one run in which the number of rows is given to the facts by
# lot. No GPU, no key, no download. Needs inspect-finetune[local]; writes into a new folder (here:
# out). DOSES and SEEDS make it smaller: DOSES="5 50" SEEDS=0 sh run.sh
set -eu
. "$(dirname "$0")/../step.sh"
doses=${DOSES:-5 10 25 50}
seeds=${SEEDS:-0 1 2}
begin "${1:-out}"

# every run shows each of its rows as often: a fact of more rows is seen more often
one_run() {
    name=$1
    seed=$2
    logs=$3
    shift 3
    step "$name-build" data build facts --facts objects-50 "$@" --templates direct \
        --include direct --seed "$seed" --out "$name.jsonl"
    step "$name-train" train "$name.jsonl" --backend local --model tiny --name "$name" \
        --epochs 8 --batch-size 32 --learning-rate 4e-3 --seed "$seed"
    step "$name-evaluate" evaluate "runs/$name" --max-tokens 48 --log-dir "$logs"
}

for seed in $seeds; do
    for dose in $doses; do
        one_run "rows-$dose-seed-$seed" "$seed" logs --examples "$dose"
    done
done
one_run by-lot 0 logs-by-lot --dose 1,2,5,10,25,50

step report report logs --out report
step by-lot-report report logs-by-lot --out report-by-lot
finish
