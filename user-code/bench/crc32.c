/* SPDX-License-Identifier: Apache-2.0 */
/* CRC-32 (reflected, 0xedb88320) of SIZE bytes, a byte a step through one table: a chain of dependent loads. */
#include "harness/rounds.h"

const struct bench bench = {24000000, 0xbe31eeff};

enum { BUFFER_BYTES = 1 << 16 };

static uint32_t table[256];
static uint8_t buffer[BUFFER_BYTES];
static uint32_t bytes;

static uint32_t crc(uint32_t sum, const uint8_t *from, uint32_t count)
{
    sum = ~sum;
    for (uint32_t i = 0; i < count; i++)
        sum = sum >> 8 ^ table[(sum ^ from[i]) & 255];
    return ~sum;
}

bool bench_prepare(uint32_t size)
{
    uint32_t state = 123456789u;
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t value = i;
        for (int bit = 0; bit < 8; bit++)
            value = value >> 1 ^ (value & 1 ? 0xedb88320u : 0);
        table[i] = value;
    }
    for (uint32_t i = 0; i < BUFFER_BYTES; i++)
        buffer[i] = (uint8_t)(os_random(&state) >> 24);
    bytes = size;
    return size > 0 && crc(0, (const uint8_t *)"123456789", 9) == 0xcbf43926u;
}

uint32_t bench_round(void)
{
    uint32_t sum = 0;
    for (uint32_t left = bytes, part; left; left -= part) {
        part = left < BUFFER_BYTES ? left : BUFFER_BYTES;
        sum = crc(sum, buffer, part);
    }
    return sum;
}
