/* SPDX-License-Identifier: Apache-2.0 */
/* Checks shifts, exclusive or and byte loads: CRC-32 (IEEE 802.3) bit by bit and by table, on the standard check string
   (cbf43926) and on random bytes.
   crc32 [N]: N random bytes, default 2000. */
#include "libos.h"

enum { POLYNOMIAL = 0xedb88320 };

static uint32_t table[256];

static uint32_t eight_bits(uint32_t crc)
{
    for (int bit = 0; bit < 8; bit++)
        crc = crc & 1 ? crc >> 1 ^ POLYNOMIAL : crc >> 1;
    return crc;
}

static uint32_t by_bit(const uint8_t *from, uint32_t bytes)
{
    uint32_t crc = ~0u;
    while (bytes--)
        crc = eight_bits(crc ^ *from++);
    return ~crc;
}

static uint32_t by_table(const uint8_t *from, uint32_t bytes)
{
    uint32_t crc = ~0u;
    while (bytes--)
        crc = crc >> 8 ^ table[(uint8_t)(crc ^ *from++)];
    return ~crc;
}

int main(int argc, char **argv)
{
    uint32_t bytes = os_argument(argc, argv, 1, 2000), state = 123456789u;
    uint8_t *buffer = malloc(bytes + 1);
    if (!buffer)
        return 2;
    for (uint32_t i = 0; i < 256; i++)
        table[i] = eight_bits(i);
    for (uint32_t i = 0; i < bytes; i++)
        buffer[i] = (uint8_t)(os_random(&state) >> 11);

    uint32_t check = by_table((const uint8_t *)"123456789", 9);
    uint32_t slow = by_bit(buffer, bytes), fast = by_table(buffer, bytes);
    printf("crc32: check %08x, %u bytes %08x by bit, %08x by table\n", check, bytes, slow, fast);
    return check == 0xcbf43926 && slow == fast ? 0 : 1;
}
