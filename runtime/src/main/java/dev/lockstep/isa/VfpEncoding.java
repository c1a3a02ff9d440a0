package dev.lockstep.isa;

import static dev.lockstep.isa.Opcode.FLDMD;
import static dev.lockstep.isa.Opcode.FLDMS;
import static dev.lockstep.isa.Opcode.FSTMD;
import static dev.lockstep.isa.Opcode.FSTMS;
import static dev.lockstep.isa.Restriction.NO_CORE_PC;
import static dev.lockstep.isa.Restriction.VFP_MULTIPLE;
import static dev.lockstep.isa.Restriction.VFP_MULTIPLE_DOWN;
import static dev.lockstep.isa.Version.V5TE;

/**
 * The instructions of VFPv2 (VFP11), which are instructions of ARM state for coprocessors 10 (single precision) and 11
 * (double precision). There are 32 singles and 16 doubles: where a double's number has a fifth bit, it is fixed to 0.
 *
 * <p>Of the system registers user mode has FPSID and FPSCR.
 */
@SuppressWarnings("ImmutableEnumChecker") // Row is immutable
public enum VfpEncoding implements Encoding {
    // Arithmetic and comparison, ARM ARM C4
    FMACS(V5TE, "cccc 11100D00 nnnn dddd 1010 N0M0 mmmm", "vmla<c>.f32 Sd, Sn, Sm"),
    FMACD(V5TE, "cccc 11100000 nnnn dddd 1011 0000 mmmm", "vmla<c>.f64 Dd, Dn, Dm"),
    FNMACS(V5TE, "cccc 11100D00 nnnn dddd 1010 N1M0 mmmm", "vmls<c>.f32 Sd, Sn, Sm"),
    FNMACD(V5TE, "cccc 11100000 nnnn dddd 1011 0100 mmmm", "vmls<c>.f64 Dd, Dn, Dm"),
    FMSCS(V5TE, "cccc 11100D01 nnnn dddd 1010 N0M0 mmmm", "vnmls<c>.f32 Sd, Sn, Sm"),
    FMSCD(V5TE, "cccc 11100001 nnnn dddd 1011 0000 mmmm", "vnmls<c>.f64 Dd, Dn, Dm"),
    FNMSCS(V5TE, "cccc 11100D01 nnnn dddd 1010 N1M0 mmmm", "vnmla<c>.f32 Sd, Sn, Sm"),
    FNMSCD(V5TE, "cccc 11100001 nnnn dddd 1011 0100 mmmm", "vnmla<c>.f64 Dd, Dn, Dm"),
    FMULS(V5TE, "cccc 11100D10 nnnn dddd 1010 N0M0 mmmm", "vmul<c>.f32 Sd, Sn, Sm"),
    FMULD(V5TE, "cccc 11100010 nnnn dddd 1011 0000 mmmm", "vmul<c>.f64 Dd, Dn, Dm"),
    FNMULS(V5TE, "cccc 11100D10 nnnn dddd 1010 N1M0 mmmm", "vnmul<c>.f32 Sd, Sn, Sm"),
    FNMULD(V5TE, "cccc 11100010 nnnn dddd 1011 0100 mmmm", "vnmul<c>.f64 Dd, Dn, Dm"),
    FADDS(V5TE, "cccc 11100D11 nnnn dddd 1010 N0M0 mmmm", "vadd<c>.f32 Sd, Sn, Sm"),
    FADDD(V5TE, "cccc 11100011 nnnn dddd 1011 0000 mmmm", "vadd<c>.f64 Dd, Dn, Dm"),
    FSUBS(V5TE, "cccc 11100D11 nnnn dddd 1010 N1M0 mmmm", "vsub<c>.f32 Sd, Sn, Sm"),
    FSUBD(V5TE, "cccc 11100011 nnnn dddd 1011 0100 mmmm", "vsub<c>.f64 Dd, Dn, Dm"),
    FDIVS(V5TE, "cccc 11101D00 nnnn dddd 1010 N0M0 mmmm", "vdiv<c>.f32 Sd, Sn, Sm"),
    FDIVD(V5TE, "cccc 11101000 nnnn dddd 1011 0000 mmmm", "vdiv<c>.f64 Dd, Dn, Dm"),
    FCPYS(V5TE, "cccc 11101D11 0000 dddd 1010 01M0 mmmm", "vmov<c>.f32 Sd, Sm"),
    FCPYD(V5TE, "cccc 11101011 0000 dddd 1011 0100 mmmm", "vmov<c>.f64 Dd, Dm"),
    FABSS(V5TE, "cccc 11101D11 0000 dddd 1010 11M0 mmmm", "vabs<c>.f32 Sd, Sm"),
    FABSD(V5TE, "cccc 11101011 0000 dddd 1011 1100 mmmm", "vabs<c>.f64 Dd, Dm"),
    FNEGS(V5TE, "cccc 11101D11 0001 dddd 1010 01M0 mmmm", "vneg<c>.f32 Sd, Sm"),
    FNEGD(V5TE, "cccc 11101011 0001 dddd 1011 0100 mmmm", "vneg<c>.f64 Dd, Dm"),
    FSQRTS(V5TE, "cccc 11101D11 0001 dddd 1010 11M0 mmmm", "vsqrt<c>.f32 Sd, Sm"),
    FSQRTD(V5TE, "cccc 11101011 0001 dddd 1011 1100 mmmm", "vsqrt<c>.f64 Dd, Dm"),
    FCMPS(V5TE, "cccc 11101D11 0100 dddd 1010 01M0 mmmm", "vcmp<c>.f32 Sd, Sm"),
    FCMPD(V5TE, "cccc 11101011 0100 dddd 1011 0100 mmmm", "vcmp<c>.f64 Dd, Dm"),
    FCMPES(V5TE, "cccc 11101D11 0100 dddd 1010 11M0 mmmm", "vcmpe<c>.f32 Sd, Sm"),
    FCMPED(V5TE, "cccc 11101011 0100 dddd 1011 1100 mmmm", "vcmpe<c>.f64 Dd, Dm"),
    FCMPZS(V5TE, "cccc 11101D11 0101 dddd 1010 01(0)0 (0000)", "vcmp<c>.f32 Sd, #0.0"),
    FCMPZD(V5TE, "cccc 11101011 0101 dddd 1011 01(0)0 (0000)", "vcmp<c>.f64 Dd, #0.0"),
    FCMPEZS(V5TE, "cccc 11101D11 0101 dddd 1010 11(0)0 (0000)", "vcmpe<c>.f32 Sd, #0.0"),
    FCMPEZD(V5TE, "cccc 11101011 0101 dddd 1011 11(0)0 (0000)", "vcmpe<c>.f64 Dd, #0.0"),

    // Conversion
    FCVTDS(V5TE, "cccc 11101011 0111 dddd 1010 11M0 mmmm", "vcvt<c>.f64.f32 Dd, Sm"),
    FCVTSD(V5TE, "cccc 11101D11 0111 dddd 1011 1100 mmmm", "vcvt<c>.f32.f64 Sd, Dm"),
    FUITOS(V5TE, "cccc 11101D11 1000 dddd 1010 01M0 mmmm", "vcvt<c>.f32.u32 Sd, Sm"),
    FUITOD(V5TE, "cccc 11101011 1000 dddd 1011 01M0 mmmm", "vcvt<c>.f64.u32 Dd, Sm"),
    FSITOS(V5TE, "cccc 11101D11 1000 dddd 1010 11M0 mmmm", "vcvt<c>.f32.s32 Sd, Sm"),
    FSITOD(V5TE, "cccc 11101011 1000 dddd 1011 11M0 mmmm", "vcvt<c>.f64.s32 Dd, Sm"),
    FTOUIS(V5TE, "cccc 11101D11 1100 dddd 1010 01M0 mmmm", "vcvtr<c>.u32.f32 Sd, Sm"),
    FTOUID(V5TE, "cccc 11101D11 1100 dddd 1011 0100 mmmm", "vcvtr<c>.u32.f64 Sd, Dm"),
    FTOUIZS(V5TE, "cccc 11101D11 1100 dddd 1010 11M0 mmmm", "vcvt<c>.u32.f32 Sd, Sm"),
    FTOUIZD(V5TE, "cccc 11101D11 1100 dddd 1011 1100 mmmm", "vcvt<c>.u32.f64 Sd, Dm"),
    FTOSIS(V5TE, "cccc 11101D11 1101 dddd 1010 01M0 mmmm", "vcvtr<c>.s32.f32 Sd, Sm"),
    FTOSID(V5TE, "cccc 11101D11 1101 dddd 1011 0100 mmmm", "vcvtr<c>.s32.f64 Sd, Dm"),
    FTOSIZS(V5TE, "cccc 11101D11 1101 dddd 1010 11M0 mmmm", "vcvt<c>.s32.f32 Sd, Sm"),
    FTOSIZD(V5TE, "cccc 11101D11 1101 dddd 1011 1100 mmmm", "vcvt<c>.s32.f64 Sd, Dm"),

    // Loads and stores; those named X, for registers of unknown content, move the base by a word more than they
    // transfer
    FLDS(V5TE, "cccc 1101UD01 nnnn dddd 1010 qqqqqqqq", "vldr<c> Sd, <address>"),
    FLDD(V5TE, "cccc 1101U001 nnnn dddd 1011 qqqqqqqq", "vldr<c> Dd, <address>"),
    FSTS(V5TE, "cccc 1101UD00 nnnn dddd 1010 qqqqqqqq", "vstr<c> Sd, <address>"),
    FSTD(V5TE, "cccc 1101U000 nnnn dddd 1011 qqqqqqqq", "vstr<c> Dd, <address>"),
    FLDMS_IA(FLDMS, V5TE, "cccc 11001DW1 nnnn dddd 1010 rrrrrrrr", "vldmia<c> Rn<!>, <singles>", VFP_MULTIPLE),
    FLDMS_DB(FLDMS, V5TE, "cccc 11010D11 nnnn dddd 1010 rrrrrrrr", "vldmdb<c> Rn<!>, <singles>", VFP_MULTIPLE_DOWN),
    FLDMD_IA(FLDMD, V5TE, "cccc 110010W1 nnnn dddd 1011 rrrrrrr0", "vldmia<c> Rn<!>, <doubles>", VFP_MULTIPLE),
    FLDMD_DB(FLDMD, V5TE, "cccc 11010011 nnnn dddd 1011 rrrrrrr0", "vldmdb<c> Rn<!>, <doubles>", VFP_MULTIPLE_DOWN),
    FLDMD_IA_X(FLDMD, V5TE, "cccc 110010W1 nnnn dddd 1011 rrrrrrr1", "fldmiax<c> Rn<!>, <doubles>", VFP_MULTIPLE),
    FLDMD_DB_X(FLDMD, V5TE, "cccc 11010011 nnnn dddd 1011 rrrrrrr1", "fldmdbx<c> Rn<!>, <doubles>", VFP_MULTIPLE_DOWN),
    FSTMS_IA(FSTMS, V5TE, "cccc 11001DW0 nnnn dddd 1010 rrrrrrrr", "vstmia<c> Rn<!>, <singles>", VFP_MULTIPLE),
    FSTMS_DB(FSTMS, V5TE, "cccc 11010D10 nnnn dddd 1010 rrrrrrrr", "vstmdb<c> Rn<!>, <singles>", VFP_MULTIPLE_DOWN),
    FSTMD_IA(FSTMD, V5TE, "cccc 110010W0 nnnn dddd 1011 rrrrrrr0", "vstmia<c> Rn<!>, <doubles>", VFP_MULTIPLE),
    FSTMD_DB(FSTMD, V5TE, "cccc 11010010 nnnn dddd 1011 rrrrrrr0", "vstmdb<c> Rn<!>, <doubles>", VFP_MULTIPLE_DOWN),
    FSTMD_IA_X(FSTMD, V5TE, "cccc 110010W0 nnnn dddd 1011 rrrrrrr1", "fstmiax<c> Rn<!>, <doubles>", VFP_MULTIPLE),
    FSTMD_DB_X(FSTMD, V5TE, "cccc 11010010 nnnn dddd 1011 rrrrrrr1", "fstmdbx<c> Rn<!>, <doubles>", VFP_MULTIPLE_DOWN),

    // Moves between processor and VFP registers
    FMSR(V5TE, "cccc 11100000 nnnn dddd 1010 N(00)1 (0000)", "vmov<c> Sn, Rd", "d!=15"),
    FMRS(V5TE, "cccc 11100001 nnnn dddd 1010 N(00)1 (0000)", "vmov<c> Rd, Sn", "d!=15"),
    FMDLR(V5TE, "cccc 11100000 nnnn dddd 1011 0(00)1 (0000)", "vmov<c>.32 Dn[0], Rd", "d!=15"),
    FMDHR(V5TE, "cccc 11100010 nnnn dddd 1011 0(00)1 (0000)", "vmov<c>.32 Dn[1], Rd", "d!=15"),
    FMRDL(V5TE, "cccc 11100001 nnnn dddd 1011 0(00)1 (0000)", "vmov<c>.32 Rd, Dn[0]", "d!=15"),
    FMRDH(V5TE, "cccc 11100011 nnnn dddd 1011 0(00)1 (0000)", "vmov<c>.32 Rd, Dn[1]", "d!=15"),
    FMSRR(V5TE, "cccc 11000100 nnnn dddd 1010 00M1 mmmm", "vmov<c> Sm, <next>, Rd, Rn", NO_CORE_PC, "m!=31"),
    FMRRS(V5TE, "cccc 11000101 nnnn dddd 1010 00M1 mmmm", "vmov<c> Rd, Rn, Sm, <next>", NO_CORE_PC, "d!=n, m!=31"),
    FMDRR(V5TE, "cccc 11000100 nnnn dddd 1011 0001 mmmm", "vmov<c> Dm, Rd, Rn", NO_CORE_PC),
    FMRRD(V5TE, "cccc 11000101 nnnn dddd 1011 0001 mmmm", "vmov<c> Rd, Rn, Dm", NO_CORE_PC, "d!=n"),
    FMXR(V5TE, "cccc 11101110 000i dddd 1010 (000)1 (0000)", "vmsr<c> <system>, Rd", "d!=15"),
    FMRX(V5TE, "cccc 11101111 000i dddd 1010 (000)1 (0000)", "vmrs<c> Rd, <system>", "d!=15"),
    FMSTAT(V5TE, "cccc 11101111 0001 1111 1010 (000)1 (0000)", "vmrs<c> APSR_nzcv, fpscr");

    private final Row row;

    VfpEncoding(Opcode opcode, Version version, String pattern, String syntax, String... restrictions) {
        row = new Row(this, opcode, version, pattern, syntax, restrictions);
    }

    /** A row of the opcode of the same name. */
    VfpEncoding(Version version, String pattern, String syntax, String... restrictions) {
        row = new Row(this, Row.opcode(name()), version, pattern, syntax, restrictions);
    }

    @Override
    @SuppressWarnings("exports") // of use to this package only
    public Row row() {
        return row;
    }
}
