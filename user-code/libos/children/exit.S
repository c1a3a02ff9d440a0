/* SPDX-License-Identifier: Apache-2.0 */
/* void os_exit(int code): in assembly, for the compiler's code of a function that does not return saves registers. */
#include "abi.h"

        .syntax unified
        .arm

        .section .text.os_exit, "ax", %progbits
        .global os_exit
        .type   os_exit, %function
os_exit:
        mov     r1, r0
        mov     r0, #SYS_EXIT
        mov     r2, #0
        mov     r3, #0
        b       system_call
        .size   os_exit, . - os_exit
