/* SPDX-License-Identifier: Apache-2.0 */
/* User code that touches memory at r0 by its first instruction. */
        .syntax unified
        .arm
        .text

        .macro  touch name, instruction:vararg
        .global \name
\name:
        \instruction
        mov     r7, #7
        svc     #0
        .endm

        touch   user_ldr, ldr r1, [r0]
        touch   user_str, str r1, [r0]
        touch   user_ldrb_2, ldrb r1, [r0, #2]
        touch   user_strb_2, strb r1, [r0, #2]
        touch   user_strb_3, strb r1, [r0, #3]
        touch   user_stm, stm r0, {r1-r4}
        touch   user_ldr_next, ldr r1, [r0, #4]
        touch   user_swp, .inst 0xe1001092    @ swp r1, r2, [r0], which the assembler warns of
