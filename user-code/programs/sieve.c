/* SPDX-License-Identifier: Apache-2.0 */
/* Checks byte stores with growing strides: the sieve of Eratosthenes.
   sieve [N]: primes below N, default 10000, of which there are 1229. */
#include "libos.h"

int main(int argc, char **argv)
{
    uint32_t limit = os_argument(argc, argv, 1, 10000);
    uint8_t *composite = calloc(limit + 1, 1);
    if (!composite)
        return 2;
    uint32_t primes = 0, last = 0, sum = 0;
    for (uint32_t i = 2; i < limit; i++) {
        if (composite[i])
            continue;
        primes++;
        last = i;
        sum += i;
        if (i < 65536)
            for (uint32_t multiple = i * i; multiple < limit; multiple += i)
                composite[multiple] = 1;
    }
    printf("sieve: %u primes below %u, the last %u, sum %u\n", primes, limit, last, sum);
    return limit != 10000 || primes == 1229 ? 0 : 1;
}
