/* SPDX-License-Identifier: Apache-2.0 */
/* AES-128 (FIPS 197) by tables of words, SIZE blocks chained (CBC): four loads from tables for each word and round. */
#include "harness/rounds.h"

const struct bench bench = {300000, 0x6d79e43e};

enum { ROUNDS = 10, BUFFER_BLOCKS = 1024 };

static uint8_t box[256];
static uint32_t table[4][256], keys[4 * (ROUNDS + 1)], buffer[4 * BUFFER_BLOCKS];
static uint32_t blocks;

static uint32_t rotate(uint32_t value, int left)
{
    return value << left | value >> (32 - left);
}

/* The product by x in the field of 256 elements. */
static uint32_t times_x(uint32_t value)
{
    return (value << 1 ^ (value & 0x80 ? 0x11b : 0)) & 0xff;
}

/* 3 generates the field: p runs through all elements, q through their inverses. */
static void make_tables(void)
{
    uint32_t p = 1, q = 1;
    do {
        p ^= times_x(p);
        q ^= q << 1;
        q ^= q << 2;
        q ^= q << 4;
        q &= 0xff;
        if (q & 0x80)
            q ^= 0x09;
        uint32_t twice = q << 8 | q;
        box[p] = (uint8_t)(q ^ twice >> 7 ^ twice >> 6 ^ twice >> 5 ^ twice >> 4 ^ 0x63);
    } while (p != 1);
    box[0] = 0x63;
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t s = box[i], twice = times_x(s);
        uint32_t word = twice << 24 | s << 16 | s << 8 | (twice ^ s);
        for (int column = 0; column < 4; column++)
            table[column][i] = column ? rotate(word, 32 - 8 * column) : word;
    }
}

static uint32_t substitute(uint32_t word)
{
    return (uint32_t)box[word >> 24] << 24 | (uint32_t)box[word >> 16 & 255] << 16 |
           (uint32_t)box[word >> 8 & 255] << 8 | box[word & 255];
}

static void expand(const uint32_t key[4])
{
    uint32_t constant = 1;
    for (int i = 0; i < 4; i++)
        keys[i] = key[i];
    for (int i = 4; i < 4 * (ROUNDS + 1); i++) {
        uint32_t word = keys[i - 1];
        if (i % 4 == 0) {
            word = substitute(rotate(word, 8)) ^ constant << 24;
            constant = times_x(constant);
        }
        keys[i] = keys[i - 4] ^ word;
    }
}

static uint32_t mixed(uint32_t a, uint32_t b, uint32_t c, uint32_t d, uint32_t key)
{
    return table[0][a >> 24] ^ table[1][b >> 16 & 255] ^ table[2][c >> 8 & 255] ^ table[3][d & 255] ^ key;
}

static uint32_t last(uint32_t a, uint32_t b, uint32_t c, uint32_t d, uint32_t key)
{
    return substitute((a & 0xff000000) | (b & 0xff0000) | (c & 0xff00) | (d & 0xff)) ^ key;
}

static void encrypt(uint32_t block[4])
{
    const uint32_t *key = keys;
    uint32_t a = block[0] ^ key[0], b = block[1] ^ key[1], c = block[2] ^ key[2], d = block[3] ^ key[3];
    for (int round = 1; round < ROUNDS; round++) {
        key += 4;
        uint32_t e = mixed(a, b, c, d, key[0]), f = mixed(b, c, d, a, key[1]);
        uint32_t g = mixed(c, d, a, b, key[2]), h = mixed(d, a, b, c, key[3]);
        a = e, b = f, c = g, d = h;
    }
    key += 4;
    block[0] = last(a, b, c, d, key[0]);
    block[1] = last(b, c, d, a, key[1]);
    block[2] = last(c, d, a, b, key[2]);
    block[3] = last(d, a, b, c, key[3]);
}

/* The example of the standard's appendix B. */
static bool right(void)
{
    static const uint32_t key[4] = {0x2b7e1516, 0x28aed2a6, 0xabf71588, 0x09cf4f3c};
    static const uint32_t wanted[4] = {0x3925841d, 0x02dc09fb, 0xdc118597, 0x196a0b32};
    uint32_t block[4] = {0x3243f6a8, 0x885a308d, 0x313198a2, 0xe0370734};
    expand(key);
    encrypt(block);
    return memcmp(block, wanted, sizeof wanted) == 0;
}

bool bench_prepare(uint32_t size)
{
    uint32_t state = 88675123u;
    for (uint32_t i = 0; i < 4 * BUFFER_BLOCKS; i++)
        buffer[i] = os_random(&state);
    blocks = size;
    make_tables();
    return size > 0 && right();
}

uint32_t bench_round(void)
{
    uint32_t chain[4] = {1, 2, 3, 4}, sum = 0;
    for (uint32_t i = 0; i < blocks; i++) {
        const uint32_t *text = buffer + 4 * (i % BUFFER_BLOCKS);
        for (int word = 0; word < 4; word++)
            chain[word] ^= text[word];
        encrypt(chain);
        sum = os_checksum(sum, chain[0] ^ chain[3]);
    }
    return sum;
}
