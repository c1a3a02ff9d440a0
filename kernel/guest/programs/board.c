/* SPDX-License-Identifier: Apache-2.0 */
/* The board: how much memory the firmware gives, that time goes on, and a line by each UART. */
#include "board.h"

#include "arch.h"
#include "check.h"
#include "console.h"

enum { MEGABYTE = 1 << 20 };

void program(void)
{
    uint32_t bytes = memory_bytes(), start = microseconds();

    check("an ARM1176", main_id_read() >> 4 & 0xfff, 0xb76);
    print("%u MB of memory\n", bytes / MEGABYTE);
    check("memory is whole megabytes", bytes != 0 && bytes % MEGABYTE == 0, 1);
    store(bytes - 4, 0x12345678);
    check("its last word", load(bytes - 4), 0x12345678);
    while (microseconds() - start < 100)
        ;
    check("time goes on", microseconds() - start >= 100, 1);
    print("a line by the mini-UART\n");
    console_use(PL011);
    print("a line by the PL011\n");
    console_use(MINI_UART);
}
