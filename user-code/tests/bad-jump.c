/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks that a jump to where no code is ends in a signal, by whatever instruction it is made: one child for each target
 * and each way, and its end is printed. A jump between two instructions lands on the first (ARM ARM A2.3.1: in ARM state
 * a branch ignores the two lowest bits, if it is not an interworking one).
 *
 * bad-jump [TARGET WAY]: with both, this process itself makes the jump. The host sends itself the signal.
 */
#include "libos.h"

enum { SIGNAL_ILL = 4, SIGNAL_SEGV = 11 };

#ifdef LIBOS_HOST

#include <signal.h>

static void jump(uint32_t target, const char *way)
{
    (void)target, (void)way;
}

static uint32_t target_of(const char *name)
{
    (void)name;
    return 0;
}

static uint32_t between(uint32_t value)
{
    return value * 2 + 1;
}

#else

void jump_mov(uint32_t target);
void jump_bx(uint32_t target);
void jump_blx(uint32_t target);
void jump_ldr(uint32_t target);
void jump_pop(uint32_t target);
void jump_ldm(uint32_t target);
void jump_add(uint32_t target);
void jump_return(uint32_t target);
uint32_t between(uint32_t value);
extern const uint32_t not_code[1];

__asm__(".pushsection .text.bad_jump, \"ax\", %progbits\n"
        ".arm\n"
        ".macro function name\n"
        "    .global \\name\n"
        "    .type   \\name, %function\n"
        "\\name:\n"
        ".endm\n"
        "    function jump_mov\n"
        "    mov     pc, r0\n"
        "    function jump_bx\n"
        "    bx      r0\n"
        "    function jump_blx\n"
        "    blx     r0\n"
        "    bx      lr\n"
        "    function jump_ldr\n"
        "    str     r0, [sp, #-8]!\n"
        "    ldr     pc, [sp]\n"
        "    function jump_pop\n"
        "    push    {r0, lr}\n"
        "    pop     {pc}\n"
        "    function jump_ldm\n"
        "    push    {r0, lr}\n"
        "    mov     r1, sp\n"
        "    ldmia   r1, {pc}\n"
        "    function jump_add\n"
        "    sub     r0, r0, #4\n"
        "    sub     r0, r0, pc\n"
        "    add     pc, pc, r0\n"      /* pc is 4 more here than in the line before */
        "    function jump_return\n"
        "    mov     lr, r0\n"
        "    bx      lr\n"
        /* Two bytes past the instruction that is to be executed. */
        "    function between\n"
        "    adr     r1, 1f\n"
        "    add     r1, r1, #2\n"
        "    mov     pc, r1\n"
        "    bx      lr\n"
        "1:  add     r0, r0, r0\n"
        "    add     r0, r0, #1\n"
        "    bx      lr\n"
        "    .global not_code\n"
        "not_code:\n"
        "    .word   0xffffffff\n"
        ".popsection\n");

static void jump(uint32_t target, const char *way)
{
    static const struct {
        const char *name;
        void (*jump)(uint32_t);
    } ways[] = {{"mov", jump_mov}, {"bx", jump_bx},   {"blx", jump_blx}, {"ldr", jump_ldr},
                {"pop", jump_pop}, {"ldm", jump_ldm}, {"add", jump_add}, {"return", jump_return}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (strcmp(way, ways[i].name) == 0)
            ways[i].jump(target);
}

/* Not static, and one of each: what the linker script puts on pages of different rights. */
uint32_t in_data[4] = {0xe12fff1e, 0xe12fff1e, 0xe12fff1e, 0xe12fff1e}; /* bx lr: would come back if it were executed */
const uint32_t in_rodata[4] = {0xe12fff1e, 0xe12fff1e, 0xe12fff1e, 0xe12fff1e};

static uint32_t target_of(const char *name)
{
    static uint32_t *heap;
    uint32_t on_stack[2] = {0xe12fff1e, 0xe12fff1e};
    if (!heap)
        heap = malloc(sizeof on_stack);
    memcpy(heap, on_stack, sizeof on_stack);
    /* The address stays right although the words do not: the page is what matters. */
    uint32_t *volatile stack = on_stack;
    if (strcmp(name, "data") == 0)
        return (uint32_t)in_data;
    if (strcmp(name, "constants") == 0)
        return (uint32_t)in_rodata;
    if (strcmp(name, "heap") == 0)
        return (uint32_t)heap;
    if (strcmp(name, "stack") == 0)
        return (uint32_t)stack;
    if (strcmp(name, "below") == 0)
        return 0xfffc;
    if (strcmp(name, "kernel") == 0)
        return 0xc0000000;
    if (strcmp(name, "top") == 0)
        return 0xfffffffc;
    if (strcmp(name, "odd") == 0)
        return 0xffffffff;
    if (strcmp(name, "word") == 0)
        return (uint32_t)not_code;
    /* The last words of the code's last page, zeros: executed (andeq r0, r0, r0) until the next page, which is not. */
    if (strcmp(name, "off-the-end") == 0)
        return ((uint32_t)in_rodata & ~0xfffu) - 16;
    return 0;
}

#endif

static int signal_of(const char *target)
{
    return strcmp(target, "word") == 0 ? SIGNAL_ILL : SIGNAL_SEGV;
}

static void make(const char *target, const char *way)
{
    jump(target_of(target), way);
#ifdef LIBOS_HOST
    raise(signal_of(target));
#endif
}

int main(int argc, char **argv)
{
    static const char *const targets[] = {"zero",   "below", "data", "constants", "heap",       "stack",
                                          "kernel", "top",   "odd",  "word",      "off-the-end"};
    static const char *const ways[] = {"mov", "bx", "blx", "ldr", "pop", "ldm", "add", "return"};
    if (argc > 2) {
        printf("bad-jump: to %s by %s\n", argv[1], argv[2]);
        make(argv[1], argv[2]);
        puts("still here");
        return 1;
    }
    int bad = 0;
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        printf("%s:", targets[i]);
        for (size_t j = 0; j < sizeof ways / sizeof *ways; j++) {
            /* An interworking branch to an odd address is one to Thumb state, and another program's matter. */
            bool interworking = strcmp(ways[j], "mov") != 0 && strcmp(ways[j], "add") != 0;
            if (strcmp(targets[i], "odd") == 0 && interworking)
                continue;
            int child = os_fork();
            if (child == 0) {
                make(targets[i], ways[j]);
                exit(1);
            }
            int code = os_wait(child);
            printf(" %s %d", ways[j], code - 128);
            bad += code != 128 + signal_of(targets[i]);
        }
        puts("");
    }
    uint32_t value = between(20);
    printf("between two instructions: %u, %d bad\n", value, bad);
    return bad || value != 41;
}
