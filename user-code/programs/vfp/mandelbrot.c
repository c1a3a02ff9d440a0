/* SPDX-License-Identifier: Apache-2.0 */
/* Counts, for each point of a grid over the Mandelbrot set, the turns until it leaves: in doubles and in floats, which
   part ways near the edge of the set. Compares, multiplications, additions, conversions of integers.
   mandelbrot [WIDTH=16] [MOST=40]. */
#include "libos.h"

#define ITERATE(name, type)                                             \
    static __attribute__((noinline)) int name(type x, type y, int most) \
    {                                                                   \
        type re = 0, im = 0;                                            \
        int turns = 0;                                                  \
        while (turns < most && re * re + im * im <= 4) {                \
            type next = re * re - im * im + x;                          \
            im = 2 * re * im + y;                                       \
            re = next;                                                  \
            turns++;                                                    \
        }                                                               \
        return turns;                                                   \
    }

ITERATE(iterate_double, double)
ITERATE(iterate_float, float)

int main(int argc, char **argv)
{
    int width = (int)os_argument(argc, argv, 1, 16), most = (int)os_argument(argc, argv, 2, 40);
    uint32_t doubles = 0, floats = 0, inside = 0;
    for (int row = 0; row < width; row++) {
        for (int column = 0; column < width; column++) {
            double x = -2.1 + 2.9 * column / width, y = -1.3 + 2.6 * row / width;
            int turns = iterate_double(x, y, most);
            inside += turns == most;
            doubles = os_checksum(doubles, (uint32_t)turns);
            floats = os_checksum(floats, (uint32_t)iterate_float((float)x, (float)y, most));
        }
    }
    printf("mandelbrot: %d points, %u inside, doubles %08x, floats %08x\n", width * width, inside, doubles, floats);
    return 0;
}
