/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The division helpers that the compiler calls on a processor without a divide instruction, and the EABI's names of the
 * memory functions. A quotient by 0 ends the program with abort(), as the host does with a signal of its own.
 */
        .syntax unified
        .arm

        .macro  function name
        .section .text.\name, "ax", %progbits
        .global \name
        .type   \name, %function
\name:
        .endm

/* r0 / r1 -> quotient in r0, remainder in r1. Uses r2 and r3 besides. */
        function __aeabi_uidivmod
        .global __aeabi_uidiv
        .type   __aeabi_uidiv, %function
__aeabi_uidiv:
        cmp     r1, #0
        beq     abort
        mov     r2, r0
        mov     r0, #0
        cmp     r2, r1
        movlo   r1, r2
        bxlo    lr
        clz     r3, r1                  @ r3: how far the divisor may move up
        clz     r0, r2                  @     before its top bit passes the dividend's
        sub     r3, r3, r0
        mov     r0, #0
1:      cmp     r2, r1, lsl r3          @ carry = this bit of the quotient
        adc     r0, r0, r0
        subhs   r2, r2, r1, lsl r3
        subs    r3, r3, #1
        bpl     1b
        mov     r1, r2
        bx      lr

/* As above, signed: the quotient is cut toward 0 and the remainder has the dividend's sign. */
        function __aeabi_idivmod
        .global __aeabi_idiv
        .type   __aeabi_idiv, %function
__aeabi_idiv:
        push    {r4, r5, r6, lr}
        mov     r4, r0
        eor     r5, r0, r1
        cmp     r0, #0
        rsblt   r0, r0, #0
        cmp     r1, #0
        rsblt   r1, r1, #0
        bl      __aeabi_uidivmod
        cmp     r5, #0
        rsblt   r0, r0, #0
        cmp     r4, #0
        rsblt   r1, r1, #0
        pop     {r4, r5, r6, pc}

/*
 * r1:r0 / r3:r2 -> quotient in r1:r0, remainder in r3:r2. C cannot return two values in registers, so the C function
 * of divide64.c leaves the remainder in memory.
 */
        .macro  long_division name, by
        function \name
        push    {r4, lr}
        sub     sp, sp, #16
        add     r4, sp, #8
        str     r4, [sp]                @ fifth argument: where the remainder goes
        bl      \by
        ldrd    r2, r3, [sp, #8]
        add     sp, sp, #16
        pop     {r4, pc}
        .endm

        long_division __aeabi_uldivmod, libos_divide64
        long_division __aeabi_ldivmod, libos_divide64_signed

        function __aeabi_memcpy
        b       memcpy

        function __aeabi_memmove
        b       memmove

/* The EABI swaps the last two arguments of memset. */
        function __aeabi_memset
        mov     r3, r1
        mov     r1, r2
        mov     r2, r3
        b       memset

        function __aeabi_memclr
        mov     r2, r1
        mov     r1, #0
        b       memset
