/* SPDX-License-Identifier: Apache-2.0 */
/* Checks the heap: a fixed random sequence of malloc, calloc, realloc and free; every block is filled with a pattern
   of its own that must still be there when it goes, and must be aligned and (calloc) zero when it comes.
   malloc [ROUNDS]: default 300. */
#include "libos.h"

enum { SLOTS = 24, MOST_BYTES = 100 };

static struct slot {
    uint8_t *at;
    uint32_t bytes;
    uint8_t seed;
} slots[SLOTS];

static uint32_t bad;

static void fill(struct slot *slot, uint8_t seed)
{
    slot->seed = seed;
    for (uint32_t i = 0; i < slot->bytes; i++)
        slot->at[i] = (uint8_t)(seed + i);
}

static void check(const struct slot *slot, uint32_t bytes)
{
    for (uint32_t i = 0; i < bytes; i++)
        bad += slot->at[i] != (uint8_t)(slot->seed + i);
}

int main(int argc, char **argv)
{
    uint32_t rounds = os_argument(argc, argv, 1, 300);
    uint32_t state = 2463534242u, allocated = 0, zeroed = 0, moved = 0, freed = 0, sum = 0;

    for (uint32_t i = 0; i < rounds; i++) {
        uint32_t random = os_random(&state);
        struct slot *slot = &slots[random % SLOTS];
        uint32_t bytes = (random >> 8) % MOST_BYTES + 1;
        uint32_t choice = random >> 28;
        sum = os_checksum(sum, bytes);
        if (!slot->at && choice < 4) {
            slot->at = calloc(bytes, 1);
            slot->bytes = bytes;
            for (uint32_t j = 0; slot->at && j < bytes; j++)
                bad += slot->at[j] != 0;
            zeroed++;
        } else if (!slot->at) {
            slot->at = malloc(bytes);
            slot->bytes = bytes;
            allocated++;
        } else if (choice < 8) {
            slot->at = realloc(slot->at, bytes);
            if (slot->at)
                check(slot, bytes < slot->bytes ? bytes : slot->bytes);
            slot->bytes = bytes;
            moved++;
        } else {
            check(slot, slot->bytes);
            free(slot->at);
            slot->at = NULL;
            freed++;
            continue;
        }
        if (!slot->at || (uintptr_t)slot->at % 8) {
            puts("malloc: no block, or a misaligned one");
            return 1;
        }
        fill(slot, (uint8_t)random);
    }
    for (uint32_t i = 0; i < SLOTS; i++) {
        if (slots[i].at)
            check(&slots[i], slots[i].bytes);
        free(slots[i].at);
    }
    printf("malloc: %u malloc, %u calloc, %u realloc, %u free, %u bytes damaged, sizes %08x\n", allocated, zeroed,
           moved, freed, bad, sum);
    return bad ? 1 : 0;
}
