package dev.lockstep.cli;

/** A command that cannot do what was asked for. Its message is the one line for the user: where, found, wanted. */
final class CommandException extends Exception {
    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }

    CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
