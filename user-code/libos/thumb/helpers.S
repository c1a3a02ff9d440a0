/* SPDX-License-Identifier: Apache-2.0 */
/* What the compiler calls for when it may only use Thumb instructions of ARMv6, which have no long multiply and no clz. */
        .syntax unified
        .arm

        .macro  function name
        .section .text.\name, "ax", %progbits
        .global \name
        .type   \name, %function
\name:
        .endm

/* r1:r0 * r3:r2 -> r1:r0 */
        function __aeabi_lmul
        mul     r1, r2, r1
        mla     r1, r0, r3, r1
        umull   r0, r3, r2, r0
        add     r1, r1, r3
        bx      lr

        function __clzsi2
        clz     r0, r0
        bx      lr
