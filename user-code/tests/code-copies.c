/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks code that is copied to memory, run, changed in part or as a whole, and run again; a model in C tells what must
 * come out (the host prints the model). Each is done without barriers and with those that user mode has (data
 * synchronization barrier, flush of the prefetch buffer; ARM ARM B6.6.5).
 *
 *     copied      one of three functions is copied over the one before it
 *     page edge   the same across the edge of two pages, so that a change touches one page or both
 *     bytes       an immediate is changed by strb and strh, an instruction by an unaligned str
 *     ahead       a store changes the instruction one to six places behind it
 *     itself      a store overwrites itself, and stm itself and what follows
 *
 * As a small program, which may execute all its memory, it copies to the heap and to the stack too; an ELF program has
 * pages for it. code-copies [ROUNDS]: default 200.
 */
#include "libos.h"

enum { WORDS = 8, PAGE_WORDS = 1024 };

static uint32_t rotate(uint32_t value, uint32_t right)
{
    return value >> right | value << (32 - right);
}

static uint32_t model_copied(uint32_t rounds)
{
    uint32_t value = 1;
    for (uint32_t i = 0; i < rounds; i++) {
        uint32_t immediate = i & 255;
        switch (i % 3) {
        case 0: value = rotate(value + immediate, 5); break;
        case 1: value = rotate(value ^ immediate, 9) + 3; break;
        default: value = immediate - value; break;
        }
    }
    return value;
}

static uint32_t model_bytes(uint32_t rounds)
{
    uint32_t value = 1;
    for (uint32_t i = 0; i < rounds; i++) {
        uint32_t immediate = (i * 5) & 255;
        value = rotate(i % 3 == 2 ? value ^ immediate : value + immediate, 5);
    }
    return value;
}

static uint32_t model_ahead(uint32_t rounds)
{
    uint32_t value = 1;
    for (uint32_t i = 0; i < rounds; i++)
        for (uint32_t j = 0; j < 6; j++)
            value = j == i % 6 ? value ^ (i & 255) : rotate(value, 1 + j);
    return value;
}

static uint32_t model_itself(uint32_t rounds)
{
    uint32_t value = 1;
    for (uint32_t i = 0; i < rounds; i++) {
        value = (value + 7) ^ 0xf0;
        value = rotate(value + 7, 4) - 0x21;
    }
    return value;
}

#ifdef LIBOS_HOST

static uint32_t copied(uint32_t *place, uint32_t rounds, bool barriers)
{
    (void)place, (void)barriers;
    return model_copied(rounds);
}

static uint32_t bytes(uint32_t *place, uint32_t rounds, bool barriers)
{
    (void)place, (void)barriers;
    return model_bytes(rounds);
}

static uint32_t ahead(uint32_t *place, uint32_t rounds, bool barriers)
{
    (void)place, (void)barriers;
    return model_ahead(rounds);
}

static uint32_t itself(uint32_t *place, uint32_t rounds, bool barriers)
{
    (void)place, (void)barriers;
    return model_itself(rounds);
}

static uint32_t pages[2 * PAGE_WORDS];

static bool executable_everywhere(void)
{
    return false;
}

#else

extern uint32_t pages[2 * PAGE_WORDS]; /* begins at a page's edge */
extern const uint32_t templates[3][WORDS], ahead_template[24], itself_template[12], stm_template[12];
void barrier(void);

__asm__(".pushsection .rwx, \"awx\", %progbits\n"
        ".balign 4096\n"
        ".global pages\n"
        "pages: .space 8192\n"
        ".popsection\n"
        ".pushsection .text.code_copies, \"ax\", %progbits\n"
        ".arm\n"
        ".global barrier, templates, ahead_template, itself_template, stm_template\n"
        ".type barrier, %function\n"
        "barrier:\n"
        "    mov     r3, #0\n"
        "    mcr     p15, 0, r3, c7, c10, 4\n"
        "    mcr     p15, 0, r3, c7, c5, 4\n"
        "    bx      lr\n"
        /* uint32_t (uint32_t value), of eight words each; the first immediate is set for each round */
        "templates:\n"
        "1:  add     r0, r0, #0\n"
        "    mov     r0, r0, ror #5\n"
        "    bx      lr\n"
        "    .space  32 - (. - 1b)\n"
        "2:  eor     r0, r0, #0\n"
        "    mov     r0, r0, ror #9\n"
        "    add     r0, r0, #3\n"
        "    bx      lr\n"
        "    .space  32 - (. - 2b)\n"
        "3:  rsb     r0, r0, #0\n"
        "    mov     r1, #0\n"
        "    b       4f\n"
        "    mov     r0, #1\n"
        "4:  orr     r0, r0, r1\n"
        "    bx      lr\n"
        "    .space  32 - (. - 3b)\n"
        /* uint32_t (uint32_t value, uint32_t instruction, uint32_t offset): stores the instruction so many bytes behind */
        "ahead_template:\n"
        "    add     r2, r2, pc\n"
        "    str     r1, [r2]\n"        /* at offset 0 from the pc that was read above is the next one */
        "    mov     r0, r0, ror #1\n"
        "    mov     r0, r0, ror #2\n"
        "    mov     r0, r0, ror #3\n"
        "    mov     r0, r0, ror #4\n"
        "    mov     r0, r0, ror #5\n"
        "    mov     r0, r0, ror #6\n"
        "    bx      lr\n"
        "    .space  96 - (. - ahead_template)\n"
        /* uint32_t (uint32_t value, uint32_t instruction): called twice; the store is another instruction then */
        "itself_template:\n"
        "    add     r0, r0, #7\n"
        "    str     r1, [pc, #-8]\n"
        "    eor     r0, r0, #0xf0\n"
        "    bx      lr\n"
        "    .space  48 - (. - itself_template)\n"
        /* The same, where stm overwrites itself and the two instructions behind it. */
        "stm_template:\n"
        "    push    {r4, lr}\n"
        "    add     r0, r0, #7\n"
        "    ldr     r2, [r1]\n"
        "    ldr     r3, [r1, #4]\n"
        "    ldr     r4, [r1, #8]\n"
        "    sub     r1, pc, #4\n"
        "    stmia   r1, {r2, r3, r4}\n"
        "    udf     #1\n"
        "    udf     #2\n"
        "    pop     {r4, pc}\n"
        "    .space  48 - (. - stm_template)\n"
        ".popsection\n");

typedef uint32_t function(uint32_t value, uint32_t first, uint32_t second);

static uint32_t call(uint32_t *code, uint32_t value, uint32_t first, uint32_t second)
{
    return ((function *)(uintptr_t)code)(value, first, second);
}

static void set(volatile uint32_t *place, const uint32_t *from, uint32_t words)
{
    for (uint32_t i = 0; i < words; i++)
        place[i] = from[i];
}

static uint32_t copied(uint32_t *place, uint32_t rounds, bool barriers)
{
    uint32_t value = 1;
    for (uint32_t i = 0; i < rounds; i++) {
        set(place, templates[i % 3], WORDS);
        *(volatile uint32_t *)place |= i & 255;
        if (barriers)
            barrier();
        value = call(place, value, 0, 0);
    }
    return value;
}

static uint32_t bytes(uint32_t *place, uint32_t rounds, bool barriers)
{
    uint32_t value = 1;
    uint8_t *at = (uint8_t *)place;
    set(place + 1, templates[0], WORDS);
    for (uint32_t i = 0; i < rounds; i++) {
        uint32_t immediate = (i * 5) & 255;
        if (i % 3 == 0)
            *(volatile uint8_t *)(at + 4) = (uint8_t)immediate;
        else if (i % 3 == 1)
            *(volatile uint16_t *)(at + 4) = (uint16_t)immediate; /* Rd is r0, so the half-word is the immediate alone */
        else
            place[1] = (templates[1][0] & 0xffffff00) | immediate;
        if (barriers)
            barrier();
        value = call(place + 1, value, 0, 0);
        /* Back to add: the upper three bytes, with whatever the word before has in its last byte. */
        uint32_t word = templates[0][0];
        __asm__ volatile("str %0, [%1, #1]" : : "r"(word >> 8 | word << 24), "r"(at + 4) : "memory");
        set(place + 2, templates[0] + 1, 1);
    }
    return value;
}

static uint32_t ahead(uint32_t *place, uint32_t rounds, bool barriers)
{
    uint32_t value = 1;
    for (uint32_t i = 0; i < rounds; i++) {
        set(place, ahead_template, 9);
        if (barriers)
            barrier();
        value = call(place, value, 0xe2200000 | (i & 255), i % 6 * 4);
    }
    return value;
}

static uint32_t itself(uint32_t *place, uint32_t rounds, bool barriers)
{
    const uint32_t rotation = 0xe1a00260; /* mov r0, r0, ror #4 */
    const uint32_t subtraction = 0xe2400021; /* sub r0, r0, #0x21 */
    const uint32_t over[3] = {0xe1a00000, rotation, subtraction};
    uint32_t value = 1;
    for (uint32_t i = 0; i < rounds; i++) {
        set(place, itself_template, 4);
        if (barriers)
            barrier();
        value = call(place, value, rotation, 0);
        /* Only now is the second word the rotation; before its store it was the store. */
        if (place[1] != rotation)
            return 0;
        set(place, stm_template, 10);
        value = call(place, value, (uint32_t)over, 0);
    }
    return value;
}

static bool executable_everywhere(void)
{
    return (uintptr_t)barrier >= 0x400000; /* where small programs are linked */
}

#endif

static uint32_t rounds;

static int check(const char *name, uint32_t (*run)(uint32_t *, uint32_t, bool), uint32_t *place, uint32_t want)
{
    uint32_t plain = run(place, rounds, false), with_barriers = run(place, rounds, true);
    bool right = plain == want && with_barriers == want;
    if (name || !right)
        printf("%s: %08x, %s\n", name ? name : "elsewhere", plain, right ? "as expected" : "WRONG");
    return !right;
}

/* Silent if all is right, so that a program that has fewer places prints the same. */
static int check_place(uint32_t *place)
{
    return check(NULL, copied, place, model_copied(rounds)) + check(NULL, bytes, place, model_bytes(rounds))
           + check(NULL, ahead, place, model_ahead(rounds)) + check(NULL, itself, place, model_itself(rounds));
}

int main(int argc, char **argv)
{
    rounds = os_argument(argc, argv, 1, 200);
    uint32_t *edge = pages + PAGE_WORDS;
    int bad = check("copied", copied, pages, model_copied(rounds));
    for (int before = 1; before < 4; before++)
        bad += check("page edge", copied, edge - before, model_copied(rounds));
    bad += check("bytes", bytes, pages + 32, model_bytes(rounds));
    bad += check("bytes at an edge", bytes, edge - 2, model_bytes(rounds));
    bad += check("ahead", ahead, pages + 64, model_ahead(rounds));
    bad += check("ahead over an edge", ahead, edge - 3, model_ahead(rounds));
    bad += check("itself", itself, edge - 1, model_itself(rounds));
    if (executable_everywhere()) {
        uint32_t on_stack[32];
        uint32_t *heap = malloc(sizeof on_stack);
        bad += check_place(on_stack) + (heap ? check_place(heap) : 1);
    }
    return bad;
}
