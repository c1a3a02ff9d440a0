package dev.lockstep.kernel.semihosting;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of an open file, shared by all processes that inherited it. It is counted who uses them. */
sealed interface FileContent permits Features, HostFile {
    long length() throws IOException;

    /** Reads what is at a position, as much as there is and the buffer takes. */
    void read(ByteBuffer to, long position) throws IOException;

    /** Writes all of a buffer at a position. */
    void write(ByteBuffer from, long position) throws IOException;

    /** One more process uses this. */
    void share();

    /** One process fewer uses this; the last one closes it. */
    void release() throws IOException;
}
