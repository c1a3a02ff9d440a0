/* SPDX-License-Identifier: Apache-2.0 */
/* Loading, forking, ending; a turn is so many steps, except without the MMU, where a switch copies two sections. */
#include "process.h"

#include "board.h"
#include "check.h"
#include "console.h"
#include "debug.h"
#include "hash.h"
#include "image.h"
#include "memory.h"
#include "table.h"

enum { TURN_STEPS = 50, STACK_TOP = 512 << 10 };

static struct process table[SPACES];
static struct process *running;
static enum scheme scheme;
static unsigned steps_left, ended;

struct process *current(void)
{
    return running;
}

static void copy_words(uint32_t to, const struct image *image, uint32_t offset, uint32_t bytes)
{
    for (uint32_t k = 0; k < bytes; k += 4)
        store(to + k, load((uint32_t)image + offset + k));
}

/* Gives a process the memory and the registers with which a program starts; false when memory is used up. */
static bool load_program(struct process *process, const struct image *image)
{
    physical_begin();
    process->code = section_take();
    process->data = section_take();
    if (process->code == 0 || process->data == 0) {
        physical_end();
        return false;
    }
    section_clear(process->code);
    section_clear(process->data);
    copy_words(process->code, image, image->code_offset, image->code_bytes);
    copy_words(process->data, image, image->data_offset, image->data_bytes);
    physical_end();
    process->program_hash = image_hash(image);
    process->code_address = image->code_address;
    process->data_address = image->data_address;
    process->heap_start = image->bss_bytes > 0 ? image->bss_address + image->bss_bytes
                                               : image->data_address + image->data_bytes;
    process->heap_end = process->heap_start;
    process->frame = (struct frame){
        .sp = image->data_address + STACK_TOP, .pc = image->code_address, .cpsr = MODE_USR};
    process->past = process->frame.pc;
    space_make(process);
    return true;
}

static void drop_memory(const struct process *process)
{
    section_drop(process->code);
    section_drop(process->data);
}

static struct process *free_place(void)
{
    for (unsigned k = 0; k < SPACES; k++)
        if (table[k].state == FREE) {
            table[k] = (struct process){.place = k};
            return &table[k];
        }
    return 0;
}

/* Writes prefix.ordinal, or the ordinal alone; false when it does not fit. */
static bool make_path(char path[PATH_CHARS], const char *prefix, unsigned ordinal)
{
    unsigned length = 0, digits = 1;

    for (unsigned n = ordinal; n >= 10; n /= 10)
        digits++;
    while (prefix[length] != 0) {
        path[length] = prefix[length];
        length++;
    }
    if (length + 1 + digits >= PATH_CHARS)
        return false;
    if (length != 0)
        path[length++] = '.';
    path[length + digits] = 0;
    for (unsigned k = digits; k > 0; k--) {
        path[length + k - 1] = (char)('0' + ordinal % 10);
        ordinal /= 10;
    }
    return true;
}

bool processes_start(void)
{
    unsigned count = 0;

    for (const struct image *image = image_first(); image != 0; image = image_after(image)) {
        struct process *process = free_place();

        if (process == 0 || !load_program(process, image))
            panic("program %u finds no room", count + 1);
        process->started_as = process->program_hash;
        process->ordinal = ++count;
        make_path(process->path, "", count);
        process->state = READY;
    }
    return count > 0;
}

struct process *process_fork(void)
{
    struct process *child = free_place();
    unsigned place;

    if (child == 0)
        return 0;
    place = child->place;
    *child = *running;
    child->place = place;
    if (!make_path(child->path, running->path, running->children + 1)) {
        child->state = FREE;
        return 0;
    }
    space_leave();
    physical_begin();
    child->data = section_take();
    if (child->data != 0)
        section_copy(child->data, running->data);
    physical_end();
    if (child->data == 0) {
        child->state = FREE;
        return 0;
    }
    section_share(child->code);
    child->parent = running;
    child->ordinal = ++running->children;
    child->children = 0;
    child->line_chars = 0;
    space_make(child);
    return child;
}

/* The hashes are those that Lockstep's own kernel gives, when the table knows the program. */
static void report(const struct process *process)
{
    const char *below = process->path;

    while (*below != 0 && *below != '.')
        below++;
    print("%s ends: code %d, %u steps, registers %08x, pcs %08x, program %08x\n", process->path, (int)process->exit_code,
        process->steps, process->register_hash, process->pc_hash, process->program_hash);
    for (unsigned k = 0; k < known_process_count; k++) {
        const struct known_process *known = &known_processes[k];
        unsigned at = 0;

        while (below[at] != 0 && below[at] == known->path[at])
            at++;
        if (known->started_as != process->started_as || below[at] != known->path[at])
            continue;
        bool equal = process->steps == known->steps && process->register_hash == known->register_hash &&
            process->pc_hash == known->pc_hash && process->program_hash == known->program_hash;
        if (!equal)
            print("  known: %u steps, registers %08x, pcs %08x\n", known->steps, known->register_hash, known->pc_hash);
        check("  as Lockstep's kernel has it", equal, true);
    }
}

void process_end(uint32_t exit_code)
{
    if (running->line_chars > 0)
        process_put('\n');
    running->exit_code = exit_code;
    running->state = ENDED;
    ended++;
    report(running);
    space_leave();
    drop_memory(running);
    for (unsigned k = 0; k < SPACES; k++)
        if (table[k].state != FREE && table[k].parent == running) {
            table[k].parent = 0;
            if (table[k].state == ENDED)
                table[k].state = FREE;
        }
    struct process *parent = running->parent;
    if (parent == 0)
        running->state = FREE;
    else if (parent->state == WAITING && parent->waits_for == running->ordinal) {
        parent->frame.r[0] = process_collect(running);
        parent->state = READY;
    }
}

struct process *process_child(unsigned ordinal)
{
    for (unsigned k = 0; k < SPACES; k++)
        if (table[k].state != FREE && table[k].parent == running && table[k].ordinal == ordinal)
            return &table[k];
    return 0;
}

uint32_t process_collect(struct process *child)
{
    child->state = FREE;
    return child->exit_code;
}

bool process_exec(const char *name)
{
    const struct image *image = image_named(name);
    struct process before = *running;

    if (image == 0)
        return false;
    if (!load_program(running, image))
        panic("%s finds no room for another program", running->path);
    drop_memory(&before);
    return true;
}

struct frame *process_dispatch(void)
{
    space_enter(running);
    step_past(running->past);
    return &running->frame;
}

struct frame *process_dispatch_other(void)
{
    unsigned from = running->place;

    steps_left = TURN_STEPS;
    for (unsigned k = 1; k <= SPACES; k++)
        if (table[(from + k) % SPACES].state == READY) {
            running = &table[(from + k) % SPACES];
            return process_dispatch();
        }
    step_off();
    return leave(0);
}

void process_put(char ch)
{
    if (ch != '\n')
        running->line[running->line_chars++] = ch;
    if (ch != '\n' && running->line_chars < LINE_CHARS)
        return;
    print("%s: ", running->path);
    for (unsigned k = 0; k < running->line_chars; k++)
        put_char(running->line[k]);
    put_char('\n');
    running->line_chars = 0;
}

/* One step event. Most of all time is spent here. */
static struct frame *on_step(struct frame *frame)
{
    struct process *process = running;

    if ((ifsr_read() & FAULT_STATUS) != FAULT_DEBUG)
        panic("%s: prefetch abort at %x with status %x", process->path, frame->pc, ifsr_read());
    process->register_hash = hash_words(process->register_hash, (const uint32_t *)frame, sizeof *frame / 4);
    process->pc_hash = hash_words(process->pc_hash, &frame->pc, 1);
    process->steps++;
    process->past = frame->pc;
    if (scheme != PHYSICAL && --steps_left == 0) {
        process->frame = *frame;
        return process_dispatch_other();
    }
    step_past(frame->pc);
    return frame;
}

unsigned processes_run(enum scheme how)
{
    scheme = how;
    ended = 0;
    steps_left = TURN_STEPS;
    handle(PREFETCH_ABORT, on_step);
    running = &table[0];
    debug_on();
    run(process_dispatch());
    return ended;
}
