/* SPDX-License-Identifier: Apache-2.0 */
/* The reference routines of EQUIVALENCE.md section 1, at their addresses. */
        .syntax unified
        .arm

        .macro  at address
        .org    \address - 0x8038
        .endm

        .global nop_1, nop_10, mov_ident, small1, small2, leave_user, count_down
        .section .placed, "ax", %progbits
        at      0x8038
nop_1:  nop
        mov     r0, #0
        svc     #1

        at      0x8044
nop_10: .rept   10
        nop
        .endr
        bx      lr

        at      0x80a0
mov_ident:
        .irp    n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
        mov     r\n, #\n
        .endr
        bx      lr

        at      0x8108
small1: mov     r1, #1
        mov     r0, #0
        svc     #1

        at      0x8114
small2: mov     r1, #2
        mov     r0, #0
        svc     #1

        at      0x8120
leave_user:
        mov     r0, #0
        svc     #1

        .text
count_down:
        subs    r0, r0, #1
        bne     count_down
        svc     #1
