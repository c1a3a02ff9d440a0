/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks the condition flags. Every condition against every combination of N, Z, C and V; the arithmetic instructions
 * with the carry in; multi-word chains of adc, sbc and rsc; the carry out of the shifter, by register and by
 * immediate; and the sticky Q. A model in C computes the same: the ARM program compares the two, the host prints the
 * model's checksums.
 */
#include "libos.h"

enum { N = 8, Z = 4, C = 2, V = 1 };

static const uint32_t operands[] = {0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0x12345678};
static const uint32_t amounts[] = {0, 1, 31, 32, 33, 255, 256};

enum { OPERANDS = sizeof operands / sizeof operands[0], AMOUNTS = sizeof amounts / sizeof amounts[0] };

/* A result, and NZCVQ as bits 4..0 (the top five bits of the CPSR). */
struct outcome {
    uint32_t value;
    uint32_t flags;
};

static uint32_t nz(uint32_t value)
{
    return (value >> 31 ? N : 0) | (value == 0 ? Z : 0);
}

static struct outcome with_flags(uint32_t value, uint32_t nzcv)
{
    return (struct outcome){value, nzcv << 1};
}

/* ---- the model ---- */

/* AddWithCarry of the ARM ARM; every subtraction is an addition of the complement. */
static struct outcome model_add(uint32_t a, uint32_t b, uint32_t carry)
{
    uint64_t wide = (uint64_t)a + b + carry;
    uint32_t value = (uint32_t)wide;
    return with_flags(value, nz(value) | (wide >> 32 ? C : 0) | ((~(a ^ b) & (a ^ value)) >> 31 ? V : 0));
}

static struct outcome model_shift(int kind, uint32_t a, uint32_t amount, uint32_t flags)
{
    uint32_t n = amount & 255, value = a, carry = flags >> 1 & 1;
    if (n != 0) {
        switch (kind) {
        case 0:
            carry = n > 32 ? 0 : a >> (32 - n) & 1;
            value = n > 31 ? 0 : a << n;
            break;
        case 1:
            carry = n > 32 ? 0 : (uint32_t)((uint64_t)a << 1 >> n) & 1;
            value = n > 31 ? 0 : a >> n;
            break;
        case 2:
            carry = n > 31 ? a >> 31 : a >> (n - 1) & 1;
            value = (uint32_t)((int32_t)a >> (n > 31 ? 31 : n));
            break;
        default:
            value = n & 31 ? a >> (n & 31) | a << (32 - (n & 31)) : a;
            carry = value >> 31;
        }
    }
    return with_flags(value, nz(value) | (carry ? C : 0) | (flags & V));
}

static struct outcome model_rrx(uint32_t a, uint32_t flags)
{
    uint32_t value = a >> 1 | (flags & C) << 30;
    return with_flags(value, nz(value) | (a & 1 ? C : 0) | (flags & V));
}

static uint32_t model_conditions(uint32_t flags)
{
    bool n = flags & N, z = flags & Z, c = flags & C, v = flags & V;
    bool holds[15] = {z, !z, c, !c, n, !n, v, !v, c && !z, !c || z, n == v, n != v, !z && n == v, z || n != v, true};
    uint32_t mask = 0;
    for (int i = 0; i < 15; i++)
        mask |= (uint32_t)holds[i] << i;
    return mask;
}

/* Saturates to a signed number of bits; Q says that it had to. NZCV stay 0. */
static struct outcome saturate(int64_t wide, int bits)
{
    int64_t most = (1LL << (bits - 1)) - 1;
    int64_t kept = wide > most ? most : wide < -most - 1 ? -most - 1 : wide;
    return (struct outcome){(uint32_t)kept, kept != wide};
}

static struct outcome model_saturating(int kind, uint32_t a, uint32_t b)
{
    int64_t left = (int32_t)a, right = (int32_t)b;
    struct outcome twice = saturate(2 * right, 32), result;
    switch (kind) {
    case 0:
        return saturate(left + right, 32);
    case 1:
        return saturate(left - right, 32);
    case 2:
        result = saturate(left + (int32_t)twice.value, 32);
        break;
    case 3:
        result = saturate(left - (int32_t)twice.value, 32);
        break;
    case 4:
        return saturate(left, 16);
    default: {
        int64_t kept = left < 0 ? 0 : left > 255 ? 255 : left;
        return (struct outcome){(uint32_t)kept, kept != left};
    }
    }
    result.flags |= twice.flags;
    return result;
}

/* ---- the machine ---- */

#ifdef LIBOS_HOST

#define run_conditions model_conditions
#define run_arithmetic model_arithmetic
#define run_shift model_shift
#define run_rrx model_rrx
#define run_immediate model_immediate
#define run_saturating model_saturating
#define run_chain model_chain

#else

/* Sets NZCV and clears Q, executes one instruction "mnemonic result, ...", and reads the flags. */
#define EXECUTE(instruction, a, b, nzcv)                                                           \
    ({                                                                                             \
        struct outcome outcome;                                                                    \
        __asm__ volatile("msr cpsr_f, %4\n\t" instruction "\n\tmrs %1, cpsr"                       \
                         : "=&r"(outcome.value), "=&r"(outcome.flags)                              \
                         : "r"(a), "r"(b), "r"((uint32_t)(nzcv) << 28)                             \
                         : "cc");                                                                  \
        outcome.flags >>= 27;                                                                      \
        outcome;                                                                                   \
    })

static uint32_t run_conditions(uint32_t flags)
{
    uint32_t mask = 0;
    __asm__ volatile("msr cpsr_f, %1\n\t"
                     "orreq %0, %0, #0x0001\n\torrne %0, %0, #0x0002\n\t"
                     "orrcs %0, %0, #0x0004\n\torrcc %0, %0, #0x0008\n\t"
                     "orrmi %0, %0, #0x0010\n\torrpl %0, %0, #0x0020\n\t"
                     "orrvs %0, %0, #0x0040\n\torrvc %0, %0, #0x0080\n\t"
                     "orrhi %0, %0, #0x0100\n\torrls %0, %0, #0x0200\n\t"
                     "orrge %0, %0, #0x0400\n\torrlt %0, %0, #0x0800\n\t"
                     "orrgt %0, %0, #0x1000\n\torrle %0, %0, #0x2000\n\torral %0, %0, #0x4000"
                     : "+r"(mask)
                     : "r"(flags << 28)
                     : "cc");
    return mask;
}

static struct outcome run_arithmetic(int kind, uint32_t a, uint32_t b, uint32_t flags)
{
    switch (kind) {
    case 0: return EXECUTE("adds %0, %2, %3", a, b, flags);
    case 1: return EXECUTE("adcs %0, %2, %3", a, b, flags);
    case 2: return EXECUTE("subs %0, %2, %3", a, b, flags);
    case 3: return EXECUTE("sbcs %0, %2, %3", a, b, flags);
    case 4: return EXECUTE("rsbs %0, %2, %3", a, b, flags);
    case 5: return EXECUTE("rscs %0, %2, %3", a, b, flags);
    case 6: return EXECUTE("mov %0, #0\n\tcmp %2, %3", a, b, flags);
    default: return EXECUTE("mov %0, #0\n\tcmn %2, %3", a, b, flags);
    }
}

static struct outcome run_shift(int kind, uint32_t a, uint32_t amount, uint32_t flags)
{
    switch (kind) {
    case 0: return EXECUTE("movs %0, %2, lsl %3", a, amount, flags);
    case 1: return EXECUTE("movs %0, %2, lsr %3", a, amount, flags);
    case 2: return EXECUTE("movs %0, %2, asr %3", a, amount, flags);
    default: return EXECUTE("movs %0, %2, ror %3", a, amount, flags);
    }
}

static struct outcome run_rrx(uint32_t a, uint32_t flags)
{
    return EXECUTE("movs %0, %2, rrx", a, a, flags);
}

static struct outcome run_immediate(int kind, uint32_t a, uint32_t flags)
{
    switch (kind) {
    case 0: return EXECUTE("movs %0, %2, lsl #5", a, a, flags);
    case 1: return EXECUTE("movs %0, %2, lsr #32", a, a, flags);
    case 2: return EXECUTE("movs %0, %2, asr #32", a, a, flags);
    case 3: return EXECUTE("movs %0, %2, ror #12", a, a, flags);
    case 4: return EXECUTE("ands %0, %2, #0xff000000", a, a, flags); /* a rotated immediate sets C */
    default: return EXECUTE("ands %0, %2, #0xff", a, a, flags);      /* one that is not leaves it */
    }
}

static struct outcome run_saturating(int kind, uint32_t a, uint32_t b)
{
    switch (kind) {
    case 0: return EXECUTE("qadd %0, %2, %3", a, b, 0);
    case 1: return EXECUTE("qsub %0, %2, %3", a, b, 0);
    case 2: return EXECUTE("qdadd %0, %2, %3", a, b, 0);
    case 3: return EXECUTE("qdsub %0, %2, %3", a, b, 0);
    case 4: return EXECUTE("ssat %0, #16, %2", a, b, 0);
    default: return EXECUTE("usat %0, #8, %2", a, b, 0);
    }
}

/* 96 bits of {a, b, a} and {b, b, a}: their sum, difference and reverse difference. */
static void run_chain(int kind, uint32_t a, uint32_t b, uint32_t out[3])
{
    if (kind == 0)
        __asm__("adds %0, %3, %4\n\tadcs %1, %4, %4\n\tadc %2, %3, %3"
                : "=&r"(out[0]), "=&r"(out[1]), "=&r"(out[2]) : "r"(a), "r"(b) : "cc");
    else if (kind == 1)
        __asm__("subs %0, %3, %4\n\tsbcs %1, %4, %4\n\tsbc %2, %3, %3"
                : "=&r"(out[0]), "=&r"(out[1]), "=&r"(out[2]) : "r"(a), "r"(b) : "cc");
    else
        __asm__("rsbs %0, %3, %4\n\trscs %1, %4, %4\n\trsc %2, %3, %3"
                : "=&r"(out[0]), "=&r"(out[1]), "=&r"(out[2]) : "r"(a), "r"(b) : "cc");
}

#endif

static struct outcome model_arithmetic(int kind, uint32_t a, uint32_t b, uint32_t flags)
{
    uint32_t carry = flags >> 1 & 1;
    struct outcome outcome;
    switch (kind) {
    case 0: return model_add(a, b, 0);
    case 1: return model_add(a, b, carry);
    case 2: return model_add(a, ~b, 1);
    case 3: return model_add(a, ~b, carry);
    case 4: return model_add(b, ~a, 1);
    case 5: return model_add(b, ~a, carry);
    case 6: outcome = model_add(a, ~b, 1); break;
    default: outcome = model_add(a, b, 0); break;
    }
    outcome.value = 0;
    return outcome;
}

static struct outcome model_immediate(int kind, uint32_t a, uint32_t flags)
{
    static const uint32_t amount[4] = {5, 32, 32, 12};
    if (kind < 4)
        return model_shift(kind, a, amount[kind], flags);
    uint32_t value = a & (kind == 4 ? 0xff000000 : 0xff);
    return with_flags(value, nz(value) | (kind == 4 ? C : flags & C) | (flags & V));
}

static void model_chain(int kind, uint32_t a, uint32_t b, uint32_t out[3])
{
    const uint32_t left[3] = {a, b, a}, right[3] = {b, b, a};
    uint32_t carry = kind != 0;
    for (int i = 0; i < 3; i++) {
        uint32_t l = kind == 2 ? right[i] : left[i], r = kind == 0 ? right[i] : kind == 1 ? ~right[i] : ~left[i];
        uint64_t wide = (uint64_t)l + r + carry;
        out[i] = (uint32_t)wide;
        carry = (uint32_t)(wide >> 32);
    }
}

/* ---- the comparison ---- */

static uint32_t sum, cases, bad;

static __attribute__((noinline)) void check(struct outcome got, struct outcome want)
{
    sum = os_checksum(os_checksum(sum, got.value), got.flags);
    cases++;
    bad += got.value != want.value || got.flags != want.flags;
}

static uint32_t all_bad;

static void report(const char *name)
{
    printf("%-10s %4u cases, %u bad, checksum %08x\n", name, cases, bad, sum);
    all_bad += bad;
    sum = cases = bad = 0;
}

int main(void)
{
    for (uint32_t flags = 0; flags < 16; flags++)
        check((struct outcome){run_conditions(flags), 0}, (struct outcome){model_conditions(flags), 0});
    report("conditions");

    for (int kind = 0; kind < 8; kind++)
        for (uint32_t i = 0; i < OPERANDS * OPERANDS; i++)
            for (uint32_t flags = 0; flags <= C; flags += C) {
                uint32_t a = operands[i / OPERANDS], b = operands[i % OPERANDS];
                check(run_arithmetic(kind, a, b, flags), model_arithmetic(kind, a, b, flags));
            }
    report("arithmetic");

    for (int kind = 0; kind < 3; kind++)
        for (uint32_t i = 0; i < OPERANDS * OPERANDS; i++) {
            uint32_t got[3], want[3];
            run_chain(kind, operands[i / OPERANDS], operands[i % OPERANDS], got);
            model_chain(kind, operands[i / OPERANDS], operands[i % OPERANDS], want);
            for (int word = 0; word < 3; word++)
                check((struct outcome){got[word], 0}, (struct outcome){want[word], 0});
        }
    report("chains");

    /* With V set beforehand: a shift must leave it. */
    for (uint32_t i = 0; i < OPERANDS; i++)
        for (uint32_t flags = V; flags <= (C | V); flags += C) {
            for (int kind = 0; kind < 4; kind++)
                for (uint32_t j = 0; j < AMOUNTS; j++)
                    check(run_shift(kind, operands[i], amounts[j], flags),
                          model_shift(kind, operands[i], amounts[j], flags));
            for (int kind = 0; kind < 6; kind++)
                check(run_immediate(kind, operands[i], flags), model_immediate(kind, operands[i], flags));
            check(run_rrx(operands[i], flags), model_rrx(operands[i], flags));
        }
    report("shifter");

    for (int kind = 0; kind < 6; kind++)
        for (uint32_t i = 0; i < OPERANDS * OPERANDS; i++)
            check(run_saturating(kind, operands[i / OPERANDS], operands[i % OPERANDS]),
                  model_saturating(kind, operands[i / OPERANDS], operands[i % OPERANDS]));
    report("saturating");
    return all_bad ? 1 : 0;
}
