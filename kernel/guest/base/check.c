/* SPDX-License-Identifier: Apache-2.0 */
/* Counts checks, and is what start.S calls. */
#include "check.h"

#include "console.h"
#include "exceptions.h"

void start(void) __attribute__((noreturn)); /* for start.S */

static unsigned checks, failures;

void check(const char *name, uint32_t got, uint32_t wanted)
{
    checks++;
    if (got == wanted) {
        print("%s: ok\n", name);
        return;
    }
    failures++;
    print("%s: found %08x, wanted %08x\n", name, got, wanted);
}

void check_frame(const char *name, const struct frame *got, const struct frame *wanted)
{
    for (unsigned k = 0; k < sizeof *got / 4; k++) {
        uint32_t found = ((const uint32_t *)got)[k], want = ((const uint32_t *)wanted)[k];

        if (found != want) {
            print("word %u of 17, ", k);
            check(name, found, want);
            return;
        }
    }
    check(name, 0, 0);
}

void start(void)
{
    console_use(MINI_UART);
    program();
    if (failures != 0)
        panic("%u of %u checks failed", failures, checks);
    print("PASS: %u checks\n", checks);
    done();
}
