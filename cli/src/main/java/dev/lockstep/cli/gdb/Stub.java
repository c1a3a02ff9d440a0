package dev.lockstep.cli.gdb;

import dev.lockstep.cli.gdb.Points.Kind;
import dev.lockstep.cli.gdb.Resume.How;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Answers gdb, one after another, while the target stands still (GDB manual, appendix E). In all-stop mode: whenever one thread stops all do. What is
 * not known gets an empty answer, as the protocol wants; what is malformed gets E01, a thread that is not there E03, memory that
 * is not there E14.
 */
final class Stub {
    private static final int MOST_BYTES = 0x2000;
    private static final String MALFORMED = "E01";
    private static final String NO_THREAD = "E03";
    private static final String NO_MEMORY = "E14";
    private static final String FIXED = "E.nothing can be changed: this run is repeated as it was";
    private static final String OK = "OK";
    private static final String UNKNOWN = "";

    private final Server server;
    private final Points points;
    private final boolean reversible;
    private final ResumeReader resumes;
    private final String description = Registers.description();

    /** Is given what gdb has changed, to be done again when the moment comes again. */
    private final Consumer<Consumer<Target>> changes;

    /** To the gdb that is connected, or was last. */
    private Link link = Link.none();

    /** Whether that gdb waits to hear of a stop. */
    private boolean awaited;

    /** Whose registers and memory are meant. */
    private int general;

    /** Who steps with the packets that name no thread. */
    private int continuing = Target.ANY;

    /**
     * A stub to which nobody has connected yet.
     *
     * @param server gives those who do
     * @param points what gdb sets is put there
     * @param reversible whether gdb may go back in time
     * @param changes is given what gdb changes
     */
    Stub(Server server, Points points, boolean reversible, Consumer<Consumer<Target>> changes) {
        this.server = server;
        this.points = points;
        this.reversible = reversible;
        this.changes = changes;
        resumes = new ResumeReader(reversible);
    }

    /** Whether the target, which runs, must stop: gdb wants it to, or has hung up without a word. */
    boolean interrupted() {
        return link.interrupted() || server.isLost();
    }

    /** Whether somebody has connected since gdb let the target go for good. */
    boolean isAskedFor() {
        return server.offers();
    }

    /** Tells that the target has come to its end. */
    void exited(int status) {
        link.send("W%02x".formatted(status & 0xff));
    }

    /**
     * Serves gdb until it lets the target go on. One that has hung up is followed by the next, which begins without points.
     *
     * @return {@link How#DETACH} also when nobody can connect any longer
     */
    Resume stopped(Target target, Stop stop) {
        general = target.alive(stop.thread()) ? stop.thread() : target.currentThread();
        continuing = Target.ANY;
        if (awaited) {
            link.send(stop.packet());
        }
        awaited = true;
        while (true) {
            Optional<String> packet = link.receive();
            if (packet.isEmpty()) {
                if (!connected()) {
                    return Resume.all(How.DETACH);
                }
                continue;
            }
            try {
                Optional<Resume> resume = resumes.read(new Words(packet.get()), stepping(target));
                if (resume.isPresent()) {
                    acknowledge(resume.get(), packet.get());
                    return resume.get();
                }
                link.send(answer(target, stop, new Words(packet.get())));
            } catch (Malformed e) {
                link.send(MALFORMED);
            }
            if (packet.get().equals("QStartNoAckMode")) {
                link.acknowledgeNothing();
            }
        }
    }

    /** Waits for the next gdb; false when none will come. */
    private boolean connected() {
        server.hangUp();
        points.clear();
        Optional<Link> next = server.next();
        next.ifPresent(present -> link = present);
        return next.isPresent();
    }

    private int stepping(Target target) {
        int thread = continuing > 0 ? continuing : general;
        return target.alive(thread) ? thread : target.currentThread();
    }

    private void acknowledge(Resume resume, String packet) {
        if (resume.how() == How.DETACH || packet.startsWith("vKill")) {
            link.send(OK);
        }
        if (resume.how() == How.DETACH) {
            awaited = false;
            points.clear();
            server.hangUp();
        }
    }

    private String answer(Target target, Stop stop, Words words) throws Malformed {
        if (words.take("q") || words.take("Q")) {
            return query(target, words);
        }
        if (words.take("?")) {
            return stop.packet();
        }
        if (words.take("vCont?")) {
            return "vCont;c;C;s;S;r";
        }
        if (words.take("H")) {
            return choose(target, words);
        }
        if (words.take("T")) {
            return target.alive(words.thread()) ? OK : NO_THREAD;
        }
        if (words.take("Z")) {
            return point(words, true);
        }
        if (words.take("z")) {
            return point(words, false);
        }
        return target.alive(general) ? contents(target, words) : NO_THREAD;
    }

    private String choose(Target target, Words words) throws Malformed {
        boolean stepper = words.take("c");
        if (!stepper) {
            words.expect("g");
        }
        int thread = words.thread();
        if (thread > 0 && !target.alive(thread)) {
            return NO_THREAD;
        }
        if (stepper) {
            continuing = thread;
        } else {
            general = thread > 0 ? thread : target.currentThread();
        }
        return OK;
    }

    private String point(Words words, boolean set) throws Malformed {
        Optional<Kind> known = Kind.of(words.number());
        if (known.isEmpty()) {
            return UNKNOWN;
        }
        words.expect(",");
        int address = words.number();
        words.expect(",");
        int bytes = words.number();
        Kind kind = known.get();
        if (bytes < 1 && kind.isWatchpoint()) {
            throw new Malformed();
        }
        if (set) {
            points.add(kind, address, bytes);
        } else {
            points.remove(kind, address, bytes);
        }
        return OK;
    }

    /** Registers and memory. */
    private String contents(Target target, Words words) throws Malformed {
        if (words.take("g")) {
            return HexFormat.of().formatHex(target.registers(general));
        }
        if (!target.changeable() && (words.take("G") || words.take("P") || words.take("M") || words.take("X"))) {
            return FIXED;
        }
        if (words.take("G")) {
            return setRegisters(target, words.hex());
        }
        if (words.take("p")) {
            int number = register(words);
            int offset = Registers.offset(number);
            return HexFormat.of().formatHex(target.registers(general), offset, offset + Registers.bytes(number));
        }
        if (words.take("P")) {
            int number = register(words);
            words.expect("=");
            byte[] bytes = words.hex();
            if (bytes.length != Registers.bytes(number)) {
                throw new Malformed();
            }
            setRegister(target, number, Registers.value(bytes, 0, number));
            return OK;
        }
        if (words.take("m")) {
            return memory(target, words);
        }
        if (words.take("M")) {
            return setMemory(target, words, false);
        }
        if (words.take("X")) {
            return setMemory(target, words, true);
        }
        return UNKNOWN;
    }

    private static int register(Words words) throws Malformed {
        int number = words.number();
        if (number < 0 || number >= Registers.COUNT) {
            throw new Malformed();
        }
        return number;
    }

    /** Those that differ; the status register first, for it may choose which registers the others are. */
    private String setRegisters(Target target, byte[] wanted) throws Malformed {
        if (wanted.length != target.registers(general).length) {
            throw new Malformed();
        }
        setIfDifferent(target, wanted, Registers.CPSR);
        for (int number = 0; number < Registers.COUNT; number++) {
            setIfDifferent(target, wanted, number);
        }
        return OK;
    }

    private void setIfDifferent(Target target, byte[] wanted, int number) {
        int offset = Registers.offset(number);
        long value = Registers.value(wanted, offset, number);
        if (value != Registers.value(target.registers(general), offset, number)) {
            setRegister(target, number, value);
        }
    }

    private void setRegister(Target target, int number, long value) {
        int thread = general;
        Consumer<Target> change = any -> any.setRegister(thread, number, value);
        change.accept(target);
        changes.accept(change);
    }

    private String memory(Target target, Words words) throws Malformed {
        int address = words.number();
        words.expect(",");
        int bytes = words.number();
        if (bytes == 0) {
            return UNKNOWN;
        }
        byte[] content = target.memory(general, address, bytes < 0 ? MOST_BYTES : Math.min(bytes, MOST_BYTES));
        return content.length == 0 ? NO_MEMORY : HexFormat.of().formatHex(content);
    }

    private String setMemory(Target target, Words words, boolean binary) throws Malformed {
        int address = words.number();
        words.expect(",");
        int bytes = words.number();
        words.expect(":");
        byte[] content = binary ? words.binary() : words.hex();
        if (content.length != bytes) {
            throw new Malformed();
        }
        int thread = general;
        if (!target.setMemory(thread, address, content)) {
            return NO_MEMORY;
        }
        changes.accept(any -> any.setMemory(thread, address, content));
        return OK;
    }

    private String query(Target target, Words words) throws Malformed {
        if (words.take("Supported")) {
            return "PacketSize=4000;QStartNoAckMode+;qXfer:features:read+;vContSupported+;swbreak+;hwbreak+"
                    + (reversible ? ";ReverseStep+;ReverseContinue+" : "");
        }
        if (words.take("StartNoAckMode")) {
            return OK;
        }
        if (words.take("Xfer:features:read:target.xml:")) {
            return part(words);
        }
        if (words.take("fThreadInfo")) {
            return "m" + target.threads().stream().map(Integer::toHexString).collect(Collectors.joining(","));
        }
        if (words.take("sThreadInfo")) {
            return "l";
        }
        if (words.take("ThreadExtraInfo,")) {
            int thread = words.thread();
            return target.alive(thread) ? Words.hexOf(target.describe(thread)) : NO_THREAD;
        }
        if (words.take("Attached")) {
            return "1";
        }
        if (words.take("Rcmd,")) {
            return Words.hexOf(monitor(target, new String(words.hex(), StandardCharsets.UTF_8).strip()));
        }
        return words.take("C") && words.atEnd() ? "QC%x".formatted(target.currentThread()) : UNKNOWN;
    }

    private String part(Words words) throws Malformed {
        int from = words.number();
        words.expect(",");
        int bytes = words.number();
        if (from < 0 || bytes < 0 || from > description.length()) {
            throw new Malformed();
        }
        int to = (int) Math.min(description.length(), (long) from + bytes);
        return (to == description.length() ? "l" : "m") + description.substring(from, to);
    }

    private static String monitor(Target target, String command) {
        String help = target.monitorHelp();
        if (command.equals("help")) {
            return help;
        }
        String answer = target.monitor(command);
        return answer.isEmpty() ? "found '" + command + "', wanted one of\n" + help : answer;
    }
}
