/* SPDX-License-Identifier: Apache-2.0 */
/* The processor modes as CPSR[4:0] holds them (ARM ARM A2.2), and the bits that mask exceptions; for C and assembly. */
#pragma once

#define MODE_USR 0x10
#define MODE_FIQ 0x11
#define MODE_IRQ 0x12
#define MODE_SVC 0x13
#define MODE_ABT 0x17
#define MODE_UND 0x1b
#define MODE_SYS 0x1f
#define MODE_MASK 0x1f

#define CPSR_A 0x100 /* imprecise data aborts masked */
#define CPSR_I 0x80  /* IRQ masked */
#define CPSR_F 0x40  /* FIQ masked */
#define CPSR_T 0x20  /* Thumb state */
