package dev.lockstep.translator.aot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * A zip file with a shell script before it, which makes it a program of its own. A reader of zip files begins at the end
 * (APPNOTE.TXT 4.3.16), and the offsets that it finds there count from the start of the script.
 */
final class ScriptedZip {
    private static final String SCRIPT = "program.sh";
    private static final String ID = "@ID@";

    private static final int DIRECTORY_ENTRY = 0x02014b50;
    private static final int DIRECTORY_ENTRY_BYTES = 46;
    private static final int END_BYTES = 22;

    private ScriptedZip() {}

    /**
     * The script, then the zip file.
     *
     * @param zip with neither a comment nor more entries or bytes than the plain format allows
     */
    static byte[] of(byte[] zip) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(zip);
        byte[] script = script().replace(ID, ImageFingerprint.hex((int) crc.getValue()) + "-" + zip.length)
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(script.length + zip.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(script).put(zip);
        int end = out.limit() - END_BYTES;
        int entry = script.length + out.getInt(end + 16);
        out.putInt(end + 16, entry);
        for (; entry < end; entry += entryBytes(out, entry)) {
            out.putInt(entry + 42, out.getInt(entry + 42) + script.length);
        }
        return out.array();
    }

    private static int entryBytes(ByteBuffer zip, int entry) throws IOException {
        if (zip.getInt(entry) != DIRECTORY_ENTRY) {
            throw new IOException("central directory of the jar: found no entry at " + entry);
        }
        return DIRECTORY_ENTRY_BYTES + zip.getShort(entry + 28) + zip.getShort(entry + 30) + zip.getShort(entry + 32);
    }

    private static String script() throws IOException {
        try (InputStream in = ScriptedZip.class.getResourceAsStream(SCRIPT)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
