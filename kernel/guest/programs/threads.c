/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Preemptive threads, checked. Eight threads run alone first, hashed at every instruction by mismatch breakpoints. Then
 * they are forked again, all at once, and switched: at every instruction, by the timer, to a thread picked at random. What
 * they print is smeared, but each thread's hash is the one it had alone, or switching has changed a register.
 */
#include <stdbool.h>

#include "board.h"
#include "check.h"
#include "console.h"
#include "debug.h"
#include "exceptions.h"
#include "hash.h"

enum { THREADS = 8, STACK_WORDS = 256, SLICE_MICROSECONDS = 2 };

/* System calls: the number in r0, an argument in r1. */
enum { CALL_EXIT, CALL_PUT_CHAR };

/* What gets a switch, and who is next. */
enum policy { ALONE, EVERY_STEP, EVERY_STEP_RANDOM, BY_TIMER, BY_TIMER_RANDOM };

struct thread {
    struct frame frame;
    uint32_t past; /* where its mismatch breakpoint is: an event lost or doubled by a switch would show in the hash */
    uint32_t hash;
    unsigned steps;
    bool live;
};

static struct thread threads[THREADS];
static uint32_t stacks[THREADS][STACK_WORDS] __attribute__((aligned(8)));
static unsigned current;
static enum policy policy;
static unsigned switches;
static uint32_t seed = 2463534242u;

/* User code */

static uint32_t call(uint32_t number, uint32_t argument)
{
    register uint32_t r0 asm("r0") = number;
    register uint32_t r1 asm("r1") = argument;

    asm volatile("svc #0" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}

static void user_exit(void)
{
    for (;;)
        call(CALL_EXIT, 0);
}

static void hello(uint32_t id)
{
    for (const char *ch = "hello from thread "; *ch != 0; ch++)
        call(CALL_PUT_CHAR, (uint8_t)*ch);
    call(CALL_PUT_CHAR, '0' + id);
    call(CALL_PUT_CHAR, '\n');
}

/* The kernel */

static void fork_thread(unsigned id)
{
    threads[id] = (struct thread){
        .frame = {
            .r = {id},
            .sp = (uint32_t)&stacks[id][STACK_WORDS],
            .lr = (uint32_t)user_exit,
            .pc = (uint32_t)hello,
            .cpsr = MODE_USR,
        },
        .past = (uint32_t)hello,
        .live = true,
    };
}

static uint32_t random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}

static bool policy_is_random(void)
{
    return policy == EVERY_STEP_RANDOM || policy == BY_TIMER_RANDOM;
}

/* The next live thread after the current one, or any; the current one when there is no other. THREADS when none lives. */
static unsigned next_thread(void)
{
    unsigned from = policy_is_random() ? random() % THREADS : current + 1;

    for (unsigned k = 0; k < THREADS; k++)
        if (threads[(from + k) % THREADS].live)
            return (from + k) % THREADS;
    return THREADS;
}

static struct frame *dispatch(unsigned id)
{
    if (id != current)
        switches++;
    current = id;
    step_past(threads[id].past);
    return &threads[id].frame;
}

static struct frame *on_step(struct frame *frame)
{
    struct thread *thread = &threads[current];

    if ((ifsr_read() & FAULT_STATUS) != FAULT_DEBUG)
        panic("prefetch abort at %x with status %x", frame->pc, ifsr_read());
    thread->hash = hash_words(thread->hash, (const uint32_t *)frame, sizeof *frame / 4);
    thread->steps++;
    thread->past = frame->pc;
    thread->frame = *frame;
    return dispatch(policy == EVERY_STEP || policy == EVERY_STEP_RANDOM ? next_thread() : current);
}

static struct frame *on_alarm(struct frame *frame)
{
    if (!alarm_taken())
        panic("an interrupt without a cause");
    alarm_set(SLICE_MICROSECONDS);
    threads[current].frame = *frame;
    return dispatch(next_thread());
}

static struct frame *on_call(struct frame *frame)
{
    struct thread *thread = &threads[current];

    thread->frame = *frame;
    thread->past = frame->pc;
    switch (frame->r[0]) {
    case CALL_PUT_CHAR:
        put_char((char)frame->r[1]);
        thread->frame.r[0] = 0;
        return dispatch(current);
    case CALL_EXIT: {
        thread->live = false;
        unsigned next = next_thread();
        if (next < THREADS)
            return dispatch(next);
        step_off();
        return leave(0);
    }
    default:
        panic("system call %u of thread %u", frame->r[0], current);
    }
}

static void run_threads(unsigned first)
{
    bool by_timer = policy == BY_TIMER || policy == BY_TIMER_RANDOM;

    current = first;
    switches = 0;
    if (by_timer)
        alarm_set(SLICE_MICROSECONDS);
    run(dispatch(first));
    if (by_timer)
        alarm_stop();
}

static void run_together(enum policy how, const char *name, const struct thread alone[THREADS])
{
    print("%s:\n", name);
    policy = how;
    for (unsigned id = 0; id < THREADS; id++)
        fork_thread(id);
    run_threads(0);
    print("%u switches\n", switches);
    for (unsigned id = 0; id < THREADS; id++) {
        print("thread %u, %u steps, ", id, threads[id].steps);
        check("hash", threads[id].hash, alone[id].hash);
    }
}

void program(void)
{
    static struct thread alone[THREADS];

    handle(PREFETCH_ABORT, on_step);
    handle(INTERRUPT, on_alarm);
    handle(SUPERVISOR_CALL, on_call);
    debug_on();
    print("alone:\n");
    policy = ALONE;
    for (unsigned id = 0; id < THREADS; id++) {
        fork_thread(id);
        run_threads(id);
        alone[id] = threads[id];
    }
    for (unsigned id = 0; id < THREADS; id++) {
        print("thread %u, %u steps, hash %08x\n", id, alone[id].steps, alone[id].hash);
        if (alone[id].steps == 0)
            panic("no instruction was stepped");
    }
    run_together(EVERY_STEP, "together, switched at every instruction", alone);
    run_together(EVERY_STEP_RANDOM, "together, at every instruction to any thread", alone);
    run_together(BY_TIMER, "together, switched by the timer", alone);
    run_together(BY_TIMER_RANDOM, "together, by the timer to any thread", alone);
}
