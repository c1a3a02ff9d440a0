/* SPDX-License-Identifier: Apache-2.0 */
/* Checks three sorts (quick, heap, merge: recursion, conditional moves, much memory traffic) against each other.
   sort [N]: N random words, default 400. */
#include "libos.h"

static void swap(uint32_t *left, uint32_t *right)
{
    uint32_t held = *left;
    *left = *right;
    *right = held;
}

static void quick_sort(uint32_t *at, int32_t count)
{
    while (count > 1) {
        uint32_t pivot = at[count / 2];
        int32_t low = 0, high = count - 1;
        while (low <= high) {
            while (at[low] < pivot)
                low++;
            while (at[high] > pivot)
                high--;
            if (low <= high)
                swap(&at[low++], &at[high--]);
        }
        quick_sort(at, high + 1);
        at += low;
        count -= low;
    }
}

static void sift(uint32_t *at, uint32_t root, uint32_t count)
{
    for (uint32_t child; (child = 2 * root + 1) < count; root = child) {
        if (child + 1 < count && at[child + 1] > at[child])
            child++;
        if (at[root] >= at[child])
            return;
        swap(&at[root], &at[child]);
    }
}

static void heap_sort(uint32_t *at, uint32_t count)
{
    for (uint32_t i = count / 2; i-- > 0;)
        sift(at, i, count);
    for (uint32_t end = count; end-- > 1;) {
        swap(&at[0], &at[end]);
        sift(at, 0, end);
    }
}

static void merge_sort(uint32_t *at, uint32_t *spare, uint32_t count)
{
    if (count < 2)
        return;
    uint32_t half = count / 2;
    merge_sort(at, spare, half);
    merge_sort(at + half, spare, count - half);
    memcpy(spare, at, half * sizeof *at);
    for (uint32_t left = 0, right = half, out = 0; left < half; out++)
        at[out] = right < count && at[right] < spare[left] ? at[right++] : spare[left++];
}

static uint32_t sum_of(const uint32_t *at, uint32_t count)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < count; i++)
        sum = os_checksum(sum, at[i]);
    return sum;
}

int main(int argc, char **argv)
{
    uint32_t count = os_argument(argc, argv, 1, 400), state = 88172645u;
    uint32_t *quick = malloc(4 * (count + 1) * sizeof *quick);
    if (!quick)
        return 2;
    uint32_t *heap = quick + count, *merge = heap + count, *spare = merge + count;
    for (uint32_t i = 0; i < count; i++)
        quick[i] = heap[i] = merge[i] = os_random(&state);

    quick_sort(quick, (int32_t)count);
    heap_sort(heap, count);
    merge_sort(merge, spare, count);

    uint32_t disorder = 0;
    for (uint32_t i = 1; i < count; i++)
        disorder += quick[i - 1] > quick[i];
    bool same = memcmp(quick, heap, count * sizeof *quick) == 0 && memcmp(quick, merge, count * sizeof *quick) == 0;
    printf("sort: %u words, %u out of order, three sorts %s, checksum %08x\n", count, disorder,
           same ? "agree" : "DIFFER", sum_of(quick, count));
    return same && !disorder ? 0 : 1;
}
