/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a program for Linux on ARM begins, and where it calls the kernel, by the EABI: the number in r7.
 * Linux gives it a stack with argc and argv at sp.
 */
        .syntax unified
        .arm

        .section .text.start, "ax", %progbits
        .global _start
        .type   _start, %function
_start:
        ldr     r0, [sp]
        add     r1, sp, #4
        bic     sp, sp, #7
        bl      main
        bl      os_exit
        .size   _start, . - _start

/*
 * int linux_call(int number, uintptr_t a, uintptr_t b, uintptr_t c): a fourth argument is always 0. The kernel preserves
 * all registers but r0, so nothing has to be stored.
 */
        .section .text.linux_call, "ax", %progbits
        .global linux_call
        .type   linux_call, %function
linux_call:
        mov     ip, r7
        mov     r7, r0
        mov     r0, r1
        mov     r1, r2
        mov     r2, r3
        mov     r3, #0
        svc     #0
        mov     r7, ip
        bx      lr
        .size   linux_call, . - linux_call

/* void os_exit(int code) */
        .section .text.os_exit, "ax", %progbits
        .global os_exit
        .type   os_exit, %function
os_exit:
        mov     r7, #248                @ exit_group
        svc     #0
        .size   os_exit, . - os_exit
