/* SPDX-License-Identifier: Apache-2.0 */
/* The primes below SIZE by the sieve of Eratosthenes, a byte a number, eight times: stores with strides. */
#include "harness/rounds.h"

const struct bench bench = {1000000, 0x51031f2f};

enum { MOST = 4000000, TIMES = 8 };

static uint8_t composite[MOST];
static uint32_t size;

bool bench_prepare(uint32_t wanted)
{
    size = wanted;
    return wanted >= 3 && wanted <= MOST;
}

static uint32_t sieve(void)
{
    uint32_t count = 0, sum = 0;
    memset(composite, 0, size);
    for (uint32_t i = 2; i * i < size; i++)
        if (!composite[i])
            for (uint32_t multiple = i * i; multiple < size; multiple += i)
                composite[multiple] = 1;
    for (uint32_t i = 2; i < size; i++)
        if (!composite[i]) {
            count++;
            sum += i;
        }
    return os_checksum(sum, count);
}

uint32_t bench_round(void)
{
    uint32_t sum = 0;
    for (int time = 0; time < TIMES; time++)
        sum = os_checksum(sum, sieve());
    return sum;
}
