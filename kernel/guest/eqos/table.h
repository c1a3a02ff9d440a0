/* SPDX-License-Identifier: Apache-2.0 */
/* What is known of programs: their names, and the hashes that Lockstep's own kernel gives for each of their processes. */
#pragma once

#include <stdint.h>

struct known_program {
    const char *name;
    uint32_t program_hash;
};

struct known_process {
    uint32_t started_as; /* the program hash of the image that its first forebear was started with */
    const char *path;    /* below that one, which has "" */
    uint32_t program_hash, steps, register_hash, pc_hash;
};

extern const struct known_program known_programs[];
extern const struct known_process known_processes[];
extern const unsigned known_program_count, known_process_count;
