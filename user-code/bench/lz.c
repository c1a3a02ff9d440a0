/* SPDX-License-Identifier: Apache-2.0 */
/* Compresses SIZE bytes by references to what was before (Lempel and Ziv, 1977; found through hash chains), expands them
   again and compares. */
#include "harness/rounds.h"

const struct bench bench = {500000, 0xcb904ce3};

enum {
    MOST = 500000,
    HASH_BITS = 13,
    WINDOW = 1 << 15,
    SHORTEST = 3,
    LONGEST = SHORTEST + 127, /* a reference's length is 7 bits */
    MOST_TRIES = 16,
    MOST_LITERALS = 128,
    NONE = 0xffffffff
};

static uint8_t given[MOST], packed[MOST + MOST / MOST_LITERALS + 2], unpacked[MOST];
static uint32_t heads[1 << HASH_BITS], previous[WINDOW];
static uint32_t bytes;

/* Words of a small language, seldom a few random bytes between them. */
bool bench_prepare(uint32_t size)
{
    uint32_t state = 69069u;
    if (size < 8 || size > MOST)
        return false;
    bytes = size;
    for (uint32_t at = 0; at < bytes;) {
        uint32_t pick = os_random(&state), length = 2 + pick % 9, word = (pick >> 8 & 127) * (pick >> 16 & 127) >> 7;
        bool noise = pick >> 28 == 0;
        for (uint32_t i = 0; i < length && at < bytes; i++)
            given[at++] = (uint8_t)(noise ? os_random(&state) >> 24 : 'a' + (word * (i + 3) >> 1) % 26);
        if (at < bytes)
            given[at++] = ' ';
    }
    return true;
}

static uint32_t hash_at(const uint8_t *at)
{
    return ((uint32_t)at[0] << 16 | (uint32_t)at[1] << 8 | at[2]) * 2654435761u >> (32 - HASH_BITS);
}

static void remember(uint32_t at)
{
    uint32_t *head = &heads[hash_at(given + at)];
    previous[at % WINDOW] = *head;
    *head = at;
}

static uint32_t common(const uint8_t *left, const uint8_t *right, uint32_t most)
{
    uint32_t length = 0;
    while (length < most && left[length] == right[length])
        length++;
    return length;
}

/* The longest match for what stands at a place: its length, and where it is. */
static uint32_t longest(uint32_t at, uint32_t *where)
{
    uint32_t most = bytes - at < LONGEST ? bytes - at : LONGEST, best = 0, tries = MOST_TRIES;
    for (uint32_t from = heads[hash_at(given + at)]; from != NONE && at - from < WINDOW && tries--;
         from = previous[from % WINDOW]) {
        if (best && given[from + best - 1] != given[at + best - 1])
            continue;
        uint32_t length = common(given + from, given + at, most);
        if (length > best) {
            best = length;
            *where = from;
            if (best == most)
                break;
        }
    }
    return best;
}

static uint8_t *put_literals(uint8_t *to, uint32_t from, uint32_t end)
{
    while (from < end) {
        uint32_t part = end - from < MOST_LITERALS ? end - from : MOST_LITERALS;
        *to++ = (uint8_t)(part - 1);
        for (uint32_t i = 0; i < part; i++)
            *to++ = given[from++];
    }
    return to;
}

/* Bytes 0..127: so many literals and one more follow. From 128 on: a length, less 128 and SHORTEST; two bytes distance. */
static uint32_t compress(void)
{
    uint8_t *to = packed;
    uint32_t at = 0, literals = 0;
    for (uint32_t i = 0; i < sizeof heads / sizeof *heads; i++)
        heads[i] = NONE;
    while (at + SHORTEST <= bytes) {
        uint32_t where = 0, length = longest(at, &where);
        if (length < SHORTEST) {
            remember(at++);
            continue;
        }
        to = put_literals(to, literals, at);
        *to++ = (uint8_t)(128 + length - SHORTEST);
        *to++ = (uint8_t)(at - where);
        *to++ = (uint8_t)((at - where) >> 8);
        for (uint32_t end = at + length; at < end; at++)
            if (at + SHORTEST <= bytes)
                remember(at);
        literals = at;
    }
    return (uint32_t)(put_literals(to, literals, bytes) - packed);
}

static uint32_t expand(uint32_t length)
{
    uint8_t *to = unpacked;
    for (const uint8_t *from = packed, *end = packed + length; from < end;) {
        uint32_t code = *from++;
        if (code < 128) {
            memcpy(to, from, code + 1);
            to += code + 1;
            from += code + 1;
            continue;
        }
        const uint8_t *copy = to - (from[0] | from[1] << 8);
        from += 2;
        for (uint32_t left = code - 128 + SHORTEST; left; left--)
            *to++ = *copy++;
    }
    return (uint32_t)(to - unpacked);
}

uint32_t bench_round(void)
{
    uint32_t length = compress();
    if (expand(length) != bytes || memcmp(given, unpacked, bytes) != 0)
        return 0;
    return bench_fold(length, packed, length);
}
