/**
 * What makes two runs equal: the {@linkplain dev.lockstep.equivalence.StepHash step hash} over all 17 registers, and the
 * {@linkplain dev.lockstep.equivalence.Profile profiles} that say after which instructions it absorbs them. Pure
 * functions; every engine calls these and nothing else.
 */
package dev.lockstep.equivalence;
