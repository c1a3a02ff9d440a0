/** The {@code lockstep} command. */
module dev.lockstep.cli {
    requires dev.lockstep.kernel;
    requires dev.lockstep.translator;
    requires info.picocli;
    requires jdk.jfr;

    // picocli fills the options in by reflection.
    opens dev.lockstep.cli to
            info.picocli;
}
