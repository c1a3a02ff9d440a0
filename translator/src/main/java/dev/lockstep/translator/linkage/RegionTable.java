package dev.lockstep.translator.linkage;

/** A program's translated code by address; the translator's code space is one. */
public interface RegionTable {
    /** The region that can be entered at an entry point in this mode, or null where none is translated. */
    TranslatedRegion regionAt(int entryPoint, Mode mode);
}
