package dev.lockstep.kernel.syscall;

/** Why calls fail, with Linux's numbers. A call returns the number negated. */
final class Errno {
    static final int ENOENT = 2;
    static final int EIO = 5;
    static final int E2BIG = 7;
    static final int ENOEXEC = 8;
    static final int EBADF = 9;
    static final int ECHILD = 10;
    static final int EAGAIN = 11;
    static final int ENOMEM = 12;
    static final int EFAULT = 14;
    static final int EINVAL = 22;
    static final int ENAMETOOLONG = 36;
    static final int ENOSYS = 38;

    private Errno() {}
}
