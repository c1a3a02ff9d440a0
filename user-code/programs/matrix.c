/* SPDX-License-Identifier: Apache-2.0 */
/* A benchmark that checks itself: products of integer matrices, C = A * B, where each round's C becomes the next A,
   so that no round can be left out.
   matrix [N] [ROUNDS]: default 128 and 320, about 3.4 billion ARM instructions; `matrix 8 4` is enough for a check. */
#include "libos.h"

static void multiply(uint32_t *restrict c, const uint32_t *restrict a, const uint32_t *restrict b, uint32_t n)
{
    for (uint32_t row = 0; row < n; row++)
        for (uint32_t column = 0; column < n; column++) {
            uint32_t sum = 0;
            for (uint32_t k = 0; k < n; k++)
                sum += a[row * n + k] * b[k * n + column];
            c[row * n + column] = sum;
        }
}

int main(int argc, char **argv)
{
    uint32_t n = os_argument(argc, argv, 1, 128), rounds = os_argument(argc, argv, 2, 320);
    if (n < 1 || n > 1024)
        return 2;
    uint32_t cells = n * n, state = 521288629u, sum = 0;
    uint32_t *a = malloc(3 * cells * sizeof *a);
    if (!a)
        return 2;
    uint32_t *b = a + cells, *c = b + cells;
    for (uint32_t i = 0; i < cells; i++) {
        a[i] = os_random(&state);
        /* Odd, so that products do not run into ever more zero bits. */
        b[i] = os_random(&state) | 1;
    }
    for (uint32_t round = 0; round < rounds; round++) {
        multiply(c, a, b, n);
        uint32_t *held = a;
        a = c;
        c = held;
        a[round % cells] ^= round;
    }
    for (uint32_t i = 0; i < cells; i++)
        sum = os_checksum(sum, a[i]);
    printf("matrix: %u x %u, %u rounds, checksum %08x\n", n, n, rounds, sum);
    return 0;
}
