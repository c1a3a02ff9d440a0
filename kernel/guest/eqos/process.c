/* SPDX-License-Identifier: Apache-2.0 */
/* Loading, forking, ending, and what remains of who has ended. */
#include "process.h"

#include "arch.h"
#include "check.h"
#include "console.h"
#include "image.h"
#include "memory.h"
#include "space.h"
#include "table.h"

enum { STACK_TOP = 512 << 10 };

static struct process table[SPACES];
static struct process *running;
static unsigned at_most, ended;

struct process *current(void)
{
    return running;
}

void current_is(struct process *process)
{
    running = process;
    privileged_thread_id_write((uint32_t)process);
}

struct process *process_in(unsigned place)
{
    return &table[place];
}

unsigned processes_at_most(void)
{
    return at_most;
}

unsigned processes_ended(void)
{
    return ended;
}

/* Gives a process the memory and the registers with which a program starts. There must be room. */
static void load_program(struct process *process, const struct image *image)
{
    space_load(process, image);
    process->program_hash = image_hash(image);
    process->heap_start = image->bss_bytes > 0 ? image->bss_address + image->bss_bytes
                                               : image->data_address + image->data_bytes;
    process->heap_end = process->heap_start;
    process->frame = (struct frame){
        .sp = image->data_address + STACK_TOP, .pc = image->code_address, .cpsr = MODE_USR};
    process->past = process->frame.pc;
}

static struct process *free_place(void)
{
    for (unsigned k = 0; k < SPACES; k++)
        if (table[k].state == FREE) {
            table[k] = (struct process){.place = k};
            if (k >= at_most)
                at_most = k + 1;
            return &table[k];
        }
    return 0;
}

/* Whoever asked for room in vain may ask again: there is more now. */
static void feed_starved(void)
{
    for (unsigned k = 0; k < at_most; k++)
        if (table[k].state == STARVED)
            table[k].state = READY;
}

static void free_process(struct process *process)
{
    process->state = FREE;
    feed_starved();
}

/* Writes prefix.ordinal, or the ordinal alone. */
static void make_path(char path[PATH_CHARS], const char *prefix, unsigned ordinal)
{
    unsigned length = 0, digits = 1;

    for (unsigned n = ordinal; n >= 10; n /= 10)
        digits++;
    while (prefix[length] != 0) {
        path[length] = prefix[length];
        length++;
    }
    if (length + 1 + digits >= PATH_CHARS)
        panic("the child %u of %s has a path of more than %u characters", ordinal, prefix, PATH_CHARS - 1);
    if (length != 0)
        path[length++] = '.';
    path[length + digits] = 0;
    for (unsigned k = digits; k > 0; k--) {
        path[length + k - 1] = (char)('0' + ordinal % 10);
        ordinal /= 10;
    }
}

bool processes_start(void)
{
    unsigned count = 0;

    at_most = 0;
    ended = 0;
    for (const struct image *image = image_first(); image != 0; image = image_after(image)) {
        struct process *process = free_place();

        if (process == 0 || !space_has_room(image))
            panic("program %u finds no room", count + 1);
        if (!space_suits(image))
            panic("program %u is linked for %x and %x, where this scheme has nothing", count + 1, image->code_address,
                image->data_address);
        load_program(process, image);
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
    make_path(child->path, running->path, running->children + 1);
    if (!space_fork(child, running)) {
        child->state = FREE;
        return 0;
    }
    child->parent = running;
    child->ordinal = ++running->children;
    child->children = 0;
    child->line_chars = 0;
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
    space_drop(running);
    feed_starved();
    for (unsigned k = 0; k < at_most; k++)
        if (table[k].state != FREE && table[k].parent == running) {
            table[k].parent = 0;
            if (table[k].state == ENDED)
                free_process(&table[k]);
        }
    struct process *parent = running->parent;
    if (parent == 0)
        free_process(running);
    else if (parent->state == WAITING && parent->waits_for == running->ordinal) {
        parent->frame.r[0] = process_collect(running);
        parent->state = READY;
    }
}

struct process *process_child(unsigned ordinal)
{
    for (unsigned k = 0; k < at_most; k++)
        if (table[k].state != FREE && table[k].parent == running && table[k].ordinal == ordinal)
            return &table[k];
    return 0;
}

uint32_t process_collect(struct process *child)
{
    free_process(child);
    return child->exit_code;
}

enum exec process_exec(const char *name)
{
    const struct image *image = image_named(name);

    if (image == 0 || !space_suits(image))
        return NO_PROGRAM;
    if (!space_has_room(image))
        return NO_ROOM_NOW;
    space_drop(running);
    load_program(running, image);
    return BECOME;
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
