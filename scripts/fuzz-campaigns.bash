# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# To be sourced by scripts/fuzz: the verbs isa and machine. The work is done by main classes among the tests of the translator
# and of the runtime.
# scripts/fuzz sets root.
# shellcheck disable=SC2154

isa_usage() {
    cat <<'USAGE'
usage: fuzz isa (--minutes N | --batches N) [--seed S]
  --minutes N     begin batches for so long
  --batches N     how many batches
  --seed S        seed of the first batch (default 1); the same seed is always the same batch
A batch compares
  single random instructions of ARM, Thumb and VFP in random states, little-endian and big-endian data, with qemu-arm: the
         interpreter, and translated code
  random sequences with loops and calls in both instruction sets: each step with qemu-arm; the translator with the
         interpreter, in every profile, whole and stopped after each instruction
  bytes that nobody wrote as a program, executed anywhere, overwriting themselves: the translator with the interpreter
As many batches run at a time as there are processors. What is left out, and why, is told by the class comments of
InstructionCampaign and SequenceCampaign. Needs qemu-user and binutils-arm-none-eabi; installs them where it may.
exit status: 0 no differences, 1 differences, 2 cannot start
USAGE
}

machine_usage() {
    cat <<'USAGE'
usage: fuzz machine (--minutes N | --batches N) [--seed S]
  --minutes N     begin batches for so long
  --batches N     how many batches
  --seed S        seed of the first batch (default 1); the same seed is always the same batch
A batch executes on the bare machine and in qemu-system-arm, and compares
  4,096 sequences of privileged instructions, in all modes: all registers of all modes at the first exception
  4,096 accesses under random translation tables, domains and control bits: values, faults, all of memory
What is left out, and why, is told by the class comments of PrivilegedGenerator and TranslationWorld. Needs qemu-system-arm and
binutils-arm-none-eabi; installs them where it may.
exit status: 0 no differences, 1 differences, 2 cannot start
USAGE
}

# campaign_missing EMULATOR PACKAGE: the Debian packages that are missing, into the array packages
campaign_missing() {
    packages=()
    has "$1" || packages+=("$2")
    has arm-none-eabi-as || packages+=(binutils-arm-none-eabi)
}

# Whether the compiled classes are missing, or older than a source.
campaign_stale() {
    [ -f "$1" ] || return 0
    [ -n "$(cd "$root" && find pom.xml {runtime,translator}/{pom.xml,src} -newer "$1" -print -quit)" ]
}

# Compiles the translator and its tests, and notes the jars that they stand on.
campaign_build() {
    local log=$root/.lockstep/fuzz.log started=$root/.lockstep/fuzz.started
    has mvn || fail "Maven (mvn) is not installed, and the tests must be compiled first"
    [ ! -t 2 ] || echo "fuzz: compiling..." >&2
    mkdir -p "$root/.lockstep"
    touch "$started"
    (
        # Maven may run on another JDK; this names the one to compile with.
        export JAVA25_HOME=$jdk
        [ -n "${JAVA_HOME-}" ] || has java || export JAVA_HOME=$jdk
        cd "$root"
        mvn -q -B -pl runtime,translator -Dspotless.check.skip=true -Djacoco.skip=true test-compile \
            dependency:build-classpath -Dmdep.includeGroupIds=org.ow2.asm -Dmdep.outputFile=target/asm.path
    ) >"$log" 2>&1 </dev/null || {
        cat "$log" >&2
        fail "the build failed; its output is above and in $log"
    }
    mv "$started" "$1"
}

# campaign VERB EMULATOR PACKAGE MAIN [OPTION...]: batches of a main class, with an emulator to compare with
campaign() {
    local verb=$1 emulator=$2 package=$3 main=$4
    shift 4
    local minutes='' batches='' seed=1 option terminal=false modules stamp=$root/.lockstep/fuzz.built
    while [ $# -gt 0 ]; do
        option=$1
        case $option in
        --help | -h)
            "${verb}_usage"
            return
            ;;
        --minutes | --batches | --seed) [ $# -gt 1 ] || fail "$option wants a value" ;;
        *) fail "found '$option', wanted --minutes, --batches or --seed (see $verb --help)" ;;
        esac
        number "$option" "$2"
        case $option in
        --minutes) minutes=$((10#$2)) ;;
        --batches) batches=$((10#$2)) ;;
        --seed) seed=$((10#$2)) ;;
        esac
        shift 2
    done
    [ -n "$minutes$batches" ] || fail "--minutes or --batches is missing: how long?"
    campaign_missing "$emulator" "$package"
    [ "${#packages[@]}" -eq 0 ] || install "$root/.lockstep/fuzz.log" "${packages[@]}" || true
    campaign_missing "$emulator" "$package"
    [ "${#packages[@]}" -eq 0 ] || fail "missing packages: ${packages[*]}; install them (the names are Debian's)"
    # shellcheck source=SCRIPTDIR/find-jdk.bash
    . "$root/scripts/find-jdk.bash"
    find_jdk || fail "$no_jdk"
    ! campaign_stale "$stamp" || campaign_build "$stamp"
    [ ! -t 2 ] || terminal=true
    modules=$root/runtime/target/classes:$root/runtime/target/test-classes
    modules=$modules:$root/translator/target/classes:$root/translator/target/test-classes
    ulimit -c 0
    "$jdk/bin/java" -XX:+UseSerialGC -Xmx3g -cp "$modules:$(<"$root/translator/target/asm.path")" \
        "$main" "$seed" "${batches:-999999999}" "${minutes:-999999999}" "$terminal"
}

fuzz_isa() {
    campaign isa qemu-arm qemu-user dev.lockstep.translator.IsaFuzz "$@"
}

fuzz_machine() {
    campaign machine qemu-system-arm qemu-system-arm dev.lockstep.machine.oracle.MachineFuzz "$@"
}
