/* SPDX-License-Identifier: Apache-2.0 */
/* Accesses that may fault: whether they do, how, and where. */
#pragma once

#include <stdint.h>

enum access { READ, WRITE, USER_READ, USER_WRITE, EXECUTE };

struct fault {
    uint32_t status;  /* DFSR or IFSR; 0: there was none */
    uint32_t address; /* FAR or IFAR */
};

/* Handles both aborts from now on. */
void probe_start(void);

/* Does one access of a word, in system mode, with the rights of privileged or of user code. What is executed returns. */
struct fault probe(enum access access, uint32_t address);
