/* SPDX-License-Identifier: Apache-2.0 */
/* Checks a guest stack far deeper than any call cache of the engine: two functions that call each other, each using its
   frame again after the return.
   deep-recursion [DEPTH]: default 5000; a frame takes 16 bytes. */
#include "libos.h"

static uint32_t even(uint32_t depth, uint32_t value);

static __attribute__((noinline)) uint32_t odd(uint32_t depth, uint32_t value)
{
    volatile uint32_t mine = value * 3 + depth;
    return depth ? even(depth - 1, mine) + mine : mine;
}

static __attribute__((noinline)) uint32_t even(uint32_t depth, uint32_t value)
{
    volatile uint32_t mine = value ^ depth << 4;
    return depth ? odd(depth - 1, mine) ^ mine : mine;
}

/* The same without recursion: the way down keeps what the way up needs. */
static uint32_t model(uint32_t depth, uint32_t *frames)
{
    uint32_t value = 1;
    for (uint32_t i = 0; i <= depth; i++) {
        uint32_t left = depth - i;
        value = i % 2 ? value * 3 + left : value ^ left << 4;
        frames[i] = value;
    }
    uint32_t result = frames[depth];
    for (uint32_t i = depth; i-- > 0;)
        result = i % 2 ? result + frames[i] : result ^ frames[i];
    return result;
}

int main(int argc, char **argv)
{
    uint32_t depth = os_argument(argc, argv, 1, 5000);
    uint32_t *frames = malloc((depth + 1) * sizeof *frames);
    if (!frames)
        return 2;
    uint32_t result = even(depth, 1);
    bool right = result == model(depth, frames);
    printf("deep-recursion: depth %u, result %08x, %s\n", depth, result, right ? "as expected" : "WRONG");
    return right ? 0 : 1;
}
