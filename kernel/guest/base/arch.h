/* SPDX-License-Identifier: Apache-2.0 */
/* Coprocessor registers and barriers, each as a pair of functions NAME_read and NAME_write (DDI 0301, 3.2 and 13.3). */
#pragma once

#include <stdint.h>

#define COPROCESSOR_REGISTER(name, coprocessor, op1, crn, crm, op2) \
    static inline uint32_t name##_read(void) \
    { \
        uint32_t value; \
        asm volatile("mrc p" #coprocessor ", " #op1 ", %0, c" #crn ", c" #crm ", " #op2 : "=r"(value) : : "memory"); \
        return value; \
    } \
    static inline void name##_write(uint32_t value) \
    { \
        asm volatile("mcr p" #coprocessor ", " #op1 ", %0, c" #crn ", c" #crm ", " #op2 : : "r"(value) : "memory"); \
    }

/* System control */
COPROCESSOR_REGISTER(main_id, 15, 0, 0, 0, 0)
COPROCESSOR_REGISTER(control, 15, 0, 1, 0, 0)
COPROCESSOR_REGISTER(ttbr0, 15, 0, 2, 0, 0)
COPROCESSOR_REGISTER(ttbr1, 15, 0, 2, 0, 1)
COPROCESSOR_REGISTER(ttbcr, 15, 0, 2, 0, 2)
COPROCESSOR_REGISTER(dacr, 15, 0, 3, 0, 0)
COPROCESSOR_REGISTER(dfsr, 15, 0, 5, 0, 0)
COPROCESSOR_REGISTER(ifsr, 15, 0, 5, 0, 1)
COPROCESSOR_REGISTER(far, 15, 0, 6, 0, 0)
COPROCESSOR_REGISTER(ifar, 15, 0, 6, 0, 2)
COPROCESSOR_REGISTER(prefetch_flush, 15, 0, 7, 5, 4)
COPROCESSOR_REGISTER(instruction_cache_invalidate, 15, 0, 7, 5, 0)
COPROCESSOR_REGISTER(branch_predictor_flush, 15, 0, 7, 5, 6)
COPROCESSOR_REGISTER(synchronization_barrier, 15, 0, 7, 10, 4)
COPROCESSOR_REGISTER(memory_barrier, 15, 0, 7, 10, 5)
COPROCESSOR_REGISTER(physical_address, 15, 0, 7, 4, 0)
COPROCESSOR_REGISTER(translate_privileged_read, 15, 0, 7, 8, 0)
COPROCESSOR_REGISTER(translate_user_write, 15, 0, 7, 8, 3)
COPROCESSOR_REGISTER(tlb_invalidate, 15, 0, 8, 7, 0)
COPROCESSOR_REGISTER(tlb_invalidate_address, 15, 0, 8, 7, 1)
COPROCESSOR_REGISTER(tlb_invalidate_asid, 15, 0, 8, 7, 2)
COPROCESSOR_REGISTER(tlb_lockdown, 15, 0, 10, 0, 0)
COPROCESSOR_REGISTER(vector_base, 15, 0, 12, 0, 0)
COPROCESSOR_REGISTER(context_id, 15, 0, 13, 0, 1)
COPROCESSOR_REGISTER(privileged_thread_id, 15, 0, 13, 0, 4)
COPROCESSOR_REGISTER(lockdown_index, 15, 5, 15, 4, 2)
COPROCESSOR_REGISTER(lockdown_va, 15, 5, 15, 5, 2)
COPROCESSOR_REGISTER(lockdown_pa, 15, 5, 15, 6, 2)
COPROCESSOR_REGISTER(lockdown_attributes, 15, 5, 15, 7, 2)

/* Debug */
COPROCESSOR_REGISTER(debug_id, 14, 0, 0, 0, 0)
COPROCESSOR_REGISTER(debug_status, 14, 0, 0, 1, 0)
COPROCESSOR_REGISTER(watchpoint_fault, 14, 0, 0, 6, 0)
COPROCESSOR_REGISTER(breakpoint_value_0, 14, 0, 0, 0, 4)
COPROCESSOR_REGISTER(breakpoint_control_0, 14, 0, 0, 0, 5)
COPROCESSOR_REGISTER(breakpoint_value_1, 14, 0, 0, 1, 4)
COPROCESSOR_REGISTER(breakpoint_control_1, 14, 0, 0, 1, 5)
COPROCESSOR_REGISTER(breakpoint_value_4, 14, 0, 0, 4, 4)
COPROCESSOR_REGISTER(breakpoint_control_4, 14, 0, 0, 4, 5)
COPROCESSOR_REGISTER(watchpoint_value_0, 14, 0, 0, 0, 6)
COPROCESSOR_REGISTER(watchpoint_control_0, 14, 0, 0, 0, 7)

/* Control register bits (DDI 0301, 3.2.7) */
#define CONTROL_M (1u << 0)   /* MMU */
#define CONTROL_A (1u << 1)   /* alignment checking */
#define CONTROL_U (1u << 22)  /* unaligned loads and stores */
#define CONTROL_XP (1u << 23) /* tables without subpages */

/* Fault status, FSR[10,3:0], of both DFSR and IFSR (DDI 0301, 6.9.6) */
#define FAULT_ALIGNMENT 0x1
#define FAULT_DEBUG 0x2
#define FAULT_SECTION_TRANSLATION 0x5
#define FAULT_PAGE_TRANSLATION 0x7
#define FAULT_SECTION_DOMAIN 0x9
#define FAULT_PAGE_DOMAIN 0xb
#define FAULT_SECTION_PERMISSION 0xd
#define FAULT_PAGE_PERMISSION 0xf
#define FAULT_STATUS 0x40f
#define FAULT_WRITE (1u << 11)

/* What was written to CP14 or CP15 holds for the instructions that follow. */
static inline void synchronize(void)
{
    synchronization_barrier_write(0);
    prefetch_flush_write(0);
}

static inline uint32_t cpsr_read(void)
{
    uint32_t value;
    asm volatile("mrs %0, cpsr" : "=r"(value) : : "memory");
    return value;
}

static inline void interrupts_on(void)
{
    asm volatile("cpsie i" : : : "memory");
}

static inline void interrupts_off(void)
{
    asm volatile("cpsid i" : : : "memory");
}
