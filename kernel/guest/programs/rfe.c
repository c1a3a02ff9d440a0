/* SPDX-License-Identifier: Apache-2.0 */
/* RFE: blocks of two words in every addressing mode, and the 17 words of a whole user context. */
#include "arch.h"
#include "check.h"
#include "exceptions.h"

typedef uint32_t rfe(uint32_t base, uint32_t cpsr);
rfe rfe_ia, rfe_ib, rfe_da, rfe_db;
extern const uint32_t user_calls[];

static struct frame seen[2];
static unsigned calls;

static struct frame *record(struct frame *frame)
{
    seen[calls++] = *frame;
    return calls == 2 ? leave(42) : frame;
}

void program(void)
{
    static uint32_t block[8];
    uint32_t base = (uint32_t)&block[4], masks = CPSR_A | CPSR_I | CPSR_F;

    check("RFEIA to abort mode", in_supervisor(rfe_ia, base, masks | MODE_ABT), base + 8);
    check("RFEIB to system mode", in_supervisor(rfe_ib, base, masks | MODE_SYS), base + 8);
    check("RFEDA to undefined mode", in_supervisor(rfe_da, base, masks | MODE_UND), base - 8);
    check("RFEDB to IRQ mode", in_supervisor(rfe_db, base, masks | MODE_IRQ), base - 8);

    struct frame user = {.sp = 0xdead0000, .lr = 0xbeef0001, .pc = (uint32_t)user_calls, .cpsr = 0xa80f0000 | MODE_USR};
    for (uint32_t k = 0; k < 13; k++)
        user.r[k] = 0x01010101 * (k + 1);
    handle(SUPERVISOR_CALL, record);
    check("user code ends with its result", run(&user), 42);
    user.pc += 4;
    check_frame("17 words arrive", &seen[0], &user);
    user.pc += 8;
    check_frame("17 words are resumed", &seen[1], &user);
}
