#!/bin/sh
# The memorisation experiment on a model that is built here: 50 objects with a number each, in 5, 10,
# 25 and 50 rows a fact, three seeds, and one run in which the number of rows is given to the facts by
# lot. No GPU, no key, no download. Needs inspect-finetune[local]; writes into the folder named (here:
# out). DOSES and SEEDS make it smaller: DOSES="5 50" SEEDS=0 sh run.sh
set -eu
. "$(dirname "$0")/../step.sh"
out=${1:-out}
doses=${DOSES:-5 10 25 50}
seeds=${SEEDS:-0 1 2}
mkdir -p "$out"
cd "$out"

# all runs show every row as often: a fact of more rows is seen more often, as in the experiment
one_run() {
    name=$1
    seed=$2
    shift 2
    step "$name-build" data build facts --facts objects-50 "$@" --templates direct \
        --include direct --seed "$seed" --out "$name.jsonl" --force
    step "$name-train" train "$name.jsonl" --backend local --model tiny --name "$name" \
        --epochs 8 --batch-size 32 --learning-rate 4e-3 --seed "$seed"
}

for seed in $seeds; do
    for dose in $doses; do
        one_run "rows-$dose-seed-$seed" "$seed" --examples "$dose"
        step "rows-$dose-seed-$seed-evaluate" evaluate "runs/rows-$dose-seed-$seed" \
            --max-tokens 48 --log-dir logs
    done
done
one_run by-lot 0 --dose 1,2,5,10,25,50
step by-lot-evaluate evaluate runs/by-lot --max-tokens 48 --log-dir logs-by-lot

step report report logs --out report
step by-lot-report report logs-by-lot --out report-by-lot
