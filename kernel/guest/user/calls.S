/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A small program that makes the system calls which others do not: what the kernel prints by itself, sbrk at its limits,
 * waiting for nobody, a fork, and an exec of hello, whose output and exit code are the last.
 */
#ifdef ABI_PIX
#define EXIT 1
#define PUT_CHAR 128
#else
#define EXIT 0
#define PUT_CHAR 1
#endif
#define FORK 2
#define EXEC 3
#define WAIT 4
#define SBRK 5
#define GET_CPSR 129
#define PUT_HEX 130
#define PUT_INT 131
#define PUT_PID 132

        .syntax unified
        .arm

        .macro  call number
        mov     r0, #\number
        svc     #0
        .endm

        .macro  put_char char
        mov     r1, #\char
        call    PUT_CHAR
        .endm

/* Prints what is in r0 as a signed number. */
        .macro  put_result
        mov     r1, r0
        call    PUT_INT
        put_char ' '
        .endm

        .section .text.start, "ax", %progbits
        .global _start
_start: call    PUT_PID
        put_char ' '
        ldr     r1, =0xbeef
        call    PUT_HEX
        put_char ' '
        call    GET_CPSR
        mov     r1, r0
        call    PUT_HEX
        put_char ' '
        mov     r1, #0x80000000
        call    PUT_INT
        put_char '\n'

        mov     r1, #16                 @ the heap's first words
        call    SBRK
        mov     r4, r0
        str     r4, [r4]
        mov     r1, #-16
        call    SBRK
        sub     r0, r0, r4
        put_result                      @ 16
        mov     r1, #-4                 @ below the heap's start
        call    SBRK
        put_result
        mov     r1, #0x100000           @ into the stack
        call    SBRK
        put_result
        mov     r1, #7                  @ no such child
        mov     r2, #0
        call    WAIT
        put_result
        mov     r1, #1
        mov     r2, #8                  @ no such option
        call    WAIT
        put_result
        mov     r0, #99                 @ no such call
        svc     #0
        put_result
        put_char '\n'

        call    FORK
        cmp     r0, #0
        beq     child
        mov     r1, r0
        mov     r2, #0
        call    WAIT
        put_result                      @ 1000
        put_char '\n'
        ldr     r1, =missing
        mov     r2, #0
        call    EXEC
        put_result
        put_char '\n'
        ldr     r1, =hello
        mov     r2, #0
        call    EXEC
        mov     r1, #1                  @ not reached
        call    EXIT

child:  call    PUT_PID
        put_char '\n'
        mov     r1, #1000
        call    EXIT
        .ltorg

missing:
        .asciz  "no-such-program"
hello:  .asciz  "hello"
        .balign 4
