/* SPDX-License-Identifier: Apache-2.0 */
/* Checks that a store to an address outside every mapping ends the program with SIGSEGV, and that what it printed
   before is kept. */
#include "libos.h"

int main(void)
{
    volatile uint32_t *nowhere = (volatile uint32_t *)(uintptr_t)0xdead0000;
    puts("storing to 0xdead0000");
    *nowhere = 1;
    puts("still here");
    return 1;
}
