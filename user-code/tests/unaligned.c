/* SPDX-License-Identifier: Apache-2.0 */
/* Checks words and halfwords at every alignment across the edges of 4 KB pages of the heap: each store is read back
   byte by byte, each load is compared with the bytes.
   unaligned [EDGES]: default 4. */
#include "libos.h"

enum { PAGE = 4096 };

#ifdef LIBOS_HOST

/* The host's own unaligned accesses, spelled in C. */
static uint32_t load_word(const uint8_t *at) { uint32_t v; memcpy(&v, at, 4); return v; }
static uint32_t load_half(const uint8_t *at) { uint16_t v; memcpy(&v, at, 2); return v; }
static uint32_t load_signed_half(const uint8_t *at) { int16_t v; memcpy(&v, at, 2); return (uint32_t)v; }
static void store_word(uint8_t *at, uint32_t v) { memcpy(at, &v, 4); }
static void store_half(uint8_t *at, uint32_t v) { uint16_t h = (uint16_t)v; memcpy(at, &h, 2); }

#else

/* Assembly, because the compiler may turn an unaligned access into several of bytes. */
#define LOAD(name, instruction)                                                               \
    static uint32_t name(const uint8_t *at)                                                   \
    {                                                                                         \
        uint32_t value;                                                                       \
        __asm__ volatile(instruction " %0, [%1]" : "=r"(value) : "r"(at) : "memory");         \
        return value;                                                                         \
    }
#define STORE(name, instruction)                                                              \
    static void name(uint8_t *at, uint32_t value)                                             \
    {                                                                                         \
        __asm__ volatile(instruction " %0, [%1]" : : "r"(value), "r"(at) : "memory");         \
    }
LOAD(load_word, "ldr")
LOAD(load_half, "ldrh")
LOAD(load_signed_half, "ldrsh")
STORE(store_word, "str")
STORE(store_half, "strh")

#endif

static uint32_t bytes_at(const uint8_t *at, int count)
{
    uint32_t value = 0;
    while (count-- > 0)
        value = value << 8 | at[count];
    return value;
}

int main(int argc, char **argv)
{
    int edges = (int)os_argument(argc, argv, 1, 4);
    uint32_t state = 97531u, sum = 0, bad = 0;
    uint8_t *heap = malloc((size_t)(edges + 2) * PAGE);
    if (!heap)
        return 2;
    /* The edge is one of addresses, wherever the block happens to lie. */
    uint8_t *first = (uint8_t *)(((uintptr_t)heap + PAGE) & -(uintptr_t)PAGE);

    for (int edge = 0; edge < edges; edge++)
        for (int before = 5; before >= -1; before--) {
            uint8_t *at = first + edge * PAGE - before;
            uint32_t value = os_random(&state);
            for (int i = -8; i < 8; i++)
                first[edge * PAGE + i] = (uint8_t)(value >> 3) + (uint8_t)i;

            bad += load_word(at) != bytes_at(at, 4);
            bad += load_half(at) != bytes_at(at, 2);
            bad += load_signed_half(at) != (uint32_t)(int16_t)bytes_at(at, 2);
            sum = os_checksum(sum, load_word(at));

            store_word(at, value);
            bad += bytes_at(at, 4) != value;
            store_half(at, value >> 7);
            bad += bytes_at(at, 2) != (uint16_t)(value >> 7) || at[2] != (uint8_t)(value >> 16);
            for (int i = -8; i < 8; i++)
                sum = os_checksum(sum, first[edge * PAGE + i]);
        }
    printf("unaligned: %d page edges, %u bad, checksum %08x\n", edges, bad, sum);
    return bad ? 1 : 0;
}
