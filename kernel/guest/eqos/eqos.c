/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The equivalence OS: runs the small programs appended to it, all at once, under each scheme of memory. Every instruction
 * of theirs is hashed, and no scheme, no ASID and no switch may change a hash.
 */
#include "arch.h"
#include "calls.h"
#include "check.h"
#include "console.h"
#include "memory.h"
#include "process.h"

void program(void)
{
    control_write(control_read() | CONTROL_U); /* programs may be unaligned */
    synchronize();
    memory_start();
    handle(SUPERVISOR_CALL, system_call);
    for (enum scheme scheme = PHYSICAL; scheme < SCHEMES; scheme++) {
        unsigned before = sections_free();

        print("-- %s\n", scheme_names[scheme]);
        space_start(scheme);
        if (!processes_start())
            panic("no program is appended to the kernel");
        print("%u processes have ended\n", processes_run(scheme));
        space_stop();
        check("all sections are free again", sections_free(), before);
    }
}
