package dev.lockstep.translator.aot;

import dev.lockstep.translator.codegen.CompiledRegion;
import dev.lockstep.translator.codegen.Flavour;
import dev.lockstep.translator.linkage.Extent;
import dev.lockstep.translator.linkage.Mode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A region translated earlier: what is needed to take it into use at once, and a body that is looked into when it is first
 * entered.
 *
 * <pre>
 *  body: bytes of the class's name, the name, halfwords of code, the code, the class file
 * </pre>
 *
 * <p>The code is that of all extents, as it stood in memory, in halfwords. All numbers are big-endian ints, halfwords are
 * big-endian shorts.
 */
public final class StoredRegion {
    private final RegionKey key;
    private final List<Extent> extents;
    private final ByteBuffer body;

    /** A region whose body is the buffer's content. */
    StoredRegion(RegionKey key, List<Extent> extents, ByteBuffer body) {
        this.key = key;
        this.extents = extents;
        this.body = body;
    }

    /** A region to be stored. */
    @SuppressWarnings("exports") // for the engine only
    public static StoredRegion of(Flavour flavour, CompiledRegion region) {
        Mode mode = region.region().state().mode();
        RegionKey key = new RegionKey(flavour.name(), region.region().rootEntryPoint(), mode);
        return new StoredRegion(key, region.extents(), ByteBuffer.wrap(body(region)));
    }

    private static byte[] body(CompiledRegion region) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(region.bytes().length + 1024);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            byte[] name = region.className().getBytes(StandardCharsets.UTF_8);
            out.writeInt(name.length);
            out.write(name);
            out.writeInt(region.extents().stream().mapToInt(Extent::bytes).sum() / 2);
            for (var block : region.region().blocks().values()) {
                for (var instruction : block.instructions()) {
                    int word = instruction.word();
                    if (instruction.size() == 2) {
                        out.writeShort(word);
                    } else {
                        // A Thumb BL or BLX is kept with its first halfword above.
                        out.writeShort(instruction.thumb() ? word >>> 16 : word);
                        out.writeShort(instruction.thumb() ? word : word >>> 16);
                    }
                }
            }
            for (int word : region.region().literals().values()) {
                out.writeShort(word);
                out.writeShort(word >>> 16);
            }
            out.write(region.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Which translation it is. */
    public RegionKey key() {
        return key;
    }

    /** Where its instructions lie. */
    public List<Extent> extents() {
        return extents;
    }

    /** Name of its class. */
    public String className() {
        return StandardCharsets.UTF_8.decode(body.slice(4, body.getInt(0))).toString();
    }

    /** A halfword of the code that it was made from, zero-extended, by its index through all extents. */
    public int code(int index) {
        return body.getShort(codeStart() + 2 * index) & 0xffff;
    }

    /** Its class. */
    public byte[] classFile() {
        int codeStart = codeStart();
        int start = codeStart + 2 * body.getInt(codeStart - 4);
        byte[] file = new byte[body.limit() - start];
        body.get(start, file);
        return file;
    }

    private int codeStart() {
        return 4 + body.getInt(0) + 4;
    }

    /** The whole body, to be written. */
    ByteBuffer body() {
        return body.duplicate();
    }
}
