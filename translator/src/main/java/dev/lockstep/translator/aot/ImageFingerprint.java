package dev.lockstep.translator.aot;

import dev.lockstep.image.Image;
import dev.lockstep.image.Segment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * Names an image by its content: what is loaded where, where it is entered, its functions. Two programs of one name would
 * do no harm, since every region is compared with memory before it is entered; they would only take each other's place.
 */
final class ImageFingerprint {
    private ImageFingerprint() {}

    /** 24 hexadecimal digits: the prog-hash, a CRC-32 of all segments, a CRC-32 of layout and functions. */
    static String of(Image image) {
        CRC32 content = new CRC32();
        CRC32 layout = new CRC32();
        ByteBuffer numbers = ByteBuffer.allocate(12);
        update(layout, numbers, image.entry(), image.segments().size());
        for (Segment segment : image.segments()) {
            content.update(segment.content());
            int rights = (segment.rights().write() ? 1 : 0) | (segment.rights().execute() ? 2 : 0);
            update(layout, numbers, segment.address(), (long) segment.content().length << 2 | rights);
        }
        update(layout, numbers, image.symbols().program().hashCode(), 0);
        for (var function : image.symbols().functions().entrySet()) {
            int entryPoint = image.symbols().entryPoint(function.getKey().intValue());
            update(layout, numbers, entryPoint, function.getValue().hashCode());
        }
        return hex(image.programHash()) + hex((int) content.getValue()) + hex((int) layout.getValue());
    }

    private static void update(CRC32 crc, ByteBuffer numbers, int first, long second) {
        crc.update(numbers.putInt(0, first).putLong(4, second).rewind());
    }

    /** Eight digits; String.format would load a hundred classes. */
    static String hex(int number) {
        String digits = Integer.toHexString(number);
        return "00000000".substring(digits.length()) + digits;
    }
}
