/* SPDX-License-Identifier: Apache-2.0 */
/* The step hash: Paul Hsieh's SuperFastHash, carried from block to block. */
#pragma once

#include <stdint.h>

/* Absorbs whole words and finishes the block; gives what the next block starts from. */
static inline uint32_t hash_words(uint32_t hash, const uint32_t *words, unsigned count)
{
    for (unsigned k = 0; k < count; k++) {
        hash += words[k] & 0xffff;
        hash = hash << 16 ^ words[k] >> 16 << 11 ^ hash;
        hash += hash >> 11;
    }
    hash ^= hash << 3;
    hash += hash >> 5;
    hash ^= hash << 4;
    hash += hash >> 17;
    hash ^= hash << 25;
    hash += hash >> 6;
    return hash;
}
