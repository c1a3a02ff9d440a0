/* SPDX-License-Identifier: Apache-2.0 */
/* Checks the division helpers of libos, in 32 and 64 bits, signed and unsigned: every pair of edge values, and random
   ones of every length. Each quotient and remainder must give the dividend back; the checksums show that they are the
   right ones.
   division [N]: random pairs, default 60. */
#include "libos.h"

static const uint64_t edges[] = {1, 2, 7, 0x7fffffff, 0x80000000, 0xffffffff, 0x100000000, 0x7fffffffffffffff,
                                 0x8000000000000000, 0xffffffffffffffff};

enum { EDGES = sizeof edges / sizeof edges[0] };

static uint32_t sums[4], bad;

static void add(int kind, uint64_t quotient, uint64_t remainder)
{
    sums[kind] = os_checksum(os_checksum(sums[kind], (uint32_t)quotient), (uint32_t)(quotient >> 32));
    sums[kind] = os_checksum(os_checksum(sums[kind], (uint32_t)remainder), (uint32_t)(remainder >> 32));
}

/* Products are taken unsigned: they may wrap where C forbids it to signed ones. */
static void divide(uint64_t a, uint64_t b)
{
    add(0, a / b, a % b);
    bad += a / b * b + a % b != a || a % b >= b;

    uint32_t wa = (uint32_t)a, wb = (uint32_t)b;
    if (wb) {
        add(1, wa / wb, wa % wb);
        bad += wa / wb * wb + wa % wb != wa || wa % wb >= wb;
    }

    /* The least number by -1 is undefined in C, and a trap on the host. */
    int64_t sa = (int64_t)a, sb = (int64_t)b;
    if (sb != -1) {
        add(2, (uint64_t)(sa / sb), (uint64_t)(sa % sb));
        bad += (uint64_t)(sa / sb) * b + (uint64_t)(sa % sb) != a || (sa % sb && (sa % sb < 0) != (sa < 0));
    }
    int32_t ha = (int32_t)wa, hb = (int32_t)wb;
    if (hb != 0 && hb != -1) {
        add(3, (uint64_t)(ha / hb), (uint64_t)(ha % hb));
        bad += (uint32_t)(ha / hb) * wb + (uint32_t)(ha % hb) != wa || (ha % hb && (ha % hb < 0) != (ha < 0));
    }
}

static uint64_t random_of_any_length(uint32_t *state)
{
    uint64_t high = os_random(state), low = os_random(state);
    return (high << 32 | low) >> (os_random(state) & 63);
}

int main(int argc, char **argv)
{
    uint32_t count = os_argument(argc, argv, 1, 60), state = 192837465u;
    for (uint32_t i = 0; i < EDGES * EDGES; i++)
        divide(edges[i / EDGES], edges[i % EDGES]);
    for (uint32_t i = 0; i < count; i++) {
        uint64_t dividend = random_of_any_length(&state), divisor = random_of_any_length(&state);
        divide(i & 1 ? dividend : -dividend, divisor ? divisor : 1);
    }
    printf("division: %u bad, checksums %08x %08x %08x %08x\n", bad, sums[0], sums[1], sums[2], sums[3]);
    return bad ? 1 : 0;
}
