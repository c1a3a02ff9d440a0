@ SPDX-License-Identifier: Apache-2.0
@
@ Executes cases of privileged code: sets every register of every mode, enters the case, and writes down all of them in the
@ first exception. PrivilegedLayout tells where things lie; the same image runs on our machine and in qemu-system-arm.
        .arm
        .arch   armv6k
        .fpu    vfpv2

        .set    FIRST_LEVEL, 0x4000
        .set    TIMER, 0x07003000               @ the devices' physical addresses begin with 0x20 instead
        .set    INTERRUPTS, 0x0700b200
        .set    POWER, 0x07100000
        .set    BYTES, 448

        .set    ENTRY, 0
        .set    STATUS, 4
        .set    LOW, 8
        .set    USER_HIGH, 40
        .set    FIQ_HIGH, 60
        .set    STACKS, 80
        .set    SAVED, 128
        .set    THREADS, 148
        .set    IRQ_ENABLED, 160
        .set    FIQ_CONTROL, 164
        .set    FAULTS, 160
        .set    WINDOW, 192

        .macro  vectors
        .irp    number, 0, 1, 2, 3, 4, 5, 6, 7
        b       handler\number
        .endr
        .endm

        vectors

        .org    0x8000
start:  cpsid   aif, #0x13
        ldr     r0, =FIRST_LEVEL
        mcr     p15, 0, r0, c2, c0, 0           @ TTBR0
        mov     r0, #0
        mcr     p15, 0, r0, c2, c0, 2           @ TTBCR
        mcr     p15, 0, r0, c12, c0, 0          @ VBAR
        mov     r0, #5
        mcr     p15, 0, r0, c3, c0, 0           @ domains: client of 0, and of 1, which has cases, results and devices
        mov     r0, #0xf00000
        mcr     p15, 0, r0, c1, c0, 2           @ CPACR: all may use the VFP
        mcr     p15, 0, r0, c8, c7, 0
        mrc     p15, 0, r0, c1, c0, 0
        orr     r0, r0, #1                      @ MMU
        orr     r0, r0, #0xc00000               @ ARMv6's tables, unaligned accesses
        mcr     p15, 0, r0, c1, c0, 0
        ldr     r4, =TIMER
        mov     r3, #2
arm:    ldr     r0, [r4, #4]                    @ from the match on, the timer's interrupt stays pending
        add     r0, r0, #32
        str     r0, [r4, #0x10]
        mov     r1, #0x100000
wait:   ldr     r2, [r4]
        tst     r2, #2
        bne     ready
        subs    r1, r1, #1
        bne     wait
        b       arm
ready:  b       next
        .ltorg

        .org    0x9000
next:   ldr     r0, case
        ldr     r1, end
        cmp     r0, r1
        beq     finish
        ldr     r2, window
        bic     r1, r2, #0xff0
        bic     r1, r1, #0xf
        .irp    zero, r3, r4, r5, r6, r7, r8, r9, r10
        mov     \zero, #0
        .endr
        .rept   128                             @ the whole page
        stmia   r1!, {r3-r10}
        .endr
        add     r1, r0, #WINDOW
        .rept   8
        ldmia   r1!, {r3-r10}
        stmia   r2!, {r3-r10}
        .endr
        ldr     r1, [r0, #THREADS]
        mcr     p15, 0, r1, c13, c0, 2
        ldr     r1, [r0, #THREADS + 4]
        mcr     p15, 0, r1, c13, c0, 3
        ldr     r1, [r0, #THREADS + 8]
        mcr     p15, 0, r1, c13, c0, 4
        mov     r1, #0
        mcr     p15, 0, r1, c5, c0, 0
        mcr     p15, 0, r1, c5, c0, 1
        mcr     p15, 0, r1, c6, c0, 0
        mcr     p15, 0, r1, c6, c0, 2
        mcr     p15, 0, r1, c7, c4, 0
        mcr     p15, 0, r1, c13, c0, 1
        mov     r2, #0x40000000
        fmxr    fpexc, r2
        fmxr    fpinst, r1
        fmxr    fpinst2, r1
        clrex
        ldr     r2, interrupts
        ldr     r1, [r0, #IRQ_ENABLED]
        str     r1, [r2, #0x10]
        ldr     r1, [r0, #FIQ_CONTROL]
        str     r1, [r2, #0x0c]
        cps     #0x1f
        add     r1, r0, #USER_HIGH
        ldmia   r1, {r8-r12}
        ldr     sp, [r0, #STACKS]
        ldr     lr, [r0, #STACKS + 4]
        cps     #0x11
        add     r1, r0, #FIQ_HIGH
        ldmia   r1, {r8-r12}

        .macro  enter mode, bank
        cps     #\mode
        ldr     sp, [r0, #STACKS + 8 * \bank]
        ldr     lr, [r0, #STACKS + 8 * \bank + 4]
        ldr     r1, [r0, #SAVED + 4 * \bank - 4]
        msr     spsr_fsxc, r1
        .endm

        enter   0x11, 1
        enter   0x12, 2
        enter   0x13, 3
        enter   0x17, 4
        enter   0x1b, 5
        cps     #0x13
        ldr     r1, [r0, #STATUS]
        ldr     r2, [r0, #ENTRY]
        ldr     r3, [r0, #LOW]
        str     r1, status
        tst     r1, #0x200                      @ big-endian data begins before these are read
        revne   r2, r2
        revne   r3, r3
        str     r2, entry
        str     r3, save
        add     r1, r0, #LOW + 4
        ldmia   r1, {r1-r7}
        mov     r0, #1
        mcr     p15, 0, r0, c3, c0, 0           @ no case sees another, or a device
        ldr     r0, status
        msr     cpsr_fsxc, r0
        ldr     r0, save
        ldr     pc, entry

finish: ldr     r1, =TIMER
        ldr     r1, [r1]                        @ our machine is stopped here between two cases
        ldr     r1, =POWER
        ldr     r2, =0x5a00000a
        str     r2, [r1, #0x24]
        ldr     r2, =0x5a000020
        str     r2, [r1, #0x1c]
        b       .
        .ltorg

        .irp    number, 0, 1, 2, 3, 4, 5, 6, 7
handler\number:
        str     r0, save
        mov     r0, #\number
        str     r0, vector
        b       dump
        .endr

dump:   mov     r0, #5
        mcr     p15, 0, r0, c3, c0, 0
        ldr     r0, result
        add     r0, r0, #LOW + 4
        stmia   r0, {r1-r7}
        sub     r0, r0, #LOW + 4
        ldr     r1, vector
        str     r1, [r0]
        mrs     r1, cpsr
        str     r1, [r0, #STATUS]
        ldr     r1, save
        str     r1, [r0, #LOW]
        cpsid   aif, #0x1f
        add     r1, r0, #USER_HIGH
        stmia   r1, {r8-r12}
        str     sp, [r0, #STACKS]
        str     lr, [r0, #STACKS + 4]
        cps     #0x11
        add     r1, r0, #FIQ_HIGH
        stmia   r1, {r8-r12}

        .macro  leave mode, bank
        cps     #\mode
        str     sp, [r0, #STACKS + 8 * \bank]
        str     lr, [r0, #STACKS + 8 * \bank + 4]
        mrs     r1, spsr
        str     r1, [r0, #SAVED + 4 * \bank - 4]
        .endm

        leave   0x11, 1
        leave   0x12, 2
        leave   0x13, 3
        leave   0x17, 4
        leave   0x1b, 5
        cps     #0x13
        mrc     p15, 0, r1, c13, c0, 2
        str     r1, [r0, #THREADS]
        mrc     p15, 0, r1, c13, c0, 3
        str     r1, [r0, #THREADS + 4]
        mrc     p15, 0, r1, c13, c0, 4
        str     r1, [r0, #THREADS + 8]
        mrc     p15, 0, r1, c5, c0, 0
        str     r1, [r0, #FAULTS]
        mrc     p15, 0, r1, c5, c0, 1
        str     r1, [r0, #FAULTS + 4]
        mrc     p15, 0, r1, c6, c0, 0
        str     r1, [r0, #FAULTS + 8]
        mrc     p15, 0, r1, c6, c0, 2
        str     r1, [r0, #FAULTS + 12]
        mrc     p15, 0, r1, c7, c4, 0
        str     r1, [r0, #FAULTS + 16]
        fmrx    r1, fpexc
        str     r1, [r0, #FAULTS + 20]
        ldr     r2, interrupts
        mov     r1, #2
        str     r1, [r2, #0x1c]
        mov     r1, #0
        str     r1, [r2, #0x0c]
        ldr     r1, window
        add     r2, r0, #WINDOW
        .rept   8
        ldmia   r1!, {r3-r10}
        stmia   r2!, {r3-r10}
        .endr
        add     r0, r0, #BYTES
        str     r0, result
        ldr     r0, case
        add     r0, r0, #BYTES
        str     r0, case
        b       next

        .org    0xa000
case:   .word   0
end:    .word   0
result: .word   0
window: .word   0
interrupts: .word INTERRUPTS
status: .word   0
entry:  .word   0
save:   .word   0
vector: .word   0
