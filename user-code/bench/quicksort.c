/* SPDX-License-Identifier: Apache-2.0 */
/* Quicksort of SIZE words, with insertion sort for short parts: branches that nothing can foretell, and recursion. */
#include "harness/rounds.h"

const struct bench bench = {600000, 0x7615a975};

enum { MOST = 1000000, SHORT = 12 };

static uint32_t given[MOST], words[MOST];
static uint32_t count;

bool bench_prepare(uint32_t size)
{
    uint32_t state = 2891336453u;
    if (size < 1 || size > MOST)
        return false;
    count = size;
    for (uint32_t i = 0; i < count; i++)
        given[i] = os_random(&state);
    return true;
}

static void insertion_sort(uint32_t *first, uint32_t *end)
{
    for (uint32_t *next = first + 1; next < end; next++) {
        uint32_t value = *next, *to = next;
        for (; to > first && to[-1] > value; to--)
            *to = to[-1];
        *to = value;
    }
}

static uint32_t middle_of(uint32_t a, uint32_t b, uint32_t c)
{
    if (a < b)
        return b < c ? b : a < c ? c : a;
    return a < c ? a : b < c ? c : b;
}

static void sort(uint32_t *first, uint32_t *end)
{
    while (end - first > SHORT) {
        uint32_t pivot = middle_of(*first, first[(end - first) / 2], end[-1]);
        uint32_t *low = first, *high = end - 1;
        for (;;) {
            while (*low < pivot)
                low++;
            while (*high > pivot)
                high--;
            if (low >= high)
                break;
            uint32_t held = *low;
            *low++ = *high;
            *high-- = held;
        }
        /* The shorter part by recursion: never deeper than the logarithm. */
        if (low - first < end - low) {
            sort(first, low);
            first = low;
        } else {
            sort(low, end);
            end = low;
        }
    }
    insertion_sort(first, end);
}

uint32_t bench_round(void)
{
    uint32_t sum = 0, disordered = 0;
    memcpy(words, given, count * sizeof *words);
    sort(words, words + count);
    for (uint32_t i = 0; i < count; i++) {
        sum = os_checksum(sum, words[i]);
        disordered += i > 0 && words[i - 1] > words[i];
    }
    return sum + disordered;
}
