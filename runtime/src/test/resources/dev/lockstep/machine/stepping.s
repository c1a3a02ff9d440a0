@ SPDX-License-Identifier: Apache-2.0
@ A kernel for HardwareValuesTest: runs the user code at `entry` with a mismatch breakpoint, and hashes the 17 registers at
@ each prefetch abort (EQUIVALENCE.md sections 1 and 2). It stops by a reboot, with the hash in `hash` and the number of
@ events in `events`. Loaded at 0x4000, so that the user code can lie where it lay on the board; assembled by
@   arm-none-eabi-as -mcpu=arm1176jzf-s -o stepping.o stepping.s
@   arm-none-eabi-objcopy -O binary stepping.o stepping.bin
        .arm
        .text
start:
        b       begin
entry:  .word   0               @ written by the test
hash:   .word   0
events: .word   0
begin:
        adr     r0, vectors
        mcr     p15, 0, r0, c12, c0, 0
        cps     #0x17
        adr     sp, stack
        cps     #0x13
        mrc     p14, 0, r0, c0, c1, 0
        orr     r0, r0, #1 << 15        @ monitor debug-mode
        mcr     p14, 0, r0, c0, c1, 0
        ldr     r0, entry
        mcr     p14, 0, r0, c0, c0, 4   @ BVR0: no event where the code is entered
        ldr     r0, =0x004001e5         @ BCR0: mismatch, all bytes, user mode, enabled
        mcr     p14, 0, r0, c0, c0, 5
        mcr     p15, 0, r0, c7, c5, 4
        ldr     lr, entry
        mov     r0, #0x190              @ user mode, A and I masked
        msr     spsr_fsxc, r0
        mov     r0, #0
        adr     r1, stack
        str     r0, [r1]                @ sp of user mode
        ldr     r0, =0x8120
        str     r0, [r1, #4]            @ its lr
        ldmia   r1, {sp, lr}^
        mov     r0, #0
        ldr     lr, entry
        mov     r1, #0
        mov     r2, #0
        mov     r3, #0
        mov     r4, #0
        mov     r5, #0
        mov     r6, #0
        mov     r7, #0
        mov     r8, #0
        mov     r9, #0
        mov     r10, #0
        mov     r11, #0
        mov     r12, #0
        movs    pc, lr

        .balign 32
vectors:
        b       .
        b       .
        b       exit
        b       step
        b       .
        b       .
        b       .
        b       .

@ The exit call: the watchdog ends the run.
exit:
        ldr     r0, =0x20100000
        ldr     r1, =0x5a000001
        str     r1, [r0, #0x24]
        ldr     r1, =0x5a000020
        str     r1, [r0, #0x1c]
        b       .

@ A prefetch abort: saves the 17 words below the stack pointer, absorbs them, arms the pc.
step:
        sub     sp, sp, #72
        stmia   sp, {r0-r14}^
        nop
        sub     lr, lr, #4
        str     lr, [sp, #60]
        mrs     r0, spsr
        str     r0, [sp, #64]
        mcr     p14, 0, lr, c0, c0, 4
        mcr     p15, 0, r0, c7, c5, 4
        ldr     r0, events
        add     r0, r0, #1
        str     r0, events
        ldr     r0, hash
        mov     r1, sp
        mov     r2, #17
1:
        ldr     r3, [r1], #4
        uxth    r4, r3
        add     r0, r0, r4
        lsr     r4, r3, #16
        eor     r4, r0, r4, lsl #11
        eor     r0, r4, r0, lsl #16
        add     r0, r0, r0, lsr #11
        subs    r2, r2, #1
        bne     1b
        eor     r0, r0, r0, lsl #3
        add     r0, r0, r0, lsr #5
        eor     r0, r0, r0, lsl #4
        add     r0, r0, r0, lsr #17
        eor     r0, r0, r0, lsl #25
        add     r0, r0, r0, lsr #6
        str     r0, hash
        ldr     lr, [sp, #60]
        ldmia   sp, {r0-r14}^
        nop
        add     sp, sp, #72
        movs    pc, lr

        .ltorg
        .space  256
stack:
        .space  8
