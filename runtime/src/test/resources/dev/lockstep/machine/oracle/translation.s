@ SPDX-License-Identifier: Apache-2.0
@
@ Sets up one world after the other (control register, tables, domains) and in each does accesses of all kinds, and writes
@ down what they read and how they faulted. TranslationLayout tells where things lie; the same image runs on our machine and
@ in qemu-system-arm. It lies in sections of domain 15, of which every world is the manager.
        .arm
        .arch   armv6k

        .set    TIMER, 0x20003000
        .set    POWER, 0x20100000
        .set    ACCESSES, 64

        .macro  vectors
        .irp    number, 0, 1, 2, 3, 4, 5, 6, 7
        b       handler\number
        .endr
        .endm

        vectors

        .org    0x8000
start:  cpsid   aif, #0x13
        mov     r0, #0
        mcr     p15, 0, r0, c12, c0, 0          @ VBAR
world:  ldr     r10, next
        ldr     r0, end
        mrc     p15, 0, r1, c1, c0, 0
        bic     r1, r1, #1
        mcr     p15, 0, r1, c1, c0, 0           @ MMU off
        cmp     r0, r10
        beq     finish
        ldmia   r10!, {r0-r7}                   @ control, TTBR0, TTBR1, TTBCR, domains, context id
        str     r4, domains
        mcr     p15, 0, r1, c2, c0, 0
        mcr     p15, 0, r2, c2, c0, 1
        mcr     p15, 0, r3, c2, c0, 2
        mcr     p15, 0, r4, c3, c0, 0
        mcr     p15, 0, r5, c13, c0, 1
        mov     r8, #0
        mcr     p15, 0, r8, c8, c7, 0
        mcr     p15, 0, r0, c1, c0, 0
        mcr     p15, 0, r8, c7, c5, 4
        mov     r11, #ACCESSES
        ldr     r12, result
access: mcr     p15, 0, r8, c5, c0, 0
        mcr     p15, 0, r8, c5, c0, 1
        mcr     p15, 0, r8, c6, c0, 0
        mcr     p15, 0, r8, c6, c0, 2
        mcr     p15, 0, r8, c7, c4, 0
        clrex
        ldmia   r10!, {r0-r3}                   @ address, value, kind
        mov     r3, #0
        mov     r4, #0
        mov     r5, r1
        mvn     r9, #0
        adr     r7, kinds
        add     pc, r7, r2, lsl #3
        nop

@ The table of kinds: two instructions each.
kinds:  ldr     r1, [r0]
        b       done
        str     r1, [r0]
        b       done
        ldrt    r1, [r0]
        b       done
        strt    r1, [r0]
        b       done
        ldrb    r1, [r0]
        b       done
        strb    r1, [r0]
        b       done
        ldrbt   r1, [r0]
        b       done
        strbt   r1, [r0]
        b       done
        ldrh    r1, [r0]
        b       done
        strh    r1, [r0]
        b       done
        ldmia   r0, {r1, r5}
        b       done
        stmia   r0, {r1, r5}
        b       done
        swp     r5, r1, [r0]
        b       done
        ldrex   r1, [r0]
        b       done
        cps     #0x1f                           @ fetches, where an SVC stands
        mov     pc, r0
        cps     #0x10
        mov     pc, r0
        mcr     p15, 0, r0, c7, c8, 0           @ VA to PA
        b       done
        mcr     p15, 0, r0, c7, c8, 1
        b       done
        mcr     p15, 0, r0, c7, c8, 2
        b       done
        mcr     p15, 0, r0, c7, c8, 3
        b       done

        .irp    number, 0, 1, 2, 3, 4, 5, 6, 7
handler\number:
        mov     r9, #\number
        b       taken
        .endr

taken:  mov     r3, lr
        mrs     r4, spsr
        cps     #0x13
        cmp     r9, #2
        bne     done
        mvn     r1, #0                          @ what was fetched? As the manager of all domains one may look
        mcr     p15, 0, r1, c3, c0, 0
        ldr     r1, [r3, #-4]
        ldr     r6, domains
        mcr     p15, 0, r6, c3, c0, 0

done:   stmia   r12!, {r1, r3, r4, r5, r9}
        mrc     p15, 0, r1, c5, c0, 0
        mrc     p15, 0, r2, c5, c0, 1
        mrc     p15, 0, r3, c6, c0, 0
        mrc     p15, 0, r4, c6, c0, 2
        mrc     p15, 0, r5, c7, c4, 0
        stmia   r12!, {r1-r5}
        add     r12, r12, #24
        subs    r11, r11, #1
        bne     access
        str     r12, result
        str     r10, next
        b       world

finish: ldr     r1, =TIMER
        ldr     r1, [r1]                        @ our machine is stopped here
        ldr     r1, =POWER
        ldr     r2, =0x5a00000a
        str     r2, [r1, #0x24]
        ldr     r2, =0x5a000020
        str     r2, [r1, #0x1c]
        b       .
        .ltorg

        .org    0x8f00
next:   .word   0
end:    .word   0
result: .word   0
domains: .word  0
