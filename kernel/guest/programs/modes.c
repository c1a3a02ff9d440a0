/* SPDX-License-Identifier: Apache-2.0 */
/* Banked registers: the user's sp and lr by CPS to system mode and by LDM and STM with ^, those of any mode by MSR. */
#include "arch.h"
#include "check.h"
#include "console.h"
#include "exceptions.h"

void user_set_by_cps(uint32_t sp, uint32_t lr);
void user_get_by_cps(uint32_t sp_lr[2]);
void user_set_by_ldm(const uint32_t sp_lr[2]);
void user_get_by_stm(uint32_t sp_lr[2]);
void bank_set(uint32_t mode, const uint32_t sp_lr_spsr[3]);
void bank_get(uint32_t mode, uint32_t sp_lr_spsr[3]);
uint32_t fast_bank(uint32_t value);

static const uint32_t modes[] = {MODE_FIQ, MODE_IRQ, MODE_SVC, MODE_ABT, MODE_UND};
static const char *const names[] = {"fiq", "irq", "svc", "abt", "und"};
enum { MODES = sizeof modes / sizeof *modes };

/* In supervisor mode. */
static uint32_t user_bank(uint32_t unused_a, uint32_t unused_b)
{
    static const uint32_t wanted[] = {0x12345678, 0x9abcdef0};
    uint32_t got[2];

    (void)unused_a;
    (void)unused_b;
    user_set_by_cps(0x11111110, 0x22222222);
    user_get_by_stm(got);
    check("sp by CPS, read by STM", got[0], 0x11111110);
    check("lr by CPS, read by STM", got[1], 0x22222222);
    user_get_by_cps(got);
    check("sp by CPS, read by CPS", got[0], 0x11111110);
    check("lr by CPS, read by CPS", got[1], 0x22222222);
    user_set_by_ldm(wanted);
    user_get_by_cps(got);
    check("sp by LDM, read by CPS", got[0], wanted[0]);
    check("lr by LDM, read by CPS", got[1], wanted[1]);
    user_get_by_stm(got);
    check("sp by LDM, read by STM", got[0], wanted[0]);
    check("lr by LDM, read by STM", got[1], wanted[1]);
    return cpsr_read();
}

static void banks_by_msr(void)
{
    uint32_t before[MODES][3], got[3];

    for (int k = 0; k < MODES; k++) {
        uint32_t values[] = {0x1000u * (uint32_t)k + 8, ~(uint32_t)k, 0xf0000010u | (uint32_t)k << 16};
        bank_get(modes[k], before[k]);
        bank_set(modes[k], values);
    }
    for (int k = 0; k < MODES; k++) {
        bank_get(modes[k], got);
        print("%s: ", names[k]);
        check("sp", got[0], 0x1000u * (uint32_t)k + 8);
        print("%s: ", names[k]);
        check("lr", got[1], ~(uint32_t)k);
        print("%s: ", names[k]);
        check("spsr", got[2], 0xf0000010u | (uint32_t)k << 16);
        bank_set(modes[k], before[k]);
    }
}

void program(void)
{
    check("the kernel runs in system mode", cpsr_read() & MODE_MASK, MODE_SYS);
    check("the checks ran in supervisor mode", in_supervisor(user_bank, 0, 0) & MODE_MASK, MODE_SVC);
    banks_by_msr();
    check("r8 to r12 of fiq", fast_bank(0x01010101), 5 * 0x01010101);
}
