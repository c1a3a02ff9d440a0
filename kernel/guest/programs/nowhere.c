/* SPDX-License-Identifier: Apache-2.0 */
/* Wrong on purpose: it loads and stores where the board has nothing. That does nothing, and a machine may warn of it. */
#include "board.h"
#include "check.h"

enum { NOWHERE = 0x20f00000 };

void program(void)
{
    store(NOWHERE, 0x12345678);
    check("what nowhere holds", load(NOWHERE), 0);
}
