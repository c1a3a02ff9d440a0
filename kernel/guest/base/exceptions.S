/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Exceptions: 17 words are saved, a C handler is called, 17 words are resumed.
 *
 * The words are r0..r12, sp, lr, pc, cpsr, the frame of exceptions.h. sp and lr are the user's, which system mode shares;
 * so a frame is whole when the exception came from user code or from the kernel proper. It lies on the stack of the
 * exception's mode, which is empty again when the handler returns: a handler that wants to resume something else later
 * must have copied it. The handler gives the frame to resume.
 */
#include "modes.h"

        .syntax unified
        .arm
        .text

/* exception NAME, WORD, PAST: PAST is how far lr lies behind the instruction to resume at (ARM ARM A2.6). */
        .macro  exception name, word, past
\name:
        sub     lr, lr, #\past
        sub     sp, sp, #68
        stm     sp, {r0-r14}^
        nop                             @ no banked register right after a user-bank transfer (ARM ARM A4.1.42)
        str     lr, [sp, #60]
        mrs     r0, spsr
        str     r0, [sp, #64]
        mov     r0, sp
        ldr     r1, =handlers + 4 * \word
        ldr     r1, [r1]
        blx     r1
        add     sp, sp, #68
        b       resume
        .endm

        exception undefined, 0, 0
        exception supervisor_call, 1, 0
        exception prefetch_abort, 2, 4
        exception data_abort, 3, 8
        exception interrupt, 4, 4
        exception fast_interrupt, 5, 4

/* Resumes the frame at r0; sp is as the mode wants it for its next exception. */
resume:
        clrex
        mov     lr, r0
        ldm     lr, {r0-r14}^
        nop
        add     lr, lr, #60
        rfeia   lr

/* The table may be copied to address 0: every vector loads its target from beside it. */
        .global vectors, vectors_end
        .balign 32
vectors:
        ldr     pc, 1f
        ldr     pc, 1f + 4
        ldr     pc, 1f + 8
        ldr     pc, 1f + 12
        ldr     pc, 1f + 16
        ldr     pc, 1f + 20
        ldr     pc, 1f + 24
        ldr     pc, 1f + 28
1:      .word   reset, undefined, supervisor_call, prefetch_abort, data_abort, reset, interrupt, fast_interrupt
vectors_end:

/* uint32_t run(struct frame *user): see exceptions.h. The handler of supervisor calls does the rest. */
        .global run
        .type   run, %function
run:
        svc     #0
        bx      lr
        .size   run, . - run

/* uint32_t in_supervisor(function, a, b): calls function(a, b) in supervisor mode; the user's sp and lr come back whole. */
        .global in_supervisor
        .type   in_supervisor, %function
in_supervisor:
        mov     r3, lr
        mov     r12, sp
        cps     #MODE_SVC
        push    {r3, r4, r12, lr}
        mov     r4, r0
        mov     r0, r1
        mov     r1, r2
        blx     r4
        pop     {r3, r4, r12, lr}
        cps     #MODE_SYS
        mov     sp, r12
        bx      r3
        .size   in_supervisor, . - in_supervisor
