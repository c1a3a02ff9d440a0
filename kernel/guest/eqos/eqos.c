/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The equivalence OS: runs the small programs appended to it, all at once, in the way that the command line tells, or
 * without one in five ways. Every instruction of theirs is hashed, and no way of running may change a hash.
 */
#include "arch.h"
#include "boot-tags.h"
#include "check.h"
#include "console.h"
#include "image.h"
#include "memory.h"
#include "pages.h"
#include "process.h"
#include "space.h"
#include "turn.h"

enum { STEPS = 50 };

static const struct {
    const char *name;
    struct options options;
} ways[] = {
    {"no MMU", {.scheme = NO_MMU}},
    {"pinned sections, one ASID", {.scheme = PINNED, .turns = {.steps = STEPS}}},
    {"pinned sections, many ASIDs", {.scheme = PINNED, .asids = EACH_ASID, .turns = {.steps = STEPS}}},
    {"tables, one ASID", {.scheme = SECTIONS, .turns = {.steps = STEPS}}},
    {"tables, many ASIDs", {.scheme = SECTIONS, .asids = EACH_ASID, .turns = {.steps = STEPS}}},
};

static void run_all(const char *name, const struct options *options)
{
    unsigned before;

    print("-- %s\n", name);
    space_start(options);
    before = pages_free();
    if (!processes_start())
        panic("no program is appended to the kernel");
    print("%u processes have ended\n", turns_run(options));
    if (options->frames != 0)
        print("%u pages came back from the store\n", pages_returned());
    check("all sections are free again", pages_free(), before);
    space_stop();
}

void program(void)
{
    const char *line = command_line();

    control_write(control_read() | CONTROL_U); /* programs may be unaligned */
    synchronize();
    memory_start();
    for (const struct image *image = image_first(); image != 0; image = image_after(image)) {
        memory_reserve(image->code_address);
        memory_reserve(image->data_address);
    }
    if (*line != 0) {
        struct options options = options_read(line);

        run_all(line, &options);
        return;
    }
    for (unsigned k = 0; k < sizeof ways / sizeof *ways; k++)
        run_all(ways[k].name, &ways[k].options);
}
