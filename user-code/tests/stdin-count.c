/* SPDX-License-Identifier: Apache-2.0 */
/* Checks read: takes standard input to its end in parts of odd size; prints how many bytes there were and a checksum
   that does not depend on how the reads were cut. */
#include "libos.h"

int main(void)
{
    uint8_t part[61];
    uint32_t bytes = 0, lines = 0, sum = 0;
    int got;
    while ((got = (int)read(0, part, sizeof part)) > 0)
        for (int i = 0; i < got; i++) {
            sum = os_checksum(sum, part[i]);
            lines += part[i] == '\n';
            bytes++;
        }
    printf("stdin-count: %u bytes, %u lines, checksum %08x\n", bytes, lines, sum);
    return got < 0 ? 1 : 0;
}
