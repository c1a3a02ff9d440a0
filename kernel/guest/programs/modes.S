/* SPDX-License-Identifier: Apache-2.0 */
/* Ways to reach registers of another mode. Those of the user's bank run in supervisor mode, the others in any. */
#include "modes.h"

        .syntax unified
        .arm
        .text

        .macro  function name
        .global \name
        .type   \name, %function
\name:
        .endm

/* void user_set_by_cps(sp, lr) */
function user_set_by_cps
        cps     #MODE_SYS
        mov     sp, r0
        mov     lr, r1
        cps     #MODE_SVC
        bx      lr

/* void user_get_by_cps(uint32_t sp_lr[2]) */
function user_get_by_cps
        cps     #MODE_SYS
        mov     r1, sp
        mov     r2, lr
        cps     #MODE_SVC
        stm     r0, {r1, r2}
        bx      lr

/* void user_set_by_ldm(const uint32_t sp_lr[2]) */
function user_set_by_ldm
        ldm     r0, {sp, lr}^
        nop
        bx      lr

/* void user_get_by_stm(uint32_t sp_lr[2]) */
function user_get_by_stm
        stm     r0, {sp, lr}^
        nop
        bx      lr

/*
 * void bank_set(mode, const uint32_t sp_lr_spsr[3]). Only low registers: FIQ mode has r8 to r12 of its own.
 */
function bank_set
        push    {r4, r5}
        ldm     r1, {r1, r2, r3}
        mrs     r5, cpsr
        bic     r4, r5, #MODE_MASK
        orr     r4, r4, r0
        msr     cpsr_c, r4
        mov     sp, r1
        mov     lr, r2
        msr     spsr_fsxc, r3
        msr     cpsr_c, r5
        pop     {r4, r5}
        bx      lr

/* void bank_get(mode, uint32_t sp_lr_spsr[3]) */
function bank_get
        push    {r4, r5}
        mrs     r5, cpsr
        bic     r4, r5, #MODE_MASK
        orr     r4, r4, r0
        msr     cpsr_c, r4
        mov     r2, sp
        mov     r3, lr
        mrs     r4, spsr
        msr     cpsr_c, r5
        stm     r1, {r2, r3, r4}
        pop     {r4, r5}
        bx      lr

/* uint32_t fast_bank(uint32_t value): fills r8..r12 of FIQ mode with value; gives their sum after a look elsewhere. */
function fast_bank
        push    {r8-r11, lr}
        mrs     r3, cpsr
        cps     #MODE_FIQ
        mov     r8, r0
        mov     r9, r0
        mov     r10, r0
        mov     r11, r0
        mov     r12, r0
        cps     #MODE_SYS
        mov     r8, #0
        mov     r9, #0
        mov     r10, #0
        mov     r11, #0
        mov     r12, #0
        cps     #MODE_FIQ
        add     r0, r8, r9
        add     r0, r0, r10
        add     r0, r0, r11
        add     r0, r0, r12
        cps     #MODE_SYS
        add     r0, r0, r8              @ the zeros of the other bank
        add     r0, r0, r12
        msr     cpsr_c, r3
        pop     {r8-r11, pc}
