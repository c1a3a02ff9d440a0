/* SPDX-License-Identifier: Apache-2.0 */
/* Looks for regular expressions in a text of SIZE bytes: each is compiled to a small program, of which all threads run
   side by side (Thompson, 1968). Knows . [a-z] [^a-z] ( ) | * + ? and \ before one of them. */
#include "harness/rounds.h"

const struct bench bench = {300000, 0x7144ea32};

enum { MOST = 500000, MOST_CODE = 128 };

enum operation { BYTE, ANY, CLASS, JUMP, SPLIT, MATCH };

struct instruction {
    enum operation operation;
    uint8_t byte;
    uint16_t other; /* JUMP, SPLIT: where to go; SPLIT also goes on */
    uint32_t class[8];
};

struct program {
    struct instruction code[MOST_CODE];
    uint32_t length;
    const char *at; /* what is still to be compiled */
};

/* Threads by where they are in the program, each at most once. */
struct threads {
    uint16_t at[MOST_CODE];
    uint32_t count;
};

static const char *const patterns[] = {
    "[a-z]+@[a-z]+\\.(com|org|net)", "(ab|ba)*c+d?e", "[0-9]+\\.[0-9]+", "w[^ ]*d [a-z]*ing", "(x+x+)+y", "e.(a|o)r?t"};

enum { PATTERNS = sizeof patterns / sizeof *patterns };

static struct program programs[PATTERNS];
static char text[MOST];
static uint32_t bytes;
static uint32_t marks[MOST_CODE], mark; /* where a thread was put in this step */

static struct instruction *emit(struct program *program, enum operation operation)
{
    struct instruction *instruction = &program->code[program->length++];
    instruction->operation = operation;
    return instruction;
}

/* Makes room for one instruction before those from a place on. Nothing from there on goes before it. */
static void insert(struct program *program, uint32_t at)
{
    for (uint32_t i = program->length++; i > at; i--) {
        program->code[i] = program->code[i - 1];
        if (program->code[i].operation == JUMP || program->code[i].operation == SPLIT)
            program->code[i].other++;
    }
}

static void include(struct instruction *class, uint32_t first, uint32_t last)
{
    for (uint32_t byte = first; byte <= last; byte++)
        class->class[byte / 32] |= 1u << byte % 32;
}

static void compile_class(struct program *program)
{
    struct instruction *class = emit(program, CLASS);
    bool negated = *program->at == '^';
    program->at += negated;
    memset(class->class, 0, sizeof class->class);
    while (*program->at != ']') {
        uint32_t first = (uint8_t)*program->at++, last = first;
        if (*program->at == '-') {
            last = (uint8_t)program->at[1];
            program->at += 2;
        }
        include(class, first, last);
    }
    program->at++;
    for (int i = 0; negated && i < 8; i++)
        class->class[i] = ~class->class[i];
}

static void compile_alternatives(struct program *program);

static void compile_one(struct program *program)
{
    char ch = *program->at++;
    switch (ch) {
    case '(':
        compile_alternatives(program);
        program->at++;
        return;
    case '[':
        compile_class(program);
        return;
    case '.':
        emit(program, ANY);
        return;
    case '\\':
        ch = *program->at++;
        break;
    default:
        break;
    }
    emit(program, BYTE)->byte = (uint8_t)ch;
}

static void compile_sequence(struct program *program)
{
    while (*program->at && *program->at != ')' && *program->at != '|') {
        uint32_t first = program->length;
        compile_one(program);
        char how = *program->at;
        if (how == '*' || how == '?') {
            insert(program, first);
            program->code[first].operation = SPLIT;
        }
        if (how == '*')
            emit(program, JUMP)->other = (uint16_t)first;
        if (how == '+')
            emit(program, SPLIT)->other = (uint16_t)first;
        if (how == '*' || how == '?')
            program->code[first].other = (uint16_t)program->length;
        program->at += how == '*' || how == '+' || how == '?';
    }
}

static void compile_alternatives(struct program *program)
{
    uint32_t first = program->length;
    compile_sequence(program);
    if (*program->at != '|')
        return;
    program->at++;
    insert(program, first);
    uint32_t jump = program->length;
    emit(program, JUMP);
    program->code[first].operation = SPLIT;
    program->code[first].other = (uint16_t)program->length;
    compile_alternatives(program);
    program->code[jump].other = (uint16_t)program->length;
}

/* Puts a thread where it waits for a byte: jumps and splits are followed at once. */
static void put_thread(const struct program *program, struct threads *threads, uint32_t at)
{
    while (marks[at] != mark) {
        const struct instruction *instruction = &program->code[at];
        marks[at] = mark;
        if (instruction->operation == JUMP) {
            at = instruction->other;
        } else if (instruction->operation == SPLIT) {
            put_thread(program, threads, instruction->other);
            at++;
        } else {
            threads->at[threads->count++] = (uint16_t)at;
            return;
        }
    }
}

static bool takes(const struct instruction *instruction, uint8_t byte)
{
    switch (instruction->operation) {
    case BYTE:
        return instruction->byte == byte;
    case ANY:
        return byte != '\n';
    case CLASS:
        return instruction->class[byte / 32] >> byte % 32 & 1;
    default:
        return false;
    }
}

static bool matched(const struct program *program, const struct threads *threads)
{
    for (uint32_t i = 0; i < threads->count; i++)
        if (program->code[threads->at[i]].operation == MATCH)
            return true;
    return false;
}

/* Where matches end, each begun after the last one: folded into a checksum, with their number. */
static uint32_t search(const struct program *program, uint32_t sum)
{
    struct threads lists[2], *now = &lists[0], *then = &lists[1];
    uint32_t count = 0;
    now->count = 0;
    for (uint32_t i = 0; i < bytes; i++) {
        mark++;
        then->count = 0;
        for (uint32_t thread = 0; thread < now->count; thread++) {
            uint32_t at = now->at[thread];
            if (takes(&program->code[at], (uint8_t)text[i]))
                put_thread(program, then, at + 1);
        }
        if (matched(program, then)) {
            sum = os_checksum(sum, i);
            count++;
            then->count = 0;
            mark++;
        }
        put_thread(program, then, 0);
        struct threads *held = now;
        now = then;
        then = held;
    }
    return os_checksum(sum, count);
}

static uint32_t put(uint32_t at, const char *piece)
{
    while (*piece && at < bytes)
        text[at++] = *piece++;
    return at;
}

bool bench_prepare(uint32_t size)
{
    static const char *const pieces[] = {"word ", "and ", "someone@", "example.", "com ", "org", "abba", "ab", "c", "cde ", "3.14",
                                         "27 ", "walked ", "singing ", "xxx", "xy ", "exart ", "eat\n", "heart. "};
    uint32_t state = 214013u;
    if (size < 1 || size > MOST)
        return false;
    bytes = size;
    for (uint32_t at = 0; at < bytes;)
        at = put(at, pieces[os_random(&state) % (sizeof pieces / sizeof *pieces)]);
    for (uint32_t i = 0; i < PATTERNS; i++) {
        programs[i].length = 0;
        programs[i].at = patterns[i];
        compile_alternatives(&programs[i]);
        emit(&programs[i], MATCH);
    }
    return true;
}

uint32_t bench_round(void)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < PATTERNS; i++)
        sum = search(&programs[i], sum);
    return sum;
}
