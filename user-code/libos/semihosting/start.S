/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a program begins that asks for everything by Arm's semihosting, and the one place that does so. It runs under
 * Lockstep, which finds no note of an ABI in it, and under qemu-arm: both give it a stack with argc and argv at sp.
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
        bl      exit
        .size   _start, . - _start

/* int semihosting_call(int operation, const void *parameters) */
        .section .text.semihosting_call, "ax", %progbits
        .global semihosting_call
        .type   semihosting_call, %function
semihosting_call:
        svc     #0x123456
        bx      lr
        .size   semihosting_call, . - semihosting_call
