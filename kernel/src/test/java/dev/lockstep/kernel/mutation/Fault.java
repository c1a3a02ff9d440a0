package dev.lockstep.kernel.mutation;

/**
 * A change of one method.
 *
 * @param className binary name of the class that is edited
 * @param method its method; of overloads, all are searched in their order
 * @param edit what is changed
 */
record Fault(String className, String method, Edit edit) {
    /** As one writes it: the class and its method. */
    String place() {
        return className.substring(className.lastIndexOf('.') + 1) + "." + method;
    }
}
