/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The three tables of system calls. Exactly one of LIBOS_ABI_LOCKSTEP, LIBOS_ABI_PIX and LIBOS_ABI_EQX is defined by
 * the build. Read by C and by the assembler, so only preprocessor lines here.
 *
 * Common to all: svc #0, the number in r0, arguments in r1..r3, the result in r0 (negative = -errno), r1..r14
 * preserved.
 */
#ifndef LIBOS_ABI_H
#define LIBOS_ABI_H

#if defined(LIBOS_ABI_LOCKSTEP)
#define ABI_NAME "lockstep"
#elif defined(LIBOS_ABI_PIX)
#define ABI_NAME "pix"
#elif defined(LIBOS_ABI_EQX)
#define ABI_NAME "eqx"
#else
#error "define LIBOS_ABI_LOCKSTEP, LIBOS_ABI_PIX or LIBOS_ABI_EQX"
#endif

#ifdef LIBOS_ABI_EQX
#define SYS_EXIT 0
#define SYS_PUTC 1
#else
#define SYS_EXIT 1
#define SYS_PUTC 128
#endif
#define SYS_FORK 2
#define SYS_EXEC 3
#define SYS_WAITPID 4
#define SYS_SBRK 5
#define SYS_ABORT 11
#define SYS_GET_CPSR 129
#define SYS_PUT_HEX 130
#define SYS_PUT_INT 131
#define SYS_PUT_PID 132

#ifdef LIBOS_ABI_LOCKSTEP
#define SYS_READ 8
#define SYS_WRITE 9
#define SYS_GETPID 16
#define SYS_YIELD 17
#define WAIT_NOHANG 1
#else
#define WAIT_NOHANG 4
#endif

#endif
