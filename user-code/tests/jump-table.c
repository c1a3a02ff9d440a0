/* SPDX-License-Identifier: Apache-2.0 */
/* Checks indirect branches: a dense switch (ldr pc from a table) and a table of functions (blx) interpret the same
   random program and must agree.
   jump-table [N]: N operations, default 2000. */
#include "libos.h"

struct machine {
    uint32_t a, b, c;
};

static __attribute__((noinline)) void by_switch(struct machine *m, uint32_t code)
{
    switch (code % 16) {
    case 0: m->a += m->b; break;
    case 1: m->b ^= m->c; break;
    case 2: m->c -= m->a; break;
    case 3: m->a = m->a << 3 | m->a >> 29; break;
    case 4: m->b *= 2654435761u; break;
    case 5: m->c += code; break;
    case 6: m->a ^= code; break;
    case 7: m->b = ~m->b; break;
    case 8: m->c = m->a & m->b; break;
    case 9: m->a |= m->c; break;
    case 10: m->b -= code >> 4; break;
    case 11: m->c = m->b >> 7; break;
    case 12: m->a = m->b; break;
    case 13: m->b = (uint32_t)((int32_t)m->a >> 5); break;
    case 14: m->c = m->a > m->b; break;
    default: m->a = m->c + 1; break;
    }
}

#define OPERATION(number, statement)                                  \
    static void operation_##number(struct machine *m, uint32_t code)  \
    {                                                                 \
        (void)code;                                                   \
        statement;                                                    \
    }

OPERATION(0, m->a += m->b)
OPERATION(1, m->b ^= m->c)
OPERATION(2, m->c -= m->a)
OPERATION(3, m->a = m->a << 3 | m->a >> 29)
OPERATION(4, m->b *= 2654435761u)
OPERATION(5, m->c += code)
OPERATION(6, m->a ^= code)
OPERATION(7, m->b = ~m->b)
OPERATION(8, m->c = m->a & m->b)
OPERATION(9, m->a |= m->c)
OPERATION(10, m->b -= code >> 4)
OPERATION(11, m->c = m->b >> 7)
OPERATION(12, m->a = m->b)
OPERATION(13, m->b = (uint32_t)((int32_t)m->a >> 5))
OPERATION(14, m->c = m->a > m->b)
OPERATION(15, m->a = m->c + 1)

/* Not const, so that the compiler cannot call past the table. */
static void (*operations[16])(struct machine *, uint32_t) = {
    operation_0,  operation_1,  operation_2,  operation_3,  operation_4,  operation_5,  operation_6,  operation_7,
    operation_8,  operation_9,  operation_10, operation_11, operation_12, operation_13, operation_14, operation_15,
};

int main(int argc, char **argv)
{
    uint32_t count = os_argument(argc, argv, 1, 2000), state = 77777u;
    struct machine one = {1, 2, 3}, two = {1, 2, 3};
    for (uint32_t i = 0; i < count; i++) {
        uint32_t code = os_random(&state) >> 3;
        by_switch(&one, code);
        operations[code % 16](&two, code);
    }
    bool same = one.a == two.a && one.b == two.b && one.c == two.c;
    printf("jump-table: %u operations, %08x %08x %08x, switch and functions %s\n", count, one.a, one.b, one.c,
           same ? "agree" : "DIFFER");
    return same ? 0 : 1;
}
