  .arm
  .arch armv6
  .fpu vfp
  .text
  .global _start
_start:
  mov r11, #12
  ldr r4, =0x89abcdef
  ldr r5, =0x7fff0003
  ldr r10, =0x20000
loop:
  adds r6, r4, r5
  adcs r7, r5, r4
  sbcs r8, r7, r6
  rscs r9, r8, #77
  movs r0, r4, lsr #3
  orrs r1, r0, r5, ror #7
  umull r0, r1, r4, r5
  smlal r0, r1, r5, r4
  umlal r6, r7, r1, r0
  umaal r0, r6, r7, r5
  mla r2, r0, r1, r6
  smlabt r2, r0, r5, r2
  smlad r3, r0, r1, r2
  smmla r3, r0, r1, r3
  uadd8 r2, r3, r1
  sel r2, r3, r1
  qadd r8, r5, r5
  ssat r8, #9, r3
  usad8 r9, r2, r3
  pkhbt r9, r2, r3, lsl #8
  uxtab r9, r8, r2, ror #8
  sxth r8, r9, ror #16
  rev r8, r2
  revsh r8, r3
  clz r7, r8
  mrs r6, cpsr
  str r0, [r10, #4]
  strb r2, [r10, #5]
  strh r3, [r10, #6]
  ldrsb r6, [r10, #5]
  ldrsh r7, [r10, #6]
  strd r2, [r10, #8]
  ldrd r0, [r10, #4]
  swp r6, r7, [r10]
  ldrex r8, [r10]
  strex r9, r4, [r10]
  stmia r10!, {r0-r3}
  ldmdb r10!, {r0, r1, r6, r7}
  fmsr s0, r4
  fsitos s1, s0
  fmuls s2, s1, s1
  fadds s3, s2, s1
  fcmps s3, s2
  fmstat
  addmi r6, r6, #1
  fmrs r7, s3
  fsts s3, [r10, #16]
  ldr r8, [r10, #16]
  bl leaf
  tst r11, #1
  bleq leaf
  cmp r4, r5
  addhi r4, r4, #3
  addlt r4, r4, #5
  eor r4, r4, r0
  add r5, r5, r2
  subs r11, r11, #1
  bne loop
  mov r0, #1
  mov r1, #3
  svc #0
leaf:
  push {r4, r5, lr}
  ldr r4, =0x12345678
  eor r5, r4, r1
  add r3, r3, r5
  pop {r4, r5, pc}
  .ltorg
