/* SPDX-License-Identifier: Apache-2.0 */
/* Checks the shortest way to the console: one write of one line. */
#include "libos.h"

int main(void)
{
    return write(1, "hello\n", 6) == 6 ? 0 : 1;
}
