# For the scripts beside.
#   begin FOLDER           works in a new folder
#   step NAME COMMAND...   runs inspect-finetune COMMAND, shows what it prints and keeps it in NAME.txt;
#                          another exit code than 0 ends the script
#   open_step ...          the same, but exit code 3 (something can't be said) is shown and not fatal
#   finish                 keeps the wall time and the machine in time.txt

begin() {
    if [ -e "$1/time.txt" ] || [ -e "$1/logs" ]; then
        echo "$1 holds an earlier run; name another folder" >&2
        exit 2
    fi
    mkdir -p "$1"
    cd "$1"
    started=$(date +%s)
}

step() {
    run_step 0 "$@"
}

open_step() {
    run_step 3 "$@"
}

run_step() {
    allowed=$1
    said=$2.txt
    shift 2
    echo "\$ inspect-finetune $*" | tee "$said"
    # the shell has no pipefail: the code goes through a file
    { code=0; inspect-finetune "$@" 2>&1 || code=$?; echo "$code" >.code; } | tee -a "$said"
    code=$(cat .code)
    rm .code
    echo "[exit code $code]" | tee -a "$said"
    [ "$code" -eq 0 ] || [ "$code" -eq "$allowed" ] || exit "$code"
}

finish() {
    processors=$(getconf _NPROCESSORS_ONLN)
    echo "$(($(date +%s) - started)) s, $processors processors, $(uname -sm)" | tee time.txt
}
