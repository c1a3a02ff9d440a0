/* SPDX-License-Identifier: Apache-2.0 */
/* Checks that LDM from an address that is no multiple of 4 gives an alignment fault (SIGBUS) even where single words
   may lie anywhere (ARM ARM A3.2.1). The host has no such instruction and sends itself the signal. */
#include "libos.h"

#ifdef LIBOS_HOST
#include <signal.h>
#endif

int main(void)
{
    static uint32_t words[4] = {1, 2, 3, 4};
    puts("loading two words from an address that ends in 2");
#ifdef LIBOS_HOST
    (void)words;
    raise(SIGBUS);
#else
    __asm__ volatile("ldmia %0, {r2, r3}" : : "r"((uintptr_t)words + 2) : "r2", "r3", "memory");
#endif
    puts("still here");
    return 1;
}
