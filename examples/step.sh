# For the scripts beside: `step NAME COMMAND...` says what it runs, keeps what that prints in NAME.txt,
# and goes on after exit code 3 (something can't be said), which is shown and not fatal.
started=$(date +%s)

step() {
    file=$1
    shift
    echo "\$ inspect-finetune $*" | tee "$file.txt"
    code=0
    inspect-finetune "$@" >>"$file.txt" 2>&1 || code=$?
    cat "$file.txt" | tail -n +2
    echo "[exit code $code, $(($(date +%s) - started)) s since the start]"
    [ "$code" -eq 0 ] || [ "$code" -eq 3 ] || exit "$code"
}
