/**
 * The arithmetic of the VFP11, the floating-point unit of the ARM1176JZF-S (architecture VFPv2), bit for bit: results,
 * NaNs, and every exception bit.
 *
 * <p>{@link dev.lockstep.vfp.VfpState} holds the registers, {@link dev.lockstep.vfp.Fpscr} names the bits of the status
 * register, {@link dev.lockstep.vfp.VfpUnit} has a method for each instruction. Three tiers stand behind those:
 *
 * <ol>
 *   <li>{@code VfpUnit} itself, made to be inlined: hardware arithmetic, trusted when rounding is to nearest, nothing is
 *       flushed, the sticky bit of inexactness is set already, and the result is far from overflow and underflow.
 *   <li>{@code NearestSingle} and {@code NearestDouble}: hardware arithmetic again, which notices inexactness and allows for
 *       flush-to-zero mode and zeros. {@code Comparison} and {@code Conversion} have their own first steps.
 *   <li>{@code ExactArithmetic}: integers only, for everything else. {@code Format} says what a single and a double look
 *       like, {@code Rounding} makes results of either. {@code ShortVectors} repeats an operation along a vector.
 * </ol>
 *
 * Java's own arithmetic is that of IEEE 754, rounded to nearest, but for the bits of a NaN: no NaN leaves the first two
 * tiers. Exceptions are recorded, never trapped.
 */
package dev.lockstep.vfp;
