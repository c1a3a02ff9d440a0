/* SPDX-License-Identifier: Apache-2.0 */
/* The loop of an interpreter for a machine with a stack, by one switch. Its program finds the longest of the sequences
   n/2, 3n+1 that begin below SIZE. */
#include "harness/rounds.h"

const struct bench bench = {5000, 0xc1afdfd2};

enum operation { PUSH, LOAD, STORE, ADD, MULTIPLY, HALVE, AND, LESS, JUMP, JUMP_IF_ZERO, CALL, RETURN, STOP };

/* The machine's variables. */
enum { N, LENGTH, BEST, BEST_START, LIMIT, START, STEPS, VARIABLES };

/* Where the parts of the program begin. */
enum { LOOP = 2, NOT_BETTER = 15, END = 24, SEQUENCE = 25, NEXT = 29, EVEN = 43, REACHED = 47, TRIPLE = 48 };

struct instruction {
    uint8_t operation;
    uint8_t operand; /* a number, a variable, or where to go */
};

static const struct instruction program[] = {
    {PUSH, 1}, {STORE, START},
    [LOOP] = {LOAD, START}, {LOAD, LIMIT}, {LESS, 0}, {JUMP_IF_ZERO, END},
    {CALL, SEQUENCE},
    {LOAD, BEST}, {LOAD, LENGTH}, {LESS, 0}, {JUMP_IF_ZERO, NOT_BETTER},
    {LOAD, LENGTH}, {STORE, BEST}, {LOAD, START}, {STORE, BEST_START},
    [NOT_BETTER] = {LOAD, STEPS}, {LOAD, LENGTH}, {ADD, 0}, {STORE, STEPS},
    {LOAD, START}, {PUSH, 1}, {ADD, 0}, {STORE, START}, {JUMP, LOOP},
    [END] = {STOP, 0},
    [SEQUENCE] = {LOAD, START}, {STORE, N}, {PUSH, 1}, {STORE, LENGTH},
    [NEXT] = {PUSH, 1}, {LOAD, N}, {LESS, 0}, {JUMP_IF_ZERO, REACHED},
    {LOAD, LENGTH}, {PUSH, 1}, {ADD, 0}, {STORE, LENGTH},
    {LOAD, N}, {PUSH, 1}, {AND, 0}, {JUMP_IF_ZERO, EVEN},
    {CALL, TRIPLE}, {JUMP, NEXT},
    [EVEN] = {LOAD, N}, {HALVE, 0}, {STORE, N}, {JUMP, NEXT},
    [REACHED] = {RETURN, 0},
    [TRIPLE] = {LOAD, N}, {PUSH, 3}, {MULTIPLY, 0}, {PUSH, 1}, {ADD, 0}, {STORE, N}, {RETURN, 0},
};

static uint32_t limit;

bool bench_prepare(uint32_t size)
{
    limit = size;
    /* Below 100,000 no sequence leaves 32 bits. */
    return size > 1 && size < 100000;
}

/* Runs the program from its beginning until it stops; the instructions it took. */
static uint32_t run(uint32_t *variables)
{
    uint32_t stack[16], steps = 0;
    uint32_t *top = stack; /* the next free place */
    uint8_t returns[16], depth = 0;
    const struct instruction *at = program;
    for (;; steps++) {
        uint32_t operand = at->operand;
        switch ((enum operation)at++->operation) {
        case PUSH:
            *top++ = operand;
            break;
        case LOAD:
            *top++ = variables[operand];
            break;
        case STORE:
            variables[operand] = *--top;
            break;
        case ADD:
            top--;
            top[-1] += top[0];
            break;
        case MULTIPLY:
            top--;
            top[-1] *= top[0];
            break;
        case HALVE:
            top[-1] /= 2;
            break;
        case AND:
            top--;
            top[-1] &= top[0];
            break;
        case LESS:
            top--;
            top[-1] = top[-1] < top[0];
            break;
        case JUMP:
            at = program + operand;
            break;
        case JUMP_IF_ZERO:
            if (*--top == 0)
                at = program + operand;
            break;
        case CALL:
            returns[depth++] = (uint8_t)(at - program);
            at = program + operand;
            break;
        case RETURN:
            at = program + returns[--depth];
            break;
        case STOP:
            return steps;
        }
    }
}

uint32_t bench_round(void)
{
    uint32_t variables[VARIABLES] = {[LIMIT] = limit}, steps = run(variables);
    uint32_t sum = os_checksum(os_checksum(steps, variables[BEST]), variables[BEST_START]);
    return os_checksum(sum, variables[STEPS]);
}
