/* SPDX-License-Identifier: Apache-2.0 */
/* Checks that an undefined instruction ends the program with SIGILL, and that what it printed before is kept. */
#include "libos.h"

int main(void)
{
    puts("executing an undefined instruction");
#ifdef LIBOS_HOST
    __asm__ volatile("ud2");
#else
    __asm__ volatile("udf #0"); /* ARM ARM: undefined for all time */
#endif
    puts("still here");
    return 1;
}
