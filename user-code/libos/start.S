/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where every program begins, the one place that traps into the kernel, and the note that names the ABI.
 */
#include "abi.h"

        .syntax unified
        .arm

/*
 * An ELF program finds argc, argv[0..argc-1], 0, ... at sp. A small program finds nothing there and has no arguments;
 * two zero words on the stack become its empty argv and keep sp a multiple of 8, as the procedure call standard wants.
 */
        .section .text.start, "ax", %progbits
        .global _start
        .type   _start, %function
_start:
#ifdef LIBOS_ABI_LOCKSTEP
        ldr     r0, [sp]
        add     r1, sp, #4
        bic     sp, sp, #7
#else
        mov     r0, #0
        mov     r1, #0
        push    {r0, r1}
        mov     r1, sp
#endif
        bl      main
        bl      exit
        .size   _start, . - _start

/*
 * int system_call(int number, uintptr_t a, uintptr_t b, uintptr_t c): the kernel takes its arguments where C puts them
 * and preserves r1..r14, so nothing has to be moved or saved.
 */
        .section .text.system_call, "ax", %progbits
        .global system_call
        .type   system_call, %function
system_call:
        svc     #0
        bx      lr
        .size   system_call, . - system_call

        .section .note.lockstep, "a", %note
        .balign 4
        .word   2f - 1f                 @ bytes of the owner's name
        .word   4f - 3f                 @ bytes of the description
        .word   1                       @ type: name of the ABI
1:      .asciz  "Lockstep"
2:      .balign 4
3:      .ascii  ABI_NAME
        .balign 4
4:
