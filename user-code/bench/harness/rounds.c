/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rounds of a benchmark program. Each one prints its line by one write, at its end: who measures stamps the lines as
 * they arrive. A wrong checksum ends the program with 1, a size that does not suit with 2.
 */
#include "rounds.h"

uint32_t bench_fold(uint32_t sum, const uint8_t *bytes, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        sum = os_checksum(sum, bytes[i]);
    return sum;
}

static bool print_line(const char *word, uint32_t round, uint32_t checksum)
{
    char line[40];
    int length = snprintf(line, sizeof line, "%s %u %08x\n", word, round, checksum);
    return write(1, line, (size_t)length) == length;
}

int main(int argc, char **argv)
{
    uint32_t rounds = os_argument(argc, argv, 1, 3), size = os_argument(argc, argv, 2, bench.size);
    if (!bench_prepare(size))
        return 2;
    uint32_t known = bench.checksum;
    for (uint32_t round = 1; round <= rounds; round++) {
        uint32_t checksum = bench_round();
        if (!print_line("round", round, checksum))
            return 1;
        /* For another size the first round says what the others must give. */
        if (round == 1 && size != bench.size)
            known = checksum;
        if (checksum != known) {
            print_line("wrong: wanted in round", round, known);
            return 1;
        }
    }
    return 0;
}
