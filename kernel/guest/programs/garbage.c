/* SPDX-License-Identifier: Apache-2.0 */
/* Wrong on purpose: it executes data. */
#include "check.h"
#include "console.h"

static const uint32_t data[] = {0xffffffff, 0xe7f000f0};

void program(void)
{
    print("about to execute data\n");
    ((void (*)(void))data)();
}
