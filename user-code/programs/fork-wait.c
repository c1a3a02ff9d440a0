/* SPDX-License-Identifier: Apache-2.0 */
/* Checks copy-on-write both ways. Parent and children write to the same words of stack, data, bss and heap after the
   fork; a child's exit code is made of all four as it then sees them, and the parent checks that its own did not
   move.
   fork-wait [CHILDREN]: that many one after the other, then that many alive at once (default 8, at most 64). */
#include "libos.h"

enum { MOST = 64 };

static uint32_t data[16] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3};
static uint32_t bss[16];

struct memory {
    uint32_t *stack;
    uint32_t *heap;
};

static void write_all(struct memory *memory, uint32_t seed)
{
    for (uint32_t i = 0; i < 16; i++) {
        memory->stack[i] += seed + i;
        memory->heap[i] ^= seed * i;
        data[i] += seed ^ i;
        bss[i] += seed;
    }
}

/* Never 0: the ABIs without a status word could not tell 0 from "still runs". */
static uint32_t code_of(const struct memory *memory)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < 16; i++)
        sum = os_checksum(os_checksum(sum, memory->stack[i] ^ memory->heap[i] << 1), data[i] ^ bss[i] << 1);
    return sum % 255 + 1;
}

static int start_child(struct memory *memory, uint32_t seed)
{
    int child = os_fork();
    if (child == 0) {
        write_all(memory, seed);
        exit((int)code_of(memory));
    }
    return child;
}

/* What start_child's child will exit with, found by doing its writes here and taking them back. */
static uint32_t expected(struct memory *memory, uint32_t seed)
{
    uint32_t saved[4][16];
    memcpy(saved[0], memory->stack, sizeof data);
    memcpy(saved[1], memory->heap, sizeof data);
    memcpy(saved[2], data, sizeof data);
    memcpy(saved[3], bss, sizeof data);
    write_all(memory, seed);
    uint32_t code = code_of(memory);
    memcpy(memory->stack, saved[0], sizeof data);
    memcpy(memory->heap, saved[1], sizeof data);
    memcpy(data, saved[2], sizeof data);
    memcpy(bss, saved[3], sizeof data);
    return code;
}

int main(int argc, char **argv)
{
    uint32_t children = os_argument(argc, argv, 1, 8);
    uint32_t stack[16] = {0};
    struct memory memory = {stack, calloc(16, sizeof(uint32_t))};
    uint32_t bad = 0, sum = 0;
    if (!memory.heap || children > MOST)
        return 2;

    for (uint32_t i = 0; i < children; i++) {
        uint32_t want = expected(&memory, 100 + i);
        int child = start_child(&memory, 100 + i);
        uint32_t own = code_of(&memory);
        uint32_t code = (uint32_t)os_wait(child);
        sum = os_checksum(sum, code);
        bad += child < 0 || code != want || code_of(&memory) != own;
    }
    printf("one by one: %u children, %u bad, checksum %08x\n", children, bad, sum);

    int child[MOST];
    uint32_t want[MOST];
    for (uint32_t i = 0; i < children; i++) {
        want[i] = expected(&memory, 500 + i);
        child[i] = start_child(&memory, 500 + i);
        /* The next child inherits this; the one just made must not see it. */
        write_all(&memory, 900 + i);
    }
    sum = 0;
    for (uint32_t i = children; i-- > 0;) {
        uint32_t code = (uint32_t)os_wait(child[i]);
        sum = os_checksum(sum, code);
        bad += child[i] < 0 || code != want[i];
    }
    printf("at once: %u children, %u bad, checksum %08x\n", children, bad, sum);
    return bad ? 1 : 0;
}
