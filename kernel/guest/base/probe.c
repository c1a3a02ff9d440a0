/* SPDX-License-Identifier: Apache-2.0 */
/* A probing access is one instruction: the handlers go on behind it, or, when it was a call, where it would return. */
#include "probe.h"

#include "arch.h"
#include "exceptions.h"

static struct fault fault;

static struct frame *data_abort(struct frame *frame)
{
    fault = (struct fault){dfsr_read(), far_read()};
    frame->pc += 4;
    return frame;
}

static struct frame *prefetch_abort(struct frame *frame)
{
    fault = (struct fault){ifsr_read(), ifar_read()};
    frame->pc = frame->lr;
    return frame;
}

void probe_start(void)
{
    handle(DATA_ABORT, data_abort);
    handle(PREFETCH_ABORT, prefetch_abort);
}

struct fault probe(enum access access, uint32_t address)
{
    uint32_t value = 0;

    fault = (struct fault){0, 0};
    switch (access) {
    case READ:
        asm volatile("ldr %0, [%1]" : "=r"(value) : "r"(address) : "memory");
        break;
    case WRITE:
        asm volatile("str %0, [%1]" : : "r"(value), "r"(address) : "memory");
        break;
    case USER_READ:
        asm volatile("ldrt %0, [%1]" : "=&r"(value) : "r"(address) : "memory");
        break;
    case USER_WRITE:
        asm volatile("strt %0, [%1]" : : "r"(value), "r"(address) : "memory");
        break;
    case EXECUTE:
        asm volatile("blx %0" : : "r"(address) : "lr", "memory");
        break;
    }
    return fault;
}
