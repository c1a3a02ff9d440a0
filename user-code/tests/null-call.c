/* SPDX-License-Identifier: Apache-2.0 */
/* Checks that a call of address 0 ends the program with SIGSEGV by a prefetch abort, not by a load or a store. */
#include "libos.h"

int main(void)
{
    void (*volatile nowhere)(void) = NULL;
    puts("calling address 0");
    nowhere();
    puts("still here");
    return 1;
}
