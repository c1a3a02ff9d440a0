package dev.lockstep.translator.aot;

import java.util.List;

/** What a {@link CodeStore} has of one program, as the engine sees it. */
public interface ProgramCode {
    /** For code that is not stored. */
    ProgramCode NONE = new ProgramCode() {
        @Override
        public List<StoredRegion> regions(String flavour) {
            return List.of();
        }

        @Override
        public void loaded(StoredRegion region) {}

        @Override
        public void translated(StoredRegion region) {}
    };

    /**
     * What was translated earlier, to be taken into use as it is: each region is compared with the process's memory before
     * it is first entered.
     *
     * @param flavour name of the flavour
     */
    List<StoredRegion> regions(String flavour);

    /** One of those was entered, so its class was loaded. */
    void loaded(StoredRegion region);

    /** A region was translated just now. */
    void translated(StoredRegion region);
}
