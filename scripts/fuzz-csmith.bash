# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# To be sourced by scripts/fuzz: the verb csmith. A program is made, built and compared in a folder of its own, as many
# at a time as there are processors; what each came to stands in its file counts. scripts/fuzz sets root and lockstep.
# shellcheck disable=SC2154

csmith_usage() {
    cat <<'USAGE'
usage: fuzz csmith --count N [OPTION...]
  --count N       how many programs
  --seed S        number of the first one (default 1); the same number is always the same program
  --builds LIST   builds of each program, with commas between (default
                  arm-soft-O0,thumb-soft-O1,arm-vfp-O2,arm-soft-O3,arm-vfp-O3,thumb-soft-Os)
  --keep DIR      where programs with differences are kept, in DIR/csmith-S (default .lockstep/fuzz)
A build is STATE-FLOAT-LEVEL:
  STATE  arm or thumb: the instruction set of the program; that of newlib and libgcc follows it
  FLOAT  soft: floating point in integer code; vfp: in VFP registers and instructions (hard-float calls). ARMv6 Thumb has
         no VFP instructions and the compiler no such calls from it, so thumb-vfp is refused
  LEVEL  O0, O1, O2, O3 or Os
All are for ARM1176JZF-S, linked with newlib for semihosting. Programs with an even number use floating point.
For each build these must be equal: what the program prints on this machine, under qemu-arm, interpreted and translated;
the step hashes of the last two. A program that takes over 2 seconds here is skipped, so is a build that does under
qemu-arm; one that takes over 100,000,000 instructions is compared up to there. LOCKSTEP=PATH tests another command.
Needs csmith, libcsmith-dev, libnewlib-arm-none-eabi, gcc-arm-none-eabi, qemu-user, gcc; installs them where it may.
exit status: 0 no differences, 1 differences, 2 cannot start
USAGE
}

csmith_include=/usr/include/csmith
csmith_seconds=2
csmith_steps=100000000
csmith_builds=(arm-soft-O0 thumb-soft-O1 arm-vfp-O2 arm-soft-O3 arm-vfp-O3 thumb-soft-Os)

# The Debian packages that are missing, into the array packages.
csmith_missing() {
    packages=()
    has csmith || packages+=(csmith)
    [ -f "$csmith_include/csmith.h" ] || packages+=(libcsmith-dev)
    has arm-none-eabi-gcc || packages+=(gcc-arm-none-eabi)
    # The compiler answers with a path if it finds the file.
    case $(arm-none-eabi-gcc -print-file-name=librdimon.a 2>/dev/null) in
    /*) ;;
    *) packages+=(libnewlib-arm-none-eabi) ;;
    esac
    has qemu-arm || packages+=(qemu-user)
    { has gcc && echo '#include <stdio.h>' | gcc -E - >/dev/null 2>&1; } || packages+=(gcc libc6-dev)
}

csmith_prepare() {
    csmith_missing
    [ "${#packages[@]}" -eq 0 ] || install "$root/.lockstep/fuzz.log" "${packages[@]}" || true
    csmith_missing
    [ "${#packages[@]}" -eq 0 ] || fail "missing packages: ${packages[*]}; install them (the names are Debian's)"
    [ -x "$lockstep" ] || fail "$lockstep is not a command"
    # The first start may build; what it says then belongs to nobody's comparison.
    "$lockstep" --version >/dev/null || fail "$lockstep does not start"
}

# csmith_arm_compile BUILD: program.c into BUILD.elf
csmith_arm_compile() {
    local flags=(-marm)
    case $1 in
    thumb-*) flags=(-mthumb) ;;
    esac
    case $1 in
    *-vfp-*) flags+=(-mfpu=vfp -mfloat-abi=hard) ;;
    *) flags+=(-mfloat-abi=soft) ;;
    esac
    arm-none-eabi-gcc -mcpu=arm1176jzf-s "${flags[@]}" "-${1##*-}" -w -ffp-contract=off -I"$csmith_include" \
        --specs=rdimon.specs program.c -o "$1.elf" 2>"$1.log"
}

# csmith_difference SEED BUILD TEXT
csmith_difference() {
    differing=$((differing + 1))
    printf 'DIFFERENT: csmith %s, %s: %s\n' "$1" "$2" "$3" >>differences
}

# csmith_run ENGINE NAME BUILD...: all in one kernel; what is printed goes to NAME.ENGINE.out, the report beside it
csmith_run() {
    "$lockstep" run --engine "$1" --hash full --max-steps "$csmith_steps" --report "$2.$1.report" "${@:3}" \
        </dev/null >"$2.$1.out" 2>"$2.$1.err"
}

# csmith_agrees NAME BUILD...: both engines did what the host did, for each of the builds, and their hashes are equal.
# Sets cut to how many were stopped after too many instructions, and reason when not.
csmith_agrees() {
    local engine name=$1 wanted ended
    shift
    for engine in interpreter translated; do
        csmith_run "$engine" "$name" "${@/%/.elf}" || true
        if ! [ -s "$name.$engine.report" ]; then
            reason="$engine: no report; $(tail -n 1 "$name.$engine.err")"
            return 1
        fi
        cut=$(grep -c '"signal":"SIGXCPU"' "$name.$engine.report" || true)
        ended=$(grep -c '"exit":0,"signal":null' "$name.$engine.report" || true)
        if [ $((cut + ended)) -ne $# ]; then
            reason="$engine: killed, or ended with another code; $(tail -n 1 "$name.$engine.err")"
            return 1
        fi
        # All builds of a program print the same line, so their order does not matter.
        wanted=$(yes "$expected" | head -n "$ended" || true)
        if [ "$(cat "$name.$engine.out")" != "$wanted" ]; then
            reason="$engine printed '$(grep -vxF -m 1 -e "$expected" "$name.$engine.out")', wanted '$expected'"
            return 1
        fi
    done
    if ! cmp -s "$name.interpreter.report" "$name.translated.report"; then
        reason="hashes of interpreter and translated differ: $(
            diff "$name.interpreter.report" "$name.translated.report" | sed -n 's/.*\("steps".*\)}/\1/p' | paste -sd ' ')"
        return 1
    fi
}

# csmith_program SEED: makes, builds and compares one program in its folder
csmith_program() {
    local seed=$1 status build expected printed reason='' cut=0
    local built=0 compared=0 slow=0 differing=0 runnable=()
    mkdir "$work/$seed"
    cd "$work/$seed" || return
    # A pointer to a member of a packed structure may be misaligned, which C forbids and ARM does not always forgive.
    local options=(--no-argc --no-packed-struct)
    [ $((seed % 2)) -ne 0 ] || options+=(--float)
    csmith --seed "$seed" "${options[@]}" >made.c
    # L makes a constant long, which is 64 bits here and 32 there; without it, it is an int or unsigned in both.
    sed -E 's/\b((0x[0-9A-Fa-f]+|[0-9]+)U?)L\b/\1/g' made.c >program.c
    gcc -m64 -O1 -w -ffp-contract=off -I"$csmith_include" program.c -o host 2>host.log || {
        echo "fuzz: csmith $seed does not compile for this machine: $(head -n 1 host.log)" >&2
        exit 1
    }
    status=0
    expected=$(timeout "$csmith_seconds" ./host </dev/null) || status=$?
    if [ "$status" -ne 0 ]; then
        slow=${#builds[@]}
    else
        for build in "${builds[@]}"; do
            if ! csmith_arm_compile "$build"; then
                csmith_difference "$seed" "$build" "does not compile: $(head -n 1 "$build.log")"
                continue
            fi
            built=$((built + 1))
            status=0
            printed=$(timeout "$csmith_seconds" qemu-arm -cpu arm1176 "$build.elf" </dev/null 2>&1) || status=$?
            if [ "$status" -eq 124 ]; then
                slow=$((slow + 1))
                continue
            fi
            compared=$((compared + 1))
            if [ "$status" -eq 0 ] && [ "$printed" = "$expected" ]; then
                runnable+=("$build")
            else
                csmith_difference "$seed" "$build" "qemu-arm printed '$printed', status $status, wanted '$expected'"
            fi
        done
    fi
    if [ "${#runnable[@]}" -gt 0 ]; then
        compared=$((compared + 3 * ${#runnable[@]}))
        csmith_agrees all "${runnable[@]}" || csmith_blame "$seed" "${runnable[@]}"
    fi
    if [ -f differences ]; then
        mkdir -p "$keep"
        rm -rf "$keep/csmith-$seed"
        cp -R . "$keep/csmith-$seed"
        echo "  kept in $keep/csmith-$seed; again: scripts/fuzz csmith --count 1 --seed $seed --builds $(
            sed -n 's/^[^,]*, \([a-z].*-O.\): .*/\1/p' differences | sort -u | paste -sd ,)" >>differences
        cat differences >&3
    fi
    cd "$work" || return
    rm -rf "${work:?}/$seed"
    echo "$built $compared $slow $cut $differing" >"$seed.counts"
}

# csmith_blame SEED BUILD...: which of the builds that do not agree when run side by side do not do so alone
csmith_blame() {
    local build together=$reason before=$differing seed=$1
    shift
    for build; do
        csmith_agrees "$build" "$build" || csmith_difference "$seed" "$build" "$reason"
    done
    [ "$differing" -ne "$before" ] ||
        csmith_difference "$seed" "$(paste -sd , <<<"${*// /$'\n'}")" "only side by side: $together"
}

fuzz_csmith() {
    local count='' seed=1 keep=$root/.lockstep/fuzz builds=("${csmith_builds[@]}")
    local option build number running=0 jobs totals
    while [ $# -gt 0 ]; do
        option=$1
        case $option in
        --help | -h)
            csmith_usage
            return
            ;;
        --count | --seed | --builds | --keep) [ $# -gt 1 ] || fail "$option wants a value" ;;
        *) fail "found '$option', wanted --count, --seed, --builds or --keep (see csmith --help)" ;;
        esac
        case $option in
        --count) count=$2 ;;
        --seed) seed=$2 ;;
        --builds) IFS=, read -r -a builds <<<"$2" ;;
        --keep) keep=$(realpath -m "$2") ;;
        esac
        shift 2
    done
    [ -n "$count" ] || fail "--count is missing: how many programs?"
    number --count "$count"
    number --seed "$seed"
    count=$((10#$count)) seed=$((10#$seed))
    [ "$count" -gt 0 ] || fail "--count: found 0, wanted at least one program"
    [ "${#builds[@]}" -gt 0 ] || fail "--builds: found none"
    for build in "${builds[@]}"; do
        [[ $build =~ ^(arm-soft|arm-vfp|thumb-soft)-O[0123s]$ ]] ||
            fail "--builds: found '$build', wanted (arm-soft, arm-vfp or thumb-soft)-(O0, O1, O2, O3 or Os)"
    done
    csmith_prepare

    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    ulimit -c 0
    jobs=$(nproc 2>/dev/null || echo 2)
    exec 3>&1
    for ((number = seed; number < seed + count; number++)); do
        if [ "$running" -ge "$jobs" ]; then
            wait -n || fail "a program could not be compared; its reason is above"
            running=$((running - 1))
        fi
        progress "$((number - seed)) of $count programs"
        csmith_program "$number" &
        running=$((running + 1))
    done
    while [ "$running" -gt 0 ]; do
        wait -n || fail "a program could not be compared; its reason is above"
        running=$((running - 1))
    done
    progress ''
    totals=$(cat "$work"/*.counts 2>/dev/null | awk '
        { built += $1; compared += $2; slow += $3; cut += $4; differing += $5 }
        END { printf "%d builds, %d comparisons; %d too slow, %d cut at the limit\n%d", built, compared, slow, cut, differing }')
    echo "== csmith: $count programs from number $seed, ${totals%$'\n'*}; $SECONDS seconds"
    echo "${totals##*$'\n'} differences"
    [ "${totals##*$'\n'}" -eq 0 ]
}
