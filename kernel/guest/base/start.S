/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the firmware enters: supervisor mode, interrupts masked, MMU off. Every mode gets a stack and bss its zeros; then
 * C runs in system mode, whose sp and lr are those of user mode, so that one form of frame serves both (exceptions.S).
 */
#include "modes.h"

        .syntax unified
        .arm

        .section .entry, "ax", %progbits
        .global _start
_start: str     r2, boot_tags
        b       reset
        .global boot_tags
boot_tags:
        .word   0                       @ where the firmware's tags are (boot-tags.c)

        .text
        .global reset
        .type   reset, %function
reset:
        cpsid   aif, #MODE_FIQ
        ldr     sp, =stack_fiq
        cps     #MODE_IRQ
        ldr     sp, =stack_irq
        cps     #MODE_ABT
        ldr     sp, =stack_abt
        cps     #MODE_UND
        ldr     sp, =stack_und
        cps     #MODE_SVC
        ldr     sp, =stack_svc
        cps     #MODE_SYS
        ldr     sp, =stack_sys

        ldr     r0, =bss_start
        ldr     r1, =bss_end
        mov     r2, #0
1:      cmp     r0, r1
        strlo   r2, [r0], #4
        blo     1b

        ldr     r0, =vectors
        mcr     p15, 0, r0, c12, c0, 0  @ vector base, TRM 3.2.43
        bl      start
2:      b       2b                      @ start does not return
        .size   reset, . - reset
