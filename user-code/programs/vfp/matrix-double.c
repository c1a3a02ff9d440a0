/* SPDX-License-Identifier: Apache-2.0 */
/* Solves linear equations by elimination, in doubles, and multiplies the same matrix in floats; prints the bits of what
   comes out. Then the special values: infinities, numbers that are not, denormal ones, both zeros, and conversions.
   matrix-double [N=10]: N by N, at most 40. */
#include "libos.h"

enum { MOST = 40 };

static double a[MOST][MOST + 1], solution[MOST];
static float f[MOST][MOST], product[MOST][MOST];

static uint32_t fold(uint32_t sum, const void *value, size_t bytes)
{
    uint32_t words[2] = {0, 0};
    memcpy(words, value, bytes);
    return os_checksum(os_checksum(sum, words[0]), words[1]);
}

static void fill(int n)
{
    uint32_t state = 4711;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j <= n; j++)
            a[i][j] = ((int)(os_random(&state) >> 8) - 8388608) / 1024.0;
        for (int j = 0; j < n; j++)
            f[i][j] = (float)a[i][j];
    }
}

static void solve(int n)
{
    for (int i = 0; i < n; i++) {
        int pivot = i;
        for (int row = i + 1; row < n; row++)
            if (__builtin_fabs(a[row][i]) > __builtin_fabs(a[pivot][i]))
                pivot = row;
        for (int j = 0; j <= n; j++) {
            double other = a[i][j];
            a[i][j] = a[pivot][j];
            a[pivot][j] = other;
        }
        for (int row = i + 1; row < n; row++) {
            double factor = a[row][i] / a[i][i];
            for (int j = i; j <= n; j++)
                a[row][j] -= factor * a[i][j];
        }
    }
    for (int i = n - 1; i >= 0; i--) {
        double sum = a[i][n];
        for (int j = i + 1; j < n; j++)
            sum -= a[i][j] * solution[j];
        solution[i] = sum / a[i][i];
    }
}

static void multiply(int n)
{
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            float sum = 0;
            for (int k = 0; k < n; k++)
                sum += f[i][k] * f[k][j];
            product[i][j] = sum;
        }
    }
}

/* Every pair of these in every operation. A number that is not is folded as such: its sign and bits are not the same on
   all machines. */
static uint32_t specials(void)
{
    static volatile double values[] = {0.0, -0.0, 1.0, -1.5, 1e308, 1e-308, 5e-324, -5e-324, 3e-310, 1e16, 0.1,
                                       __builtin_inf(), -__builtin_inf(), 4294967295.0, -2147483648.0};
    enum { COUNT = sizeof values / sizeof *values };
    uint32_t sum = 0;
    for (int i = 0; i < COUNT; i++) {
        for (int j = 0; j < COUNT; j++) {
            double x = values[i], y = values[j];
            double results[] = {x + y, x - y, x * y, x / y, (double)(float)x, (double)((float)x * (float)y), __builtin_sqrt(x)};
            for (size_t k = 0; k < sizeof results / sizeof *results; k++) {
                double result = results[k] == results[k] ? results[k] : 12345.0;
                sum = fold(sum, &result, sizeof result);
            }
            sum = os_checksum(sum, (x < y) | (x <= y) << 1 | (x == y) << 2 | (x > y) << 3 | (x >= y) << 4 | (x != y) << 5);
        }
    }
    /* Within range only: beyond it the machines differ. */
    for (int i = -20; i < 20; i++) {
        volatile double x = i * 100000000.75;
        if (x > -2147483648.0 && x < 2147483647.0)
            sum = os_checksum(sum, (uint32_t)(int)x);
        if (x >= 0)
            sum = os_checksum(sum, (uint32_t)x);
        volatile float single = (float)x;
        sum = fold(sum, (const void *)&single, sizeof single);
    }
    return sum;
}

int main(int argc, char **argv)
{
    int n = (int)os_argument(argc, argv, 1, 10);
    if (n < 1 || n > MOST)
        return 2;
    fill(n);
    solve(n);
    multiply(n);
    uint32_t doubles = 0, floats = 0;
    for (int i = 0; i < n; i++) {
        doubles = fold(doubles, &solution[i], sizeof solution[i]);
        for (int j = 0; j < n; j++)
            floats = fold(floats, &product[i][j], sizeof product[i][j]);
    }
    printf("matrix-double: n %d, solution %08x, product %08x, special values %08x\n", n, doubles, floats, specials());
    return 0;
}
