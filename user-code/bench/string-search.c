/* SPDX-License-Identifier: Apache-2.0 */
/* Looks for words in a text of SIZE bytes in three ways, which must find the same: byte by byte, by Knuth, Morris and
   Pratt, and by Boyer, Moore and Horspool. */
#include "harness/rounds.h"

const struct bench bench = {800000, 0x9c97b8b3};

enum { MOST = 1000000, LONGEST = 32 };

static uint8_t text[MOST];
static uint32_t bytes;

static const char *const words[] = {"the", "lockstep", "abra", "translated", "ea", "a sentence that is not there", "memory map"};

bool bench_prepare(uint32_t size)
{
    static const char *const syllables[] = {"the ", "lock", "step ", "ab", "ra", "ca", "da", "trans", "lat", "ed ", "me",
                                            "mo", "ry ", "map ", "a ", "sen", "tence ", "that ", "is ", "not "};
    uint32_t state = 1664525u;
    if (size < 1 || size > MOST)
        return false;
    bytes = size;
    for (uint32_t at = 0; at < bytes;) {
        const char *syllable = syllables[os_random(&state) % (sizeof syllables / sizeof *syllables)];
        for (; *syllable && at < bytes; syllable++)
            text[at++] = (uint8_t)*syllable;
    }
    return true;
}

static uint32_t naive(const uint8_t *word, uint32_t length)
{
    uint32_t sum = 0;
    for (uint32_t at = 0; at + length <= bytes; at++) {
        uint32_t i = 0;
        while (i < length && text[at + i] == word[i])
            i++;
        if (i == length)
            sum = os_checksum(sum, at);
    }
    return sum;
}

static uint32_t knuth_morris_pratt(const uint8_t *word, uint32_t length)
{
    uint32_t border[LONGEST + 1], sum = 0, matched = 0;
    border[0] = border[1] = 0;
    for (uint32_t i = 1, held = 0; i < length; border[++i] = held) {
        while (held && word[i] != word[held])
            held = border[held];
        held += word[i] == word[held];
    }
    for (uint32_t at = 0; at < bytes; at++) {
        while (matched && (matched == length || text[at] != word[matched]))
            matched = border[matched];
        matched += text[at] == word[matched];
        if (matched == length)
            sum = os_checksum(sum, at + 1 - length);
    }
    return sum;
}

static uint32_t horspool(const uint8_t *word, uint32_t length)
{
    uint32_t skip[256], sum = 0;
    for (uint32_t i = 0; i < 256; i++)
        skip[i] = length;
    for (uint32_t i = 0; i + 1 < length; i++)
        skip[word[i]] = length - 1 - i;
    for (uint32_t at = 0; at + length <= bytes; at += skip[text[at + length - 1]]) {
        uint32_t i = length;
        while (i && text[at + i - 1] == word[i - 1])
            i--;
        if (i == 0)
            sum = os_checksum(sum, at);
    }
    return sum;
}

uint32_t bench_round(void)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < sizeof words / sizeof *words; i++) {
        const uint8_t *word = (const uint8_t *)words[i];
        uint32_t length = (uint32_t)strlen(words[i]), found = naive(word, length);
        sum = os_checksum(sum, found);
        if (knuth_morris_pratt(word, length) != found || horspool(word, length) != found)
            return ~sum - i;
    }
    return sum;
}
