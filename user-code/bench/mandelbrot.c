/* SPDX-License-Identifier: Apache-2.0 */
/* The Mandelbrot set on SIZE by SIZE points, in numbers with 24 bits after the point: long multiplications. */
#include "harness/rounds.h"

const struct bench bench = {500, 0xec7d9c25};

enum { MOST = 1000, TURNS = 200, FRACTION_BITS = 24 };

static uint32_t width;

bool bench_prepare(uint32_t size)
{
    width = size;
    return size >= 2 && size <= MOST;
}

static int32_t product(int32_t x, int32_t y)
{
    /* Twice 32 bits by one instruction; no shift of a negative number is asked for. */
    return (int32_t)(uint32_t)((uint64_t)((int64_t)x * y) >> FRACTION_BITS);
}

static uint32_t turns(int32_t cx, int32_t cy)
{
    const int32_t four = 4 << FRACTION_BITS;
    int32_t x = 0, y = 0;
    for (uint32_t turn = 0; turn < TURNS; turn++) {
        int32_t xx = product(x, x), yy = product(y, y);
        if (xx + yy > four)
            return turn;
        y = 2 * product(x, y) + cy;
        x = xx - yy + cx;
    }
    return TURNS;
}

uint32_t bench_round(void)
{
    const int32_t step = (int32_t)((3u << FRACTION_BITS) / width);
    uint32_t sum = 0;
    int32_t cy = -(3 << (FRACTION_BITS - 1));
    for (uint32_t row = 0; row < width; row++, cy += step) {
        int32_t cx = -(9 << (FRACTION_BITS - 2));
        for (uint32_t column = 0; column < width; column++, cx += step)
            sum = os_checksum(sum, turns(cx, cy));
    }
    return sum;
}
