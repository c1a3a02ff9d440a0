package dev.lockstep.image;

/**
 * A program file that cannot be used. Its message is the one line for the user: file, field, value found, value wanted.
 */
public final class ImageException extends Exception {
    private static final long serialVersionUID = 1L;

    public ImageException(String message) {
        super(message);
    }
}
