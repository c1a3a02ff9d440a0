/* SPDX-License-Identifier: Apache-2.0 */
/* RFE in its four addressing modes, from supervisor mode, and user code that reports all its registers. */
#include "modes.h"

        .syntax unified
        .arm
        .text

/*
 * uint32_t rfe_MODE(uint32_t base, uint32_t cpsr): builds {1f, cpsr} where the addressing mode expects it, returns to it,
 * and gives the base register as written back, or 0 when another mode than that of cpsr was reached.
 */
        .macro  rfe_by mode, offset
        .global rfe_\mode
        .type   rfe_\mode, %function
rfe_\mode:
        mov     r3, lr
        ldr     r2, =1f
        str     r2, [r0, #\offset]
        str     r1, [r0, #\offset + 4]
        rfe\mode r0!
1:      mrs     r2, cpsr
        eor     r2, r2, r1
        tst     r2, #MODE_MASK
        movne   r0, #0
        cps     #MODE_SVC
        bx      r3
        .ltorg
        .endm

        rfe_by  ia, 0
        rfe_by  ib, 4
        rfe_by  da, -4
        rfe_by  db, -8

/* User code: two supervisor calls and an instruction that changes nothing between them. */
        .global user_calls
user_calls:
        svc     #1
        mov     r7, r7
        svc     #2
