/* SPDX-License-Identifier: Apache-2.0 */
/* What is the same on the host, and is built for it too. */
#include "libos.h"

uint32_t os_argument(int argc, char **argv, int index, uint32_t standard)
{
    if (index >= argc)
        return standard;
    uint32_t value = 0;
    for (const char *digit = argv[index]; *digit >= '0' && *digit <= '9'; digit++)
        value = value * 10 + (uint32_t)(*digit - '0');
    return value;
}
